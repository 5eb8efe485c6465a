"""Rows as objects: what is selected of a row, of the rows it leads to, and of a page of them, as JSON.

Nothing here changes but the parameters that are bound and the names that are used up: each part of the plan gives a
piece, and the pieces of its members make it up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schema.arguments import Arguments
from schema.declare import (
    LIST_BOUND,
    ColumnField,
    EmbeddedField,
    Field,
    RecordType,
    RelationField,
    TimelineField,
    camel,
)
from schema.masks import place_sql
from schema.offers import FIELD, Offers
from schema.pages import Page, Pages
from schema.pieces import Piece, Rows, member
from schema.plan import Selected
from schema.registry import Registry
from schema.rows import Alias, Columns, Row, Sources
from schema.scopes import same_case
from schema.seals import ID_MAC, sealed_sql, type_code
from schema.sql import json_object
from schema.timeline import Timelines


@dataclass(frozen=True, slots=True)
class Objects:
    """Writes the objects of one statement."""

    registry: Registry
    columns: Columns
    sources: Sources
    arguments: Arguments
    pages: Pages
    offers: Offers
    timelines: Timelines
    name: Callable[[str], str]  # one that the statement has not used, with this beginning

    def one(self, page: Page, selected: Selected) -> Rows:
        """The one row of a page as an object."""
        return Rows(*self._pairs(page.row, selected.children), listed=False)

    def _pairs(self, row: Row, children: Sequence[Selected]) -> tuple[list[tuple[str, str]], str | None]:
        pieces = [(child.key, self._member(row, child)) for child in children]
        subjects = " union all ".join(piece.subjects for _, piece in pieces if piece.subjects)
        return [(key, piece.json) for key, piece in pieces], subjects or None

    def _member(self, row: Row, child: Selected) -> Piece:
        record = row.record
        if child.name == "__typename":
            return Piece(f"'{record.name}'::text")
        if child.name == "id" and record.is_node:
            return Piece(self._id(row))
        if child.name == FIELD and record.name in self.registry.offers:
            return Piece(self.offers.of(row))
        return self._declared(row, _field(record.fields, child.name), child)

    def _declared(self, row: Row, declared: Field, child: Selected) -> Piece:
        if isinstance(declared, ColumnField):
            return Piece(self.columns.value(row, declared))
        if isinstance(declared, EmbeddedField):
            return Piece(self._embedded(row, declared, child))
        if isinstance(declared, TimelineField):
            return Piece(self.timelines.of(row, child))
        return self._relation(row, declared, child)

    def _id(self, row: Row) -> str:
        self.columns.touch(row.record, row.record.exists, "id")
        return self._sealed(f"'\\x{type_code(row.record.name).hex()}'::bytea || uuid_send({row.alias.column('id')})")

    def _sealed(self, payload: str) -> str:
        """An id's payload, sealed for the caller's kind."""
        inner, outer = self.arguments.seal_keys()
        return sealed_sql(f"({payload})", "'\\x6964'::bytea", ID_MAC, inner, outer)

    def _embedded(self, row: Row, declared: EmbeddedField, child: Selected) -> str:
        target = self.registry.embedded[declared.target]
        pairs = []
        for each in child.children:
            if each.name == "__typename":
                pairs.append((each.key, f"'{target.name}'::text"))
                continue
            inner = _field(target.fields, each.name)
            if not isinstance(inner, ColumnField):
                raise TypeError(f"{target.name}.{inner.name} must be a column: embedded objects hold only columns.")
            pairs.append((each.key, self.columns.value(row, inner)))
        return json_object(pairs)

    def _relation(self, row: Row, declared: RelationField, child: Selected) -> Piece:
        record = self.registry.records[declared.target]
        source = self.sources.within(record, row.sight) if declared.same_case else self.sources.apart(record)
        source.conditions.append(self._joined(row, declared, record, source.row.alias))
        name = self.name("p")
        if declared.one:
            several = declared.theirs.name != "id"  # then "the one" is the first in the target's order
            if declared.same_case and declared.theirs.primary_key:
                page = self.pages.by_key(source, name)
            else:
                page = self.pages.one(source, name, [], declared.order or (record.order if several else None))
            return self._inline(page, self.one(page, child))
        if not declared.paged:
            page = self.pages.bounded(source, name, LIST_BOUND, declared.order)
            return self._inline(page, Rows(*self._pairs(page.row, child.children), listed=True))
        page = self.pages.connection(source, name, child, [], declared.order)
        return self._inline(page, self.listed(page, child))

    def _joined(self, row: Row, declared: RelationField, record: RecordType, alias: Alias) -> str:
        links = [(declared.theirs.name, declared.ours.name)]
        if declared.same_case:
            links += same_case(record.scope, row.record.scope)
        pairs = dict.fromkeys(f"{alias.column(theirs)} = {row.alias.column(ours)}" for theirs, ours in links)
        fixed = () if declared.where is None else (self.columns.bare(alias, declared.where),)
        return " and ".join((*pairs, *fixed))

    def _inline(self, page: Page, found: Rows | Piece) -> Piece:
        """The page of a relation stands where it is used: once for the answer, once for its subjects."""
        piece = self.kept(page, found).whole()
        if page.token not in piece.json:
            return piece
        subjects = self.own_subjects(page, Page.token, piece)
        rendered = f"({page.render()})"
        return Piece(
            piece.json.replace(page.token, rendered), subjects.replace(page.token, rendered) if subjects else None
        )

    @staticmethod
    def kept(page: Page, found: Rows | Piece) -> Piece:
        """Over a page that its caller puts in place of the token."""
        return found.piece(f"from {Page.token} {page.row.alias.name}") if isinstance(found, Rows) else found

    # -- connections

    def listed(self, page: Page, selected: Selected) -> Rows | Piece:
        """A connection over a page: its rows, where nothing else of it is asked for."""
        return self._rows_alone(page, selected) or self._connection(page, selected)

    def _connection(self, page: Page, selected: Selected) -> Piece:
        """``{nodes, edges, pageInfo, totalCount}`` over one page of rows."""
        columns: list[tuple[str, str]] = []
        subjects: list[str] = []
        members = [(child.key, self._of_page(page, child, columns, subjects)) for child in selected.children]
        if not columns:
            return Piece(json_object(members))
        inner = ", ".join(f'{expression} as "{name}"' for name, expression in [*columns, *page.numbers()])
        # One object for the page, also where nothing that was asked for gathers its rows.
        rows = f"from (select {inner} from {Page.token} {page.row.alias.name}) q having true"
        return Piece(json_object(members, rows), " union all ".join(subjects) or None)

    def _rows_alone(self, page: Page, selected: Selected) -> Rows | None:
        """Where nothing but the rows is asked for, the page is the list, and its rows are built as they come."""
        child = selected.children[0] if len(selected.children) == 1 else None
        if child is None or page.numbered or child.name not in ("nodes", "edges"):
            return None
        pairs, subjects = self._pairs(page.row, child.children) if child.name == "nodes" else self._edge(page, child)
        return Rows(pairs, subjects, listed=True, within=child.key)

    def _of_page(self, page: Page, child: Selected, columns: list[tuple[str, str]], subjects: list[str]) -> str:
        name = f".c{len(columns)}"
        if child.name == "__typename":
            return f"'{page.row.record.name}Connection'::text"
        if child.name == "totalCount":
            return f"(select count(*) {page.all_rows()})"
        if child.name == "pageInfo":
            columns.append((name, page.cursor()))
            return page.info(child, f'q."{name}"')
        pairs, found = self._pairs(page.row, child.children) if child.name == "nodes" else self._edge(page, child)
        if found:
            subjects.append(found)
        columns.append((name, json_object(pairs)))
        return page.gathered(f'q."{name}"')

    def _edge(self, page: Page, child: Selected) -> tuple[list[tuple[str, str]], str | None]:
        pairs: list[tuple[str, str]] = []
        subjects: list[str] = []
        for each in child.children:
            if each.name == "__typename":
                pairs.append((each.key, f"'{page.row.record.name}Edge'::text"))
            elif each.name == "cursor":
                pairs.append((each.key, page.cursor()))
            else:
                inner, found = self._pairs(page.row, each.children)
                pairs.append((each.key, json_object(inner)))
                subjects.extend([found] if found else [])
        return pairs, " union all ".join(subjects) or None

    def own_subjects(self, page: Page, source: str, piece: Piece) -> str | None:
        """The subjects of a page's rows: its own where they are about another case or person, and those below."""
        alias, sight = page.row.alias, page.row.sight
        place, found = place_sql(sight), []
        if page.apart and sight.subjects:
            found.append(f"select {member(place, *sight.subjects)} as m from {source} {alias.name}{page.kept()}")
        if page.row.record.subject is not None:
            person = alias.column(page.row.record.subject.name)
            kept = page.kept(f"{person} is not null")
            found.append(f"select {member(place, person)} as m from {source} {alias.name}{kept}")
        if piece.subjects:
            found.append(f"select s.m from {source} {alias.name} cross join lateral ({piece.subjects}) s{page.kept()}")
        return " union all ".join(found) or None


def _field(fields: Mapping[str, Field], name: str) -> Field:
    """The declaration behind a GraphQL name."""
    return next(declared for declared in fields.values() if camel(declared.name) == name)
