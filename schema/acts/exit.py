"""Exit from MAPPA, as mutations."""

from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import ExitStatus
from agencies.coordination.openings import OpeningStatus
from agencies.coordination.process import (
    action,
    handling_release,
    information,
    level,
    referral,
    release,
    transfer,
)
from agencies.coordination.process import exit as exits
from agencies.coordination.process.common import MANAGED
from agencies.coordination.rule_vocabulary import ExceptionStatus, FindingKind
from agencies.coordination.shared_items import SharedItemStatus
from agencies.coordination.vocabulary import ScheduleStatus
from policies.vocabulary import Act
from schema.meeting_facts import ON_AGENDAS
from schema.mutations import CASE, RECORD, TODAY, Mutation, OnRecord

_EXIT, _FINDING = t.case_exit.c, t.finding.c

_CASE = sa.select(t.case.c.status, t.case.c.category).where(t.case.c.id == CASE)
_DUE = (
    sa.select(_FINDING.says)
    .where(
        _FINDING.case_id == CASE,
        _FINDING.kind == FindingKind.EXIT_DUE,
        _FINDING.superseded_by.is_(None),
        _FINDING.holds_from <= TODAY,
        sa.or_(_FINDING.holds_until.is_(None), _FINDING.holds_until > TODAY),
    )
    .order_by(_FINDING.holds_from)
)
_PROPOSED = sa.select(sa.func.count()).where(_EXIT.case_id == CASE, _EXIT.status == ExitStatus.PROPOSED)
_THIS = sa.select(_EXIT.why, _EXIT.proposed_by_id).where(_EXIT.id == RECORD)


def still_open(table: sa.Table, column: sa.Column[Any], states: tuple[Any, ...]) -> sa.Select[Any]:
    """The rows of the case in these states."""
    return sa.select(table.c.id).where(table.c.case_id == CASE, column.in_(states))


def _standing_periods(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.id).where(table.c.case_id == CASE, table.c.valid_until.is_(None))


_OPEN = {
    "referrals": still_open(t.referral, t.referral.c.status, referral.OPEN),
    "requests": still_open(t.information_request, t.information_request.c.status, information.ASKED),
    "proposals": still_open(t.level_decision, t.level_decision.c.stage, level.OPEN),
    "offers": still_open(t.transfer, t.transfer.c.status, transfer.OPEN),
    "exceptions": still_open(t.joint_care_exception, t.joint_care_exception.c.status, (ExceptionStatus.LISTED,)),
    "parts": still_open(t.release_plan_part, t.release_plan_part.c.status, release.OPEN),
    "actions": sa.select(t.action.c.id, t.action.c.reference, t.action.c.owner, t.action.c.status)
    .where(t.action.c.case_id == CASE, t.action.c.status.in_(action.CARRIED))
    .order_by(t.action.c.reference),
    # What its day has ended already keeps its status: the day says it.
    "openings": still_open(t.case_opening, t.case_opening.c.status, (OpeningStatus.OPEN,)).where(
        t.case_opening.c.ends_on >= TODAY
    ),
    "shared": still_open(t.shared_item, t.shared_item.c.status, (SharedItemStatus.SHARED,)).where(
        t.shared_item.c.ends_on >= TODAY
    ),
    "releases": still_open(t.handling_release, t.handling_release.c.status, handling_release.WAITS),
    "reviews": still_open(t.review_schedule, t.review_schedule.c.status, (ScheduleStatus.DUE,)),
    **ON_AGENDAS,
}

_ON_EXIT = OnRecord("CaseExit")

MUTATIONS = (
    Mutation(
        Act.PROPOSE_EXIT,
        "Propose that a case leaves MAPPA: its ground has ended, the risk is less, the person died, it was an error.",
        exits.MACHINE,
        on=OnRecord("Case"),
        gives="CaseExit",
        given=exits.ProposeExit,
        known=exits.ProposeKnown,
        facts={"case": _CASE, "due": _DUE, "proposed": _PROPOSED},
        offered={"status": MANAGED},
    ),
    Mutation(
        Act.WITHDRAW_EXIT,
        "Take back an exit that your agency proposed. It stays on record.",
        exits.MACHINE,
        on=_ON_EXIT,
        gives="CaseExit",
        given=exits.AnswerExit,
    ),
    Mutation(
        Act.REFUSE_EXIT,
        "Find that a case does not leave MAPPA, and say why.",
        exits.MACHINE,
        on=_ON_EXIT,
        gives="CaseExit",
        given=exits.AnswerExit,
        known=exits.AnswerKnown,
        facts={"proposed": _THIS},
    ),
    Mutation(
        Act.CONFIRM_EXIT,
        "Confirm that a case leaves MAPPA. What waits because it is managed ends with it; nothing is deleted.",
        exits.MACHINE,
        on=_ON_EXIT,
        gives="CaseExit",
        given=exits.ConfirmExit,
        known=exits.ConfirmKnown,
        facts={
            "proposed": _THIS,
            "case": _CASE,
            "due": _DUE,
            "levels": _standing_periods(t.level_history),
            "categories": _standing_periods(t.category_history),
            **_OPEN,
        },
    ),
)
