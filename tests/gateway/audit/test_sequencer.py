import asyncio
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from gateway.audit.entry import canonical_bytes, from_row, leaf_of
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.projection import rebuild
from gateway.audit.sequencer import LogDamagedError, Reach
from gateway.audit.stored import LOCK, Lag, leaves
from gateway.audit.verdict import FaultKind
from gateway.transparency.tree import root
from tests.gateway.audit.record import LONG_AGO, Record, entry, old_entries, set_of, until

INDEX = "select alias, digest from audit.subject_member order by 1, 2"


async def in_order(record: Record) -> list[UUID]:
    return [row["entry_id"] for row in await record.superuser.fetch("select entry_id from audit.leaf order by index")]


async def test_entries_become_leaves_by_time_under_a_head_with_the_root_of_all(record: Record) -> None:
    told = old_entries(7)
    await record.put(reversed(told))
    assert await record.sequencer().sequence() == 7
    assert await in_order(record) == [each.id for each in told]
    head = await record.superuser.fetchrow("select size, root from audit.tree_head")
    assert head is not None
    assert tuple(head) == (7, root([leaf_of(each).hash for each in told]))


async def test_a_backlog_is_taken_in_batches_each_under_its_head(record: Record) -> None:
    await record.put(old_entries(23))
    assert await record.sequencer(batch=5).sequence() == 23
    sizes = await record.superuser.fetch("select size from audit.tree_head order by size")
    assert [row["size"] for row in sizes] == [5, 10, 15, 20, 23]
    assert (await record.verdict()).sound


async def test_nothing_new_makes_no_head(record: Record) -> None:
    sequencer = record.sequencer()
    assert [await sequencer.sequence(reach) for reach in Reach] == [0] * len(Reach)
    assert await record.count("tree_head") == 0
    assert (await record.verdict()).sound


async def test_what_nothing_of_ours_wrote_gets_no_leaf_and_holds_up_nobody(record: Record) -> None:
    strange, ours = entry(variables={"a": 1}, recorded_at=datetime.now(UTC) - LONG_AGO * 2), entry()
    await record.put([strange, ours])
    assert await record.sequencer().sequence(Reach.ALL) == 1
    assert await in_order(record) == [ours.id]
    assert {fault.kind for fault in (await record.verdict()).faults} == {FaultKind.ENTRY_WITHOUT_LEAF}


async def test_an_entry_that_commits_late_behind_others_still_gets_its_leaf(record: Record) -> None:
    late, prompt = entry(subject_set=None), entry()
    slow = await record.as_gateway()
    sequencer = record.sequencer()
    async with slow.transaction():
        await slow.execute(INSERT, *columns([parameters(late)]))
        await record.put([prompt])
        assert await sequencer.sequence() == 1
    assert await sequencer.sequence() == 1
    assert await in_order(record) == [prompt.id, late.id]
    assert (await record.verdict()).sound


@pytest.mark.parametrize(("late_by", "reach"), [(timedelta(hours=2), Reach.DAY), (timedelta(days=40), Reach.ALL)])
async def test_an_entry_later_than_rounds_look_back_is_found_by_a_sweep(
    record: Record, late_by: timedelta, reach: Reach
) -> None:
    sequencer = record.sequencer()
    await record.put([entry()])
    await sequencer.sequence()
    await record.put([entry(recorded_at=datetime.now(UTC) - late_by)])
    assert await sequencer.sequence() == 0
    assert await sequencer.sequence(reach) == 1


async def test_a_round_glances_and_every_few_of_them_look_further_back(record: Record) -> None:
    sequencer, seconds_ago = record.sequencer(), [datetime.now(UTC) - timedelta(seconds=n) for n in (0, 5, 0)]
    found = list[int]()
    for moment, reach in zip(seconds_ago, [Reach.LATEST, Reach.LATEST, Reach.RECENT], strict=True):
        await record.put([entry(recorded_at=moment)])
        found.append(await sequencer.sequence(reach))
    assert found == [1, 0, 2]


