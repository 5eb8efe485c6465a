"""What the arguments of a field mean: filters, sorts, roots' own arguments, cursors. All over masked columns."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from agencies.person.identifiers import candidates
from schema.declare import ColumnField, Order, RecordType, camel
from schema.plan import Leaf, Selected, Tree, Value, Variables
from schema.registry import Registry
from schema.roots import (
    ConditionArgument,
    GuessArgument,
    IdentifierArgument,
    NameArgument,
    Operator,
    Root,
    RootArgument,
)
from schema.rows import Columns, Row, Source, Sources
from schema.seals import type_code
from schema.sql import Condition, Parameters, Reader, cast_of, comparand_of


class InvalidArgument(ValueError):
    """The arguments make no question; the message says what to do."""


_NEAR = "2 seconds"  # between the time in an id and the one beside it: a clock may be set right in between

FORGED_CURSOR = "The cursor does not belong to this list: ask for the first page again."

_COMPARE: Mapping[Operator, Callable[[str, str], str]] = {
    Operator.EQUALS: lambda value, given: f"{value} = {given}",
    Operator.ANY_OF: lambda value, given: f"{value} = any({given})",
    Operator.STARTS_WITH: lambda value, given: f"starts_with(lower({value}), lower({given}))",
    Operator.CONTAINS: lambda value, given: f"position(lower({given}) in lower({value})) > 0",
    Operator.BEFORE: lambda value, given: f"{value} < {given}",
    Operator.ON_OR_AFTER: lambda value, given: f"{value} >= {given}",
    Operator.AT_MOST: lambda value, given: f"{value} <= {given}",
    Operator.AT_LEAST: lambda value, given: f"{value} >= {given}",
}

_LAST: Mapping[str, tuple[str, str]] = {  # what stands for "no value", so that it comes last: ascending, descending
    "date": ("'infinity'::date", "'-infinity'::date"),
    "timestamptz": ("'infinity'::timestamptz", "'-infinity'::timestamptz"),
    "text": ("chr(1114111)", "''"),
    "boolean": ("true", "false"),
    "integer": ("2147483647", "-2147483648"),
    "bigint": ("9223372036854775807", "-9223372036854775808"),
}


_COLUMN = re.compile(r'\w+\."\w+"')  # a value that is shown wherever its row is


@dataclass(frozen=True, slots=True)
class SortKey:
    """How a list is sorted: by a field, then by key, both in one direction."""

    declared: ColumnField
    cast: str
    descending: bool

    def expression(self, value: str) -> str:
        """The sort value, never NULL: a row without one (or with a hidden one) comes last.

        A column that every row has, and shows, is itself: so its index gives the order, however many rows there are.
        """
        collated = ' collate "C"' if self.cast == "text" else ""  # in which the stand-in for no value is the last
        column = self.declared.expression
        if isinstance(column, sa.Column) and not column.nullable and _COLUMN.fullmatch(value):
            return f"{value}{collated}"
        return f"coalesce({value}, {_LAST[self.cast][self.descending]}){collated}"


class Arguments:
    """Reads the arguments of one plan."""

    def __init__(self, parameters: Parameters, columns: Columns, registry: Registry, variables: Variables) -> None:
        self.parameters = parameters
        self.columns = columns
        self.registry = registry
        self.variables = variables

    # -- values

    def bound(self, leaf: Leaf, cast: str) -> str:
        """A leaf as a parameter."""
        return self.parameters.bind(leaf.key, cast, lambda execution: _stored(leaf.read(execution.variables)))

    def known(self, value: Value | None) -> Any:
        """A value that decides the statement's shape, as it is in this plan."""
        return value.read(self.variables) if isinstance(value, Leaf) else None

    def seal_keys(self) -> tuple[str, str]:
        """The two halves of the caller's seal key."""
        return (
            self.parameters.bind("seal inner", "bytea", lambda execution: execution.seals.inner, asker=True),
            self.parameters.bind("seal outer", "bytea", lambda execution: execution.seals.outer, asker=True),
        )

    # -- filters

    def filtered(self, selected: Selected, row: Row) -> list[Condition]:
        """The conditions of a ``filter`` argument."""
        given = selected.arguments.get("filter")
        if not isinstance(given, Tree):
            return []
        return [
            self._compared(row, _column(row.record, name), Operator(operator), leaf)
            for name, comparisons in given.fields.items()
            if isinstance(comparisons, Tree)
            for operator, leaf in comparisons.fields.items()
        ]

    def _compared(self, row: Row, declared: ColumnField, operator: Operator, value: Value) -> Condition:
        if not isinstance(value, Leaf):
            raise InvalidArgument(f"Give {camel(declared.name)} a plain value.")
        if operator is Operator.EQUALS and cast_of(declared.expression) == "boolean":
            return self._so_or_not(row, declared, so=bool(self.known(value)))
        given = self.bound(value, comparand_of(declared.expression) + ("[]" if operator is Operator.ANY_OF else ""))
        return self.columns.compared(row, declared, lambda shown: _COMPARE[operator](shown, given))

    def _so_or_not(self, row: Row, declared: ColumnField, *, so: bool) -> Condition:
        """The condition itself, so that an index can find what it holds for; a plan is of one truth value."""
        return self.columns.compared(row, declared, lambda shown: shown if so else f"not {shown}")

    # -- roots

    def of_root(self, root: Root, selected: Selected, source: Source, sources: Sources) -> list[Condition]:
        """The conditions of a root's own arguments; a root that gives one row needs exactly one of them."""
        given = [argument for argument in root.arguments if camel(argument.name) in selected.arguments]
        if root.one and len(given) != 1:
            names = ", ".join(camel(argument.name) for argument in root.arguments)
            raise InvalidArgument(f"Give {camel(root.name)} exactly one of: {names}.")
        return [self._of_root(argument, selected, source, sources) for argument in given]

    def _of_root(
        self,
        argument: RootArgument,
        selected: Selected,
        source: Source,
        sources: Sources,
    ) -> Condition:
        value = selected.arguments[camel(argument.name)]
        if isinstance(argument, IdentifierArgument):
            return self._identified(value, source, sources)
        if isinstance(argument, NameArgument):
            return self._called(value, source, sources)
        if isinstance(argument, ConditionArgument):
            return self._conditioned(argument, value, source)
        if isinstance(argument, GuessArgument):
            return self._guessed(argument, value, source)
        on, _, name = argument.path.rpartition(".")
        row = self._case_row(source, sources) if on else source.row
        declared = row.record.fields[name]
        if not isinstance(declared, ColumnField):
            raise TypeError(f"{argument.path} is no column.")
        return self._compared(row, declared, argument.operator, value)

    def _case_row(self, source: Source, sources: Sources) -> Row:
        """The case of the source's rows: joined already, for its cell."""
        if source.case is None:
            raise TypeError(f"{source.row.record.name} has no case.")
        return sources.joined(self.registry.records["Case"], source.case, source.row.sight)

    def _identified(self, value: Value, source: Source, sources: Sources) -> Condition:
        """Whether the person has an identifier that the free text may be, where identifiers are shown."""
        if not isinstance(value, Leaf) or source.case is None:
            raise InvalidArgument("Give the identifier as text.")
        person = sources.within(self.registry.records["Identifier"], source.row.sight)

        def reader(execution: Any) -> list[str]:
            found = candidates(value.read(execution.variables), execution.today)
            return [each.canonical for each in found]

        given = self.parameters.bind(("identifier", value.key), "text[]", reader)
        matched = self.columns.compared(
            person.row, _column(person.row.record, "value"), lambda shown: f"{shown} = any({given})"
        )
        link = f'{person.row.alias.column("person_id")} = {source.case}."person_id"'
        return f"exists (select 1 {person.where(link, matched)})"

    def _called(self, value: Value, source: Source, sources: Sources) -> Condition:
        """Whether every word given is like a word of the person's names, or of an alias, where names are shown."""
        if not isinstance(value, Leaf) or source.case is None:
            raise InvalidArgument("Give the name as text.")
        given = self.parameters.bind(
            ("name", value.key), "text[]", lambda execution: name_words(value.read(execution.variables))
        )
        person = sources.within(self.registry.records["Person"], source.row.sight)
        alias = sources.within(self.registry.records["Alias"], source.row.sight)
        family, others = _column(person.row.record, "familyName"), _column(person.row.record, "givenNames")
        second = self.columns.value(person.row, others)
        called = self.columns.compared(
            person.row, family, lambda shown: _alike(f"concat_ws(' ', {shown}, {second})", given)
        )
        known = self.columns.compared(alias.row, _column(alias.row.record, "name"), lambda shown: _alike(shown, given))
        persons = f'{person.row.alias.column("id")} = {source.case}."person_id"'
        aliases = f'{alias.row.alias.column("person_id")} = {source.case}."person_id"'
        return f"(exists (select 1 {person.where(persons, called)}) or exists (select 1 {alias.where(aliases, known)}))"

    def _conditioned(self, argument: ConditionArgument, value: Value, source: Source) -> Condition:
        if not isinstance(value, Leaf):
            raise InvalidArgument(f"Give {camel(argument.name)} as text.")
        return argument.condition.format(row=source.row.alias.name, given=self.bound(value, "text"))

    def _guessed(self, argument: GuessArgument, value: Value, source: Source) -> Condition:
        """Whether a variable of the recorded operation held what is guessed, by its keyed hash."""
        name, guess = _guess(value)

        def reader(execution: Any) -> list[str]:
            found: list[str] = execution.hashes(name.read(execution.variables), guess.read(execution.variables))
            return found

        hashes = self.parameters.bind(("guess", name.key, guess.key), "text[]", reader)
        variable = self.bound(name, "text")
        kept = _column(source.row.record, argument.path)
        return self.columns.compared(source.row, kept, lambda shown: f"{shown} ->> {variable} = any({hashes})")

    def named(self, root: Root, selected: Selected) -> list[str]:
        """For each argument that was given and names cases or persons, the query that finds them."""
        found = []
        for argument in root.arguments:
            value = selected.arguments.get(camel(argument.name))
            if isinstance(argument, GuessArgument) and value is not None:
                _, value = _guess(value)
            if isinstance(argument, ConditionArgument | GuessArgument) and argument.names and isinstance(value, Leaf):
                found.append(argument.names.format(given=self.bound(value, "text")))
        return found

    def is_node(self, selected: Selected, row: Row) -> Condition:
        """The row whose id was given; the id opened, or the plan would have no type."""
        leaf = selected.arguments["id"]
        if not isinstance(leaf, Leaf):
            raise InvalidArgument("Give the id as text.")
        code = type_code(row.record.name)

        def key(execution: Any) -> Any:
            opened = execution.seals.open_id(leaf.read(execution.variables))
            return opened[1] if opened and opened[0] == code else None

        given = self.parameters.bind(("node", leaf.key), "uuid", key)
        found = f"{row.alias.column('id')} = {given}"
        if row.record.made is None:
            return found
        at = f"to_timestamp(('x' || left(replace(({given})::text, '-', ''), 12))::bit(48)::bigint / 1000.0)"
        near = f"between {at} - interval '{_NEAR}' and {at} + interval '{_NEAR}'"
        return f"{found} and {row.alias.column(row.record.made.name)} {near}"

    # -- sorts and cursors

    def sorted_by(self, selected: Selected, record: RecordType, order: Order | None) -> SortKey:
        """The order of a list: as asked, else as declared."""
        asked = selected.arguments.get("sort")
        if isinstance(asked, Tree):
            name = str(self.known(asked.fields["by"])).lower()
            return _sort_key(record, Order(name, str(self.known(asked.fields.get("direction"))) == "DESC"))
        return _sort_key(record, order or record.order)

    def cursor_context(self, selected: Selected, record: RecordType, key: SortKey) -> Reader:
        """What a cursor is bound to: the list, its order and its conditions, as bytes."""
        conditions = {name: value for name, value in selected.arguments.items() if name not in _PAGING}
        fixed = f"{record.name}|{selected.name}|{key.declared.name}|{key.descending}"

        def context(execution: Any) -> bytes:
            held = sorted((name, repr(given(value, execution.variables))) for name, value in conditions.items())
            return hashlib.sha256(f"{fixed}|{held}".encode()).digest()[:16]

        return context

    def position(self, selected: Selected, name: str, context: Reader, part: int) -> str | None:
        """A part (sort value, key) of the cursor given as ``after`` or ``before``."""
        leaf = selected.arguments.get(name)
        if not isinstance(leaf, Leaf):
            return None

        def read(execution: Any) -> str:
            parts: list[str] | None = execution.seals.open_cursor(leaf.read(execution.variables), context(execution))
            if parts is None:
                raise InvalidArgument(FORGED_CURSOR)
            return parts[part]

        return self.parameters.bind((name, part, id(selected)), "text", read)  # another list, another context


