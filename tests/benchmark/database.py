"""The benchmark's own PostgreSQL: embedded, loaded once for each size, and kept for the next run.

In the folder of a size: ``postgres`` (the server's), ``law`` (the law with one rule more) and ``ready`` (written last,
with the name of the newest migration: a load that was cut short, or of another schema, is begun anew).
"""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from typer import echo as say

from agencies.coordination import tables as coordination
from agencies.person import tables as person
from gateway.audit.tables import audit_metadata
from gateway.demonstration.caseload import Recipe, seed
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.directory.stored import StoredDirectory
from gateway.store import Store
from migrations.upgrade import upgrade
from policies.sources import DIRECTORY
from tests.benchmark.identity import CLIENT
from tests.benchmark.workloads import AREA, PRINCIPALS

HERE: Final = Path(__file__).parent
NAME: Final = "benchmark"
NEWEST: Final = max(path.stem for path in (HERE.parents[1] / "migrations" / "versions").glob("[0-9]*.py"))
SEED: Final = 1
LOADED_AS_THEY_ARE: Final = 100_000  # more cases are copies of so many
ORIGINAL: Final = "substr(id::text, 15, 1) <> '8'"  # the version of a key: that of a copy is 8
# What differs from the demonstration's server; each can be set while it runs.
SETTINGS: Final = {
    "autovacuum": "off",  # else it would fall upon whoever is measured next
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}


@dataclass(frozen=True, slots=True)
class Database:
    """A loaded server."""

    server: EmbeddedPostgres
    folder: Path
    cases: int

    @property
    def dsn(self) -> str:
        """As the superuser."""
        return self.server.dsn(NAME)

    def dsn_of(self, role: str) -> str:
        """As a role."""
        return self.server.dsn(NAME, role)

    @property
    def law(self) -> Path:
        """The law that the gateway loads."""
        return self.folder / "law"


def opened(folder: Path, cases: int) -> Database:
    """The server for so many cases, loaded."""
    folder = folder / str(cases)
    ready = folder / "ready"
    loaded = ready.exists() and ready.read_text() == NEWEST
    if not loaded:
        shutil.rmtree(folder / "postgres", ignore_errors=True)
    server = EmbeddedPostgres.start(folder / "postgres")
    database = Database(server, folder, cases)
    try:
        if not loaded:
            ready.unlink(missing_ok=True)
            _load(database)
            ready.write_text(NEWEST)
        _write_law(database.law)
    except BaseException:
        server.stop()
        raise
    return database


def _load(database: Database) -> None:
    with psycopg.connect(database.server.dsn(), autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(sql.SQL("alter system set {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("select pg_reload_conf()")
    dsn = database.server.create_database(NAME)
    upgrade(dsn)
    loaded = min(database.cases, LOADED_AS_THEY_ARE)
    say(f"Loading {loaded} synthetic cases ...")
    seed(dsn, Recipe(cases=loaded, seed=SEED, today=date.today(), issuer="http://127.0.0.1:1"))  # noqa: DTZ011
    with psycopg.connect(dsn, autocommit=True) as connection:
        for copy in range(1, -(-database.cases // loaded)):
            say(f"Copying them, {copy} ...")
            _copy(connection, copy)
        _prepare(connection, database.server.password)


def _copy(connection: "psycopg.Connection[tuple[object, ...]]", copy: int) -> None:
    """The same people once more under other keys and references, with what the first three questions read."""
    own = "overlay(md5({0}::text || %(copy)s) placing '8' from 13 for 1)::uuid"  # version 8: of one's own making
    renamed: Mapping[str, str] = {
        **{name: own.format(name) for name in ("id", "person_id", "case_id")},
        "reference": "reference || '-' || %(copy)s",
        **dict.fromkeys(("supersedes", "meeting_case_id", "screening_id"), "null"),
    }
    for table in (person.person, coordination.case, coordination.level_decision):
        names = [column.name for column in table.columns]
        read = ", ".join(renamed.get(name, f'"{name}"') for name in names)
        listed = ", ".join(f'"{name}"' for name in names)
        where = f'"{table.schema}"."{table.name}"'
        statement = f"insert into {where} ({listed}) select {read} from {where} where {ORIGINAL}"  # noqa: S608 - our tables
        connection.execute(statement, {"copy": str(copy)})


def _prepare(connection: "psycopg.Connection[tuple[object, ...]]", password: str) -> None:
    """Roles and policies of the peers; the principals' page sizes and roles; statistics."""
    text = (HERE / "peer.sql").read_text().replace(":'password'", f"'{password}'")  # our own random word
    connection.execute(text)
    connection.execute(sql.SQL("alter role mappa_gateway login password {}").format(sql.Literal(password)))
    connection.execute("update directory.client set page_cap = 1000")
    connection.execute(
        "insert into directory.principal_role (id, principal_id, role, valid_from)"
        " select gen_random_uuid(), id, 'senior_probation_officer', current_date - 100"
        " from directory.principal where subject = 'persona:probation'"
    )
    connection.execute("vacuum analyze")


def _write_law(folder: Path) -> None:
    """The law of the package, and in it the one rule of the benchmark."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DIRECTORY, folder)
    common = folder / "common.polar"
    common.write_text(common.read_text() + (HERE / "rule.polar").read_text())


def begin_anew(database: Database, issuer: str) -> None:
    """The personas sign in where the identity provider is this time; every run begins with an empty access record."""
    with psycopg.connect(database.dsn) as connection:
        triggers = connection.execute(_GUARDS).fetchall()
        for table, trigger in triggers:  # they refuse to forget, even for a superuser
            connection.execute(f"alter table {table} disable trigger {trigger}")
        record = ", ".join(f"{table.schema}.{table.name}" for table in audit_metadata.sorted_tables)
        connection.execute(f"truncate peer.audit, {record}")
        for table, trigger in triggers:
            connection.execute(f"alter table {table} enable always trigger {trigger}")
        connection.execute("select audit_keys.turn()")  # a secret to seal with
        connection.execute("update directory.principal set issuer = %s", (issuer,))


_GUARDS: Final = (
    "select t.tgrelid::regclass::text, quote_ident(t.tgname) from pg_trigger t join pg_class c on c.oid = t.tgrelid"
    " where c.relnamespace in ('audit'::regnamespace, 'audit_keys'::regnamespace)"
    " and not t.tgisinternal and t.tgenabled = 'A'"
)


def settings_of_peers(database: Database, issuer: str) -> Mapping[str, Mapping[str, str]]:
    """For each principal, by the subject of their tokens, what row-level security goes by."""
    return asyncio.run(_settings_of_peers(database, issuer))


async def _settings_of_peers(database: Database, issuer: str) -> Mapping[str, Mapping[str, str]]:
    store = Store(database.dsn, 1, 30.0)
    directory, found = StoredDirectory(store), dict[str, Mapping[str, str]]()
    for each in PRINCIPALS:
        subject = f"persona:{each.persona}"
        principal = await directory.principal(issuer, subject, CLIENT)
        if principal is None:
            raise RuntimeError(f"{subject} is not in the directory: delete {database.folder} to load it anew.")
        stands = principal.standings
        found[subject] = {
            "role": f"peer_{each.name}",
            "peer.area": str(AREA),
            "peer.mine": _array([*stands.assigned, *stands.convened]),
            "peer.permitted": _array(stands.permitted),
        }
    await store.close()
    return found


def _array(ids: Sequence[object]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"
