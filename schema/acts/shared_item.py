"""Single items shared with an associate, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import shared_item
from agencies.directory import tables as directory
from policies.vocabulary import Act, Agency, Role
from schema.mutations import CASE, TODAY, Mutation, OnRecord
from schema.rules import RULES

_PRINCIPAL, _ROLE = directory.principal.c, directory.principal_role.c
_OTHER = directory.principal.alias("other")  # of another identity provider: then nobody says which of them is meant
_REFERENCE = sa.select(t.case.c.reference).where(t.case.c.id == CASE)
_ASSOCIATE = (
    sa.select(_PRINCIPAL.id, _PRINCIPAL.name, _PRINCIPAL.owner)
    .join(directory.principal_role, _ROLE.principal_id == _PRINCIPAL.id)
    .where(
        _PRINCIPAL.subject == sa.bindparam("who", None, sa.Text),
        _PRINCIPAL.agency == Agency.PARTNER.value,
        _PRINCIPAL.status == directory.PrincipalStatus.ACTIVE,
        ~sa.exists().where(_OTHER.c.subject == _PRINCIPAL.subject, _OTHER.c.id != _PRINCIPAL.id),
        _ROLE.role == Role.ASSOCIATE.value,
        _ROLE.status == directory.AppointmentStatus.IN_FORCE,
        _ROLE.valid_from <= TODAY,
        sa.or_(_ROLE.valid_until.is_(None), _ROLE.valid_until > TODAY),
    )
    .limit(1)
)


def _named(given: shared_item.ShareItem, _today: date) -> Mapping[str, Any]:
    return {"who": given.who}


MUTATIONS = (
    Mutation(
        Act.SHARE_ITEM,
        "Share a single item of a case with an associate, to a day. They are shown that item from their next request "
        "on, and nothing else of the case.",
        shared_item.MACHINE,
        on=OnRecord("Case"),
        gives="SharedItem",
        given=shared_item.ShareItem,
        known=shared_item.ShareKnown,
        facts={"reference": _REFERENCE, "who": _ASSOCIATE, "rules": RULES},
        asks=_named,
    ),
    Mutation(
        Act.WITHDRAW_ITEM,
        "Withdraw an item that was shared with an associate, and say why. It is hidden from their next request on.",
        shared_item.MACHINE,
        on=OnRecord("SharedItem"),
        gives="SharedItem",
        given=shared_item.WithdrawItem,
    ),
)