async def test_what_a_glance_misses_is_found_while_it_runs(record: Record) -> None:
    running = asyncio.ensure_future(record.sequencer().run())
    await record.put([entry()])
    await until(lambda: record.has(1, "leaf"))
    await record.put([entry(recorded_at=datetime.now(UTC) - timedelta(seconds=5))])
    await until(lambda: record.has(2, "leaf"))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_clock_that_runs_ahead_hides_nobody_elses_entries(record: Record) -> None:
    sequencer = record.sequencer(batch=1)
    await record.put([entry(recorded_at=datetime.now(UTC) + timedelta(days=400))])
    assert await sequencer.sequence() == 1
    await record.put([entry()])
    assert await sequencer.sequence() == 1


async def test_after_a_stand_still_half_way_through_a_backlog_another_goes_on(record: Record) -> None:
    await record.put(old_entries(20))
    first = record.sequencer(batch=5)
    attempt = asyncio.ensure_future(first.sequence())
    await until(lambda: record.has(1, "leaf"))
    attempt.cancel()
    with suppress(asyncio.CancelledError):
        await attempt
    await record.sequencer(batch=5).sequence()
    assert await record.count("leaf") == 20
    assert (await record.verdict()).sound


async def test_two_at_once_are_harmless(record: Record) -> None:
    told = old_entries(300)
    await record.put(told)
    sequencers = [record.sequencer(batch=7) for _ in range(4)]
    while await record.count("leaf") < 300:
        await asyncio.gather(*(sequencer.sequence() for sequencer in sequencers))
    assert set(await in_order(record)) == {each.id for each in told}
    assert (await record.verdict()).sound


async def test_while_another_holds_the_lock_there_is_nothing_to_do(record: Record) -> None:
    await record.put([entry()])
    async with record.superuser.transaction():
        await record.superuser.execute("select pg_advisory_xact_lock($1)", LOCK)
        assert await record.sequencer().sequence() == 0
    assert await record.sequencer().sequence() == 1


async def test_under_load_with_sequencers_dying_every_entry_gets_one_leaf(record: Record) -> None:
    choose, told = random.Random(2), [entry() for _ in range(400)]  # noqa: S311
    running = [asyncio.ensure_future(record.sequencer(batch=9, sweep_every=0.05).run()) for _ in range(2)]
    for start in range(0, 400, 10):
        await record.put(told[start : start + 10])
        if choose.random() < 0.5:  # as kill -9 looks from the server, in whatever statement it strikes
            await record.superuser.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where query ~ 'advisory|audit.leaf|COMMIT|tree_head' and pid <> pg_backend_pid()"
                " and datname = current_database()"
            )
            record.opened = [connection for connection in record.opened if not connection.is_closed()]
        await asyncio.sleep(choose.random() / 100)
    await until(lambda: record.has(400, "leaf"))
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    assert sorted(await in_order(record)) == sorted(each.id for each in told)
    verdict = await record.verdict()
    assert verdict.sound
    assert (verdict.leaves, verdict.waiting) == (400, 0)


async def test_it_runs_in_the_background_and_says_what_is_wrong_while_it_cannot(record: Record) -> None:
    sequencer = record.sequencer()
    assert sequencer.fault == "nothing has been sequenced yet"
    running = asyncio.ensure_future(sequencer.run())
    await until(lambda: not sequencer.fault)
    await record.superuser.execute("revoke select on audit.entry from mappa_gateway, mappa_reader")
    await until(lambda: "permission denied for table entry" in sequencer.fault)
    await record.superuser.execute("grant select on audit.entry to mappa_gateway, mappa_reader")
    await until(lambda: not sequencer.fault)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_it_makes_months_ahead(record: Record) -> None:
    months = "select count(*) from pg_inherits where inhparent = 'audit.entry'::regclass"
    before = await record.superuser.fetchval(months)
    await record.superuser.execute("drop table audit.entry_" + f"{datetime.now(UTC):%Y_%m}")
    running = asyncio.ensure_future(record.sequencer().run())

    async def made() -> bool:
        return bool(await record.superuser.fetchval(months) == before)

    await until(made)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_lag_counts_what_has_no_leaf_and_the_age_of_the_oldest(record: Record) -> None:
    sequencer = record.sequencer()
    assert await sequencer.lag() == Lag(0, 0.0)
    await record.put([entry(recorded_at=datetime.now(UTC) - timedelta(seconds=60)), entry(), entry()])
    lag = await sequencer.lag()
    assert lag.entries == 3
    assert 60 <= lag.seconds < 70
    await sequencer.sequence()
    assert await sequencer.lag() == Lag(0, 0.0)
    await sequencer.close()
    assert await sequencer.lag() == Lag(0, 0.0)


