"""The record fails in every way that a database has: no answer leaves without its entry, and readiness is red first."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import psycopg
import pytest

from gateway.demonstration.access_tokens import AccessTokens
from gateway.store import Store
from tests.gateway import served as serving
from tests.gateway.served import Answer, Clock, Database, Served, until
from tests.gateway.small_caseload import reference

CASE = "query One($reference: String!) { case(reference: $reference) { reference } }"
BUDGET = 1.0

# Where an entry would be stored, PostgreSQL writes to a device that is full: the system refuses, and PostgreSQL tells
# that with an error of class 53, as of a table that it cannot extend. The device is not the one that holds the tables:
# to fill that one takes a server on a file system of its own, which a test may mount on few machines. A full disk under
# the write-ahead log ends the server, which tests/chaos and test_unavailable.py try by killing it.
FULL = """
create function audit.full_disk() returns trigger language plpgsql security definer as $$
begin copy (select repeat('full', 10000)) to '/dev/full'; return new; end $$;
create trigger full_disk before insert on audit.entry for each row execute function audit.full_disk()
"""
NOT_FULL = "drop trigger full_disk on audit.entry; drop function audit.full_disk()"
# Deferred, so that every statement succeeds and the commit does not.
COMMIT_FAILS = """
create function audit.no_commit() returns trigger language plpgsql as $$
begin raise 'for the test' using errcode = 'io_error'; end $$;
create constraint trigger no_commit after insert on audit.entry deferrable initially deferred
    for each row execute function audit.no_commit()
"""
COMMITS = "drop trigger no_commit on audit.entry; drop function audit.no_commit()"


@pytest.fixture(scope="module")
def strict(database: Database, tokens: AccessTokens, clock: Clock) -> Iterator[Served]:
    with serving.served(database, tokens, clock, audit_budget=BUDGET, statement_budget=2.0) as gateway:
        yield gateway


def ask(served: Served) -> Answer:
    return served.ask("police", CASE, {"reference": reference(1)})


def ready(served: Served) -> Answer:
    return served.send("GET", {}, path="/readyz")


def entries(served: Served, answer: Answer) -> list[dict[str, Any]]:
    asked = "select outcome, reason from audit.entry where request_id = %s order by recorded_at"
    return served.database.execute(asked, [answer.request_id])


def is_well(served: Served) -> bool:
    return ask(served).status == 200 and ready(served).status == 200


@pytest.mark.parametrize(("fault", "back"), [(FULL, NOT_FULL), (COMMIT_FAILS, COMMITS)], ids=["full", "commit"])
def test_where_an_entry_cannot_be_kept_nothing_is_answered_until_it_can(strict: Served, fault: str, back: str) -> None:
    assert until(lambda: is_well(strict))
    with strict.database.changed(fault, back):
        answer = ask(strict)
        assert (answer.status, answer.code) == (503, "AUDIT_UNAVAILABLE")
        assert reference(1).encode() not in answer.body
        assert entries(strict, answer) == []
        assert until(lambda: ready(strict).json["access record"] == "cannot be written")
    assert until(lambda: is_well(strict))


@contextmanager
def hanging(database: Database) -> Iterator[None]:
    with psycopg.connect(database.owner) as connection:
        connection.execute("lock table audit.entry in access exclusive mode")
        yield


def test_a_record_that_hangs_turns_readiness_red_before_the_first_caller_is_refused(strict: Served) -> None:
    assert until(lambda: is_well(strict))
    answers: list[Answer] = []
    with hanging(strict.database):
        began = time.monotonic()
        asking = threading.Thread(target=lambda: answers.append(strict.post({"query": "{ viewer { name } }"}, {})))
        asking.start()
        with httpx2.Client(trust_env=False) as monitor:
            until(lambda: monitor.get(f"{strict.root}/readyz").status_code == 503)
        red = time.monotonic() - began
        assert answers == []
        asking.join()
        refused = time.monotonic() - began
    assert red < refused < BUDGET + 1.0
    assert answers[0].code == "AUDIT_UNAVAILABLE"
    assert until(lambda: is_well(strict))


def test_an_answer_whose_commit_nobody_heard_of_is_not_sent_and_both_are_on_record(
    strict: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the commit: the entry of the answer stays, and one of the failure beside it."""
    assert until(lambda: is_well(strict))
    whole = Store._fetch

    async def cut(self: Store, sql: str, values: Any) -> list[Any]:  # noqa: ANN401 - whatever a statement takes
        rows = await whole(self, sql, values)
        if "insert into audit.entry" in sql:
            raise ConnectionResetError
        return rows

    monkeypatch.setattr(Store, "_fetch", cut)
    answer = ask(strict)
    monkeypatch.undo()
    assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
    assert reference(1).encode() not in answer.body
    assert [(told["outcome"], told["reason"]) for told in entries(strict, answer)] == [
        ("GRANTED", None),
        ("FAILED", "store"),
    ]
