"""A case's timeline: the events of every agency in one list, each shown where its own class of information is."""

from collections.abc import Sequence

from schema.declare import ColumnField, RecordType
from schema.pages import Pages
from schema.plan import Selected
from schema.rows import Alias, Columns, Row, Sources
from schema.scopes import ByCase, ByPerson
from schema.sql import json_list

_MEMBERS = {"on": 'e."on"', "kind": "e.kind", "title": "e.title", "__typename": "'TimelineEntry'::text"}


class Timelines:
    """Writes the timelines of one statement. ``events``: the records that show themselves there."""

    def __init__(self, events: Sequence[RecordType], columns: Columns, sources: Sources, pages: Pages) -> None:
        self._events = [record for record in events if type(record.scope) in (ByCase, ByPerson)]
        self._columns = columns
        self._sources = sources
        self._pages = pages

    def of(self, row: Row, child: Selected) -> str:
        """The events of a case as a JSON array, latest first."""
        branches = [self._branch(row, record) for record in self._events]
        limit = self._pages.limit(child)
        events = " union all ".join(branch for branch in branches if branch)
        pairs = [(each.key, _MEMBERS[each.name]) for each in child.children]
        rows = f'from (select * from ({events}) u order by u."on" desc nulls last, u."id" limit {limit}) e'
        return json_list(pairs, rows) if events else "'[]'::json"

    def _branch(self, row: Row, record: RecordType) -> str | None:
        event = record.timeline
        if event is None:
            return None
        source = self._sources.within(record, row.sight)
        if False in source.conditions:
            return None
        title = ColumnField(event.title, "", event.data_class, name="timeline")
        on = ColumnField(event.on, "", name="timelineOn")
        return (
            f"select ({self._columns.value(source.row, on)})::date as \"on\", '{event.kind}'::text as kind, "
            f"({self._columns.value(source.row, title)})::text as title, {source.row.alias.column('id')} as id "
            f"{source.where(_link(row, record, source.row.alias))}"
        )


def _link(row: Row, record: RecordType, alias: Alias) -> str:
    scope = record.scope
    if isinstance(scope, ByCase):
        return f"{alias.column(scope.column.name)} = {row.alias.column('id')}"
    if isinstance(scope, ByPerson):
        return f"{alias.column(scope.column.name)} = {row.alias.column('person_id')}"
    raise TypeError(f"{record.name} is about no case: it has no place in a timeline.")
