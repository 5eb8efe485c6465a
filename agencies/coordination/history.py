"""What was done: each step in the life of a record, in order. The present state is where its steps lead."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from agencies.coordination.columns import data_class, practitioner
from agencies.holdings import key, metadata
from policies.vocabulary import DataClass

# One act that was done. Written in the transaction of what it changed, with the version that it left the record at;
# added to and never changed. The idempotency key is its doer's, and ``content`` the SHA-256 of all that was given.
step = Table(
    "step",
    metadata,
    key(),
    Column("case_id", Uuid, ForeignKey("coordination.case.id"), index=True),  # NULL: about no case
    Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), index=True),  # and about a meeting as a whole
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id")),  # the meeting's
    Column("record", Text, nullable=False),  # what a practitioner calls the kind of record
    Column("record_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("act", Text, nullable=False),  # a word of policies.vocabulary.Act, by name
    Column("from_state", Text),  # NULL: the record began here
    Column("to_state", Text, nullable=False),
    Column("done_at", DateTime(timezone=True), nullable=False),
    *practitioner("done_by"),
    Column("done_by_agency", Text, nullable=False),
    Column("idempotency_key", Text),
    Column("content", LargeBinary),
    *data_class(DataClass.MANAGEMENT),
    UniqueConstraint("record_id", "version"),
    UniqueConstraint("done_by_id", "idempotency_key"),
    schema="coordination",
)

# That an act changed the facts of a case, so that the rules are to be asked about it anew. Left in the transaction of
# the act; taken away in that of the asking.
changed_case = Table(
    "changed_case",
    metadata,
    key(),
    Column("case_id", Uuid, ForeignKey("coordination.case.id"), nullable=False, index=True),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    schema="coordination",
)
