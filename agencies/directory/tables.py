"""The directory's tables: principals, their roles and areas, clients, emergency grants, sharing agreements."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from agencies.holdings import key, lasting, metadata, versioned, vocabulary


class AgreementStatus(StrEnum):
    """Where an agreement stands. Only one in force shares anything, from its first day to the day before its last."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class EmergencyStatus(StrEnum):
    """How far an emergency access has come: taken, acknowledged by the co-ordination unit, reviewed."""

    TAKEN = "TAKEN"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    REVIEWED = "REVIEWED"


class EmergencyOutcome(StrEnum):
    """What a second person found of an emergency access."""

    JUSTIFIED = "JUSTIFIED"
    NOT_JUSTIFIED = "NOT_JUSTIFIED"
    REFERRED = "REFERRED"  # to whoever looks into it: data protection officer, professional standards


class ConflictStatus(StrEnum):
    """Whether a conflict of interest stands."""

    DECLARED = "DECLARED"
    LIFTED = "LIFTED"


class PrincipalStatus(StrEnum):
    """Whether somebody may sign in."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"


class AppointmentStatus(StrEnum):
    """Where a role, or a clearance, stands. Only one in force opens anything."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class AreaRelation(StrEnum):
    """What a principal does in an area."""

    COORDINATES = "COORDINATES"
    WORKS_IN = "WORKS_IN"


class AuditReach(StrEnum):
    """Whose accesses an appointment opens."""

    NATIONAL = "NATIONAL"
    AGENCY = "AGENCY"  # those made for one agency or body
    AREA = "AREA"  # those by people of one area, and those to its cases


def _told() -> list[sa.Column[Any]]:
    """Of what two people decide: why, who proposed it and who put it in force; and why and by whom it was closed."""
    who = [(sa.Column(f"{name}_id", sa.Uuid), sa.Column(f"{name}_name", sa.Text)) for name in DECIDING]
    why = [sa.Column("reason", sa.Text), sa.Column("closed_because", sa.Text)]
    return [*why, *(column for pair in who for column in pair), versioned()]


DECIDING = ("proposed_by", "approved_by", "closed_by")

# One person or human-less system. ``agency``, ``clearance`` and the roles are words of ``policies.vocabulary``.
principal = sa.Table(
    "principal",
    metadata,
    key(),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("agency", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),  # the owner code of what their agency or body holds
    sa.Column("clearance", sa.Text, nullable=False, server_default="none"),
    sa.Column("clearance_until", sa.Date),
    vocabulary("status", PrincipalStatus, begins=PrincipalStatus.ACTIVE),
    sa.Column("suspended_because", sa.Text),
    sa.Column("version", sa.BigInteger, nullable=False, server_default="1"),  # raised by all that they stand on
    sa.Column("entry_version", sa.Integer, nullable=False, server_default="1"),  # raised by acts on the entry alone
    sa.UniqueConstraint("issuer", "subject"),
    schema="directory",
)

principal_role = sa.Table(
    "principal_role",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("area_id", sa.SmallInteger),  # that is opened with it, by a row of the same key in ``principal_area``
    vocabulary("reach", AuditReach, nullable=True),  # of an auditor: likewise, in ``audit_appointment``
    sa.Column("audited_owner", sa.Text),
    sa.Column(
        "warrant", sa.Boolean, nullable=False, server_default=sa.false()
    ),  # whether it opens the area's cases too
    *lasting(),
    vocabulary("status", AppointmentStatus, begins=AppointmentStatus.IN_FORCE),
    *_told(),
    schema="directory",
)

principal_area = sa.Table(
    "principal_area",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("area_id", sa.SmallInteger, nullable=False),
    vocabulary("relation", AreaRelation),
    *lasting(),
    schema="directory",
)

# Who may look into whose accesses, as what, by whose decision. An inspector's appointment always ends.
audit_appointment = sa.Table(
    "audit_appointment",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),  # in which they are appointed: it counts while they hold it
    vocabulary("reach", AuditReach),
    sa.Column("owner", sa.Text),  # of one agency or body: its owner code
    sa.Column("area_id", sa.SmallInteger),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    *lasting(),
    sa.CheckConstraint("role in ('auditor', 'inspector')", name="role"),
    sa.CheckConstraint("role <> 'inspector' or valid_until is not null", name="inspector_ends"),
    sa.CheckConstraint(
        "(reach = 'AGENCY') = (owner is not null) and (reach = 'AREA') = (area_id is not null)", name="whose"
    ),
    schema="directory",
)

