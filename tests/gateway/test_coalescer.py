"""Requests that wait at the same time go together, and none of them pays for another."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime

import asyncpg
import pytest

from agencies.keys import uuid7
from gateway.audit.insertion import asker_values
from gateway.audit.sharing import Told, reading_of
from gateway.coalescer import HOLD, LANES, MOST, SPARED, Coalescer
from gateway.store import Store, StoreUnavailable, ValueRefused
from gateway.together import Ask, Asker, Together
from policies.engine import Law
from policies.principal import PrincipalClass, Standings
from policies.vocabulary import Agency, Purpose, Role
from schema.pieces import Frame
from schema.seals import seals_for
from schema.sql import Parameters
from schema.statement import Execution, Statement
from tests.gateway.audit.record import entry
from tests.gateway.served import Database

PERMIT = Law.load().permit(PrincipalClass(frozenset({Role.CHAIR}), Agency.POLICE, "police"), Purpose.MANAGE_RISK)
LISTS = Standings(1, datetime(2099, 1, 1, tzinfo=UTC))
SEALS = seals_for(b"a secret of the tests", PERMIT.kind, PERMIT.policy_version)


def kind_of(body: str, before: str = "") -> Together:
    """A statement that answers ``body`` for the number ``{given}``; 0 divides by nothing, and is refused."""
    parameters = Parameters()
    given = parameters.bind("given", "integer", lambda execution: execution.variables["given"])
    before, body = before.format(given=given), body.format(given=given)
    sql = f"{before} select true as fresh, {body} as body, null::bytea as members, 1 as rows"
    statement = Statement(parameters.text(sql), Frame(), (), (), {}, {}, PERMIT)
    return Together(statement, reading_of({}, Told("none/ordinary", {})))


def execution(given: int) -> Execution:
    return Execution({"given": given}, LISTS, uuid7(), date(2026, 6, 1), SEALS)


class Asking:
    """Asks a coalescer, and keeps who was told."""

    def __init__(self, kind: Together, coalescer: Coalescer) -> None:
        self.kind, self.coalescer = kind, coalescer
        told = entry(reading=kind.reading.digest)
        self.asker: Asker = kind.asker(asker_values(told), execution(1))
        self.told: list[Ask] = []

    def ask(self, given: int, until: float | None = None, done: Callable[[Ask], None] | None = None) -> Ask:
        identity = uuid7()
        values = (identity, datetime.now(UTC), identity, "{}", 1, *self.kind.parameters(execution(given)))
        found = Ask(self.asker, values, until or self.coalescer.until(), done or self.told.append)
        self.coalescer.put(self.kind, found)
        return found


@pytest.fixture
async def coalescer(database: Database) -> AsyncIterator[Coalescer]:
    store = Store(database.gateway, connections=4, budget=5.0)
    made = Coalescer(store, 5.0)
    yield made
    await made.close()
    await store.close()


def entries(database: Database) -> int:
    return int(database.execute("select count(*) from audit.entry")[0]["count"])


DIVIDED = "to_json(100 / {given})"


async def test_who_comes_while_others_are_answered_goes_together_with_those_who_wait(
    coalescer: Coalescer, database: Database
) -> None:
    before, asking = entries(database), Asking(kind_of(DIVIDED), coalescer)
    asked = [asking.ask(given) for given in range(1, 41)]
    await coalescer.close()
    assert [ask.body for ask in asked] == [str(100 // given).encode() for given in range(1, 41)]
    assert all(ask.fresh for ask in asked)
    assert len(asking.told) == 40
    assert coalescer.sent <= LANES + 2
    assert entries(database) - before == 40


async def test_a_statement_holds_no_more_than_it_may(coalescer: Coalescer) -> None:
    asking = Asking(kind_of(DIVIDED), coalescer)
    asked = [asking.ask(1) for _ in range(3 * MOST)]
    await coalescer.close()
    assert all(ask.body == b"100" for ask in asked)
    assert coalescer.sent >= 3


async def test_the_one_at_fault_fails_alone_and_leaves_no_entry(coalescer: Coalescer, database: Database) -> None:
    before, asking = entries(database), Asking(kind_of(DIVIDED), coalescer)
    asked = [asking.ask(given) for given in (1, 2, 0, 4, 5, 0, 10)]
    await coalescer.close()
    assert [ask.body for ask in asked] == [b"100", b"50", None, b"25", b"20", None, b"10"]
    assert [type(ask.failure) for ask in asked if ask.failure] == [ValueRefused, ValueRefused]
    assert entries(database) - before == 5


async def test_who_cannot_be_told_takes_nobody_with_them(coalescer: Coalescer) -> None:
    def gone(_: Ask) -> None:
        raise ConnectionResetError

    asking = Asking(kind_of(DIVIDED), coalescer)
    asked = [asking.ask(given, done=gone if given % 2 else None) for given in range(1, 11)]
    await coalescer.close()
    assert all(ask.failure is None for ask in asked)
    assert [ask.body for ask in asking.told] == [str(100 // given).encode() for given in range(2, 11, 2)]


def waiting(coalescer: Coalescer) -> list[int]:
    return [len(queue.waiting) for queue in coalescer._queues.values()]


async def turns(number: int) -> None:
    """Let everything that is ready go on, but nothing come back from the server."""
    for _ in range(number):
        await asyncio.sleep(0)


@pytest.mark.parametrize(("connections", "lanes"), [(1, LANES), (4, LANES), (8, 8 - SPARED)])
async def test_heavy_requests_do_not_gather_and_leave_connections_to_others(
    coalescer: Coalescer, connections: int, lanes: int
) -> None:
    made = Coalescer(coalescer.store, 5.0, connections)
    asking = Asking(kind_of(DIVIDED), made)
    asking.kind.weight = HOLD
    asked = [asking.ask(1) for _ in range(9)]
    await turns(9)
    assert waiting(made) == [9 - lanes]
    await made.close()
    assert all(ask.body == b"100" for ask in asked)


async def test_a_second_statement_is_begun_for_as_many_as_one_holds_and_for_no_fewer(coalescer: Coalescer) -> None:
    asking = Asking(kind_of(DIVIDED), coalescer)
    asked = [asking.ask(1) for _ in range(8)]
    await turns(1)
    asked += [asking.ask(1) for _ in range(MOST - 1)]
    await turns(1)
    assert waiting(coalescer) == [MOST - 1]
    asked.append(asking.ask(1))
    await turns(1)
    assert waiting(coalescer) == [0]
    await coalescer.close()
    assert all(ask.body == b"100" for ask in asked)


@pytest.mark.parametrize("behind", [0.0, 2 * HOLD])
async def test_who_comes_behind_a_statement_that_takes_too_long_does_not_wait_for_it(
    coalescer: Coalescer, behind: float
) -> None:
    slow = "with r as materialized (select pg_sleep(0.5 * (2 - {given})))"
    asking = Asking(kind_of("(select to_json({given}) from r)", slow), coalescer)
    first = asking.ask(1)
    await turns(1)
    await asyncio.sleep(behind)
    quick = asking.ask(2)
    await coalescer.close()
    assert [ask.body for ask in asking.told] == [b"2", b"1"]
    assert first.failure is quick.failure is None


async def test_the_next_statement_is_sent_before_the_answers_of_the_last_are_told(coalescer: Coalescer) -> None:
    sent = list[int]()
    asking = Asking(kind_of(DIVIDED), coalescer)
    asking.ask(1, done=lambda _: sent.append(coalescer.sent))
    await turns(1)
    asking.ask(2)
    await coalescer.close()
    assert sent == [2]


async def test_who_has_waited_too_long_is_refused_and_nothing_is_sent(coalescer: Coalescer) -> None:
    asking = Asking(kind_of(DIVIDED), coalescer)
    late = asking.ask(1, until=coalescer.until() - 6.0)
    await coalescer.close()
    assert str(late.failure) == "the request waited too long for its turn"
    assert coalescer.sent == 0


async def test_when_the_server_cuts_the_connection_all_of_a_statement_fail_and_none_is_tried_again(
    coalescer: Coalescer, database: Database
) -> None:
    slow = "with r as materialized (select pg_sleep(10))"
    asking = Asking(kind_of("(select to_json({given}) from r)", slow), coalescer)
    asked = [asking.ask(1) for _ in range(5)]
    cut = """select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'"""
    before = entries(database)
    async with asyncio.timeout(5):
        while not all(ask.failure for ask in asked):
            database.execute(cut)
            await asyncio.sleep(0.02)
    assert {type(ask.failure) for ask in asked} == {StoreUnavailable}
    assert coalescer.sent <= 5
    assert entries(database) == before


