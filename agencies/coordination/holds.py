"""What of the access record is kept whatever a retention rule says: entries about somebody, or by somebody."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Table, Text, Uuid

from agencies.coordination.columns import practitioner, recorded, versioned
from agencies.holdings import key, metadata, vocabulary


class HoldStatus(StrEnum):
    """Whether entries are held. One that somebody has asked to lift still holds."""

    HELD = "HELD"
    LIFT_ASKED = "LIFT_ASKED"
    LIFTED = "LIFTED"


# Without keys to other tables: a hold outlives the case, the person and the user that it is about.
record_hold = Table(
    "record_hold",
    metadata,
    key(),
    Column("subject_id", Uuid),  # the case or person that the entries are about
    Column("principal_id", Uuid),  # the user whose entries they are
    Column("asked_by", Text, nullable=False),  # who wants them kept: a court, a coroner, the Commissioner
    Column("reason", Text, nullable=False),
    vocabulary("status", HoldStatus),
    Column("lift_reason", Text),
    Column("lift_asked_at", DateTime(timezone=True)),
    *practitioner("lift_asked_by"),
    Column("lifted_at", DateTime(timezone=True)),
    *practitioner("lifted_by"),
    *recorded(),
    versioned(),
    CheckConstraint("num_nonnulls(subject_id, principal_id) = 1", name="one"),
    schema="coordination",
)
Index(None, record_hold.c.status, record_hold.c.recorded_at)
