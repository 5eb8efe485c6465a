"""Loads the caseload: reference data and directory first, then part after part, by COPY, in one transaction.

A crash or Ctrl-C before the end leaves nothing: the next seeding finds the database as empty as this one did. Parts
are written by two other processes while this one copies; the order of the rows is that of the parts all the same.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from time import perf_counter
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import Table

from agencies.coordination import tables as coordination
from gateway.assessment.assessor import KEPT, Assessor
from gateway.assessment.rulebook import add, retention_rows
from gateway.demonstration.caseload.audit_rows import audit_lines
from gateway.demonstration.caseload.book import Book, columns_of, tables_in_order
from gateway.demonstration.caseload.directory_rows import write_directory
from gateway.demonstration.caseload.margins import FEWEST, MOST, area_totals
from gateway.demonstration.caseload.parts import Part, parts, write_part
from gateway.demonstration.caseload.reference import write_reference
from gateway.demonstration.caseload.staff import staff_of
from gateway.demonstration.personas import AREA

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much
Rendered = tuple[int, Mapping[str, bytes]]  # how many cases, and the lines of each table

IN_PROCESS: Final = 3_000  # so few cases are written faster than processes are started
BATCH: Final = 400  # cases of a batch, at least
WRITERS: Final = 2
AHEAD: Final = 4  # batches written and not yet copied: what bounds memory


class SeedRefusedError(Exception):
    """The caseload cannot be loaded here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What was loaded: ``seconds`` on the wall."""

    cases: int
    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is to be made. The same recipe makes the same rows, byte for byte."""

    cases: int
    seed: int
    today: date
    issuer: str


def seed(dsn: str, recipe: Recipe, progress: Progress = lambda *_: None) -> SeedReport:
    """Load a caseload into a migrated database that holds none, and gather its statistics.

    Raises ``SeedRefusedError`` when the size is out of bounds or the database holds cases already.
    """
    _refuse_size(recipe.cases)
    started = perf_counter()
    with psycopg.connect(dsn) as connection:
        _refuse_filled(connection)
        connection.execute("SET LOCAL synchronous_commit = off")
        rows = _load(connection, recipe, progress)
        progress("statistics", 0, 1)
        _gather_statistics(connection, tables_in_order())  # else each question of the rules reads whole tables
        progress("statistics", 1, 1)
        progress("rules", 0, 1)
        rows += Assessor.of(connection, recipe.today).assess_all().new
        _gather_statistics(connection, KEPT)
    progress("rules", 1, 1)
    return SeedReport(recipe.cases, rows, perf_counter() - started)


def _gather_statistics(connection: psycopg.Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table.schema or "", table.name)))


def _refuse_size(cases: int) -> None:
    if not FEWEST <= cases <= MOST:
        raise SeedRefusedError(f"{cases:,} cases cannot be made: ask for {FEWEST:,} to {MOST:,}.")


def _refuse_filled(connection: psycopg.Connection) -> None:
    """Two seedings at once wait for one another here, so that the second finds what the first loaded."""
    name = sql.Identifier("coordination", coordination.area.name)
    connection.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(name))
    if connection.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(name)).rowcount:
        raise SeedRefusedError(
            "This database holds a caseload already, and nothing is loaded over it. "
            "Keep it, or start afresh with `make reset`, or give the address of an empty one."
        )


def _load(connection: psycopg.Connection, recipe: Recipe, progress: Progress) -> int:
    done = 0
    progress("cases", done, recipe.cases)
    add(connection, retention_rows())
    rows = _copy(connection, _foundations(recipe))
    for cases, lines in rendered(recipe, WRITERS if recipe.cases > IN_PROCESS else 0):
        rows += _copy(connection, lines)
        done += cases
        progress("cases", done, recipe.cases)
    staff = staff_of(AREA, area_totals(recipe.cases)[AREA - 1], recipe.seed, recipe.today)
    return rows + _copy(connection, audit_lines(connection, recipe.seed, recipe.today, staff))


def _foundations(recipe: Recipe) -> Mapping[str, bytes]:
    book = Book()
    write_reference(book, recipe.seed, recipe.today)
    write_directory(book, recipe.issuer, recipe.cases, recipe.seed, recipe.today)
    return book.copied()


def _copy(connection: psycopg.Connection, lines: Mapping[str, bytes]) -> int:
    rows = 0
    for table in tables_in_order():
        if table.fullname not in lines:
            continue
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(table.fullname)))
        name = sql.Identifier(table.schema or "", table.name)
        with connection.cursor() as cursor:
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN (NULL '')").format(name, columns)) as copy:
                copy.write(lines[table.fullname])
            rows += cursor.rowcount
    return rows


def rendered(recipe: Recipe, writers: int) -> Iterator[Rendered]:
    """Every part in order, some at a time, as lines to copy; written by other processes, or with none of them here."""
    batches = _batches(parts(recipe.cases, recipe.seed, recipe.today))
    return _by_writers(batches, recipe, writers) if writers else (render(batch, recipe) for batch in batches)


def _by_writers(batches: Iterator[Sequence[Part]], recipe: Recipe, writers: int) -> Iterator[Rendered]:
    """Left early, it waits for no more than the batches already begun."""
    with ProcessPoolExecutor(writers, get_context("spawn")) as pool:
        waiting: deque[Future[Rendered]] = deque()
        for batch in batches:
            waiting.append(pool.submit(render, batch, recipe))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(all_parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    batch: list[Part] = []
    for part in all_parts:
        batch.append(part)
        if sum(len(one.kinds) for one in batch) >= BATCH:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def render(batch: Sequence[Part], recipe: Recipe) -> Rendered:
    """The rows of some parts."""
    book = Book()
    for part in batch:
        write_part(part, book, recipe.seed, recipe.today)
    return sum(len(part.kinds) for part in batch), book.copied()
