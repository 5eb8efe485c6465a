"""Pages of rows: one row, a bounded list, or a stretch of a connection between two cursors.

Keyset paging: a page is read from its place in the index, however far into the list (an offset would walk there).
One row more than asked for is read only when the answer says whether more follow.
"""

from dataclasses import dataclass, field

from schema.arguments import Arguments, InvalidArgument, SortKey
from schema.declare import Order
from schema.plan import Leaf, Selected
from schema.rows import Alias, Columns, Row, Source
from schema.seals import CURSOR_MAC, sealed_sql
from schema.sql import Condition, Parameters, Reader, cast_of, json_object

DEFAULT_PAGE = 20


@dataclass(slots=True)
class Page:
    """Some rows of a source, in order. ``render`` comes last: it selects the columns that were asked for by then."""

    source: Source
    row: Row
    key: SortKey | None
    value: str  # the sort value inside, "" without an order
    conditions: list[Condition]
    all_conditions: list[Condition]  # without the cursors: what is counted
    limit: str  # "" where the key is enough
    backward: bool = False
    numbered: bool = False
    bounded_by: tuple[bool, bool] = (False, False)  # whether ``after`` and ``before`` were given
    seal: tuple[str, str, str] = ("", "", "")  # context, inner and outer key
    extra: dict[str, str] = field(default_factory=dict)

    token = "\x02"  # noqa: S105 - stands in the text where the page will: a CTE's name or a subquery

    @property
    def apart(self) -> bool:
        """Whether the rows have cells of their own."""
        return bool(self.source.places)

    def render(self) -> str:
        """The SELECT of these rows."""
        inside = self.source.row.alias
        names = [f'{inside.name}."{name}" as "{name}"' for name in self.row.alias.used if not name.startswith(".")]
        places = [f'{expression} as "{name}"' for name, expression in self.source.places]
        extra = [f'{expression} as "{name}"' for name, expression in self.extra.items()]
        order = self._order()
        number = [f'row_number() over ({order}) as ".n"'] if self.numbered else []
        selected = ", ".join([*names, *places, *extra, *number]) or "1"
        limit = f"limit {self._read()}" if self.limit else ""
        return f"select {selected} {self.source.where(*self.conditions)} {order} {limit}"

    def _read(self) -> str:
        return f"{self.limit} + 1" if self.numbered else self.limit

    def _order(self) -> str:
        if self.key is None:
            return ""
        way = "desc" if self.key.descending is not self.backward else "asc"
        return f'order by {self.value} {way}, {self.source.row.alias.name}."id" {way}'

    def kept(self, condition: str = "") -> str:
        """WHERE that leaves out the row which was read only to see that it is there."""
        kept = [f'{self.row.alias.name}.".n" <= {self.limit}'] if self.numbered else []
        conditions = [*kept, *([condition] if condition else [])]
        return f" where {' and '.join(conditions)}" if conditions else ""

    def numbers(self) -> list[tuple[str, str]]:
        """The row numbers, where the aggregates of the connection need them."""
        return [(".n", f'{self.row.alias.name}.".n"')] if self.numbered else []

    def gathered(self, column: str) -> str:
        """A JSON array of a column of the page, in the order of the list."""
        if not self.numbered:
            return f"coalesce(json_agg({column}), '[]'::json)"
        way = " desc" if self.backward else ""
        return f'coalesce(json_agg({column} order by q.".n"{way}) filter (where q.".n" <= {self.limit}), \'[]\'::json)'

    def all_rows(self) -> str:
        """FROM and WHERE of every row of the list."""
        return self.source.where(*self.all_conditions)

    def cursor(self) -> str:
        """The cursor of a row: its sort value and key, sealed for this list."""
        if self.key is None:
            raise TypeError("A page without an order has no cursors.")
        self.extra[".k"] = self.value
        context, inner, outer = self.seal
        alias = self.row.alias
        text = f'{alias.name}.".k"::text || chr(31) || {alias.column("id")}::text'
        return sealed_sql(
            f"convert_to({text}, 'UTF8')", f"'\\x637572736f72'::bytea || {context}", CURSOR_MAC, inner, outer
        )

    def info(self, child: Selected, cursor: str) -> str:
        """``pageInfo``: by the row read beyond the page where it pages to, by the cursor given where it comes from."""
        beyond = f'coalesce(bool_or(q.".n" > {self.limit}), false)'
        after, before = (str(given).lower() for given in self.bounded_by)
        near, far = ("desc", "asc") if self.backward else ("asc", "desc")
        kept = f'filter (where q.".n" <= {self.limit})'
        known = {
            "__typename": "'PageInfo'::text",
            "hasNextPage": before if self.backward else beyond,
            "hasPreviousPage": beyond if self.backward else after,
            "startCursor": f'(array_agg({cursor} order by q.".n" {near}) {kept})[1]',
            "endCursor": f'(array_agg({cursor} order by q.".n" {far}) {kept})[1]',
        }
        return json_object([(each.key, known[each.name]) for each in child.children])


