"""Terrorism handling that is lifted after category 4, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import handling_release
from agencies.coordination.process.common import MANAGED
from agencies.coordination.vocabulary import Category
from policies.vocabulary import Act, Handling
from schema.acts.identification import FOUND
from schema.mutations import CASE, RECORD, Mutation, OnRecord

_RELEASE, _PERIOD = t.handling_release.c, t.category_history.c

# Locked, so that no category 4 is confirmed while it is released.
_CASE = (
    sa.select(t.case.c.status, t.case.c.category, t.case.c.handling)
    .where(t.case.c.id == CASE)
    .with_for_update(key_share=True)
)
_IN_CATEGORY_4 = sa.select(sa.func.count()).where(
    _PERIOD.case_id == CASE, _PERIOD.category == Category.CATEGORY_4, _PERIOD.valid_until.is_(None)
)
_WAITING = sa.select(sa.func.count()).where(_RELEASE.case_id == CASE, _RELEASE.status.in_(handling_release.WAITS))
_PROPOSAL = sa.select(_RELEASE.otherwise_because, _RELEASE.proposed_by_id).where(_RELEASE.id == RECORD)
HANDLED_SO = (Handling.TERRORISM, Handling.TERRORISM_LIMITED_ACCESS)
_ON_RELEASE = OnRecord("HandlingRelease")

MUTATIONS = (
    Mutation(
        Act.PROPOSE_HANDLING_RELEASE,
        "Propose that a case which left category 4 is handled as a terrorism case no more. It opens nothing until a "
        "second person releases it.",
        handling_release.MACHINE,
        on=OnRecord("Case"),
        gives="HandlingRelease",
        given=handling_release.ProposeHandlingRelease,
        known=handling_release.ProposeKnown,
        facts={"case": _CASE, "in_category_4": _IN_CATEGORY_4, "found": FOUND, "waiting": _WAITING},
        offered={"status": MANAGED, "handling": HANDLED_SO},
    ),
    Mutation(
        Act.RELEASE_HANDLING,
        "Release what somebody else proposed: the case is open to those who are not cleared from the next request on.",
        handling_release.MACHINE,
        on=_ON_RELEASE,
        gives="HandlingRelease",
        known=handling_release.ReleaseKnown,
        facts={"proposal": _PROPOSAL, "case": _CASE, "in_category_4": _IN_CATEGORY_4, "found": FOUND},
    ),
    Mutation(
        Act.REFUSE_HANDLING_RELEASE,
        "Refuse what somebody else proposed, and say why the case is handled as a terrorism case still.",
        handling_release.MACHINE,
        on=_ON_RELEASE,
        gives="HandlingRelease",
        given=handling_release.RefuseHandlingRelease,
        known=handling_release.RefuseKnown,
        facts={"proposal": _PROPOSAL},
    ),
)
