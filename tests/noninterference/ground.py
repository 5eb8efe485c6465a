"""A world in a database of its own, the gateway that serves it, and changes that are made and unmade in it.

A change is a set of *edits*: for a row of a table, the whole new row, or nothing where it goes. They are committed, so
that whatever serves (in this process, over HTTP, a replica) answers from them; what was there comes back from a copy.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.rows import dict_row

from agencies.holdings import metadata
from gateway.audit.sharing import Told, packed, reading_of, unpacked
from gateway.audit.tables import access, entry, reading, subject_key, subject_member, subject_set
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.wiring import registry
from migrations.tables import everything
from migrations.upgrade import upgrade
from policies.vocabulary import Handling, Standing
from schema.declare import RecordType
from schema.registry import Registry
from schema.sql import qualified
from tests.gateway.served import Clock, Database, Served, served
from tests.noninterference.people import FACTS, NOW, Facts, Person, people, place
from tests.schema import world
from tests.schema.holdings import Holdings

everything()  # imports every owner's tables
ENTRY = str(entry)
TABLES: Mapping[str, sa.Table] = {**metadata.tables, ENTRY: entry}
Row = Mapping[str, Any]
NOWHERE = Told("none/ordinary", {"shown": {}, "withheld": {}, "rules": []})
ASSIGNED = list(Standing).index(Standing.ASSIGNED) * len(Handling)  # a place as the access record packs it
READ = reading_of({ASSIGNED: Told("assigned/ordinary", NOWHERE.reading)}, NOWHERE)
# Whoever asks is in the access record too, but not in its index by subject: who has seen a case stays as it was made.
# Nor is a checkpoint kept of what was asked: they are listed, and every question would add to them.
STILL = """
create function audit.no_more() returns trigger language plpgsql as 'begin return null; end';
create trigger no_more before insert on audit.subject_member for each row execute function audit.no_more();
create trigger no_more before insert on audit.checkpoint for each row execute function audit.no_more()
"""
STORED = {str(access): ENTRY}  # the table behind a view that shows its rows one for one


class Noon(Clock):
    """A clock that stands, so that no day ends between an answer and its replay."""

    def __call__(self) -> datetime:
        return NOW + self.moved


def stored(record: RecordType) -> str:
    """The name of the table that holds a record's rows; of a view where no table holds them one for one."""
    return STORED.get(str(record.table), str(record.table))


@dataclass(frozen=True, slots=True)
class Edit:
    """One row as it is to be; None where it is to go."""

    table: str
    id: Any
    row: Row | None


@dataclass
class Ground:
    """One generated world, served."""

    seed: int
    database: Database
    everybody: Sequence[Person]
    served: Served
    made_at: datetime
    _values: dict[str, list[Any]] = field(default_factory=dict)
    _rows: dict[tuple[str, Any], Row] = field(default_factory=dict)

    @cached_property
    def holdings(self) -> Holdings:
        """Every row of every record, unchanged."""
        return self.held()

    def held(self) -> Holdings:
        """Every row of every record as it is now. The entries of whoever asks of it meanwhile are no part of it."""
        own = {"AccessEntry": f"recorded_at < '{self.made_at.isoformat()}'"}
        with _engine(self.database).connect() as connection:
            return Holdings(connection, registry(), world.TODAY, own)

    @cached_property
    def entries_until(self) -> str:
        """The moment before which all entries are the world's own, and none of whoever asks."""
        latest: datetime = max(row["recorded_at"] for row in self.rows[ENTRY] if row["recorded_at"] < self.made_at)
        return (latest + timedelta(milliseconds=1)).isoformat()

    @property
    def registry(self) -> Registry:
        return registry()

    @cached_property
    def over(self) -> Mapping[str, Sequence[RecordType]]:
        """The records over each table, by what ``stored`` calls it."""
        found: dict[str, list[RecordType]] = {}
        for record in self.registry.records.values():
            found.setdefault(stored(record), []).append(record)
        return found

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Every row of every table, unchanged."""
        return self.read(TABLES)

    def row(self, table: str, key: Any) -> Row | None:
        """A row by its table and id, unchanged."""
        if not self._rows:
            self._rows = {(name, row["id"]): row for name, rows in self.rows.items() for row in rows}
        return self._rows.get((table, key))

    def values(self, column: sa.Column[Any]) -> list[Any]:
        """The values that a column has, unchanged."""
        name = f"{column.table}.{column.name}"
        if name not in self._values:
            rows = self.rows[str(column.table)]
            self._values[name] = [row[column.name] for row in rows if row[column.name] is not None]
        return self._values[name]

    def read(self, tables: Iterable[str]) -> dict[str, Sequence[Row]]:
        """Rows as they are now, by table."""
        with psycopg.connect(self.database.owner, row_factory=dict_row) as connection:
            return {
                each: connection.execute(f"select * from {qualified(TABLES[each])} order by id".encode()).fetchall()
                for each in tables
                if "id" in TABLES[each].c
            }

    def facts(self) -> Facts:
        """The rows that say who stands where, as they are now."""
        return self.read(FACTS)

    @contextmanager
    def changed(self, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
        """With the edits that the database accepts, undone in the end."""
        done: list[Edit] = []
        try:
            with self._altering() as connection:
                for table, ours in by_table(edits).items():
                    done += _put(connection, TABLES[table], ours)
            yield done
        finally:
            with self._altering() as connection:
                for table, ours in by_table(edits).items():
                    _restore(connection, TABLES[table], [each.id for each in ours])

    @contextmanager
    def _altering(self) -> Iterator["psycopg.Connection[Any]"]:
        """One transaction without foreign keys; everybody's facts are read anew after it."""
        with psycopg.connect(self.database.owner) as connection:
            connection.execute("set local session_replication_role = replica")
            yield connection
            connection.execute("update directory.principal set version = version + 1")


