"""The directory's tables: principals, their roles and areas, registered clients, emergency grants."""

from enum import StrEnum

import sqlalchemy as sa

from agencies.holdings import key, lasting, metadata, vocabulary


class AreaRelation(StrEnum):
    """What a principal does in an area."""

    COORDINATES = "COORDINATES"
    WORKS_IN = "WORKS_IN"


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
    sa.Column("suspended", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("version", sa.BigInteger, nullable=False, server_default="1"),
    sa.UniqueConstraint("issuer", "subject"),
    schema="directory",
)

principal_role = sa.Table(
    "principal_role",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    *lasting(),
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

# Raises the standing towards one case for a short time (the act that makes one is a mutation under the law).
emergency_grant = sa.Table(
    "emergency_grant",
    metadata,
    key(),
    sa.Column("principal_id", sa.ForeignKey(principal.c.id), nullable=False, index=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    schema="directory",
)
