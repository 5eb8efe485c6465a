"""What a principal may know of a world: by the law's text and the rows, in plain Python.

Two worlds in which a principal may know the same must answer that principal alike; that is the whole claim, and this
module is what "the same" means. It starts from every row that may be opened of itself and follows every relation, as
the oracle does; it asks nothing of the compiled SQL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from policies.permit import Permit
from policies.principal import Standings
from policies.vocabulary import DataClass
from schema.declare import ColumnField, EmbeddedField, RecordType, RelationField, TimelineField
from schema.roots import Root
from schema.seals import Seals
from schema.sql import columns_of
from tests.schema.holdings import Holdings
from tests.schema.oracle import Oracle
from tests.schema.seen import Shown

Seen = tuple[str, Any, UUID | None]  # a row, by its record and id, in the case in which it is seen
NO_SEALS = Seals(b"", b"")
RELEASED = ("released", None, None)


def named(shown: Shown) -> Seen:
    """The name of a row in the place where it is seen."""
    return shown.stored.record.name, shown.stored.id, shown.place.case


@dataclass
class Knowledge:
    """What one principal may know, stating one purpose."""

    holdings: Holdings
    permit: Permit
    standings: Standings
    principal: UUID

    @cached_property
    def oracle(self) -> Oracle:
        return Oracle(self.holdings, self.permit, self.standings, self.principal, seals=NO_SEALS)

    def asked(self, seals: Seals) -> Oracle:
        """The oracle of this principal, for whom ids are sealed so."""
        return Oracle(self.holdings, self.permit, self.standings, self.principal, seals=seals)

    @cached_property
    def seen(self) -> Mapping[Seen, Shown]:
        """Every row, wherever it is seen: what opens of itself, and what that leads to."""
        found: dict[Seen, Shown] = {}
        waiting = [shown for record in self._openings() for shown in self.oracle.all_found(record)]
        while waiting:
            shown = waiting.pop()
            if named(shown) not in found:
                found[named(shown)] = shown
                waiting += [each for one in self.relations(shown.stored.record) for each in self.related(shown, one)]
        return found

    def _openings(self) -> Iterator[str]:
        """The records that a list or an id leads to."""
        registry = self.holdings.registry
        yield from {each.name for each in registry.nodes}.union(
            root.target for root in registry.roots.values() if isinstance(root, Root)
        )

    @staticmethod
    def relations(record: RecordType) -> list[RelationField]:
        return [each for each in record.fields.values() if isinstance(each, RelationField)]

    def related(self, shown: Shown, relation: RelationField) -> list[Shown]:
        return self.oracle.related(shown, relation)

    @cached_property
    def known(self) -> Mapping[Seen, Any]:
        """Every value and relation of every row that is seen, and what is released besides."""
        known: dict[Seen, Any] = {name: self._of_row(shown) for name, shown in self.seen.items()}
        known[RELEASED] = self._released()
        return known

    def _of_row(self, shown: Shown) -> tuple[Any, ...]:
        values = tuple(self.oracle.value(shown, each) for each in self._valued(shown.stored.record))
        inside = tuple(self._embedded(shown))
        led = tuple(
            frozenset(named(each) for each in self.related(shown, relation))
            for relation in self.relations(shown.stored.record)
        )
        return repr(values), inside, led, self._timeline(shown)

    @staticmethod
    def _valued(record: RecordType) -> list[ColumnField]:
        return [each for each in record.fields.values() if isinstance(each, ColumnField)]

    def _embedded(self, shown: Shown) -> Iterator[Any]:
        for outer, inner in embedded(self.holdings, shown.stored.record):
            stored, data_class = shown.stored, inner.data_class or shown.stored.record.exists
            if self.oracle.is_shown(stored, shown.place, data_class):
                yield stored.values[f"{outer.name}.{inner.name}"]

    def _timeline(self, shown: Shown) -> Any:
        timelines = [each for each in shown.stored.record.fields.values() if isinstance(each, TimelineField)]
        events = self.oracle._timeline(shown, {"first": 1_000_000}) if timelines else []
        return tuple((event["on"], event["kind"], event["title"], event["id"]) for event in events)

    def _released(self) -> Any:
        """Those who are shown the access record may look it up by a case's reference that they hold already."""
        if not self.releases_references:
            return None
        return frozenset((row.id, row.columns["reference"]) for row in self.holdings.rows["Case"])

    @property
    def releases_references(self) -> bool:
        return bool(self.permit.shown(DataClass.ACCESS_RECORD))

    # -- what they may not

    @cached_property
    def columns(self) -> Mapping[tuple[str, Any], frozenset[str]]:
        """For each row that is seen, the columns from which anything of it is shown."""
        found: dict[tuple[str, Any], set[str]] = {}
        for (record, key, _), shown in self.seen.items():
            found.setdefault((record, key), set()).update(self._shown_columns(shown))
        return {name: frozenset(columns) for name, columns in found.items()}

    def _shown_columns(self, shown: Shown) -> Iterator[str]:
        record = shown.stored.record
        for each, data_class in classed(self.holdings, record):
            if self.oracle.is_shown(shown.stored, shown.place, data_class):
                yield from columns_of(each.expression)
        if record.timeline:
            yield from columns_of(record.timeline.on)
            if self.oracle.is_shown(shown.stored, shown.place, record.timeline.data_class or record.exists):
                yield from columns_of(record.timeline.title)


def embedded(holdings: Holdings, record: RecordType) -> Iterator[tuple[EmbeddedField, ColumnField]]:
    """The values of the objects that are made of a row's own columns."""
    for outer in record.fields.values():
        if isinstance(outer, EmbeddedField):
            for inner in holdings.registry.embedded[outer.target].fields.values():
                assert isinstance(inner, ColumnField)
                yield outer, inner


def classed(holdings: Holdings, record: RecordType) -> Iterator[tuple[ColumnField, DataClass]]:
    """Every value of a record with its data class."""
    for each in record.fields.values():
        if isinstance(each, ColumnField):
            yield each, each.data_class or record.exists
    for _, inner in embedded(holdings, record):
        yield inner, inner.data_class or record.exists