async def test_a_reading_is_on_record_before_an_entry_names_it_and_costs_a_statement_once(
    coalescer: Coalescer, database: Database
) -> None:
    kind = kind_of(DIVIDED)
    asking = Asking(kind, coalescer)
    sent = coalescer.store.statements
    for _ in range(3):
        asking.ask(1)
        await coalescer.close()
    assert coalescer.store.statements - sent == 4
    found = database.execute("select body from audit.reading where digest = %s", [kind.reading.digest])
    assert [row["body"] for row in found] == [kind.reading.body]


async def test_an_entry_that_cannot_be_written_takes_its_answer_with_it(
    coalescer: Coalescer, database: Database
) -> None:
    asking = Asking(kind_of(DIVIDED), coalescer)
    with database.changed(
        "revoke insert on audit.entry from mappa_gateway, mappa_reader",
        "grant insert on audit.entry to mappa_gateway, mappa_reader",
    ):
        asked = [asking.ask(1) for _ in range(4)]
        await coalescer.close()
    assert {type(ask.failure) for ask in asked} == {StoreUnavailable}
    assert [ask.body for ask in asked] == [None] * 4


async def test_a_commit_that_fails_takes_its_answers_with_it(coalescer: Coalescer, database: Database) -> None:
    """A constraint that is checked at the very end: asyncpg hands rows over only when the server has committed."""
    refuse = """
        create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create constraint trigger refuse after insert on audit.entry deferrable initially deferred
        for each row execute function public.refuse()
    """
    asking = Asking(kind_of(DIVIDED), coalescer)
    with database.changed(refuse, "drop trigger refuse on audit.entry; drop function public.refuse()"):
        asked = [asking.ask(1) for _ in range(4)]
        await coalescer.close()
    assert all(isinstance(ask.failure, StoreUnavailable) and ask.body is None for ask in asked)
    assert all(isinstance(ask.failure.__cause__, asyncpg.PostgresError) for ask in asked if ask.failure)
