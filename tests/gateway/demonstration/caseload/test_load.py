"""Loading: into an empty database, once, in one piece."""

from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from gateway.demonstration.caseload import SeedRefusedError, seed
from gateway.demonstration.caseload.book import tables_in_order
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade
from tests.gateway.demonstration.caseload.conftest import RECIPE, Ask

TABLES = """select schemaname, tablename from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'audit', 'public')"""


def rows_of(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        return sum(
            connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(*table))).fetchall()[0][0]
            for table in connection.execute(TABLES).fetchall()
        )


class Interrupted(Exception):
    """Ctrl-C, in the middle."""


def test_a_database_that_holds_a_caseload_is_refused_with_what_to_do(loaded: str, ask: Ask) -> None:
    with pytest.raises(SeedRefusedError, match=r"holds a caseload already.*`make reset`"):
        seed(loaded, replace(RECIPE, seed=8))
    assert ask("select count(*) from coordination.case") == [(500,)]


@pytest.mark.parametrize("cases", [0, 199, 150_001])
def test_a_size_out_of_bounds_is_refused_before_anything_is_opened(cases: int) -> None:
    with pytest.raises(SeedRefusedError, match="ask for 200 to 150,000"):
        seed("postgresql://nowhere.invalid/none", replace(RECIPE, cases=cases))


def test_an_interrupted_load_leaves_nothing_and_the_next_one_is_whole(postgres: EmbeddedPostgres) -> None:
    dsn = postgres.create_database("caseload_interrupted")
    upgrade(dsn)
    migrated = rows_of(dsn)  # forms and rules, which come with the migrations

    def interrupt(what: str, done: int, total: int) -> None:
        if done:
            raise Interrupted(f"{what} {done} of {total}")

    with pytest.raises(Interrupted, match="cases"):
        seed(dsn, RECIPE, interrupt)
    assert rows_of(dsn) == migrated
    told: list[tuple[str, int, int]] = []
    report = seed(dsn, RECIPE, lambda *step: told.append(step))
    assert (report.cases, told[0], told[-1]) == (500, ("cases", 0, 500), ("rules", 1, 1))
    assert [done for what, done, _ in told if what == "cases"][-1] == 500
    assert report.rows == rows_of(dsn) - migrated


FILLED_BY_ACTS = {"changed_case"}  # what waits to be worked out anew


def test_every_table_has_rows(ask: Ask) -> None:
    counts = ask(
        "select relname, n_live_tup from pg_stat_user_tables"
        " where schemaname not in ('audit', 'audit_keys', 'public', 'web') order by 1"
    )
    assert len(counts) == len(tables_in_order())
    assert {table for table, count in counts if not count} == FILLED_BY_ACTS


def test_statistics_are_gathered_for_the_planner(ask: Ask) -> None:
    assert ask("select reltuples from pg_class where oid = 'coordination.case'::regclass") == [(500,)]


@pytest.mark.parametrize(
    ("table", "states"),
    [
        ("audit_sample", {"DRAWN", "CLOSED"}),
        ("case_audit", {"DRAWN", "RECORDED"}),  # and NOT_DONE, where more than one was drawn
        ("meeting_audit", {"DRAWN", "RECORDED"}),
    ],
)
def test_audits_are_drawn_from_what_is_loaded(ask: Ask, table: str, states: set[str]) -> None:
    assert {state for (state,) in ask(f"select distinct status from coordination.{table}")} >= states  # noqa: S608
