"""The slow oracle: what an answer must be, worked out row by row and field by field in plain Python.

It shares nothing with the compiled path but the declarations and the permit. All rows are loaded; graphql-core executes
the operation over the printed schema with one generic resolver; whether a row exists and whether a value is shown, a
judge says of one row at a time (``tests.schema.judge``).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from graphql import GraphQLSchema, build_schema, execute_sync, parse

from agencies.person.identifiers import candidates
from gateway.wiring import graphql_schema
from schema.declare import ColumnField, EmbeddedField, Order, RecordType, RelationField, TimelineField, camel
from schema.roots import Argument, ConditionArgument, GuessArgument, IdentifierArgument, NameArgument, Root
from schema.scopes import (
    ByArea,
    ByCase,
    ByPerson,
    ItselfCase,
)
from schema.seals import Seals
from tests.schema.holdings import Stored, led_by
from tests.schema.judge import Judge
from tests.schema.seen import Embedded, Listed, Place, Shown, compares, follows
from tests.schema.tokens import Cursor, as_typed, is_nothing, open_cursor, open_id, sealed_id

PAGE = 20  # of a list that says nothing else
SHORT_LIST = 50
RootArgument = Argument | IdentifierArgument | NameArgument | ConditionArgument | GuessArgument


@dataclass(slots=True)
class Oracle(Judge):
    """One principal with one purpose, answered slowly."""

    seals: Seals = field(kw_only=True)
    subjects: dict[str, set[str]] = field(default_factory=dict)

    # -- what is asked

    def execute(self, schema: GraphQLSchema, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the answer; an error is a fault of the oracle."""
        result = execute_sync(
            schema,
            parse(text),
            variable_values=dict(variables),
            field_resolver=self._resolve,
            type_resolver=lambda shown, *_: shown.stored.record.name,
        )
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    def _resolve(self, source: Any, info: Any, **arguments: Any) -> Any:
        name = info.field_name
        given = {key: value for key, value in arguments.items() if value is not None}
        if source is None:
            return self._root(name, given)
        if isinstance(source, Shown):
            return self._member(source, name, given)
        if isinstance(source, Embedded):
            inner = self._declared(self.holdings.registry.embedded[source.field.target].fields, name)
            assert isinstance(inner, ColumnField)
            stored, place = source.shown.stored, source.shown.place
            data_class = inner.data_class or stored.record.exists
            shown = self.is_shown(stored, place, data_class)
            return stored.values[f"{source.field.name}.{inner.name}"] if shown else None
        return self._of_list(source, name) if isinstance(source, Listed) else source[name]

    @staticmethod
    def _declared(fields: Mapping[str, Any], name: str) -> Any:
        return next(each for each in fields.values() if camel(each.name) == name)

    def _tell(self, shown: Shown) -> Shown:
        """Note whom an answer is about."""
        scope = shown.stored.record.scope
        if shown.place.case is not None:
            self._note(shown.place, shown.place.case)
            self._note(shown.place, self.person_of(shown.place.case))
        elif isinstance(scope, ByArea) and scope.person is not None:
            about = shown.stored.columns[scope.person.name]
            if about is not None:  # an agency's notice names them by an identifier: they need not be held
                self._note(shown.place, about)
        subject = shown.stored.record.subject
        if subject is not None and shown.stored.columns[subject.name] is not None:
            self._note(shown.place, shown.stored.columns[subject.name])
        return shown

    def _note(self, place: Place, key: UUID) -> None:
        self.subjects.setdefault(place.label, set()).add(str(key))

    # -- roots

    def _root(self, name: str, given: dict[str, Any]) -> Any:
        if name == "node":
            return self._node(given["id"])
        root = self.holdings.registry.roots[name]
        assert isinstance(root, Root)
        rows = [row for row in self.all_found(root.target) if all(self._meets(row, a, given) for a in root.arguments)]
        if root.one:
            record = self.holdings.registry.records[root.target]
            return self._first(rows, record.order)
        return self._list(self.holdings.registry.records[root.target], rows, given, None)

    def _node(self, token: str) -> Shown | None:
        opened = open_id(self.seals, token)
        if opened is None:
            return None
        for record in self.holdings.registry.nodes:
            if hashlib.sha256(record.name.encode()).digest()[:4] == opened[0]:
                found = [row for row in self.all_found(record.name) if row.stored.id == opened[1]]
                return self._tell(found[0]) if found else None
        return None

    def _meets(self, row: Shown, argument: RootArgument, given: Mapping[str, Any]) -> bool:
        if argument.name not in given:
            return True
        assert not isinstance(argument, ConditionArgument | NameArgument | GuessArgument), (
            "SQL of its own, which only its own tests can judge"
        )
        if isinstance(argument, IdentifierArgument):
            return self._identified(row, given[argument.name])
        on, _, name = argument.path.rpartition(".")
        case = self.case_of(row.stored)
        holder = Shown(case, row.place) if on and case else row
        declared = holder.stored.record.fields[name]
        assert isinstance(declared, ColumnField)
        return compares(argument.operator.value, self.value(holder, declared), given[argument.name])

    def _identified(self, row: Shown, text: str) -> bool:
        wanted = {each.canonical for each in candidates(text, self.holdings.today)}
        case = self.case_of(row.stored)
        assert case is not None
        for number in self.holdings.theirs("Identifier", "person_id", case.columns["person_id"]):
            declared = number.record.fields["value"]
            assert isinstance(declared, ColumnField)
            if self.exists_in(number, row.place) and self.value(Shown(number, row.place), declared) in wanted:
                return True
        return False

    # -- members

    def _member(self, shown: Shown, name: str, given: dict[str, Any]) -> Any:
        record = shown.stored.record
        if name == "id":
            return sealed_id(self.seals, record.name, shown.stored.id)
        declared = self._declared(record.fields, name)
        if isinstance(declared, ColumnField):
            return self.value(shown, declared)
        if isinstance(declared, EmbeddedField):
            return Embedded(shown, declared)
        if isinstance(declared, TimelineField):
            return self._timeline(shown, given)
        return self._relation(shown, declared, given)

    def related(self, shown: Shown, declared: RelationField) -> list[Shown]:
        """The rows that a relation leads to, and that are there."""
        ours = shown.stored.columns[declared.ours.name]
        rows = self.holdings.theirs(declared.target, declared.theirs.name, ours)
        if declared.where is not None:
            rows = [row for row in rows if row.values[led_by(shown.stored.record, declared)]]
        if not declared.same_case:
            return [found for found in map(self.found, rows) if found]
        kept = [row for row in rows if self._same_case(shown.stored, row)]
        return [Shown(row, shown.place) for row in kept if self.exists_in(row, shown.place)]

    def _same_case(self, one: Stored, other: Stored) -> bool:
        """Rows that belong to cases belong to the same one."""
        cases = ItselfCase | ByCase | ByPerson
        if not (isinstance(one.record.scope, cases) and isinstance(other.record.scope, cases)):
            return True
        return self.case_of(one) is self.case_of(other)

    def _relation(self, shown: Shown, declared: RelationField, given: dict[str, Any]) -> Any:
        rows, record = self.related(shown, declared), self.holdings.registry.records[declared.target]
        if declared.one:
            return self._first(rows, declared.order or record.order)
        if declared.paged:
            return self._list(record, rows, given, declared.order)
        return [self._tell(row) for row in self._sorted(record, rows, declared.order or record.order)[:SHORT_LIST]]

    def _first(self, rows: Sequence[Shown], order: Order) -> Shown | None:
        return self._tell(self._sorted(rows[0].stored.record, rows, order)[0]) if rows else None

    def _timeline(self, shown: Shown, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        events = [event for record in self.holdings.registry.events for event in self._events(shown, record)]
        with_day = sorted((e for e in events if e["on"]), key=lambda e: e["id"].int)
        with_day.sort(key=lambda e: e["on"], reverse=True)
        without = sorted((e for e in events if not e["on"]), key=lambda e: e["id"].int)
        return [*with_day, *without][: given.get("first", PAGE)]

    def _events(self, shown: Shown, record: RecordType) -> Iterable[dict[str, Any]]:
        assert record.timeline is not None
        if not isinstance(record.scope, ByCase | ByPerson):
            return
        for row in self.holdings.rows[record.name]:
            if self.case_of(row) is shown.stored and self.exists_in(row, shown.place):
                data_class = record.timeline.data_class or record.exists
                title = row.values["timeline title"] if self.is_shown(row, shown.place, data_class) else None
                yield {"on": row.values["timeline on"], "kind": record.timeline.kind, "title": title, "id": row.id}

    # -- lists

    def _list(self, record: RecordType, rows: Iterable[Shown], given: dict[str, Any], order: Order | None) -> Listed:
        asked = given.get("sort")
        if asked:
            order = Order(asked["by"].lower(), asked.get("direction") == "DESC")
        order = order or record.order
        every = self._sorted(record, [row for row in rows if self._passes(row, given.get("filter"))], order)
        between = [row for row in every if self._between(row, order, given)]
        size = given.get("first", given.get("last", PAGE))
        backward = "last" in given
        page = (between[-size:] if size else []) if backward else between[:size]
        more = len(between) > size
        return Listed(
            every,
            page,
            lambda row: self._cursor(row, order),
            "before" in given if backward else more,
            more if backward else "after" in given,
        )

    def _passes(self, row: Shown, conditions: Mapping[str, Any] | None) -> bool:
        for name, comparisons in (conditions or {}).items():
            declared = self._declared(row.stored.record.fields, name)
            for operator, given in (comparisons or {}).items():
                if given is not None and not compares(operator, self.value(row, declared), given):
                    return False
        return True

    def _key(self, row: Shown, order: Order) -> tuple[Any, Any]:
        declared = row.stored.record.fields[order.field]
        assert isinstance(declared, ColumnField)
        key = row.stored.id
        return self.value(row, declared), key.int if isinstance(key, UUID) else key

    def _sorted(self, record: RecordType, rows: Sequence[Shown], order: Order) -> list[Shown]:
        """By value, then by key, both in one direction; what has no value last."""
        assert all(row.stored.record is record for row in rows)
        keys = [(self._key(row, order), row) for row in rows]
        valued = sorted((k for k in keys if k[0][0] is not None), key=lambda k: k[0], reverse=order.descending)
        empty = sorted((k for k in keys if k[0][0] is None), key=lambda k: k[0][1], reverse=order.descending)
        return [row for _, row in (*valued, *empty)]

    def _between(self, row: Shown, order: Order, given: Mapping[str, Any]) -> bool:
        """Whether the row lies after the one cursor and before the other."""
        value, key = self._key(row, order)
        here = (value is None, value if value is not None else 0, key)
        for name in ("after", "before"):
            if name in given:
                text, token_key = open_cursor(given[name])
                theirs = UUID(token_key).int if len(token_key) == 36 else int(token_key)
                at_value = None if is_nothing(text) else as_typed(text, row.stored.record, order)
                at = (at_value is None, at_value if at_value is not None else 0, theirs)
                later = follows(here, at, order.descending)
                if here == at or later is not (name == "after"):
                    return False
        return True

    def _cursor(self, row: Shown, order: Order) -> Cursor:
        declared = row.stored.record.fields[order.field]
        assert isinstance(declared, ColumnField)
        made = Cursor("cursor")
        made.value, made.key = self.value(row, declared), str(row.stored.id)
        return made

    def _of_list(self, listed: Listed, name: str) -> Any:
        if name == "totalCount":
            return len(listed.every)
        for row in listed.page:
            self._tell(row)
        if name == "nodes":
            return listed.page
        if name == "edges":
            return [{"cursor": listed.cursor(row), "node": row} for row in listed.page]
        return {
            "hasNextPage": listed.has_next,
            "hasPreviousPage": listed.has_previous,
            "startCursor": listed.cursor(listed.page[0]) if listed.page else None,
            "endCursor": listed.cursor(listed.page[-1]) if listed.page else None,
        }


@cache
def plain_schema() -> GraphQLSchema:
    """The printed schema without resolvers: enums are their names, dates are whatever the resolver gives."""
    return build_schema(graphql_schema().as_str())
