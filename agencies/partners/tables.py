"""What duty-to-co-operate bodies own (CJA 2003 s.325(3), (6)): who they are, who speaks for them, what they offer."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, SmallInteger, Table, Text, Uuid

from agencies.holdings import key, lasting, metadata, provenance, vocabulary
from agencies.partners.vocabulary import ContributionTopic

SCHEMA = "partners"

# A body under the duty to co-operate. The list may be amended by order (s.325(7)): reference data with dates.
body = Table(
    "body",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("statutory_basis", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("effective_until", Date),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default="false"),
    schema=SCHEMA,
)

# Who speaks for a body in an area: the single point of contact.
representative = Table(
    "representative",
    metadata,
    key(),
    Column("body_code", Text, ForeignKey("partners.body.code"), nullable=False, index=True),
    Column("principal_id", Uuid, index=True),
    Column("name", Text, nullable=False),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False, index=True),
    *lasting(),
    schema=SCHEMA,
)

# What a body contributes to a case. Medical detail has a column of its own, because it is a data class of its own.
contribution = Table(
    "contribution",
    metadata,
    key(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    Column("body_code", Text, ForeignKey("partners.body.code"), nullable=False, index=True),
    vocabulary("topic", ContributionTopic),
    Column("summary", Text, nullable=False),
    Column("detail", Text),
    Column("health_detail", Text),
    Column("offered_by_id", Uuid),
    Column("offered_by_name", Text),
    Column("offered_on", Date, nullable=False),
    Column("valid_until", Date),
    *provenance(),
    schema=SCHEMA,
)
