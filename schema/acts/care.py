"""Care that two agencies share, as mutations: children referred, and accredited programmes."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import safeguarding
from agencies.coordination.process.common import MANAGED
from agencies.probation.process import programme
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.mutations import CASE, Mutation, OnRecord

_ON_CASE, _ON_PROGRAMME = OnRecord("Case"), OnRecord("Programme")

MUTATIONS = (
    Mutation(
        Act.REFER_CHILDREN,
        "Refer children who may be at risk to those who protect them.",
        safeguarding.MACHINE,
        on=_ON_CASE,
        gives="SafeguardingReferral",
        offered={"status": MANAGED},
        given=safeguarding.ReferChildren,
        known=safeguarding.ReferKnown,
        facts={
            "reference": sa.select(t.case.c.reference).where(t.case.c.id == CASE),
            "status": sa.select(t.case.c.status).where(t.case.c.id == CASE),
            "number": sa.select(sa.func.count()).where(t.safeguarding_referral.c.case_id == CASE),
            "bodies": BODIES,
        },
    ),
    Mutation(
        Act.RECORD_SAFEGUARDING_ANSWER,
        "Record what was answered to a referral of children.",
        safeguarding.MACHINE,
        on=OnRecord("SafeguardingReferral"),
        gives="SafeguardingReferral",
        given=safeguarding.SafeguardingAnswered,
    ),
    Mutation(
        Act.RECORD_PROGRAMME_ELIGIBILITY,
        "Record that somebody is eligible for an accredited programme.",
        programme.MACHINE,
        on=_ON_CASE,
        gives="Programme",
        given=programme.Eligible,
    ),
    Mutation(
        Act.OFFER_PROGRAMME,
        "Record that a programme was offered today.",
        programme.MACHINE,
        on=_ON_PROGRAMME,
        gives="Programme",
    ),
    Mutation(
        Act.START_PROGRAMME,
        "Record that a programme was begun today.",
        programme.MACHINE,
        on=_ON_PROGRAMME,
        gives="Programme",
    ),
    Mutation(
        Act.COMPLETE_PROGRAMME,
        "Record that a programme was completed today.",
        programme.MACHINE,
        on=_ON_PROGRAMME,
        gives="Programme",
    ),
    Mutation(
        Act.END_PROGRAMME_EARLY,
        "Record that a programme will not be completed, and why.",
        programme.MACHINE,
        on=_ON_PROGRAMME,
        gives="Programme",
        given=programme.WhyNot,
    ),
    Mutation(
        Act.RECORD_PROGRAMME_NOT_OFFERED,
        "Record why a programme is not offered to somebody who is eligible.",
        programme.MACHINE,
        on=_ON_PROGRAMME,
        gives="Programme",
        given=programme.WhyNot,
    ),
)
