"""Hidden and absent are the same, byte for byte: by id, reference, identifier, filter, sort, count, cursor and error.

For each persona the rows it may not see are deleted, and then the values it may not see are changed; a battery of
operations must not answer one byte differently. Only the published counts, which are of all cases, are left out.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa

from gateway.questions import Invalid
from policies.vocabulary import DataClass
from schema.declare import ColumnField, EmbeddedField, Field, RecordType, RelationField, camel
from schema.roots import Root
from schema.scopes import ByMeeting, PlaceOfItsOwn
from schema.seals import Seals
from schema.sql import columns_of, qualified
from tests.schema.askers import PERSONA_KINDS, persona_askers
from tests.schema.asking import Asker, World
from tests.schema.holdings import Stored
from tests.schema.oracle import Oracle
from tests.schema.seen import Shown
from tests.schema.tokens import sealed_id
from tests.schema.world import IDENTIFIER_TEXTS

THOROUGH = "MAPPA_EXAMPLES" in os.environ  # every operator and every row; else each field and some rows
STEP = 1 if THOROUGH else 4
EVERY = slice(None)
# Counts of all there is, for whom they are; and what the access record tells of a case.
COUNTED = ("CaseAccess", "CaseloadCount", "ComparableDecision", "DetectionTally", "TimelinessCount")
TYPED = {sa.Boolean: "true", sa.Integer: "2", sa.DateTime: '"2026-06-14T09:30:00Z"', sa.Date: '"2026-06-14"'}


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    variables: dict[str, Any]


def everywhere(oracle: Oracle, row: Stored) -> list[Shown]:
    """Every place in which the row is seen: its own, and for what belongs to a meeting the cases it discusses."""
    own = oracle.found(row)
    found = [own] if own else []
    scope = row.record.scope
    if isinstance(scope, ByMeeting):
        for item in oracle.holdings.theirs("AgendaItem", "meeting_id", row.columns[scope.meeting.name]):
            seen = oracle.found(item)
            if seen and oracle.exists_in(row, seen.place):
                found.append(Shown(row, seen.place))
    return found


def stored_rows(oracle: Oracle) -> Iterator[Stored]:
    for name, rows in oracle.holdings.rows.items():
        if name not in COUNTED:
            yield from rows


# -- the battery -----------------------------------------------------------------------------------------------------


def leaves(world: World, record: RecordType) -> str:
    """Every value of a record."""
    found = ["id"] if record.is_node else []
    for declared in record.fields.values():
        if isinstance(declared, ColumnField):
            found.append(camel(declared.name))
        elif isinstance(declared, EmbeddedField):
            inner = world.registry.embedded[declared.target].fields.values()
            found.append(f"{camel(declared.name)} {{ {' '.join(camel(each.name) for each in inner)} }}")
    return " ".join(found)


def roots(world: World) -> list[tuple[Root, RecordType]]:
    found = [root for root in world.registry.roots.values() if isinstance(root, Root)]
    return [
        (root, world.registry.records[root.target]) for root in found if not root.one and root.target not in COUNTED
    ]


def literals(declared: ColumnField) -> Iterable[str]:
    """A value for each operator that a filter on the field may use."""
    kind = declared.expression.type
    if isinstance(kind, sa.Enum):
        names = list(kind.enums)
        return [f"equals: {names[0]}", f"in: [{', '.join(names[:2])}]"]
    if isinstance(kind, sa.Boolean):
        return ["equals: true", "equals: false"]
    if isinstance(kind, sa.DateTime):
        return [f"before: {TYPED[sa.DateTime]}", f"onOrAfter: {TYPED[sa.DateTime]}"]
    if isinstance(kind, sa.Date):
        return [f"before: {TYPED[sa.Date]}", f"onOrAfter: {TYPED[sa.Date]}", f"equals: {TYPED[sa.Date]}"]
    if isinstance(kind, sa.Integer):
        return ["equals: 1", "in: [1, 2]", "atMost: 2", "atLeast: 2"]
    return ['startsWith: "b"', 'contains: "a"', 'equals: "Beta"', 'in: ["alpha", "zed"]']


def of_lists(world: World) -> Iterator[Question]:
    """Lists from both ends, filtered by each field and operator, sorted by each field both ways, and counted."""
    for root, record in roots(world):
        name, whole = camel(root.name), leaves(world, record)
        page = f"totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} nodes {{ {whole} }}"
        yield Question(f"{{ {name}(first: 4) {{ {page} }} }}", {})
        yield Question(f"{{ {name}(last: 4) {{ {page} edges {{ cursor }} }} }}", {})
        columns = [each for each in record.fields.values() if isinstance(each, ColumnField)]
        for declared in columns:
            conditions = list(literals(declared)) if declared.filters else []
            for condition in conditions if THOROUGH else conditions[:1]:
                given = f"filter: {{ {camel(declared.name)}: {{ {condition} }} }}"
                text = f"{{ {name}({given}, first: 2) {{ totalCount edges {{ cursor }} }} }}"
                yield Question(text, {})
            for way in ("ASC", "DESC") if declared.sorts else ():
                given = f"sort: {{ by: {declared.name.upper()}, direction: {way} }}"
                yield Question(f"{{ {name}({given}, first: 50) {{ edges {{ cursor }} }} }}", {})


def of_rows(world: World, asker: Asker) -> Iterator[Question]:
    """Single rows: each by its id, cases by reference and identifier, and everything a case leads to."""
    for record in world.registry.nodes:
        text = f"query($id: ID!) {{ node(id: $id) {{ id ... on {record.name} {{ {leaves(world, record)} }} }} }}"
        for row in world.holdings.rows[record.name][:: 6 * STEP]:
            yield Question(text, {"id": sealed_id(asker.seals, record.name, row.id)})
    for row in world.holdings.rows["Case"][::STEP]:
        text = f"query($r: String) {{ case(reference: $r) {{ {of_case(world)} }} }}"
        yield Question(text, {"r": row.columns["reference"]})
    for number in IDENTIFIER_TEXTS:
        yield Question("query($i: String) { case(identifier: $i) { reference } }", {"i": number})


def of_case(world: World) -> str:
    """Every relation of a case, with every value, and the timeline."""
    found = [leaves(world, world.registry.records["Case"]), "timeline(first: 50) { on kind title }"]
    for declared in world.registry.records["Case"].fields.values():
        if isinstance(declared, RelationField):
            inner = leaves(world, world.registry.records[declared.target])
            page = f"totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {inner} }}"
            given = "(first: 2)" if declared.paged else ""
            found.append(f"{camel(declared.name)}{given} {{ {page if declared.paged else inner} }}")
    meeting = world.registry.records["Meeting"]
    inside = f"{leaves(world, meeting)} agenda {{ totalCount nodes {{ position case {{ reference }} }} }}"
    guests = "invitations { agency name } attendance { agency attended }"
    return " ".join([*found, f"discussed: meetings {{ nodes {{ meeting {{ {inside} {guests} }} }} }}"])


def of_errors(world: World, asker: Asker) -> Iterator[Question]:
    """What is refused is refused alike."""
    stranger = sealed_id(world_seals(world, asker), "Case", world.holdings.rows["Case"][0].id)
    yield Question("query($id: ID!) { node(id: $id) { id } }", {"id": stranger})
    yield Question('{ cases(after: "Zm9yZ2Vk", first: 1) { nodes { id } } }', {})
    yield Question('{ case(reference: "a", identifier: "b") { reference } }', {})
    yield Question("{ cases(first: 1, last: 1) { totalCount } }", {})
    yield Question('{ cases(filter: { secret: { equals: "a" } }) { totalCount } }', {})


def world_seals(world: World, asker: Asker) -> Seals:
    """The seals of another kind of principal."""
    others = persona_askers(world).values()
    return next(each.seals for each in others if each.permit.kind != asker.permit.kind)


def answers(world: World, asker: Asker, part: slice = EVERY) -> dict[tuple[str, str], bytes | str]:
    """What each question of the part is answered, whole pages followed by their cursors."""
    found: dict[tuple[str, str], bytes | str] = {}
    for question in (*of_lists(world), *of_rows(world, asker), *of_errors(world, asker))[part]:
        key = (question.text, repr(question.variables))
        try:
            answered = world.ask(asker, question.text, question.variables)
            found[key] = answered.body + repr(sorted(answered.subjects.items())).encode()
        except (Invalid, ValueError) as error:
            found[key] = f"{type(error).__name__}: {getattr(error, 'errors', error)}"
    return {**found, **paged(world, asker, part)}


def paged(world: World, asker: Asker, part: slice) -> dict[tuple[str, str], bytes | str]:
    """Every root of the part walked page by page, forwards and backwards."""
    found: dict[tuple[str, str], bytes | str] = {}
    for root, _ in roots(world)[part]:
        for size, cursor, end, more in (
            ("first", "after", "endCursor", "hasNextPage"),
            ("last", "before", "startCursor", "hasPreviousPage"),
        ):
            text = (
                f"query($c: String) {{ p: {camel(root.name)}({size}: 10, {cursor}: $c) {{ nodes {{ __typename }} "
                f"pageInfo {{ {end} {more} }} edges {{ cursor }} }} }}"
            )
            at: str | None = None
            for number in range(12):
                answered = world.ask(asker, text, {"c": at})
                found[text, str(number)] = answered.body
                info = answered.data["p"]["pageInfo"]
                if not info[more]:
                    break
                at = info[end]
    return found


def same_answers(before: dict[tuple[str, str], bytes | str], after: dict[tuple[str, str], bytes | str]) -> None:
    differing = [key for key, answer in before.items() if after.get(key) != answer]
    assert not differing, (differing[0], before[differing[0]], after.get(differing[0]))
    assert before.keys() == after.keys()


# -- what is taken away, and what is changed ---------------------------------------------------------------------------


def delete_hidden(world: World, oracle: Oracle) -> int:
    """Delete every row that this principal sees nowhere, as none of the records that are views of it."""
    hidden: dict[str, set[Any]] = {}
    seen: dict[str, set[Any]] = {}
    cases = world.registry.records["Case"]
    for row in stored_rows(oracle):
        kept = everywhere(oracle, row) or row.record.name == "Person"
        (seen if kept else hidden).setdefault(_written_to(row.record), set()).add(row.id)
        # Seen where its case is not, which stands behind it.
        if kept and isinstance(row.record.scope, PlaceOfItsOwn):
            seen.setdefault(qualified(cases.table), set()).add(row.columns[row.record.scope.column.name])
    count = 0
    for table, keys in hidden.items():
        unseen = keys - seen.get(table, set())
        world.execute(f"delete from {table} where id = any($1)", unseen)  # noqa: S608 - our own tables
        count += len(unseen)
    return count


def _written_to(record: RecordType) -> str:
    """The table of a record; entries are read through a view and stored in the table behind it."""
    return "audit.entry" if record.name == "AccessEntry" else qualified(record.table)


STRUCTURE = ("id", "handling", "item_handling", "superseded_by", "data_class")


@cache
def structural(world: World, of: str) -> set[str]:
    """Columns that say whether a row is there, where it sits, what it belongs to; what the law asks, what joins tables.

    An offer that was taken back is none: another status brings the row, and changes no value of it.
    """
    record = world.registry.records[of]
    named = {*STRUCTURE, *(c.name for c in record.table.c if c.foreign_keys or c.name.endswith("_id"))}
    if record.where is not None:
        named |= set(columns_of(record.where))
    if not isinstance(record.owner, str):
        named.add(record.owner.name)
    assert isinstance(record.table, sa.Table)
    named |= {c.name for k in record.table.constraints if isinstance(k, sa.UniqueConstraint) for c in k.columns}
    for each in world.registry.records.values():
        for declared in each.fields.values():
            if isinstance(declared, RelationField):
                named |= {declared.ours.name} if each is record else set()
                named |= {declared.theirs.name} if declared.target == record.name else set()
    return named


def hidden_columns(world: World, oracle: Oracle, row: Stored) -> set[str]:
    """The columns of a row from which this principal is shown nothing, wherever they see it."""
    record = row.record
    seen: set[str] = set()
    for shown in everywhere(oracle, row):
        for declared in record.fields.values():
            if isinstance(declared, ColumnField):
                if oracle.is_shown(row, shown.place, declared.data_class or record.exists):
                    seen |= set(columns_of(declared.expression))
            elif isinstance(declared, EmbeddedField):
                seen |= _named(world.registry.embedded[declared.target].fields.values())
        if record.timeline:
            seen |= set(columns_of(record.timeline.on)) | set(columns_of(record.timeline.title))
    return {c.name for c in record.table.c} - seen - structural(world, record.name)


def _named(fields: Iterable[Field]) -> set[str]:
    return {name for each in fields if isinstance(each, ColumnField) for name in columns_of(each.expression)}


def changed(column: sa.ColumnElement[Any], value: Any) -> Any:
    """Another value that the column may hold."""
    kind = column.type
    if isinstance(kind, sa.Enum):
        return next((name for name in kind.enums if name != value), value)
    others: tuple[tuple[type, Callable[[], Any]], ...] = (
        (sa.Boolean, lambda: not value),
        (sa.DateTime, lambda: (value or datetime(2020, 1, 1, tzinfo=UTC)) - timedelta(days=3)),
        (sa.Date, lambda: (value or date(2026, 6, 15)) - timedelta(days=500)),
        (sa.Integer, lambda: (value or 0) + 1),
        (sa.Text, lambda: f"{value or ''}~changed"),
    )
    return next((other() for type_, other in others if isinstance(kind, type_)), value)


def change_hidden(world: World, oracle: Oracle) -> int:
    """Give every value that this principal is not shown, as none of the records that are views of it, another value."""
    hidden: dict[tuple[str, Any], set[str]] = {}
    rows = [row for row in stored_rows(oracle) if row.record.name != "AccessEntry"]  # shown whole or not at all
    for row in rows:
        place = (qualified(row.record.table), row.id)
        names = hidden_columns(world, oracle, row)
        hidden[place] = hidden.get(place, names) & names
    updates: dict[str, list[list[Any]]] = {}  # by their statement: sent one by one they would take half of the test
    for row in rows:
        if ours := sorted(hidden.pop((qualified(row.record.table), row.id), ())):
            values = [changed(row.record.table.c[name], row.columns[name]) for name in ours]
            updates.setdefault(_update(row.record, ours), []).append([row.id, *values])
    for statement, each in updates.items():
        world.execute_each(statement, each)
    return sum(len(values) - 1 for each in updates.values() for values in each)


def _update(record: RecordType, names: list[str]) -> str:
    listed = ", ".join(f'"{name}" = ${number + 2}' for number, name in enumerate(names))
    return f"update {qualified(record.table)} set {listed} where id = $1"  # noqa: S608 - our own tables


@pytest.mark.parametrize("persona", PERSONA_KINDS)
def test_what_is_hidden_answers_as_if_it_were_not_there_and_its_values_change_nothing(
    world: World, persona: str
) -> None:
    asker = persona_askers(world)[persona]
    part = EVERY if THOROUGH else slice(list(PERSONA_KINDS).index(persona) % 3, None, 3)  # each is asked by a third
    before = answers(world, asker, part)
    with world.undone():
        assert delete_hidden(world, world.oracle(asker)) > 100
        same_answers(before, answers(world, asker, part))
    with world.undone():
        assert change_hidden(world, world.oracle(asker)) > 1000
        same_answers(before, answers(world, asker, part))


def test_the_battery_sees_a_difference_where_there_is_one(world: World) -> None:
    asker = persona_askers(world)["coordinator"]
    before = answers(world, asker)
    seen = world.oracle(asker).all_found("Case")[0].stored.id
    with world.undone():
        world.execute("update coordination.\"case\" set level_set_on = '2001-01-01' where id = $1", seen)
        after = answers(world, asker)
    assert sum(before[key] != after[key] for key in before) >= 3
    assert DataClass.MANAGEMENT in asker.permit.decisions
