"""Victim contact, addresses, and the limits on who may open a case."""

from sqlalchemy import Boolean, Column, Date, Table, Text, Uuid

from agencies.holdings import key, lasting, metadata, provenance, vocabulary
from agencies.probation.keys import SCHEMA, person
from agencies.probation.vocabulary import AccessLimitKind, AddressKind, VictimContactLevel

# Contact with one victim under the Victim Contact Scheme. ``person_id`` is the convicted person, whose case it is;
# ``victim_person_id`` names the victim in the access record, and is nobody's row in ``person.person``.
victim_contact = Table(
    "victim_contact",
    metadata,
    key(),
    person(),
    Column("victim_person_id", Uuid, nullable=False, index=True),
    Column("victim_name", Text, nullable=False),
    Column("relationship", Text),
    Column("victim_address", Text),
    Column("liaison_officer_id", Uuid, index=True),
    Column("liaison_officer_name", Text),
    Column("opted_in", Boolean),  # NULL: not yet asked
    vocabulary("contact_level", VictimContactLevel),
    Column("first_contact_due", Date),
    Column("first_contacted_on", Date),
    Column("last_contacted_on", Date),
    Column("requested_conditions", Text),
    Column("representations", Text),
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)

# Where the person lives, lived, or is to live.
address = Table(
    "address",
    metadata,
    key(),
    person(),
    vocabulary("kind", AddressKind),
    Column("lines", Text),
    Column("postcode", Text),
    Column("approved_premises", Text),  # the name of the premises, where it is one
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)

# A user who is excluded from a case, or to whom it is restricted. Read by the platform before every other rule.
access_limit = Table(
    "access_limit",
    metadata,
    key(),
    person(),
    vocabulary("kind", AccessLimitKind),
    Column("principal_id", Uuid, nullable=False, index=True),
    Column("principal_name", Text, nullable=False),
    Column("reason", Text),
    Column("message", Text),
    *lasting(),
    *provenance(),
    schema=SCHEMA,
)
