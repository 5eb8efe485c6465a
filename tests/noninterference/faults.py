"""Faults to put into the compiled path, each of which lets something hidden show: the harness must catch every one."""

from collections.abc import Mapping
from typing import Any

import pytest

from gateway.life import Door
from policies.vocabulary import DataClass
from schema.arguments import Arguments, InvalidArgument
from schema.declare import ColumnField, RecordType
from schema.pages import Page, Pages
from schema.rows import Columns, Row, Source, Sources
from schema.sql import Condition
from schema.timeline import Timelines

Patch = pytest.MonkeyPatch


def a_mask_is_left_off(patch: Patch) -> None:
    """One class of values is shown as it is stored."""
    masked = Columns.value

    def value(self: Columns, row: Row, declared: ColumnField) -> str:
        text = masked(self, row, declared)
        left_off = row.record.class_of(declared) is DataClass.PRACTITIONER
        return self.bare(row.alias, declared.expression) if left_off else text

    patch.setattr(Columns, "value", value)


def a_filter_reads_the_bare_column(patch: Patch) -> None:
    def compared(self: Columns, row: Row, declared: ColumnField, comparison: Any) -> Condition:
        self.condition(row, declared)
        found: str = comparison(self.bare(row.alias, declared.expression))
        return found

    patch.setattr(Columns, "compared", compared)


def hidden_rows_are_counted(patch: Patch) -> None:
    patch.setattr(Page, "all_rows", lambda self: f"from {self.source.tables}")


def a_sort_follows_the_hidden_value(patch: Patch) -> None:
    def value(self: Pages, source: Source, key: Any) -> str:
        return str(key.expression(self.columns.bare(source.row.alias, key.declared.expression)))

    patch.setattr(Pages, "_value", value)


def a_cursor_carries_the_hidden_value(patch: Patch) -> None:
    sealed = Page.cursor

    def cursor(self: Page) -> str:
        text = sealed(self)
        assert self.key is not None
        text_of = f"coalesce(({self.source.row.alias.name}.\"{_column(self.key.declared)}\")::text, '')"
        self.extra[".k"] = text_of
        return text

    patch.setattr(Page, "cursor", cursor)


def _column(declared: ColumnField) -> str:
    return str(getattr(declared.expression, "name", "id"))


def an_error_names_what_is_hidden(patch: Patch) -> None:
    """A hidden row is refused in other words than one that is not there."""
    fetch = Door._fetched

    async def fetched(self: Door, *asked: Any) -> Any:
        answer = await fetch(self, *asked)
        question = asked[2]
        for value in question.given.values():
            if isinstance(value, str) and b"null" in answer.body:
                found = await self.coalescer.store.fetch_row(
                    'select 1 from coordination."case" where reference = $1::text', [value]
                )
                if found:
                    raise InvalidArgument(f"You may not see {value}.")
        return answer

    patch.setattr(Door, "_fetched", fetched)


def a_row_opens_by_id_wherever_it_is(patch: Patch) -> None:
    """Rows with cells of their own need not exist for the caller."""
    apart = Sources.apart

    def opened(self: Sources, record: Any) -> Source:
        source = apart(self, record)
        source.conditions[:] = []
        return source

    patch.setattr(Sources, "apart", opened)


def a_relation_leads_to_hidden_rows(patch: Patch) -> None:
    within = Sources.within

    def opened(self: Sources, record: Any, parent: Any) -> Source:
        source = within(self, record, parent)
        source.conditions[:] = []
        return source

    patch.setattr(Sources, "within", opened)


def the_timeline_tells_of_hidden_events(patch: Patch) -> None:
    branch = Timelines._branch

    def told(self: Timelines, row: Row, record: RecordType) -> str | None:
        with pytest.MonkeyPatch.context() as inside:
            a_relation_leads_to_hidden_rows(inside)
            return branch(self, row, record)

    patch.setattr(Timelines, "_branch", told)


def a_person_is_found_by_a_hidden_identifier(patch: Patch) -> None:
    def identified(self: Arguments, value: Any, source: Source, _: Sources) -> Condition:
        alias = "found_by"
        given = self.parameters.bind(("identifier", value.key), "text", lambda e: value.read(e.variables))
        return (
            f"exists (select 1 from person.identifier {alias} where upper({alias}.canonical) = upper({given}) "
            f'and {alias}.person_id = {source.case}."person_id")'
        )

    patch.setattr(Arguments, "_identified", identified)


def the_row_after_the_page_is_any_row(patch: Patch) -> None:
    """Whether more follow is told by the number of all rows, hidden ones too."""
    info = Page.info

    def told(self: Page, child: Any, cursor: str) -> str:
        text = info(self, child, cursor)
        known = f'coalesce(bool_or(q.".n" > {self.limit}), false)'
        return text.replace(known, f"((select count(*) from {self.source.tables}) > {self.limit})")

    patch.setattr(Page, "info", told)


FAULTS: Mapping[str, Any] = {
    each.__name__: each
    for each in (
        a_mask_is_left_off,
        a_filter_reads_the_bare_column,
        hidden_rows_are_counted,
        a_sort_follows_the_hidden_value,
        a_cursor_carries_the_hidden_value,
        an_error_names_what_is_hidden,
        a_row_opens_by_id_wherever_it_is,
        a_relation_leads_to_hidden_rows,
        the_timeline_tells_of_hidden_events,
        a_person_is_found_by_a_hidden_identifier,
        the_row_after_the_page_is_any_row,
    )
}
