"""When the record of access cannot be written, or the records cannot be read: nothing is answered, and then it is."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from gateway.demonstration.access_tokens import AccessTokens
from tests.gateway import served as serving
from tests.gateway.served import PARTS, Answer, Clock, Database, Served, until
from tests.gateway.small_caseload import reference

CASE = "query One($reference: String!) { case(reference: $reference) { reference } }"
BUDGET = 0.4


@pytest.fixture(scope="module")
def strict(database: Database, tokens: AccessTokens, clock: Clock) -> Iterator[Served]:
    """A gateway with little patience."""
    with serving.served(database, tokens, clock, audit_budget=BUDGET, statement_budget=1.0, connections=2) as gateway:
        yield gateway


def ask(served: Served) -> Answer:
    return served.ask("police", CASE, {"reference": reference(1)})


def ready(served: Served) -> tuple[int, dict[str, str]]:
    answer = served.send("GET", {}, path="/readyz")
    return answer.status, answer.json


def well(served: Served) -> bool:
    return ask(served).status == 200 and ready(served)[0] == 200


WELL = dict.fromkeys(PARTS, "works")


@contextmanager
def locked(database: Database, table: str) -> Iterator[None]:
    with psycopg.connect(database.owner) as connection:
        connection.execute(f"lock table {table} in access exclusive mode".encode())
        yield


def test_when_the_record_refuses_the_entry_nothing_is_answered(strict: Served) -> None:
    assert ask(strict).status == 200
    assert ready(strict) == (200, WELL)
    revoke = "revoke insert on audit.entry from mappa_gateway, mappa_reader"
    with strict.database.changed(revoke, "grant insert on audit.entry to mappa_gateway, mappa_reader"):
        answer = ask(strict)
        assert (answer.status, answer.code) == (503, "AUDIT_UNAVAILABLE")
        assert reference(1).encode() not in answer.body
        assert until(lambda: ready(strict)[0] == 503)
        assert ready(strict)[1]["access record"] == "cannot be written"
    assert until(lambda: well(strict))
    found = strict.database.execute("select from audit.entry where request_id = %s", [answer.request_id])
    assert found == []


def test_when_the_record_hangs_the_answer_is_a_refusal_within_the_budget(strict: Served) -> None:
    assert well(strict)
    with locked(strict.database, "audit.entry"):
        started = time.monotonic()
        answer = ask(strict)
        assert time.monotonic() - started < BUDGET + 1.0
        assert (answer.status, answer.code) == (503, "AUDIT_UNAVAILABLE")
        assert reference(1).encode() not in answer.body
    assert until(lambda: well(strict))


def test_a_refusal_that_cannot_be_recorded_is_no_answer_either(strict: Served) -> None:
    revoke = "revoke insert on audit.entry from mappa_gateway, mappa_reader"
    with strict.database.changed(revoke, "grant insert on audit.entry to mappa_gateway, mappa_reader"):
        assert strict.post({"query": "{ viewer { name } }"}, {}).code == "AUDIT_UNAVAILABLE"
    assert until(lambda: well(strict))


def test_when_the_records_hang_the_answer_is_a_refusal_within_the_budget_and_is_recorded(strict: Served) -> None:
    assert well(strict)
    with locked(strict.database, 'coordination."case"'):
        started = time.monotonic()
        answer = ask(strict)
        assert time.monotonic() - started < 3.0
        assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
        assert answer.error == "The records cannot be read at the moment. Try again shortly."
        assert strict.told(answer) == ("FAILED", "store")
        entry = strict.entry(answer)
        assert (entry["subjects"], entry["row_count"], entry["principal_name"]) == ({}, 0, "Rowan Tarrant")
    assert well(strict)


def test_when_the_records_are_closed_to_the_gateway_it_says_that_it_is_not_ready(strict: Served) -> None:
    revoke = "revoke usage on schema coordination from mappa_gateway, mappa_reader"
    with strict.database.changed(revoke, "grant usage on schema coordination to mappa_gateway, mappa_reader"):
        assert ask(strict).code == "STORE_UNAVAILABLE"
        assert ready(strict) == (503, WELL | {"database": "cannot be read"})
    assert well(strict)


def test_connections_that_the_server_cut_are_replaced(strict: Served) -> None:
    assert well(strict)
    strict.database.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and usename = 'mappa_gateway'"
    )
    assert until(lambda: well(strict))


def test_more_askers_than_connections_wait_their_turn(strict: Served) -> None:
    with ThreadPoolExecutor(12) as askers:
        assert {answer.status for answer in askers.map(lambda _: ask(strict), range(60))} == {200}
    assert len(strict.store._idle) <= 2