ALIKE = 0.45  # of pg_trgm's word similarity: Yardly is like Yardley, and Jones is not like Johnson
NAME_WORDS = 6  # as many as are looked for


def _alike(names: str, given: str) -> str:
    """Each word given is like a word of the names; no words are like nothing."""
    each = f"select bool_and(word_similarity(w, lower({names})) >= {ALIKE}) from unnest({given}) w"
    return f"coalesce(({each}), false)"


def name_words(text: str) -> list[str]:
    """The words of a name as it was typed, without its punctuation."""
    return re.findall(r"[^\W_]+", text.lower())[:NAME_WORDS]


_PAGING = {"first", "last", "after", "before"}


def _stored(value: Any) -> Any:
    """A value as the database holds it: words by their names, and an instant without a zone as UTC."""
    if isinstance(value, list):
        return [_stored(each) for each in value]
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value.name if isinstance(value, Enum) else value


def given(value: Value, variables: Variables) -> Any:
    """The whole of an argument as plain values, by the names of GraphQL."""
    if isinstance(value, Leaf):
        return value.read(variables)
    return {name: given(each, variables) for name, each in sorted(value.fields.items())}


def _guess(value: Value) -> tuple[Leaf, Leaf]:
    """The name of the variable, and what it is guessed to have held."""
    if isinstance(value, Tree):
        name, guess = value.fields["variable"], value.fields["value"]
        if isinstance(name, Leaf) and isinstance(guess, Leaf):
            return name, guess
    raise InvalidArgument("Give the name of the variable, and the value that it may have held.")


def _column(record: RecordType, name: str) -> ColumnField:
    found = next(declared for declared in record.fields.values() if camel(declared.name) == name)
    if not isinstance(found, ColumnField):
        raise TypeError(f"{record.name}.{name} is no column.")
    return found


def _sort_key(record: RecordType, order: Order) -> SortKey:
    declared = record.fields[order.field]
    if not isinstance(declared, ColumnField):
        raise TypeError(f"{record.name} cannot be sorted by {order.field}: it is no column.")
    return SortKey(declared, cast_of(declared.expression), order.descending)