@pytest.mark.parametrize(
    "damage",
    [
        "delete from audit.leaf where index = 19",
        "update audit.tree_head set root = sha256('x') where size = 20",
        "update audit.tree_head set frontier = '{}' where size = 20",
        "delete from audit.tree_head where size = 20",
    ],
)
async def test_a_damaged_tree_is_not_grown(record: Record, damage: str) -> None:
    await record.filled()
    await record.tamper(damage)
    await record.put([entry()])
    leaves_before = await record.count("leaf")
    with pytest.raises(LogDamagedError, match="run mappa audit verify"):
        await record.sequencer().sequence()
    assert await record.count("leaf") == leaves_before


async def test_an_entry_nobody_of_ours_wrote_does_not_stop_the_log(record: Record) -> None:
    told = [entry(), entry(), entry()]
    await record.put(told)
    await record.tamper(f"update audit.entry set variables = '{{\"a\": 1e999}}' where id = '{told[1].id}'")  # noqa: S608
    assert await record.sequencer().sequence() == 2
    assert await in_order(record) == [told[0].id, told[2].id]
    assert (await record.verdict()).waiting == 1


async def test_a_whole_batch_of_such_entries_ends_the_round(record: Record) -> None:
    told = [entry() for _ in range(3)]
    await record.put(told)
    await record.tamper("update audit.entry set variables = '{\"a\": 1e999}'")
    assert await record.sequencer(batch=1).sequence() == 0
    assert (await record.verdict()).waiting == 3


async def test_the_index_by_subject_finds_the_entries_of_a_subject(record: Record) -> None:
    person = UUID(int=99)
    told = [entry(subject_set=set_of((8, person), (20, UUID(int=1)), (20, person))), entry(subject_set=None), entry()]
    await record.put(told)
    await record.sequencer().sequence()
    found = await record.superuser.fetch(
        "select id from audit.entry e join audit.subject_member m on m.digest = e.subject_set where m.alias = $1",
        person,
    )
    assert [row["id"] for row in found] == [told[0].id]
    assert await record.count("subject_member") == 4


async def test_a_set_that_many_entries_name_is_taken_in_once(record: Record) -> None:
    shared = set_of((8, UUID(int=5)))
    sequencer = record.sequencer()
    for _ in range(3):
        await record.put([entry(subject_set=shared), entry(subject_set=shared)])
        await sequencer.sequence()
    assert (await record.count("subject_set"), await record.count("subject_member")) == (1, 1)
    assert (await record.verdict()).sound


async def test_an_index_made_anew_equals_the_one_made_behind_the_record(record: Record) -> None:
    await record.filled(5, 20)
    live = await record.superuser.fetch(INDEX)
    assert len(live) == 200
    await record.superuser.execute("delete from audit.subject_member where alias::text < '8'")
    await record.superuser.execute("insert into audit.subject_member values (gen_random_uuid(), sha256('x'))")
    assert await rebuild(await record.as_owner()) == 200
    assert await record.superuser.fetch(INDEX) == live


async def test_an_index_being_made_anew_keeps_sequencers_away_and_readers_in_the_picture(record: Record) -> None:
    await record.filled(2, 5)
    owner = await record.as_owner()
    async with owner.transaction():
        assert await rebuild(owner) == 20
        await record.put([entry()])
        assert await record.sequencer().sequence() == 0
        assert await record.count("subject_member") == 20
    assert await record.sequencer().sequence() == 1
    assert (await record.verdict()).sound


async def test_leaves_are_read_with_their_entries(record: Record) -> None:
    told = await record.filled(2, 3)
    read = [from_row(row) async for rows in leaves(record.superuser) for row in rows]
    assert [canonical_bytes(each) for each in read] == [canonical_bytes(each) for each in told]
