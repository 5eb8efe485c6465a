"""The steps that a change leaves: one in the history of its own record, and one in that of each it moves beside it.

An act can forget neither: they follow from what it writes. So every history leads to the present state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.transitions import Actor, Done, Insert, Machine, Place, Update
from policies.vocabulary import Act


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does which act, when, on what."""

    act: Act
    actor: Actor
    place: Place
    now: datetime

    def own(self, machine: Machine, done: Done, key: str, content: bytes) -> Insert:
        """The step of the record itself, with the key by which a repeat is known."""
        about = self._of_meeting(machine, done) or _about(self.place.case or done.case, None, None)
        version = 1 if done.source is None else self.place.version + 1
        repeated = {"idempotency_key": key, "content": content}
        return self._step(machine, (done.record, version), (done.source, done.target), {**about, **repeated})

    def _of_meeting(self, machine: Machine, done: Done) -> dict[str, Any] | None:
        """What belongs to a meeting has its history there, though it be done to a case on its agenda."""
        if machine.table is t.meeting:
            return _about(None, done.record, self.place.area)
        if "meeting_id" not in machine.table.c or "case_id" in machine.table.c:
            return None
        made = next(
            (each.values for each in done.writes if isinstance(each, Insert) and each.table is machine.table), {}
        )
        return _about(None, made.get("meeting_id", self.place.meeting), self.place.area)

    def beside(self, machine: Machine, moved: Update, before: Mapping[str, Any]) -> Insert | None:
        """The step of a record that is moved beside it; ``before``: its row as it stood, with its version."""
        source, target = before[machine.column], str(moved.values[machine.column])
        if source == target:
            return None
        own_case = moved.key if machine.table is t.case else before.get("case_id")
        meeting = None if own_case else before.get("meeting_id")
        about = _about(own_case or (None if meeting else self.place.case), meeting, before.get("area_id"))
        return self._step(machine, (moved.key, (before["version"] or 0) + 1), (source, target), about)

    def _step(
        self, machine: Machine, record: tuple[UUID, int], states: tuple[str | None, str], more: dict[str, Any]
    ) -> Insert:
        key, version = record
        source, target = states
        row = {
            "record": machine.name,
            "record_id": key,
            "version": version,
            "act": self.act.name,
            "from_state": source,
            "to_state": target,
            "done_at": self.now,
            "done_by_id": self.actor.id,
            "done_by_name": self.actor.name,
            "done_by_agency": self.actor.owner,
            "data_class": machine.data_class.value,
        }
        return Insert(t.step, {**row, **more})


def _about(case: UUID | None, meeting: UUID | None, area: int | None) -> dict[str, Any]:
    """The case, or the meeting as a whole and its area, by which those who see it see its history."""
    return {"case_id": case, "meeting_id": meeting, "area_id": area if meeting else None}
