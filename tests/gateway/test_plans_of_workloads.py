"""How PostgreSQL goes about the five questions that are measured, at the size of a country: by index, and by which.

The caseload is small and said to hold more rows than it does, so that the planner chooses as among 91,000 cases. (It
counts a table's pages itself, and takes from the statistics only how many rows a page holds.)
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from gateway.demonstration.caseload import Recipe, seed
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.directory.stored import StoredDirectory
from gateway.life import _seals
from gateway.questions import Questions
from gateway.store import SETTINGS, Store
from gateway.wiring import graphql_schema, registry
from migrations.upgrade import upgrade
from policies.engine import Law
from policies.principal import Principal
from policies.vocabulary import Purpose
from schema.limits import Limits
from schema.sight import profile_of
from schema.transport import GraphQLRequest
from tests.benchmark.workloads import PRINCIPALS, WORKLOADS, Workload
from tests.benchmark.workloads import Principal as Asker

CASES, COUNTRY = 500, 91_040
ISSUER = "https://idp.invalid"
VARIABLES: Mapping[str, Mapping[str, Any]] = {
    "q1": {"reference": "MAPPA-07-000001", "today": "2026-06-01"},
    "q4": {"today": "2026-06-01", "inAWeek": "2026-06-08"},
    "q5": {"reference": "MTG-07-000001"},
}

# The index that each question turns on; what it reads besides is read by keys.
BY = {
    "q1": {"case_reference_key"},
    "q2": {"case_area_review_idx", "level_decision_case_id_idx"},
    "q3": {"case_area_review_idx", "person_pkey"},
    "q4": {"case_area_level_idx", "review_schedule_still_due_idx", "action_status_case_id_idx"},
    "q5": {"meeting_reference_key"},
}
NEVER_WHOLE = {
    "case",
    "person",
    "level_decision",
    "review_schedule",
    "action",
    "meeting_case",
    "minutes",
    "minutes_section",
    "entry",
}

SCALE = """
select pg_restore_relation_stats('schemaname', n.nspname::text, 'relname', c.relname::text,
    'reltuples', (c.reltuples * %(by)s)::real)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'i') and c.reltuples > 0
    and n.nspname in ('coordination', 'person', 'police', 'prison', 'probation')
"""


@pytest.fixture(scope="module")
def country(postgres: EmbeddedPostgres) -> str:
    """A database whose planner takes it for the whole country's."""
    dsn = postgres.create_database("country")
    upgrade(dsn)
    seed(dsn, Recipe(cases=CASES, seed=7, today=date(2026, 6, 1), issuer=ISSUER))
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("alter table coordination.case set (autovacuum_enabled = false)")
        connection.execute(SCALE, {"by": COUNTRY // CASES})
    return dsn


async def asked_as(dsn: str, asker: Asker) -> Principal:
    store = Store(dsn, 1, 30.0)
    found = await StoredDirectory(store, lambda: datetime(2026, 6, 1, 12, tzinfo=UTC)).principal(
        ISSUER, f"persona:{asker.persona}", "mappa-demonstration"
    )
    await store.close()
    assert found is not None
    return found


def planned(dsn: str, sql: str) -> dict[str, Any]:
    """The plan for any parameters, as the gateway's connections make it."""
    # Sent as text: what is explained for any parameters is given none.
    with psycopg.connect(dsn, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"set {name} = '{value}'".encode())
        row = connection.execute(b"explain (generic_plan, format json) " + sql.encode()).fetchone()
    assert row is not None
    found: dict[str, Any] = (row[0] if isinstance(row[0], list) else json.loads(row[0]))[0]["Plan"]
    return found


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


@pytest.mark.parametrize("asker", PRINCIPALS, ids=lambda each: each.name)
@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda each: each.name)
async def test_a_measured_question_is_answered_by_its_index_and_reads_no_table_of_cases_whole(
    country: str, workload: Workload, asker: Asker
) -> None:
    principal, law = await asked_as(country, asker), Law.load()
    questions = Questions(graphql_schema()._schema, registry(), Limits())
    question = questions.ask(GraphQLRequest(workload.document(), None, VARIABLES.get(workload.name, {})), 1_000)
    permit = law.permit(principal.kind, Purpose[asker.purpose])
    kind = questions.compiled(question, permit, profile_of(principal.standings), _seals(b"s" * 32, permit))
    plan = planned(country, kind.sql)
    found = list(nodes(plan))
    whole = {each["Relation Name"] for each in found if each["Node Type"] == "Seq Scan"}
    assert whole & NEVER_WHOLE == set(), json.dumps(plan, indent=1)[:6000]
    used = {each["Index Name"] for each in found if "Index Name" in each}
    if asker.name == "all":
        assert BY[workload.name] <= used, (used, json.dumps(plan, indent=1)[:6000])