# What somebody was vetted for. The one in force stands on the principal, with its last day.
principal_clearance = sa.Table(
    "principal_clearance",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("clearance", sa.Text, nullable=False),
    sa.Column("valid_until", sa.Date),
    vocabulary("status", AppointmentStatus),
    *_told(),
    schema="directory",
)

# An OAuth client. A human-less one may ask in its own name; every other must name the human behind it.
client = sa.Table(
    "client",
    metadata,
    sa.Column("client_id", sa.Text, primary_key=True),
    sa.Column("agency", sa.Text, nullable=False),
    sa.Column("human_less", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("suspended", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("page_cap", sa.SmallInteger, nullable=False, server_default="100"),
    schema="directory",
)

# Raises the standing towards one case for a short time. Whoever took it, the co-ordination unit that is alerted and the
# second person who reviews it are each named.
emergency_grant = sa.Table(
    "emergency_grant",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("principal_name", sa.Text),
    sa.Column("agency", sa.Text),  # the owner code of whom they work for
    vocabulary("status", EmergencyStatus, begins=EmergencyStatus.TAKEN),
    sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
    sa.Column("acknowledged_by_id", sa.Uuid),
    sa.Column("acknowledged_by_name", sa.Text),
    sa.Column("reviewed_at", sa.DateTime(timezone=True)),
    sa.Column("reviewed_by_id", sa.Uuid),
    sa.Column("reviewed_by_name", sa.Text),
    vocabulary("outcome", EmergencyOutcome, nullable=True),
    sa.Column("review_note", sa.Text),
    versioned(),
    sa.Index("emergency_grant_case_id_idx", "case_id"),
    schema="directory",
)

# For how long emergency access lasts: a rule with a day and a source.
emergency_rule = sa.Table(
    "emergency_rule",
    metadata,
    key(),
    sa.Column("hours", sa.SmallInteger, nullable=False),
    *lasting(),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False, server_default=sa.false()),
    schema="directory",
)

# Keeps whoever declared it out of one case until it is lifted, as an exclusion by name does.
conflict_of_interest = sa.Table(
    "conflict_of_interest",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("principal_name", sa.Text),
    sa.Column("agency", sa.Text),  # the owner code of whom they work for
    sa.Column("case_id", sa.Uuid, nullable=False, index=True),
    sa.Column("nature", sa.Text, nullable=False),
    sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
    vocabulary("status", ConflictStatus),
    sa.Column("lifted_at", sa.DateTime(timezone=True)),
    sa.Column("lifted_by_id", sa.Uuid),
    sa.Column("lifted_by_name", sa.Text),
    sa.Column("lifted_because", sa.Text),
    versioned(),
    schema="directory",
)

# An information-sharing agreement (CJA 2003 s.325(4) and (5)): who shares what, for which purposes, on which basis.
agreement = sa.Table(
    "agreement",
    metadata,
    key(),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("purposes", sa.ARRAY(sa.Text), nullable=False),  # words of ``policies.vocabulary``, as are the next
    sa.Column("data_classes", sa.ARRAY(sa.Text), nullable=False),
    vocabulary("status", AgreementStatus),
    *lasting(),
    sa.Column("proposed_by_id", sa.Uuid),
    sa.Column("proposed_by_name", sa.Text),
    sa.Column("approved_by_id", sa.Uuid),
    sa.Column("approved_by_name", sa.Text),
    sa.Column("approved_on", sa.Date),
    sa.Column("closed_because", sa.Text),
    sa.Column("closed_by_id", sa.Uuid),
    sa.Column("closed_by_name", sa.Text),
    versioned(),
    schema="directory",
)

# A party to one: an agency, the co-ordination unit or a body, by its owner code, and on which basis it is a party.
agreement_party = sa.Table(
    "agreement_party",
    metadata,
    key(),
    sa.Column("agreement_id", sa.ForeignKey(agreement.c.id), nullable=False),
    sa.Column("owner", sa.Text, nullable=False, index=True),
    sa.Column("basis", sa.Text, nullable=False),
    sa.UniqueConstraint("agreement_id", "owner"),
    schema="directory",
)
