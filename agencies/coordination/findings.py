"""What the rules find: who comes under MAPPA, who does and has no case, and what is due or amiss about a case.

Rows here are worked out, never typed, and decide nothing: a person looks, and acts through the record. They hold
between two days, so that they stay right while time passes; a changed fact brings new rows, and the old ones stand as
superseded, for what was known when a decision was made.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, SmallInteger, Table, Text, Uuid

from agencies.coordination.columns import data_class, of_case
from agencies.coordination.rule_vocabulary import Ending, FindingKind, Verdict
from agencies.coordination.vocabulary import Category, QualifyingReason
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import DataClass, Handling


def _between() -> list[Column[object]]:
    """The days between which it holds (until is exclusive), when it was worked out, and what took its place."""
    return [
        Column("holds_from", Date, nullable=False),
        Column("holds_until", Date),
        Column("assessed_on", Date, nullable=False),
        Column("superseded_by", Uuid),
    ]


# What the rules say of a person between two days (agencies.coordination.rules.identification).
identification = Table(
    "identification",
    metadata,
    key(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    vocabulary("verdict", Verdict),
    vocabulary("category", Category, nullable=True),
    vocabulary("limb", QualifyingReason, nullable=True),
    vocabulary("ending", Ending, nullable=True),
    Column("ends_on", Date),  # when the ground ends (exclusive), where that is a date
    Column("reason", Text),
    Column("others", Text),  # the grounds that stand behind the one that decides
    Column("unknowns", Text),
    Column("rule_code", Text),
    Column("rule_source", Text),
    *_between(),
    schema="coordination",
)

# Somebody who qualifies, or may, and has no case: identified and not yet notified. ``handling`` is what the case's
# would be, so that a person whose access is restricted, or who is a terrorist offender, is not shown here either.
identified_person = Table(
    "identified_person",
    metadata,
    key(),
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, index=True),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), index=True),  # NULL: no holding says
    Column("handling", SmallInteger, nullable=False, server_default=str(Handling.ORDINARY.stored)),
    vocabulary("verdict", Verdict),
    vocabulary("category", Category, nullable=True),
    Column("reason", Text),
    Column("unknowns", Text),
    Column("rule_code", Text),
    Column("rule_source", Text),
    Column("notify_by", Date),
    *_between(),
    schema="coordination",
)

# What is due or amiss about a case, by which rule, in words, and by when whom it falls to is to have settled it.
finding = Table(
    "finding",
    metadata,
    key(),
    of_case(),
    vocabulary("kind", FindingKind),
    *data_class(DataClass.MANAGEMENT),
    Column("says", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency to which it falls
    Column("step", SmallInteger),  # how far it has been escalated, 1 first; NULL where it is not
    Column("settle_by", Date),
    Column("rule_code", Text),
    Column("rule_source", Text),
    *_between(),
    schema="coordination",
)
Index(None, finding.c.kind, finding.c.holds_from, finding.c.id)
