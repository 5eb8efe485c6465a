"""Referral and screening, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import information, referral
from agencies.coordination.process.common import MANAGED
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.forms import parts_in_force
from schema.mutations import CASE, RECORD, TODAY, Mutation, OnRecord
from schema.reach import reached
from schema.rules import RULES

_CASE = sa.select(t.case.c.reference, t.case.c.status, t.case.c.level, t.case.c.category).where(t.case.c.id == CASE)
_OPEN = sa.select(t.referral.c.reference).where(t.referral.c.case_id == CASE, t.referral.c.status.in_(referral.OPEN))
_PART = t.referral_part.c
_PARTS = (
    sa.select(
        _PART.id,
        _PART.position,
        _PART.code,
        _PART.label,
        _PART.required,
        _PART.data_class,
        sa.or_(_PART.body.is_not(None), _PART.not_known_because.is_not(None)).label("filled"),
    )
    .where(_PART.referral_id == RECORD, _PART.superseded_by.is_(None))
    .order_by(_PART.position)
)
_CATEGORY = sa.select(t.case.c.category).where(t.case.c.id == CASE)
_REFERRER = sa.select(t.referral.c.referred_by_id).where(t.referral.c.id == RECORD)
_STATUS = sa.select(t.referral.c.status).where(t.referral.c.id == RECORD)
_REQUEST = t.information_request.c
_ASKED = sa.select(_REQUEST.remind_from, _REQUEST.reminders).where(_REQUEST.id == RECORD)

_REACHED = sa.select(reached(CASE, sa.bindparam("asked_of", None, sa.Text), TODAY).label("reached"))

_ON_REFERRAL = OnRecord("Referral")
_ON_REQUEST = OnRecord("InformationRequest")


def _asked_of(given: information.RequestInformation, _today: date) -> Mapping[str, Any]:
    return {"asked_of": given.asked_of}


MUTATIONS = (
    Mutation(
        Act.START_REFERRAL,
        "Begin a referral of a case for level 2 or 3, on the form in force. It is a draft until it is submitted.",
        referral.MACHINE,
        on=OnRecord("Case"),
        gives="Referral",
        offered={"status": MANAGED},
        given=referral.StartReferral,
        known=referral.StartKnown,
        facts={
            "case": _CASE,
            "open_referrals": _OPEN,
            "number": sa.select(sa.func.count()).where(t.referral.c.case_id == CASE),
            "form": parts_in_force("REFERRAL"),
        },
    ),
    Mutation(
        Act.COMPLETE_REFERRAL_PART,
        "Fill in a part of a referral's form, or say why it is not known. An earlier text stands beside it.",
        referral.MACHINE,
        on=_ON_REFERRAL,
        gives="Referral",
        given=referral.CompletePart,
        known=referral.PartsKnown,
        facts={"parts": _PARTS, "rules": RULES},
    ),
    Mutation(
        Act.SUBMIT_REFERRAL,
        "Send a referral to the co-ordination unit, every part that is needed being there.",
        referral.MACHINE,
        on=_ON_REFERRAL,
        gives="Referral",
        known=referral.PartsKnown,
        facts={"parts": _PARTS, "rules": RULES},
    ),
    Mutation(
        Act.WITHDRAW_REFERRAL,
        "Take back a referral that is still to be decided. It stays on record.",
        referral.MACHINE,
        on=_ON_REFERRAL,
        gives="Referral",
        given=referral.WithdrawReferral,
    ),
    Mutation(
        Act.SCREEN_REFERRAL,
        "Screen a referral: accept it, wait for information, leave the case at level 1, or find it not MAPPA managed.",
        referral.MACHINE,
        on=_ON_REFERRAL,
        gives="Referral",
        given=referral.ScreenReferral,
        known=referral.ScreenKnown,
        facts={"category": _CATEGORY, "referred_by_id": _REFERRER, "rules": RULES},
    ),
    Mutation(
        Act.REQUEST_INFORMATION,
        "Ask an agency or body for what a referral needs, by a day.",
        information.MACHINE,
        on=_ON_REFERRAL,
        gives="InformationRequest",
        offered={"status": referral.SCREENED},
        given=information.RequestInformation,
        known=information.RequestKnown,
        facts={"status": _STATUS, "bodies": BODIES, "rules": RULES, "reached": _REACHED},
        asks=_asked_of,
    ),
    Mutation(
        Act.PROVIDE_INFORMATION,
        "Give what your agency was asked for.",
        information.MACHINE,
        on=_ON_REQUEST,
        gives="InformationRequest",
        given=information.ProvideInformation,
    ),
    Mutation(
        Act.DECLINE_INFORMATION,
        "Refuse what your agency was asked for, and say why: the refusal is recorded.",
        information.MACHINE,
        on=_ON_REQUEST,
        gives="InformationRequest",
        given=information.DeclineInformation,
    ),
    Mutation(
        Act.CANCEL_INFORMATION_REQUEST,
        "Take back a request for information that is no longer needed.",
        information.MACHINE,
        on=_ON_REQUEST,
        gives="InformationRequest",
        given=information.CancelRequest,
    ),
    Mutation(
        Act.REMIND_OF_INFORMATION,
        "Note that an agency was reminded of what it was asked for.",
        information.MACHINE,
        on=_ON_REQUEST,
        gives="InformationRequest",
        known=information.AskedKnown,
        facts={"asked": _ASKED},
    ),
)
