"""Which acts a record offers its reader: those that the law entrusts to them in its cell, and its state allows.

A page or an agency's system offers what stands here and nothing else. It is worked out in the statement that reads the
record, from the same mandate and the same table of transitions as the act itself, so the two cannot differ; what only
shows under the lock (a second person, a date, a form that is not complete) the act says when it is tried. The state
counts where it is shown: what is hidden offers nothing, exactly as what is not there.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from policies.mandate import Mandate
from policies.vocabulary import Act
from schema.declare import ColumnField, RecordType
from schema.masks import Shows, found_already, shown
from schema.mutations import Mutation, OnRecord
from schema.rows import Columns, Row
from schema.sql import Condition, all_of, masked

FIELD = "acts"
DESCRIPTION = "What you may do with it as it stands, for your purpose."

Mandates = Callable[[], Mandate]


@dataclass(frozen=True, slots=True)
class Offer:
    """An act on a record, and what must be so of its row for the act to be offered."""

    act: Act
    tests: tuple[ColumnField, ...]


def offers_of(mutations: Iterable[Mutation], records: Mapping[str, RecordType]) -> Mapping[str, tuple[Offer, ...]]:
    """What each record offers, by its name. A record that does not show the state it is judged by is refused."""
    found: dict[str, list[Offer]] = {}
    for mutation in mutations:
        if isinstance(mutation.on, OnRecord):
            record = records[mutation.on.record]
            found.setdefault(record.name, []).append(Offer(mutation.act, tuple(_tests(mutation, record))))
    for record in records.values():
        if record.taken_out and record.name in found:
            taken = record.taken_out
            found[record.name].append(Offer(taken.act, tuple(_worded(taken.act, taken.offered, record))))
    return {name: tuple(offers) for name, offers in found.items()}


def _tests(mutation: Mutation, record: RecordType) -> Iterable[ColumnField]:
    words = dict(mutation.offered)
    machine = mutation.machine
    sources = {source for way in machine.of(mutation.act) for source in way.sources}
    if record.table is machine.table and sources:
        words[_shown_as(record, machine.column)] = tuple(sources)
    return _worded(mutation.act, words, record)


def _worded(act: Act, words: Mapping[str, Collection[str]], record: RecordType) -> Iterable[ColumnField]:
    """For each field that is named, that it has one of its words."""
    for name, allowed in words.items():
        declared = record.fields.get(name)
        if not isinstance(declared, ColumnField):
            raise TypeError(f"{act} is offered by {record.name}.{name}, which is no column of it.")
        among = declared.expression.in_(sorted(allowed))
        yield ColumnField(among, declared.description, declared.data_class, name=declared.name)


def _shown_as(record: RecordType, column: str) -> str:
    """The field that shows a column."""
    for declared in record.fields.values():
        if isinstance(declared, ColumnField) and declared.expression is record.table.c[column]:
            return declared.name
    raise TypeError(f"{record.name} does not show its {column}, by which acts are offered: declare it.")


class Offers:
    """Writes what the rows of one statement offer."""

    def __init__(self, offers: Mapping[str, tuple[Offer, ...]], columns: Columns, mandates: Mandates | None) -> None:
        self._offers = offers
        self._columns = columns
        self._mandates = mandates

    def of(self, row: Row) -> str:
        """The acts as a JSON array, in the order in which they are declared; without a mandate, none."""
        if self._mandates is None:
            return "'[]'::json"
        shows = Shows(self._mandates().decision, found_already)
        offered = [(offer.act, self._when(row, offer, shows)) for offer in self._offers[row.record.name]]
        named = [masked(condition, f"'{act.name}'") for act, condition in offered if condition is not False]
        if not named:
            return "'[]'::json"
        return f"to_json(array_remove(array[{', '.join(named)}]::text[], null))"

    def _when(self, row: Row, offer: Offer, shows: "Shows[Act]") -> Condition:
        entrusted = shown(shows, offer.act, row.sight, row.facts)
        if entrusted is False:
            return False
        return all_of((entrusted, *(self._columns.compared(row, test, str) for test in offer.tests)))
