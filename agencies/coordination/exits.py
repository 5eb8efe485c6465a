"""How a case leaves MAPPA: proposed by whoever has a part in it, confirmed by a person, and kept for good."""

from sqlalchemy import Column, Date, Table, Text

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import ExitReason, ExitStatus
from agencies.holdings import key, metadata, vocabulary

# A person may leave and come back: each exit stands, and the notice by which they come back names its day.
case_exit = Table(
    "case_exit",
    metadata,
    key(),
    of_case(),
    vocabulary("why", ExitReason),
    Column("reason", Text, nullable=False),
    Column("occurred_on", Date),  # the day of the death, or on which the ground ended
    Column("found", Text),  # what the rules found when it was proposed
    Column("proposed_on", Date, nullable=False),
    Column("proposed_by_agency", Text, nullable=False),
    *practitioner("proposed_by"),
    vocabulary("status", ExitStatus),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),
    Column("otherwise_because", Text),  # why it was confirmed while the rules still find a ground
    Column("handed_over", Text),  # who goes on with the actions that were open
    *recorded(),
    versioned(),
    schema="coordination",
)
