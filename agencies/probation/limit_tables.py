"""That a limit on who may open a case is to be lifted, or somebody more let in: what two people decide."""

from sqlalchemy import Column, Date, Table, Text, Uuid

from agencies.holdings import key, metadata, versioned, vocabulary
from agencies.probation.keys import SCHEMA, person
from agencies.probation.vocabulary import LimitReleaseKind, LimitReleaseStatus

limit_release = Table(
    "limit_release",
    metadata,
    key(),
    person(),
    vocabulary("kind", LimitReleaseKind),
    Column("principal_id", Uuid),  # whom it lets in; NULL where the whole restriction is lifted
    Column("principal_name", Text),
    Column("reason", Text, nullable=False),
    vocabulary("status", LimitReleaseStatus),
    Column("proposed_on", Date, nullable=False),
    Column("proposed_by_id", Uuid),
    Column("proposed_by_name", Text),
    Column("decided_on", Date),
    Column("decided_by_id", Uuid),
    Column("decided_by_name", Text),
    Column("refused_because", Text),
    versioned(),
    schema=SCHEMA,
)
