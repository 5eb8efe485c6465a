"""The history of a record, act by act, and the steps by which what is overdue was taken further."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.coordination.rules.escalation import Step, steps
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True)
class Of:
    """The record whose history it is: what a practitioner calls it, its key, and whose eyes it is for."""

    record: str
    key: str
    data_class: DataClass


@dataclass(frozen=True, slots=True)
class Done:
    """One act: the state that it led to, when, and by whom."""

    act: Act
    state: str
    on: date
    by: Practitioner


def write_history(
    desk: Desk, life: Life, of: Of, acts: Iterable[Done], before: tuple[str | None, int] = (None, 0)
) -> None:
    """The acts on a record in order, after a state and version."""
    state, first = before
    for version, done in enumerate(acts, start=first + 1):
        desk.add(
            "coordination.step",
            case_id=life.id,
            record=of.record,
            record_id=of.key,
            version=version,
            act=done.act.name,
            from_state=state,
            to_state=done.state,
            done_at=at(done.on, f"09:{version:02d}"),
            **named("done_by", done.by),
            done_by_agency=done.by.owner,
            data_class=of.data_class,
        )
        state = done.state


def latest_step(desk: Desk, life: Life, codes: Sequence[str], due_on: date) -> Step | None:
    """The latest step that was taken; of some, the last that is due waits for somebody to take it."""
    due = [step for step in steps(codes, due_on, desk.ruling(life)) if step.begins <= desk.today]
    taken = due[: len(due) - desk.chance.number(0, 1)] if due else []
    return taken[-1] if taken else None


def write_escalation(desk: Desk, life: Life, of: Of, step: Step, late: tuple[date, str]) -> None:
    """A step as it was taken today; ``late`` is the day that passed, and whose it was to keep it."""
    due_on, owner = late
    desk.add(
        "coordination.escalation",
        case_id=life.id,
        record=of.record,
        record_id=of.key,
        step=step.number,
        to_agency=step.to(owner),
        due_on=due_on,
        escalated_on=desk.today,
        rule_code=step.limit.code,
        rule_source=step.limit.source,
        data_class=of.data_class,
        **recorded(desk.today, desk.staff.coordinator),
    )
