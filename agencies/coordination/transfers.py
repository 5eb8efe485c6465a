"""A case that moves to another area: offered by the one that holds it, and held by it until the other accepts."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, SmallInteger, Table, Text, Uuid

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.vocabulary import Category, LeadAgency, Level
from agencies.holdings import key, metadata, vocabulary

# What the other area must know to answer stands in the row: until it accepts, it sees nothing else of the case.
transfer = Table(
    "transfer",
    metadata,
    key(),
    of_case(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    Column("reference", Text, nullable=False),  # of the case
    Column("from_area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    Column("to_area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    vocabulary("category", Category),  # as the case was when it was offered
    vocabulary("level", Level),
    vocabulary("lead_agency", LeadAgency),
    Column("reason", Text, nullable=False),
    Column("handover", Text, nullable=False),  # the risk, the plan, and what is under way
    Column("moves_on", Date),
    Column("proposed_on", Date, nullable=False),
    *practitioner("proposed_by"),
    Column("answer_by", Date, nullable=False),
    vocabulary("status", TransferStatus),
    Column("chased", Integer, nullable=False, server_default="0"),
    Column("last_chased_on", Date),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, transfer.c.from_area_id, transfer.c.answer_by, transfer.c.id)
Index(None, transfer.c.to_area_id, transfer.c.answer_by, transfer.c.id)
