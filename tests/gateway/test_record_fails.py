"""The record fails in every way that a database has: no answer leaves without its entry, and readiness is red first."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest

from gateway.demonstration.access_tokens import AccessTokens
from gateway.store import Store
from tests.gateway import served as serving
from tests.gateway.served import Answer, Clock, Database, Served, until
from tests.gateway.small_caseload import filled, reference
from tests.gateway.small_disk import possible, small_disk

CASE = "query One($reference: String!) { case(reference: $reference) { reference } }"
BUDGET = 1.0
MANY = 2_000  # entries, of which the pages that a table has in store hold far fewer

# For machines that let no test mount a disk of its own: where an entry would be stored, PostgreSQL writes to a device
# that is full. The system refuses, and PostgreSQL tells that with the error that it has for a table it cannot extend.
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


def test_where_an_entry_cannot_be_committed_nothing_is_answered_until_it_can(strict: Served) -> None:
    assert until(lambda: is_well(strict))
    with strict.database.changed(COMMIT_FAILS, COMMITS):
        assert_unavailable(strict, ask(strict))
    assert until(lambda: is_well(strict))


def assert_unavailable(served: Served, answer: Answer) -> None:
    assert (answer.status, answer.code) == (503, "AUDIT_UNAVAILABLE")
    assert reference(1).encode() not in answer.body
    assert entries(served, answer) == []
    assert until(lambda: ready(served).json["access record"] == "cannot be written")


Filling = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def fillable(
    request: pytest.FixtureRequest, tokens: AccessTokens, clock: Clock, tmp_path: Path
) -> Iterator[tuple[Served, Filling]]:
    """A gateway, and what fills the disk of its database; where a machine gives none, the next best thing."""
    if not possible():
        strict: Served = request.getfixturevalue("strict")
        yield strict, lambda: strict.database.changed(FULL, NOT_FULL)
        return
    with small_disk(tmp_path) as disk:
        name = filled(disk.postgres, tokens.issuer)
        database = Database(disk.postgres.dsn(name), disk.postgres.dsn(name, user="mappa_gateway"))
        with serving.served(database, tokens, clock, audit_budget=BUDGET, statement_budget=2.0) as gateway:
            yield gateway, disk.full


def test_while_the_disk_is_full_nothing_is_answered(fillable: tuple[Served, Filling]) -> None:
    """What fits into pages that are there is kept; then nothing does, and nothing is answered until there is room."""
    served, filling = fillable
    assert until(lambda: is_well(served))
    with filling():
        answers = [ask(served)]
        while not (answers[-1].status == 503 and answers[-1].code == "AUDIT_UNAVAILABLE") and len(answers) < MANY:
            answers.append(ask(served))
        assert_unavailable(served, answers.pop())
        for each in answers:
            (entry,) = entries(served, each)
            assert (each.status, entry["outcome"]) in {(200, "GRANTED"), (503, "FAILED")}
            assert (reference(1).encode() in each.body) == (each.status == 200)
    assert until(lambda: is_well(served))


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
