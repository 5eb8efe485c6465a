"""Forms and rules that law or local practice changes by date: data with a source, never constants.

What no published text gives a number for is kept as ``verified = false`` and may be corrected by whoever knows.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, SmallInteger, Table, Text, UniqueConstraint, Uuid, false

from agencies.coordination.audit_vocabulary import AuditScale
from agencies.coordination.vocabulary import RuleKind
from agencies.holdings import key, lasting, metadata, vocabulary

# How many days something may take or last. An area's own rule goes before one for all areas.
process_rule = Table(
    "process_rule",
    metadata,
    key(),
    vocabulary("kind", RuleKind),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id")),
    Column("days", Integer, nullable=False),
    *lasting(),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),
    schema="coordination",
)

# An edition of a form of the document set. Letters move between editions, so a form is known by its edition
# (mappa.md 4.1): a referral keeps the one it was begun on.
form = Table(
    "form",
    metadata,
    key(),
    Column("code", Text, nullable=False),  # REFERRAL
    Column("edition", Text, nullable=False),
    Column("title", Text, nullable=False),
    *lasting(),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("code", "edition"),
    schema="coordination",
)

# A part of a form: what is to be said in it, whether it must be, and which kind of information it holds.
form_part = Table(
    "form_part",
    metadata,
    key(),
    Column("form_id", Uuid, ForeignKey("coordination.form.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("guidance", Text, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("holds", Text, nullable=False),  # a word of policies.vocabulary.DataClass
    vocabulary("scale", AuditScale, nullable=True),  # of a question of an audit; NULL: it is written in words
    UniqueConstraint("form_id", "code"),
    UniqueConstraint("form_id", "position"),
    schema="coordination",
)
