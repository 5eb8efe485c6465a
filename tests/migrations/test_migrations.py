"""The migrations add up to the tables, on an empty database, one process at a time, and grant no more than reading."""

import ast
import importlib
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg import sql

import migrations
from agencies.holdings import version_of
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.wiring import registry
from migrations.tables import everything, is_ours, schemas
from migrations.upgrade import LOCK, configuration, upgrade
from tests.migrations.catalogue import PRINTED, catalogue

FOLDER = Path(migrations.__file__).parent
VERSIONS = sorted(f"versions/{path.stem}" for path in FOLDER.glob("versions/*.py"))

# What PostgreSQL itself says of every table of ours: columns, constraints and indexes, less the months of the record.
SHAPE = """
with ours as (
    select c.oid, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any(%s)
)
select name, 'column', attname, format_type(atttypid, atttypmod) || ' ' || attnotnull
    || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
from ours join pg_attribute a on a.attrelid = ours.oid and attnum > 0 and not attisdropped
left join pg_attrdef d on d.adrelid = ours.oid and d.adnum = a.attnum
union all
select name, 'constraint', conname, pg_get_constraintdef(c.oid) from ours join pg_constraint c on c.conrelid = ours.oid
union all
select name, 'index', i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from ours join pg_index i on i.indrelid = ours.oid
"""

PRIVILEGES = """
select n.nspname || '.' || c.relname, array(
    select privilege from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege
    where has_table_privilege('mappa_gateway', c.oid, privilege))
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any(%s)
"""


@pytest.fixture(scope="module")
def dsn(postgres: EmbeddedPostgres) -> str:
    """A database that was empty, and is at the newest migration."""
    address = postgres.create_database("migrated")
    upgrade(address)
    return address


@contextmanager
def alchemy(dsn: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(sa.make_url(dsn).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


def shape(dsn: str) -> set[tuple[str, ...]]:
    with psycopg.connect(dsn) as connection:
        return set(connection.execute(SHAPE, [sorted(schemas())]).fetchall())


def privileges(dsn: str) -> dict[str, set[str]]:
    with psycopg.connect(dsn) as connection:
        return {name: set(held) for name, held in connection.execute(PRIVILEGES, [sorted(schemas())])}


def revisions() -> list[str]:
    return [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]


def test_after_the_migrations_nothing_is_left_to_generate(dsn: str) -> None:
    options = {"include_schemas": True, "include_name": is_ours}
    with alchemy(dsn) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), everything()) == []


def test_the_migrations_make_what_the_tables_say_to_the_last_check_and_index(
    postgres: EmbeddedPostgres, dsn: str
) -> None:
    made = postgres.create_database("made_at_once")
    with alchemy(made) as connection:
        for schema in sorted(schemas()):
            connection.execute(sa.schema.CreateSchema(schema))
        everything().create_all(connection)
        connection.commit()
    assert shape(dsn) == shape(made)


def test_the_functions_views_triggers_and_rights_that_stand_are_those_that_are_printed(dsn: str) -> None:
    remedy = "python -m tests.migrations.catalogue > migrations/catalogue.txt, and read the difference"
    assert catalogue(dsn) == PRINTED.read_text(), remedy


def test_every_agency_and_the_platform_has_its_schema() -> None:
    owners = {"person", "coordination", "police", "prison", "probation", "partners"}
    assert schemas() == owners | {"directory", "audit", "audit_keys", "web"}


def test_the_months_of_the_access_record_are_not_compared() -> None:
    assert is_ours("entry", "table", {"schema_name": "audit"})
    assert not is_ours("entry_2026_11", "table", {"schema_name": "audit"})
    assert not is_ours("public", "schema", {})


def written() -> dict[str, tuple[bool, set[str]]]:
    """What the acts say that they write: each table, whether rows are added, and which columns are changed."""
    found: dict[str, tuple[bool, set[str]]] = {
        "coordination.step": (True, set()),
        "coordination.changed_case": (True, set()),
    }
    for machine in {id(each.machine): each.machine for each in registry().mutations.values()}.values():
        for each in machine.writes:
            adds, changes = found.get(each.table.fullname, (False, set()))
            version = version_of(each.table)
            versioned = {version} if version and (each.changes or not each.adds) else set()
            found[each.table.fullname] = (adds or each.adds, changes | each.changes | versioned)
    return found


COLUMNS = """
select c.oid::regclass::text, array_agg(a.attname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any(%s) and a.attnum > 0 and not a.attisdropped
    and has_column_privilege('mappa_gateway', c.oid, a.attnum, 'UPDATE')
group by c.oid
"""


def recorded_in(held: Iterable[str]) -> set[str]:
    """The tables of the access record; how long it is kept, and what is erased, is its owner's alone to write."""
    kept = {"audit.retention_rule", "audit.erasure"}
    return {name for name in held if name.startswith("audit")} - kept


def test_the_gateway_reads_every_table_adds_for_acts_and_the_record_and_keeps_what_is_the_pages_own(
    dsn: str,
) -> None:
    held = privileges(dsn)
    assert held.keys() == everything().tables.keys()
    keys = [held.pop(f"audit_keys.{table}") for table in ("subject_key", "set_key", "period")]
    assert keys == [{"INSERT"}, {"INSERT"}, set()]
    for kept in ("web.session", "web.saved_view"):
        assert held.pop(kept) == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    adding = {name for name, (adds, _) in written().items() if adds} | recorded_in(held)
    assert {name for name, rights in held.items() if rights == {"SELECT", "INSERT"}} == adding
    assert all(rights == {"SELECT"} for name, rights in held.items() if name not in adding)


