"""That a case which left category 4 is handled as a terrorism case no more: proposed by one, released by a second."""

from enum import StrEnum

from sqlalchemy import Column, Date, Table, Text

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.holdings import key, metadata, vocabulary


class HandlingReleaseStatus(StrEnum):
    """How far it has come."""

    PROPOSED = "PROPOSED"
    RELEASED = "RELEASED"
    REFUSED = "REFUSED"


handling_release = Table(
    "handling_release",
    metadata,
    key(),
    of_case(),
    Column("reason", Text, nullable=False),
    Column("otherwise_because", Text),  # why it is lifted although the rules find category 4
    vocabulary("status", HandlingReleaseStatus),
    Column("proposed_on", Date, nullable=False),
    *practitioner("proposed_by"),
    Column("decided_on", Date),
    *practitioner("decided_by"),
    Column("refused_because", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
