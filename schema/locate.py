"""From an act and a permit to the statement that finds what is acted on, as far as it exists for the caller.

It goes through the same row test as every read, so what is hidden is not found, exactly as what does not exist; and it
gives the cell in which the record sits for this caller, on which the law decides whether they may do the act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.holdings import version_of
from policies.permit import Cell, Permit
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Standing
from schema.declare import (
    Order,
    Record,
    RecordType,
    column,
    record_type,
)
from schema.mutations import Mutation, OnArea, OnRecord
from schema.registry import Registry
from schema.rows import Columns, Source, Sources
from schema.scopes import ByArea, ByMeeting
from schema.sight import Profile, Viewpoint
from schema.sql import Parameters, Reader, written

KEY = "\0key"  # under which the key of what is acted on is bound; no variable of GraphQL has such a name


class _AreaPlace(Record):
    """An area, as the place of an act: whoever co-ordinates it or works in it stands to it."""

    table = t.area
    scope = ByArea(t.area.c.id)
    exists = DataClass.REFERENCE
    order = Order("number")

    number = column(t.area.c.id, "Its number.")


AREA_PLACE = record_type(_AreaPlace)


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that gives one row: ``fresh``, and, where it is there, the place, its cell, version and state."""

    sql: str
    readers: tuple[Reader, ...]


def locate(registry: Registry, mutation: Mutation, permit: Permit, profile: Profile) -> Finding:
    """The statement for everybody of this kind, purpose and profile."""
    record = _record(registry, mutation)
    if record is None:
        parameters = Parameters()
        return _placed(parameters, f"select {_fresh(parameters)} as fresh, true as found")
    return _finding(record, _cast(mutation), permit, profile, lambda source: _standing_of_record(mutation, source))


def locate_case(registry: Registry, permit: Permit, profile: Profile) -> Finding:
    """The statement that finds a case for its cell alone, where something names it that was done elsewhere."""
    return _finding(registry.records["Case"], "uuid", permit, profile, lambda _: {})


def _finding(
    record: RecordType, cast: str, permit: Permit, profile: Profile, more: Callable[[Source], dict[str, str]]
) -> Finding:
    parameters = Parameters()
    columns = Columns(permit, lambda: parameters.bind("today", "date", lambda execution: execution.today), parameters)
    fresh = _fresh(parameters)
    view = Viewpoint(permit, profile, permit.kind.owner, parameters)
    names = iter(range(1_000))
    source = Sources(view, columns, lambda prefix: f"{prefix}{next(names)}").apart(record)
    values = {"found": "true", **_place(record, source), **_cell(source), **more(source)}
    selected = ", ".join(f'{expression} as "{name}"' for name, expression in values.items())
    key = parameters.bind("key", cast, lambda execution: execution.variables[KEY])
    this = f"{source.row.alias.column('id')} = {key}"
    rows = f"select {selected} {source.where(this)}"
    return _placed(parameters, f"select {fresh} as fresh, f.* from (select) o left join ({rows}) f on true")


def _record(registry: Registry, mutation: Mutation) -> RecordType | None:
    if isinstance(mutation.on, OnRecord):
        return registry.records[mutation.on.record]
    return AREA_PLACE if isinstance(mutation.on, OnArea) else None


def _cast(mutation: Mutation) -> str:
    return "smallint" if isinstance(mutation.on, OnArea) else "uuid"


def _placed(parameters: Parameters, sql: str) -> Finding:
    text = parameters.text(sql)
    return Finding(text.numbered(), tuple(parameter.reader for _, parameter in text.parameters))


def _fresh(parameters: Parameters) -> str:
    principal = parameters.bind("principal", "uuid", lambda execution: execution.principal)
    version = parameters.bind("version", "bigint", lambda execution: execution.standings.version)
    return f'((select "version" from "directory"."principal" where "id" = {principal}) = {version})'


def _place(record: RecordType, source: Source) -> dict[str, str]:
    """The keys of what is acted on, and of the case, person and area it belongs to."""
    alias = source.row.alias
    if source.case is not None:
        case = source.case
        return {
            "key": alias.column("id"),
            "case": f'{case}."id"',
            "person": f'{case}."person_id"',
            "area": f'{case}."area_id"',
        }
    scope = record.scope
    area = alias.column(scope.area.name) if isinstance(scope, ByArea | ByMeeting) else "null::smallint"
    about = scope.person if isinstance(scope, ByArea) else None
    person = "null::uuid" if about is None else alias.column(about.name)
    key = alias.column("id") if isinstance(record.table.c["id"].type, sa.Uuid) else "null::uuid"
    meeting = alias.column(scope.meeting.name) if isinstance(scope, ByMeeting) else "null::uuid"
    return {"key": key, "case": "null::uuid", "person": person, "area": area, "meeting": meeting}


def _cell(source: Source) -> dict[str, str]:
    """The facts on which the law decides, as numbers in the order of their vocabularies."""
    row = source.row
    return {
        "standing": row.sight.standing,
        "handling": row.sight.handling,
        "item": row.facts.item or str(ItemHandling.OPEN.stored),
        "own": written(row.facts.own),
    }


def _standing_of_record(mutation: Mutation, source: Source) -> dict[str, str]:
    """Its version, where it has one; and its state, where it is the record of the machine itself."""
    table, machine = source.row.record.table, mutation.machine
    own, version = table is machine.table, version_of(table)
    return {
        "version": source.row.alias.column(version) if version else "0",
        "state": source.row.alias.column(machine.column) if own else "null::text",
    }


def cell_of(row: Any) -> Cell:
    """The cell of a row that was found; of an act on nothing in particular, the place of a stranger."""
    if "standing" not in row:
        return Cell(Standing.NONE, Handling.ORDINARY)
    return Cell(
        tuple(Standing)[row["standing"]],
        tuple(Handling)[row["handling"]],
        tuple(ItemHandling)[row["item"]],
        Ownership.OWN if row["own"] else Ownership.OTHER,
    )


__all__ = ["AREA_PLACE", "KEY", "Finding", "cell_of", "locate", "locate_case"]
