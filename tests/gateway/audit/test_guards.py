from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import orjson
import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from gateway.audit.tables import audit_metadata, is_partition
from tests.gateway.audit.record import Record, entry, set_of

CHANGES = {
    "update": "update audit.{table} set {column} = {column}",
    "delete": "delete from audit.{table}",
    "truncate": "truncate audit.{table}",
}
APPEND_ONLY = "erasure entry leaf tree_head subject_set reading checkpoint cosignature subtree".split()
COLUMN = {
    "entry": "act",
    "leaf": "index",
    "tree_head": "size",
    "subject_set": "members",
    "reading": "body",
    "subject_member": "digest",
    "checkpoint": "note",
    "cosignature": "line",
    "subtree": "hash",
    "erasure": "digest",
}
PUBLISHED_ROWS = (
    "insert into audit.checkpoint values (1, now(), sha256(''), 'a note')",
    "insert into audit.cosignature values (1, 'a witness', now(), 'a line')",
    "insert into audit.subtree values (1, 0, sha256(''))",
    "insert into audit.erasure values (gen_random_uuid(), now(), sha256(''), gen_random_uuid(), gen_random_uuid())",
)
THIS_MONTH = "the entries of this month"  # a table: which one, is known when a test runs


def this_month() -> str:
    """The table of the entries of this month."""
    return f"entry_{datetime.now(UTC):%Y_%m}"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", COLUMN)
async def test_the_gateway_has_no_privilege_to_change_anything(record: Record, table: str, change: str) -> None:
    gateway = await record.as_gateway()
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=f"permission denied for table {table}"):
        await gateway.execute(CHANGES[change].format(table=table, column=COLUMN[table]))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", [*APPEND_ONLY, THIS_MONTH, "entry_default"])
@pytest.mark.parametrize("role", ["mappa_owner", "postgres", "a replica's session"])
async def test_triggers_refuse_change_even_to_owner_superuser_and_replica(
    record: Record, table: str, change: str, role: str
) -> None:
    if table == THIS_MONTH:
        table = this_month()
    await record.filled(1, 1)
    await record.put([entry(), entry(recorded_at=datetime(2001, 1, 1, tzinfo=UTC))])
    for rows in PUBLISHED_ROWS:
        await record.superuser.execute(rows)
    connection = record.superuser if role != "mappa_owner" else await record.as_owner()
    if role == "a replica's session":
        await connection.execute("set session_replication_role = replica")
    before = await record.count(table)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="the access record is append-only"):
        await connection.execute(CHANGES[change].format(table=table, column=COLUMN.get(table, "act")))
    assert await record.count(table) == before > 0


async def test_an_upsert_is_no_way_round(record: Record) -> None:
    await record.filled(1, 1)
    upsert = (
        "insert into audit.leaf select * from audit.leaf on conflict (index) do update set leaf_hash = leaf.leaf_hash"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await record.superuser.execute(upsert)


async def test_nobody_else_reads_or_makes_months(record: Record) -> None:
    await record.superuser.execute("set role pg_read_all_settings")  # any role without rights here
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await record.superuser.fetch("select * from audit.entry")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await record.superuser.fetch("select audit.ensure_partitions(1)")


async def partition_of(record: Record, moment: datetime) -> str:
    told = entry(recorded_at=moment)
    await record.put([told])
    found = await record.superuser.fetchval("select tableoid::regclass::text from audit.entry where id = $1", told.id)
    return str(found).removeprefix("audit.")


async def test_an_entry_goes_to_its_month_by_utc(record: Record) -> None:
    start = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    await record.superuser.execute("set timezone = 'Pacific/Auckland'")
    assert await partition_of(record, start) == this_month()
    assert await partition_of(record, start - timedelta(microseconds=1)) == "entry_default"


async def test_the_gateway_makes_months_ahead_and_making_them_again_changes_nothing(record: Record) -> None:
    gateway = await record.as_gateway()
    assert await gateway.fetchval("select audit.ensure_partitions(5)") == 2
    assert await gateway.fetchval("select audit.ensure_partitions(5)") == 0
    last = await record.superuser.fetchval(
        "select max(relname) from pg_class where relname ~ '^entry_\\d{4}_\\d\\d$' and relkind = 'r'"
    )
    in_the_last = datetime.strptime(f"{last} +0000", "entry_%Y_%m %z") + timedelta(days=20)
    assert await partition_of(record, in_the_last) == last
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await record.superuser.execute(f"delete from audit.{last}")  # noqa: S608
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await record.superuser.execute(f"truncate audit.{last}")


async def test_a_month_made_too_late_loses_no_entry(record: Record) -> None:
    moment = datetime.now(UTC) + timedelta(days=150)
    assert await partition_of(record, moment) == "entry_default"
    made = await record.superuser.fetchval("select audit.ensure_partitions(12)")
    assert made == 8  # nine months more, one of which has its entries in the default partition
    assert await partition_of(record, moment) == "entry_default"
    assert await record.count("entry") == 2


@pytest.mark.parametrize("months", [-1, 61, None])
async def test_an_impossible_number_of_months_is_refused(record: Record, months: int | None) -> None:
    with pytest.raises(asyncpg.RaiseError, match="expected 0 to 60"):
        await record.superuser.fetchval("select audit.ensure_partitions($1)", months)


def test_the_database_is_what_the_metadata_says(dsn: str) -> None:
    engine = create_engine(dsn.replace("postgresql:", "postgresql+psycopg:"))

    def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or not is_partition(name or "")

    with engine.connect() as connection:
        options = {"include_schemas": True, "include_object": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, audit_metadata) == []
    engine.dispose()


def test_users_times_and_subjects_are_found_by_index(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        found = connection.execute(
            "select tablename || ' ' || substring(indexdef from '[(].*$') from pg_indexes where schemaname = 'audit'"
        ).fetchall()
    assert {
        "entry (recorded_at, id)",
        "entry (principal_id, recorded_at)",
        f"{this_month()} (recorded_at, id)",
        f"{this_month()} (principal_id, recorded_at)",
        "entry (subject_set, recorded_at) WHERE (subject_set IS NOT NULL)",
        "subject_member (alias, digest)",
        "leaf (recorded_at, entry_id)",
    } <= {row[0] for row in found}


async def test_a_place_that_the_reading_does_not_tell_is_read_as_untold(record: Record) -> None:
    told = entry(subject_set=set_of((8, UUID(int=1)), (99, UUID(int=2))))
    await record.put([told])
    row = await record.superuser.fetchrow("select subjects, reading from audit.access")
    assert row is not None
    assert orjson.loads(row["subjects"]) == {"assigned/ordinary": [str(UUID(int=1))], "untold": [str(UUID(int=2))]}
    assert orjson.loads(row["reading"])["untold"] is None


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "0044-03-15 BC"])
async def test_a_time_that_no_reader_can_hold_is_refused(record: Record, moment: str) -> None:
    await record.put([entry()])
    names = [column.name for column in audit_metadata.tables["audit.entry"].columns if column.name != "recorded_at"]
    copied = ", ".join(names)
    with pytest.raises(asyncpg.CheckViolationError, match="entry_recorded_at_check"):
        await record.superuser.execute(
            f"insert into audit.entry (recorded_at, {copied}) select '{moment}', {copied} from audit.entry"  # noqa: S608
        )
