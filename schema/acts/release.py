"""The plan for a release, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import release
from agencies.coordination.process.common import MANAGED
from policies.vocabulary import Act
from schema.mutations import CASE, Mutation, OnRecord
from schema.rules import DAYS, TIMINGS

_PART = t.release_plan_part.c
_CASE = sa.select(t.case.c.status).where(t.case.c.id == CASE)
_ON_PART = OnRecord("ReleasePlanPart")

MUTATIONS = (
    Mutation(
        Act.BEGIN_RELEASE_PLAN,
        "Plan for a release: each part gets its owner and day by rule. Gives the first; read all of releasePlan.",
        release.MACHINE,
        on=OnRecord("Case"),
        gives="ReleasePlanPart",
        offered={"status": MANAGED},
        given=release.BeginPlan,
        known=release.PlanKnown,
        facts={
            "status": _CASE,
            "parts": sa.select(_PART.part, _PART.release_on).where(_PART.case_id == CASE),
            "timings": TIMINGS,
            "days": DAYS,
        },
    ),
    Mutation(
        Act.TAKE_UP_RELEASE_PART,
        "Take up a part of a release plan that is your agency's. It is then yours to see to.",
        release.MACHINE,
        on=_ON_PART,
        gives="ReleasePlanPart",
        given=release.TakeUp,
    ),
    Mutation(
        Act.REPORT_ON_RELEASE_PART,
        "Say how a part of a release plan has come on. What was said before stands beside it.",
        release.MACHINE,
        on=_ON_PART,
        gives="ReleasePlanPart",
        given=release.Progress,
    ),
    Mutation(
        Act.COMPLETE_RELEASE_PART,
        "Say that a part of a release plan is done, and what shows it.",
        release.MACHINE,
        on=_ON_PART,
        gives="ReleasePlanPart",
        given=release.PartDone,
    ),
    Mutation(
        Act.DISPENSE_WITH_RELEASE_PART,
        "Say that a release does not need a part of the plan, and why.",
        release.MACHINE,
        on=_ON_PART,
        gives="ReleasePlanPart",
        given=release.NotNeeded,
    ),
    Mutation(
        Act.REOPEN_RELEASE_PART,
        "Take a part of a release plan up again, because what was arranged no longer holds.",
        release.MACHINE,
        on=_ON_PART,
        gives="ReleasePlanPart",
        given=release.Progress,
        known=release.ReopenKnown,
        facts={"status": _CASE},
    ),
)
