"""The reading side of the database: prepared statements, bounded, and what becomes of a connection that failed."""

import gc
from collections.abc import AsyncIterator

import pytest

from gateway import store as store_module
from gateway.store import STATEMENTS_HELD, Store, StoreUnavailable, TookTooLong, ValueRefused
from tests.gateway.served import Database


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    reading = Store(database.gateway, connections=2, budget=5.0)
    yield reading
    await reading.close()


async def test_a_statement_is_prepared_once_and_the_least_used_is_given_back(store: Store) -> None:
    for number in range(STATEMENTS_HELD + 1):
        assert (await store.fetch_row(f"select {number} as n", []))["n"] == number
    assert (await store.fetch_row("select 0 as n", []))["n"] == 0
    (held,) = store._idle
    assert len(held.statements) == STATEMENTS_HELD
    assert "select 1 as n" not in held.statements
    kept = held.statements["select 5 as n"]
    await store.fetch_row("select 5 as n", [])
    assert held.statements["select 5 as n"] is kept
    assert next(reversed(held.statements)) == "select 5 as n"


async def test_a_value_that_no_column_holds_is_the_question_s_fault_and_costs_no_connection(store: Store) -> None:
    await store.fetch_row("select 1 as n", [])
    (held,) = store._idle
    with pytest.raises(ValueRefused):
        await store.fetch_row("select $1::smallint as n", [99_999])
    with pytest.raises(ValueRefused):
        await store.fetch_row("select $1::text as n", ["a\0b"])
    assert store._idle == [held]
    assert (await store.fetch_row("select 1 as n", []))["n"] == 1


async def test_a_statement_that_fails_costs_its_connection_and_its_words_stay_here(store: Store) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        await store.fetch_row("select * from police.nowhere where 'a secret' = $1", ["x"])
    assert str(refused.value) == "the database did not answer: UndefinedTableError 42P01"
    assert store._idle == []


async def test_a_statement_that_takes_too_long_is_given_up(database: Database) -> None:
    store = Store(database.gateway, connections=1, budget=0.2)
    with pytest.raises(TookTooLong, match=r"^the database did not answer: TimeoutError$"):
        await store.fetch_row("select pg_sleep(5)", [])
    assert (await store.fetch_row("select 1 as n", []))["n"] == 1
    await store.close()


async def test_a_connection_that_is_given_up_while_it_is_made_ready_is_closed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "ROOMY", "select pg_sleep(1)")
    store = Store(database.gateway, connections=1, budget=0.3)
    with pytest.raises(TookTooLong):
        await store.fetch_row("select 1", [])
    gc.collect()  # one that nobody closed is told of here, and fails the test


async def test_a_database_that_is_not_there_is_unavailable() -> None:
    store = Store("postgresql://nobody@127.0.0.1:9/nowhere", connections=1, budget=2.0)
    with pytest.raises(StoreUnavailable, match=r"^the database did not answer: ConnectionRefusedError$"):
        await store.fetch_row("select 1", [])


async def test_json_comes_as_the_bytes_that_postgresql_made(store: Store) -> None:
    row = await store.fetch_row("select $1::json as body, '{\"a\": 1}'::jsonb as more", [b'{"as":  "given"}'])
    assert (row["body"], row["more"]) == (b'{"as":  "given"}', b'{"a": 1}')