def test_the_gateway_changes_the_columns_that_an_act_changes_and_no_other(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        granted = {
            name.replace('"', ""): set(columns)
            for name, columns in connection.execute(COLUMNS, [sorted(schemas() - {"web"})])
        }
    assert granted == {name: columns for name, (_, columns) in written().items() if columns}


def test_a_table_made_later_is_readable_by_the_gateway_at_once(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute("create table police.made_later (id int)")
        row = connection.execute("select has_table_privilege('mappa_gateway', 'police.made_later', 'SELECT')")
        assert row.fetchone() == (True,)
        connection.rollback()


def test_a_second_upgrade_changes_nothing(dsn: str) -> None:
    before = shape(dsn)
    upgrade(dsn)
    assert shape(dsn) == before
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select version_num from alembic_version").fetchall() == [(revisions()[-1],)]


def test_an_upgrade_waits_while_another_holds_the_lock(postgres: EmbeddedPostgres) -> None:
    address = postgres.create_database("upgraded_twice")
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("select pg_advisory_lock(%s)", [LOCK])
        waiting = threading.Thread(target=upgrade, args=[address])
        waiting.start()
        await_waiter(other)
        assert other.execute("select to_regclass('alembic_version')").fetchone() == (None,)
        other.execute("select pg_advisory_unlock(%s)", [LOCK])
        waiting.join(timeout=60)
        assert not waiting.is_alive()
        assert other.execute("select version_num from alembic_version").fetchall() == [(revisions()[-1],)]


def await_waiter(connection: psycopg.Connection) -> None:
    """Return when somebody waits for an advisory lock of this database."""
    query = """select from pg_locks where locktype = 'advisory' and not granted
               and database = (select oid from pg_database where datname = current_database())"""
    deadline = time.monotonic() + 20
    while not connection.execute(query).rowcount:
        assert time.monotonic() < deadline, "nobody waits for the lock"
        time.sleep(0.01)


def test_an_upgrade_that_failed_leaves_the_lock_free_and_its_migration_undone(postgres: EmbeddedPostgres) -> None:
    address = postgres.create_database("in_the_way")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create schema prison")
        with pytest.raises(sa.exc.ProgrammingError, match='schema "prison" already exists'):
            upgrade(address)
        assert connection.execute("select to_regnamespace('person')").fetchone() == (None,)
        connection.execute("drop schema prison")
    upgrade(address)


def test_an_owner_with_no_other_rights_can_migrate(postgres: EmbeddedPostgres, dsn: str) -> None:
    assert dsn, "the role of the gateway exists once a database is migrated"
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        password = sql.Literal(postgres.password)
        connection.execute(sql.SQL("create role owner_in_test login password {}").format(password))
        connection.execute("create database owned owner owner_in_test")
    upgrade(postgres.dsn("owned", user="owner_in_test"))
    assert shape(postgres.dsn("owned")) == shape(dsn)


def test_a_missing_gateway_role_that_may_not_be_made_is_named_with_its_remedy(dsn: str) -> None:
    first = importlib.import_module("migrations.versions.0001_schemas_and_roles")
    with psycopg.connect(dsn) as connection:
        connection.execute("alter role mappa_gateway rename to mappa_gateway_elsewhere")
        connection.execute("create role without_rights")
        connection.execute("set local role without_rights")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="mappa_gateway is missing") as refused:
            connection.execute(first.GATEWAY_ROLE)
        assert refused.value.diag.message_hint is not None
        assert "CREATE ROLE mappa_gateway LOGIN" in refused.value.diag.message_hint
        connection.rollback()


def test_the_command_line_compares_the_database_that_is_named(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPA_DATABASE_URL", dsn)
    command.check(configuration())


def test_the_command_line_asks_for_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAPPA_DATABASE_URL", raising=False)
    with pytest.raises(CommandError, match="set MAPPA_DATABASE_URL"):
        command.check(configuration())


def test_a_script_of_statements_is_refused() -> None:
    with pytest.raises(CommandError, match="run them without --sql"):
        command.upgrade(configuration(), "head", sql=True)


def test_the_migrations_are_one_line_from_the_first() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]


STEADY = {"alembic", "sqlalchemy", "migrations.script", "migrations.shapes"} | sys.stdlib_module_names


@pytest.mark.parametrize("file", [*VERSIONS, "script", "shapes"])
def test_a_migration_means_for_ever_what_it_meant_for_it_takes_nothing_from_what_may_change(file: str) -> None:
    parsed = ast.parse((FOLDER / f"{file}.py").read_text())
    imports = [each for each in ast.walk(parsed) if isinstance(each, ast.Import | ast.ImportFrom)]
    names = {name.name for each in imports if isinstance(each, ast.Import) for name in each.names}
    names |= {each.module or "." for each in imports if isinstance(each, ast.ImportFrom)}
    assert {name if name.startswith("migrations") else name.partition(".")[0] for name in names} <= STEADY


@pytest.mark.parametrize("revision", revisions())
def test_a_migration_is_never_run_backwards(revision: str) -> None:
    script = ScriptDirectory.from_config(configuration()).get_revision(revision)
    with pytest.raises(NotImplementedError, match="write a new one that undoes this one"):
        script.module.downgrade()
