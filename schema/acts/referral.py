"""Referral and screening, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import referral
from policies.vocabulary import Act
from schema.mutations import CASE, Mutation, OnRecord

MUTATIONS = (
    Mutation(
        Act.START_REFERRAL,
        "Begin a referral of a case for level 2 or 3 (MAPPA A). It is a draft until it is submitted.",
        referral.MACHINE,
        on=OnRecord("Case"),
        gives="Referral",
        given=referral.StartReferral,
        known=referral.StartKnown,
        facts={
            "case": sa.select(t.case.c.reference, t.case.c.status, t.case.c.level).where(t.case.c.id == CASE),
            "open_referrals": sa.select(t.referral.c.reference).where(
                t.referral.c.case_id == CASE, t.referral.c.status.in_(referral.OPEN)
            ),
            "number": sa.select(sa.func.count()).where(t.referral.c.case_id == CASE),
        },
    ),
    Mutation(
        Act.WITHDRAW_REFERRAL,
        "Take back a referral that is still to be decided. It stays on record.",
        referral.MACHINE,
        on=OnRecord("Referral"),
        gives="Referral",
        given=referral.WithdrawReferral,
    ),
)
