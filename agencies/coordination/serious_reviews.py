"""A serious further offence, and the serious case review that may follow it (MAPPA guidance, chapter 20; MAPPA O)."""

from sqlalchemy import Column, Date, Index, Table, Text

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import SeriousReviewStatus
from agencies.coordination.vocabulary import Category, Level
from agencies.holdings import key, metadata, vocabulary

# Category and level are those of the case when it was notified: the review asks how it was managed then.
serious_case_review = Table(
    "serious_case_review",
    metadata,
    key(),
    of_case(),
    Column("offence", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("charged_on", Date),
    Column("circumstances", Text, nullable=False),
    vocabulary("category", Category),
    vocabulary("level", Level),
    Column("notified_on", Date, nullable=False),
    Column("notified_by_agency", Text, nullable=False),
    *practitioner("notified_by"),
    Column("acknowledge_by", Date, nullable=False),
    vocabulary("status", SeriousReviewStatus),
    Column("acknowledged_on", Date),
    *practitioner("acknowledged_by"),
    Column("decided_on", Date),
    Column("decided_by_board", Text),  # who decided it for the Strategic Management Board, by name and office
    Column("decision", Text),
    Column("concluded_on", Date),
    Column("summary", Text),
    Column("learning", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, serious_case_review.c.acknowledge_by, serious_case_review.c.id)
