"""Entries of months, put in by SQL as a gateway writes them: by its own text, and after the model of one that it wrote.

Whom they are about is sealed with the gateway's SQL (``gateway.audit.sealing``), month by month, each with a secret of
its own; so is the question of every entry (``gateway.audit.question``). Every other column is the model's. Their tree
is not built, and nothing asks for it.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from gateway.audit.entry import FIELDS
from gateway.audit.question import SEALED_FIELDS, question, sealed_or_not
from gateway.audit.sealing import kept, name_of
from gateway.audit.tables import KEYS, entry
from tests.benchmark.entries import USERS, told

PERSONS = 200_000
DAYS = 85  # of the months that are made ahead
YEAR = 365 * 5_000_000  # entries
BATCH = 500_000
WRITERS = 2

# To put many entries in and then index them; a gateway writes with the settings of its server.
SETTINGS = {"max_wal_size": "8GB", "maintenance_work_mem": "1GB", "shared_buffers": "1GB", "synchronous_commit": "off"}

MODEL = "create unlogged table model as select * from audit.access where request_id = %(request)s"
PLACES = """
select distinct m.place from model e join audit.subject_set s on s.digest = e.subject_set
cross join lateral audit.members_of(s.members) m order by 1
"""
SECRETS = """
insert into audit_keys.period (starts_on, secret)
select d::date, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
from generate_series(date_trunc('month', %(first)s::timestamp), %(last)s::timestamp, '1 month') d on conflict do nothing
"""
# A case and its person in each, whose keys are numbers: a case's is the person's and a million.
PAIRS = f"""
with sealing as materialized (select starts_on, secret from audit_keys.period where starts_on = %(month)s),
plain as materialized (
    select n, {name_of("members")} as name, members as plain from generate_series(1, %(persons)s) n
    cross join lateral (
        select string_agg(
            set_byte('\\x00', 0, place) || decode(lpad(to_hex((k - 1) * 1000000 + n), 32, '0'), 'hex'),
            ''::bytea order by k) as members
        from unnest(%(places)s::integer[]) with ordinality p (place, k)) m
), {kept("plain")}
insert into pair (starts_on, n, digest, key)
select (select starts_on from sealing), n, digest, key from plain join sealed using (name)
"""  # noqa: S608 - our own text
MEMBERS = """
insert into audit.subject_member (alias, digest)
select m.alias, s.digest from audit.subject_set s cross join lateral audit.members_of(s.members) m
on conflict do nothing
"""
SIZES = f"""
select sum(pg_table_size(inhrelid))::float8, sum(pg_indexes_size(inhrelid))::float8,
    (pg_total_relation_size('audit.subject_set') + pg_total_relation_size('audit.subject_member')
    + (select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = '{KEYS}'::regnamespace
       and relkind = 'r'))::float8
from pg_inherits where inhparent = 'audit.entry'::regclass
"""  # noqa: S608 - our own text
ANALYSED = "audit.entry, audit.subject_set, audit.subject_member, audit_keys.subject_key, audit_keys.set_key"

_FOUND = {
    "id": "t.id",
    "recorded_at": "t.at",
    "request_id": "gen_random_uuid()",
    "principal_id": f"lpad(to_hex(t.n % {USERS}), 32, '0')::uuid",
    "subject_set": "z.digest",
    "reading": "m.reading_digest",
    "question": question("t.id", "m.operation_name", "m.document_hash", "m.variables"),
    **{name: sealed_or_not(name, f"m.{name}") for name in SEALED_FIELDS},
}


def _entries(first: int, last: int, number: int, begun: datetime) -> str:
    """The statement that puts in the entries from ``first`` to ``last`` of ``number``, evenly over the days."""
    selected = ", ".join(_FOUND.get(name, f"m.{name}") for name in FIELDS)
    return f"""
with t as (
    select n, at, (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid as id
    from generate_series({first}::bigint, {last}::bigint) n
    cross join lateral (
        select '{begun.isoformat()}'::timestamptz + interval '{DAYS} days' * (n / {number}::float8) as at) a
)
insert into audit.entry ({", ".join(FIELDS)}) select {selected}
from t cross join model m
join pair z on z.starts_on = date_trunc('month', t.at)::date and z.n = 1 + (t.n * 7919) % {PERSONS}
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class Past:
    """The record to fill: how many entries, after the model of the entry of which request."""

    dsn: str
    number: int
    model: UUID

    def fill(self) -> None:
        """Put them in, and tell how large they are."""
        began, begun = time.monotonic(), datetime.now(UTC)
        with self._connected() as connection:
            for index in entry.indexes:
                connection.execute(f"drop index audit.{index.name}".encode())
            self._subjects(connection, begun.date())
        with ThreadPoolExecutor(WRITERS) as writers:
            list(writers.map(self._written, [begun] * len(self._batches), self._batches))
        with self._connected() as connection:
            connection.execute(b"drop table pair, model")
            for index in entry.indexes:
                made = CreateIndex(index).compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
                connection.execute(str(made).encode())
            connection.execute(f"vacuum analyze {ANALYSED}".encode())
            (sizes,) = connection.execute(SIZES.encode()).fetchall()
        told("generated", f"{self.number:,} entries in {time.monotonic() - began:.0f} s")
        self._sized(sizes)

    def _sized(self, sizes: Sequence[float]) -> None:
        table, indexed, subjects = (size / self.number for size in sizes)
        told("an entry takes", f"{table:.0f} bytes, its indexes {indexed:.0f}, whom it is about {subjects:.0f}")
        told(
            "a year at 5 million a day",
            f"{sum(sizes) / self.number * YEAR / 1e12:.1f} TB without leaves, by calculation",
        )

    @property
    def _batches(self) -> Sequence[tuple[int, int]]:
        """The first and the last of each."""
        return [(first, min(first + BATCH, self.number) - 1) for first in range(0, self.number, BATCH)]

    def _connected(self) -> psycopg.Connection[tuple[float, ...]]:
        return psycopg.connect(
            self.dsn, autocommit=True, cursor_factory=psycopg.ClientCursor, options="-c timezone=UTC"
        )

    def _subjects(self, connection: psycopg.Connection[tuple[float, ...]], first: date) -> None:
        """Everybody's sets and keys, for each month."""
        last = first + timedelta(days=DAYS)
        connection.execute(MODEL.encode(), {"request": self.model})
        places = [int(place) for (place,) in connection.execute(PLACES.encode())]
        connection.execute(b"create unlogged table pair (starts_on date, n integer, digest bytea, key bytea)")
        connection.execute(SECRETS.encode(), {"first": first, "last": last})
        months = connection.execute(b"select starts_on from audit_keys.period order by 1").fetchall()
        given = {"persons": PERSONS, "places": [places[0], places[-1]]}
        for (month,) in months:
            connection.execute(PAIRS.encode(), {**given, "month": month})
        connection.execute(b"alter table pair add primary key (starts_on, n)")
        connection.execute(b"analyze pair")
        connection.execute(MEMBERS.encode())

    def _written(self, begun: datetime, batch: tuple[int, int]) -> None:
        with self._connected() as connection:
            connection.execute(_entries(*batch, self.number, begun).encode())
