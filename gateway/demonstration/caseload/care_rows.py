"""The exceptions list of joint care: one that stands, one whose day has passed, and one that somebody ended."""

from datetime import date, timedelta

from agencies.coordination.process.joint_care import MACHINE
from agencies.coordination.rule_vocabulary import ExceptionStatus, JointManager
from agencies.coordination.vocabulary import CaseStatus, Category
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.step_rows import Done, write_steps
from policies.vocabulary import Act

DAYS = timedelta(days=1)


def write_care_exceptions(desk: Desk, lives: list[Life], unmanaged: list[Life]) -> None:
    """Of sexual offenders in custody: one is excepted whom nobody there manages, two were who have a manager by now."""
    sexual = [life for life in lives if _may_be_excepted(life)]
    lacking = [life for life in sexual if life in unmanaged]
    managed = [life for life in sexual if life not in unmanaged]
    for life in lacking[:1]:  # the others are to be looked into
        _stands(desk, life)
    for life, write in zip(managed, (_ended, _passed), strict=False):
        write(desk, life)


def _may_be_excepted(life: Life) -> bool:
    usual = life.status is CaseStatus.ACTIVE and not life.restricted and not life.is_demonstration
    return usual and life.in_custody and life.kind.category is Category.CATEGORY_1


def _stands(desk: Desk, life: Life) -> None:
    _write(desk, life, desk.today - 20 * DAYS, desk.today + 40 * DAYS)


def _passed(desk: Desk, life: Life) -> None:
    _write(desk, life, desk.today - 70 * DAYS, desk.today - 10 * DAYS)


def _ended(desk: Desk, life: Life) -> None:
    on, by = desk.today - 5 * DAYS, desk.staff.coordinator
    ended = {"ended_on": on, "ended_because": "The prison has named a manager."}
    key = _write(desk, life, on - 30 * DAYS, on + 60 * DAYS, version=2, **ended, **named("ended_by", by))
    done = Done(Act.END_CARE_EXCEPTION, ExceptionStatus.ENDED, on, by)
    write_steps(desk, life, (MACHINE, key), (_listed(desk, on - 30 * DAYS), done))


def _listed(desk: Desk, on: date) -> Done:
    return Done(Act.LIST_CARE_EXCEPTION, ExceptionStatus.LISTED, on, desk.staff.coordinator)


def _write(desk: Desk, life: Life, on: date, ends_on: date, **more: object) -> str:
    by = desk.staff.coordinator
    key = desk.add(
        "coordination.joint_care_exception",
        case_id=life.id,
        manager=JointManager.PRISON,
        reason="Moved three times since sentence; the prison names a manager when the next move is settled.",
        meanwhile="The head of offender management of the prison",
        ends_on=ends_on,
        status=ExceptionStatus.ENDED if more else ExceptionStatus.LISTED,
        listed_on=on,
        listed_by_agency=by.owner,
        **named("listed_by", by),
        **recorded(on, by),
        **more,
    )
    if not more:
        write_steps(desk, life, (MACHINE, key), (_listed(desk, on),))
    return key
