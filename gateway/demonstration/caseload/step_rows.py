"""The history of a record: what was done to it, up to its present state."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from agencies.transitions import Machine
from gateway.demonstration.caseload.desk import Desk, named
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.staff import Practitioner
from policies.vocabulary import Act


class Done(NamedTuple):
    """An act that was done, the state that it led to, the day, and who did it."""

    act: Act
    state: str
    on: date
    by: Practitioner


def write_steps(desk: Desk, life: Life, of: tuple[Machine, str], done: Iterable[Done]) -> None:
    """The steps of a record of a machine, named by its key."""
    machine, record = of
    before = None
    for version, each in enumerate(done, start=1):
        desk.add(
            "coordination.step",
            case_id=life.id,
            record=machine.name,
            record_id=record,
            version=version,
            act=each.act.name,
            from_state=before,
            to_state=each.state,
            done_at=f"{each.on} 09:{version:02d}:00+00",
            **named("done_by", each.by),
            done_by_agency=each.by.owner,
            data_class=machine.data_class,
        )
        before = each.state
