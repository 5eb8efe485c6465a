"""The administration of the directory, as mutations: information-sharing agreements."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.directory import agreements
from agencies.directory import tables as directory
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.mutations import RECORD, Mutation, OnNothing, OnRecord

_AGREEMENT = directory.agreement.c
_TAKEN = sa.select(_AGREEMENT.id).where(_AGREEMENT.reference == sa.bindparam("reference", None, sa.Text))
_PROPOSAL = sa.select(_AGREEMENT.proposed_by_id, _AGREEMENT.valid_until).where(_AGREEMENT.id == RECORD)
_ON_AGREEMENT = OnRecord("Agreement")


def _referred_to(given: agreements.ProposeAgreement, _today: date) -> Mapping[str, Any]:
    return {"reference": given.reference}


MUTATIONS = (
    Mutation(
        Act.PROPOSE_AGREEMENT,
        "Propose an information-sharing agreement. It shares nothing until a second person puts it in force.",
        agreements.MACHINE,
        on=OnNothing(),
        gives="Agreement",
        given=agreements.ProposeAgreement,
        known=agreements.ProposeKnown,
        facts={"taken": _TAKEN, "bodies": BODIES},
        asks=_referred_to,
    ),
    Mutation(
        Act.APPROVE_AGREEMENT,
        "Put an agreement in force that somebody else proposed. What it shares is shown from the next request on.",
        agreements.MACHINE,
        on=_ON_AGREEMENT,
        gives="Agreement",
        known=agreements.ProposalKnown,
        facts={"proposal": _PROPOSAL},
    ),
    Mutation(
        Act.REFUSE_AGREEMENT,
        "Refuse an agreement that somebody else proposed, and say why.",
        agreements.MACHINE,
        on=_ON_AGREEMENT,
        gives="Agreement",
        given=agreements.CloseAgreement,
        known=agreements.ProposalKnown,
        facts={"proposal": _PROPOSAL},
    ),
    Mutation(
        Act.END_AGREEMENT,
        "End an agreement today, and say why. What rests on it is hidden from the next request on.",
        agreements.MACHINE,
        on=_ON_AGREEMENT,
        gives="Agreement",
        given=agreements.CloseAgreement,
    ),
)
