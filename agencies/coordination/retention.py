"""What a board decides on how long entries of the access record are kept, until the record's owner takes it over."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Index, Integer, Table, Text

from agencies.coordination.columns import practitioner, recorded, versioned
from agencies.holdings import key, metadata, vocabulary


class ProposalStatus(StrEnum):
    """How far a rule has come. One that was agreed erases nothing before the owner of the tables takes it over."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    REFUSED = "REFUSED"


retention_proposal = Table(
    "retention_proposal",
    metadata,
    key(),
    Column("rule", Text, nullable=False),  # its name; the next version of the one that has it
    Column("outcome", Text),  # of entries that ended so, as the record names it; NULL: of any
    Column("purpose", Text),
    Column("keep_months", Integer, CheckConstraint("keep_months > 0", name="keep_months"), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    vocabulary("status", ProposalStatus),
    Column("agreed_at", DateTime(timezone=True)),
    *practitioner("agreed_by"),
    Column("refused_because", Text),
    Column("refused_at", DateTime(timezone=True)),
    *practitioner("refused_by"),
    Column("taken_over_at", DateTime(timezone=True)),  # by the owner of the tables: from then on it is a rule
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, retention_proposal.c.status, retention_proposal.c.recorded_at)
