"""Rows on their way to the database, table by table, as the lines that COPY reads.

A value that is not given is the column's default, or NULL. A word that names no column is refused, so that a renamed
column is noticed here and not by a reader.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Table

from agencies.coordination import tables as coordination
from agencies.directory import tables as directory
from agencies.holdings import metadata
from agencies.partners import tables as partners
from agencies.person import tables as person
from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.probation import tables as probation

OWNERS = (person, coordination, police, prison, probation, partners, directory)  # importing them fills the metadata

Shape = tuple[tuple[str, str | None], ...]  # each column and what stands where nothing is given


@cache
def tables_in_order() -> tuple[Table, ...]:
    """Every table of the agencies and the directory, a referenced one before those that refer to it."""
    return tuple(table for table in metadata.sorted_tables if table.schema)


@cache
def shape_of(table: str) -> Shape:
    """The columns of a table, named ``schema.table``, in order."""
    return tuple((column.name, _default(column)) for column in metadata.tables[table].columns)


def _default(column: Column[Any]) -> str | None:
    argument = getattr(column.server_default, "arg", None)
    return None if argument is None else str(argument)


class Book:
    """Lines by table. A line holds text with no tab or backslash, which is what our own words are."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, table: str, values: dict[str, Any]) -> None:
        """A row of ``table``; ``values`` is used up."""
        take = values.pop
        row = [take(name, default) for name, default in shape_of(table)]
        if values:
            raise KeyError(f"{table} has no column {', '.join(values)}")
        line = "\t".join(["" if value is None else str(value) for value in row])
        self._lines[table].append(line.replace("\n", "\\n") if "\n" in line else line)

    def copied(self) -> Mapping[str, bytes]:
        """The data of a text COPY for each table, NULL written as nothing."""
        return {table: ("\n".join(lines) + "\n").encode() for table, lines in self._lines.items()}


def columns_of(table: str) -> Iterable[str]:
    """The names of the columns, in the order of the lines."""
    return (name for name, _ in shape_of(table))