def by_table(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    """The edits of each table, in the order in which they came."""
    found: dict[str, list[Edit]] = {}
    for each in edits:
        found.setdefault(each.table, []).append(each)
    return found


def _put(connection: "psycopg.Connection[Any]", table: sa.Table, edits: Sequence[Edit]) -> list[Edit]:
    """Put rows in place of those with their ids; where a check of the table refuses them, as many as it accepts."""
    try:
        with connection.transaction():
            _delete(connection, table, [each.id for each in edits])
            names, name = table.c.keys(), qualified(table)
            rows = [{each: row[each] for each in names} for edit in edits if (row := edit.row)]
            statement = f"insert into {name} select * from jsonb_populate_recordset(null::{name}, %s)"
            connection.execute(statement.encode(), [json.dumps(rows, default=_spelt)])
    except psycopg.errors.IntegrityError:
        if len(edits) == 1:
            return []
        middle = len(edits) // 2
        return [*_put(connection, table, edits[:middle]), *_put(connection, table, edits[middle:])]
    return list(edits)


def _spelt(value: Any) -> str:
    """A value as PostgreSQL reads it in JSON."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def _delete(connection: "psycopg.Connection[Any]", table: sa.Table, ids: Sequence[Any]) -> None:
    connection.execute(f"delete from {qualified(table)} where id = any(%s)".encode(), [list(ids)])


def _restore(connection: "psycopg.Connection[Any]", table: sa.Table, ids: Sequence[Any]) -> None:
    _delete(connection, table, ids)
    kept = f"insert into {qualified(table)} select * from kept.{kept_name(table)} where id = any(%s)"
    connection.execute(kept.encode(), [list(ids)])


def kept_name(table: sa.Table) -> str:
    """What the copy of a table is called."""
    return f'"{table.schema}_{table.name}"'


@dataclass(slots=True)
class Grounds:
    """Makes worlds. The database they start from is migrated once."""

    postgres: EmbeddedPostgres
    tokens: AccessTokens
    clock: Clock
    migrated: str = ""

    @contextmanager
    def made(self, seed: int) -> Iterator[Ground]:
        """The world of a seed, served until the body ends."""
        name = f"world_{seed}"
        database = self._database(name)
        random = Random(seed)
        rows, everybody = world.made(seed), people(random)
        place(rows, everybody, self.tokens.issuer, random)
        sets = [_about(row, rows["coordination.case"][n : n + 3]) for n, row in enumerate(rows[ENTRY])]
        _fill(database, rows, sets)
        with served(database, self.tokens, self.clock) as gateway:
            yield Ground(seed, database, everybody, gateway, datetime.now(UTC))
        self._execute(f"drop database {name} with (force)")

    def _database(self, name: str) -> Database:
        if not self.migrated:
            self.migrated = "migrated_for_worlds"
            upgrade(self.postgres.create_database(self.migrated))
            self._execute(f"alter role mappa_gateway login password '{self.postgres.password}'")
        self._execute(f"create database {name} template {self.migrated}")
        return Database(self.postgres.dsn(name), self.postgres.dsn(name, user="mappa_gateway"))

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.postgres.dsn(), autocommit=True) as connection:
            connection.execute(statement.encode())


def _engine(database: Database) -> sa.Engine:
    return sa.create_engine(sa.make_url(database.owner).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)


def _about(row: dict[str, Any], cases: Sequence[Row]) -> dict[str, Any]:
    """The set of subjects of an entry, which names these cases from now on."""
    members = packed((ASSIGNED, case["id"]) for case in cases)
    row["subject_set"], row["reading"] = hashlib.sha256(members).digest(), READ.digest
    return {"digest": row["subject_set"], "members": members}


def _fill(database: Database, rows: world.Rows, sets: Sequence[Mapping[str, Any]]) -> None:
    with _engine(database).begin() as connection:
        connection.execute(reading.insert(), {"digest": READ.digest, "body": READ.body})
        connection.execute(subject_set.insert(), sets)
        members = [{"digest": s["digest"], "alias": key} for s in sets for _, key in unpacked(s["members"])]
        connection.execute(subject_member.insert(), members)
        everybody = {each["alias"] for each in members}
        connection.execute(subject_key.insert(), [{"alias": key, "subject_id": key} for key in everybody])
        world.load(connection, rows)
        _register(connection)
        connection.exec_driver_sql("alter table audit.entry disable trigger all")  # hidden entries are changed too
        connection.exec_driver_sql(STILL)
        connection.exec_driver_sql("create schema kept")
        for table in TABLES.values():
            connection.exec_driver_sql(f"create table kept.{kept_name(table)} as table {qualified(table)}")


def _register(connection: sa.Connection) -> None:
    client = metadata.tables["directory.client"]
    connection.execute(client.insert(), {"client_id": "mappa-demonstration", "agency": "platform"})
