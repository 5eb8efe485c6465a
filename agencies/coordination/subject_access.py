"""Requests for access by the person a case is about (DPA 2018 s.45), decided kind by kind of information."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, UniqueConstraint, Uuid

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.life_vocabulary import AccessDecision, SubjectAccessStatus, WithheldGround
from agencies.holdings import key, metadata, vocabulary

subject_access_request = Table(
    "subject_access_request",
    metadata,
    key(),
    of_case(),
    Column("made_by", Text, nullable=False),  # the person, or who asks for them and how that was checked
    Column("scope", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("respond_by", Date, nullable=False),
    Column("extended_because", Text),
    vocabulary("status", SubjectAccessStatus),
    Column("answered_on", Date),
    *practitioner("answered_by"),
    Column("answer", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, subject_access_request.c.respond_by, subject_access_request.c.id)

# One kind of information that was held when the request was logged. ``kind`` is a word of
# ``policies.vocabulary.DataClass``; the row says that something of it is held, and never what.
subject_access_part = Table(
    "subject_access_part",
    metadata,
    key(),
    of_case(),
    Column("request_id", Uuid, ForeignKey("coordination.subject_access_request.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    vocabulary("decision", AccessDecision),
    vocabulary("ground", WithheldGround, nullable=True),
    Column("reason", Text),
    Column("decided_on", Date),
    *practitioner("decided_by"),
    *recorded(),
    versioned(),
    UniqueConstraint("request_id", "kind"),
    schema="coordination",
)
