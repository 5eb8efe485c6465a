"""Every history leads to the present: from what is recorded of a record, what it says today is found again."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.transitions import Machine
from tests.walks.store import Row
from tests.walks.world import Step, World, machines

COPIED = {("minutes section", "WRITTEN")}  # into a further edition, as it stood in the one before


def broken(world: World) -> Iterator[Any]:
    """Each record whose history does not lead to what it says today, and how it does not."""
    for machine in machines():
        for row in world.rows(machine.table):
            steps = [step for step in world.steps if step.record == row["id"]]
            yield from _misled(machine, row, steps)
    yield from _not_rebuilt(world)
    yield from _astray(world)


def _misled(machine: Machine, row: Row, steps: list[Step]) -> Iterator[Any]:
    """The steps follow each other by the table of the machine, and the last leads to the present state."""
    states = [_at_first(machine, steps), *(step.target for step in steps)]
    for step, state in zip(steps, states, strict=False):
        if step.source != state or step.target not in _leads(machine, step):
            yield machine.name, step, f"it was {state}"
    if steps and states[-1] != str(row[machine.column]):
        yield machine.name, steps[-1], f"it is {row[machine.column]}"
    versions = [step.version for step in steps]
    if versions != sorted(set(versions)) or any(each > row.get("version", each) for each in versions):
        yield machine.name, versions, row["version"]


def _at_first(machine: Machine, steps: list[Step]) -> str | None:
    """Where the history begins: with its first step, or where an act on another record made it."""
    if not steps or steps[0].source is None or machine.begins is None:
        return None
    return steps[0].source if (machine.name, steps[0].source) in COPIED else str(machine.begins)


def _leads(machine: Machine, step: Step) -> set[str]:
    """Where an act leads from a state, by the machine itself or by what another moves."""
    own = {
        str(way.target or step.source)
        for way in machine.of(step.act)
        if step.source in way.sources or (way.makes and step.source is None)
    }
    moved = {str(each.target) for each in machine.moved if each.act is step.act and step.source in each.sources}
    begun = {str(machine.begins)} if machine.begins and step.source is None else set()
    return own | moved | begun


# -- what is kept as it was, beside what it is -------------------------------------------------------------------


def _not_rebuilt(world: World) -> Iterator[Any]:
    """The level and the category of a case are those of the open period; a section says what its last text says."""
    for case in world.rows(t.case):
        for table, name in ((t.level_history, "level"), (t.category_history, "category")):
            open_ones = [row[name] for row in world.rows(table, case_id=case["id"]) if row["valid_until"] is None]
            if open_ones and open_ones != [case[name]]:
                yield case["reference"], name, open_ones
    for section in world.rows(t.minutes_section):
        text = _last_text(world, section["id"])
        if text and (text["body"], text["item_handling"]) != (section["body"], section["item_handling"]):
            yield section, text


def _astray(world: World) -> Iterator[Any]:
    """Who is asked to a meeting is told with the meeting: not with a case, which more people see."""
    for step in world.rows(t.step, record="invitation"):
        if step["case_id"] is not None or step["meeting_id"] is None or step["area_id"] is None:
            yield step


def _last_text(world: World, section: UUID) -> Row | None:
    texts = world.rows(t.minutes_section_version, section_id=section)
    return max(texts, key=lambda row: row["section_version"], default=None)
