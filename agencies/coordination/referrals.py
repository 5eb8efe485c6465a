"""What a referral is made of, beside its heading: the parts of its form, and what agencies are asked for."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, SmallInteger, Table, Text, Uuid

from agencies.coordination.columns import data_class, of_case, practitioner, recorded, versioned
from agencies.coordination.vocabulary import InformationStatus
from agencies.holdings import Assertion, key, metadata, vocabulary
from policies.vocabulary import DataClass

# A part of a referral's form as it was filled in; empty until then. A later text supersedes, and both stand.
referral_part = Table(
    "referral_part",
    metadata,
    key(),
    of_case(),
    Column("referral_id", Uuid, ForeignKey("coordination.referral.id"), nullable=False, index=True),
    Column("position", SmallInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("body", Text),
    Column("not_known_because", Text),
    Column("written_by_agency", Text),
    *data_class(DataClass.DECISION),
    *recorded(),
    Column("superseded_by", Uuid),
    schema="coordination",
)

# What an agency or body is asked for, by when, and what it answered or why it did not. A refusal is recorded too.
information_request = Table(
    "information_request",
    metadata,
    key(),
    of_case(),
    Column("referral_id", Uuid, ForeignKey("coordination.referral.id"), nullable=False, index=True),
    Column("asked_of", Text, nullable=False),  # the code of the agency or body
    Column("asked_by_agency", Text, nullable=False),
    *practitioner("asked_by"),
    Column("what", Text, nullable=False),
    Column("despite", Text),  # where it reached nobody: why it was asked all the same
    Column("asked_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("remind_from", Date, nullable=False),
    vocabulary("status", InformationStatus),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("last_reminded_on", Date),
    Column("answer", Text),
    vocabulary("assertion", Assertion, nullable=True),
    Column("closed_because", Text),
    Column("closed_on", Date),
    *practitioner("answered_by"),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, information_request.c.asked_of, information_request.c.due_on, information_request.c.id)
Index(None, information_request.c.due_on, information_request.c.id)