class Pages:
    """Makes pages from sources and arguments."""

    def __init__(self, parameters: Parameters, columns: Columns, arguments: Arguments) -> None:
        self.parameters = parameters
        self.columns = columns
        self.arguments = arguments
        self.sizes: list[int] = []

    def one(self, source: Source, name: str, conditions: list[Condition], order: Order | None = None) -> Page:
        """At most one row; the first by ``order`` where there may be several."""
        key = None if order is None else self.arguments.sorted_by(_NOTHING, source.row.record, order)
        return self._page(source, name, key, conditions, "1")

    def by_key(self, source: Source, name: str) -> Page:
        """The row whose key its conditions name: there are no two."""
        return self._page(source, name, None, [], "")

    def bounded(self, source: Source, name: str, bound: int, order: Order | None) -> Page:
        """The first ``bound`` rows."""
        key = self.arguments.sorted_by(_NOTHING, source.row.record, order)
        return self._page(source, name, key, [], str(bound))

    def _page(self, source: Source, name: str, key: SortKey | None, conditions: list[Condition], limit: str) -> Page:
        value = self._value(source, key) if key else ""
        return Page(source, source.outer(Alias(name)), key, value, conditions, conditions, limit)

    def _value(self, source: Source, key: SortKey) -> str:
        return key.expression(self.columns.value(source.row, key.declared))

    def connection(
        self, source: Source, name: str, selected: Selected, conditions: list[Condition], order: Order | None = None
    ) -> Page:
        """The stretch of a list that ``first``, ``after``, ``last`` and ``before`` name."""
        key = self.arguments.sorted_by(selected, source.row.record, order)
        every = [*conditions, *self.arguments.filtered(selected, source.row)]
        page = self._page(source, name, key, every, self.limit(selected))
        page.backward = "last" in selected.arguments
        page.numbered = page.backward or any(child.name == "pageInfo" for child in selected.children)
        page.bounded_by = ("after" in selected.arguments, "before" in selected.arguments)
        context = self.arguments.cursor_context(selected, source.row.record, key)
        bound = self.parameters.bind(("context", id(selected)), "bytea", context) if self._seals(selected) else ""
        page.seal = (bound, *self.arguments.seal_keys()) if bound else page.seal
        page.conditions = [*every, *self._between(source, selected, key, page.value, context)]
        return page

    @staticmethod
    def _seals(selected: Selected) -> bool:
        edges = [child for child in selected.children if child.name == "edges"]
        shows = any(each.name == "cursor" for edge in edges for each in edge.children)
        return shows or any(child.name == "pageInfo" for child in selected.children)

    def _between(
        self, source: Source, selected: Selected, key: SortKey, value: str, context: Reader
    ) -> list[Condition]:
        """Keyset conditions: row comparison with the cursor's sort value and key."""
        alias, found = source.row.alias.name, list[Condition]()
        kind = cast_of(source.row.record.table.c["id"])
        for name, later in (("after", True), ("before", False)):
            at = self.arguments.position(selected, name, context, 0)
            row = self.arguments.position(selected, name, context, 1)
            if at is not None:
                sign = ">" if later is not key.descending else "<"
                found.append(f'({value}, {alias}."id") {sign} ({at}::{key.cast}, {row}::{kind})')
        return found

    def limit(self, selected: Selected) -> str:
        """How many rows were asked for; the gateway holds the number against the caller's cap.

        It stands in the text, for PostgreSQL's choice of plan hangs on it: a page's size is part of what is planned.
        """
        first, last = selected.arguments.get("first"), selected.arguments.get("last")
        if first is not None and last is not None:
            raise InvalidArgument(f"Give {selected.name} first or last, not both.")
        asked = first or last
        if not isinstance(asked, Leaf):
            return str(DEFAULT_PAGE)
        size = int(self.arguments.known(asked))
        self.sizes.append(size)
        return str(size)


_NOTHING = Selected("", "", None, {}, (), ())
