"""Case and meeting audits (MAPPA K and L): a sample that chance drew, the audits in it, and their answers.

Not the record of access, which is kept elsewhere: here people look at how well cases were managed and meetings held.
"""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from agencies.coordination.audit_vocabulary import AuditStatus, AuditSubject, SampleStatus
from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.meetings import of_meeting
from agencies.coordination.vocabulary import Level
from agencies.holdings import key, metadata, vocabulary

# A sample: of what, over which time, how many, and the seed by which anybody can draw it again from the same frame.
audit_sample = Table(
    "audit_sample",
    metadata,
    key(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False, index=True),
    vocabulary("subject", AuditSubject),
    vocabulary("level", Level, nullable=True),  # NULL: level 2 and 3
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),  # the last day
    Column("size", SmallInteger, nullable=False),  # how many were asked for
    Column("form_id", Uuid, ForeignKey("coordination.form.id"), nullable=False, index=True),
    Column("seed", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("frame", Integer),  # how many it was drawn from, as counts are published; NULL where that is under five
    vocabulary("status", SampleStatus),
    Column("drawn_on", Date, nullable=False),
    *practitioner("drawn_by"),
    Column("closed_on", Date),
    *practitioner("closed_by"),
    Column("findings", Text),
    Column("learning", Text),
    Column("unfinished_because", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)


def _audit() -> list[Column[object]]:
    """The sample that drew it, what became of it, and who looked."""
    return [
        Column("sample_id", Uuid, ForeignKey("coordination.audit_sample.id"), nullable=False),
        vocabulary("status", AuditStatus),
        Column("audited_on", Date),
        *practitioner("auditor"),
        Column("auditor_agency", Text),
        Column("summary", Text),
        *recorded(),
        versioned(),
    ]


case_audit = Table(
    "case_audit",
    metadata,
    key(),
    of_case(),
    *_audit(),
    UniqueConstraint("sample_id", "case_id"),
    schema="coordination",
)

meeting_audit = Table(
    "meeting_audit",
    metadata,
    key(),
    *of_meeting(),
    *_audit(),
    UniqueConstraint("sample_id", "meeting_id"),
    schema="coordination",
)

# The answer to one question of the form, of the one audit that it names. Added to and never changed.
audit_answer = Table(
    "audit_answer",
    metadata,
    key(),
    Column("case_audit_id", Uuid, ForeignKey("coordination.case_audit.id"), index=True),
    Column("meeting_audit_id", Uuid, ForeignKey("coordination.meeting_audit.id"), index=True),
    Column("position", SmallInteger, nullable=False),
    Column("question", Text, nullable=False),  # the code of the part of the form
    Column("label", Text, nullable=False),  # as the edition has it
    Column("score", SmallInteger, nullable=False),
    Column("comment", Text),
    *recorded(),
    schema="coordination",
)
