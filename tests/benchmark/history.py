"""What auditors ask most of a record of months: a subject's history and a user's day, through a served gateway.

The entries are put in by SQL, in the shape the gateway writes them in: sets of sealed aliases with a key for each
subject and month, the index by subject, every index of the entries. Their tree is not built, and nothing asks for it.
"""

import random
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx2
import psycopg

from gateway.audit.ddl import table_statements
from gateway.audit.tables import entry
from gateway.command.serving import listening, running
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.http import Gateway
from gateway.wiring import opened
from tests.gateway.served import HOST, Clock, Database, Served, in_thread, settings, sign_in
from tests.gateway.small_caseload import filled
from tests.policies.laws import law

USERS, PERSONS = 5_000, 200_000
BATCH = 1_000_000
DAYS = 85  # of the months that are made ahead
YEAR = 365 * 5_000_000  # entries
ASKED = 200  # times each

# To put many entries in and then index them; a gateway writes with the settings of its server.
SETTINGS = {"max_wal_size": "8GB", "maintenance_work_mem": "1GB", "shared_buffers": "1GB", "synchronous_commit": "off"}

# The key, the alias and the set of each case with its person, for each month: as gateway/audit/sealing.py makes them.
PAIRS = """
create unlogged table pair as
select m.starts_on, n,
    string_agg('\\x08'::bytea || substr(sha256(x.key || x.subject), 1, 16), ''::bytea order by k) members,
    array_agg(x.key order by k) keys, array_agg(x.subject order by k) subjects
from (select d::date starts_on, sha256(d::text::bytea) secret from generate_series(
        date_trunc('month', now()), now() + interval '%(days)s days', '1 month') d) m
cross join generate_series(1, %(persons)s) n cross join generate_series(0, 1) k
cross join lateral (select uuid_send(lpad(to_hex(k * 1000000 + n), 32, '0')::uuid) subject) s
cross join lateral (select sha256(m.secret || s.subject) as key, s.subject) x
group by 1, 2;
alter table pair add primary key (starts_on, n);
insert into audit.subject_set (digest, members) select sha256(members), members from pair;
insert into audit_keys.subject_key (alias, subject_id, key, period)
select encode(substr(sha256(k.key || k.subject), 1, 16), 'hex')::uuid, encode(k.subject, 'hex')::uuid, k.key, starts_on
from pair cross join lateral unnest(keys, subjects) k (key, subject);
insert into audit.subject_member (alias, digest)
select m.alias, sha256(p.members) from pair p cross join lateral audit.members_of(p.members) m;
insert into audit.reading (digest, body) values (sha256(convert_to(%(body)s, 'UTF8')), %(body)s)
"""
BODY = (
    '{"nobody":{"cell":"none","reading":{}},"places":{"8":{"cell":"assigned/ordinary",'
    '"reading":{"shown":{"identity":["familyName"]},"withheld":{"health":["note"]},"rules":["r1"]}}}}'
)
GENERATE = """
with t as (
    select n, now() + interval '%(days)s days' * (n / %(all)s::float8) as at
    from generate_series(%(first)s::bigint, %(last)s::bigint) n
)
insert into audit.entry
select (lpad(to_hex(floor(extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
    t.at, gen_random_uuid(), 'CONSULT', 'GRANTED', null,
    lpad(to_hex(t.n %% %(users)s), 32, '0')::uuid, 'Somebody Synthetic', 'police',
    '{POLICE_OFFENDER_MANAGER}', 'mappa-web', '{}', true, 'MANAGE_RISK', 'OneCase', sha256(t.n::text::bytea),
    '{"reference": "00000000000000000000000000000000"}', sha256(p.members), (select digest from audit.reading limit 1),
    '1a2b3c4d', 1, 2500
from t join pair p on p.starts_on = date_trunc('month', t.at)::date and p.n = 1 + (t.n * 7919) %% %(persons)s
"""
SIZES = """
select sum(pg_table_size(inhrelid))::float8, sum(pg_indexes_size(inhrelid))::float8,
    (pg_total_relation_size('audit.subject_set') + pg_total_relation_size('audit.subject_member')
    + pg_total_relation_size('audit_keys.subject_key'))::float8
from pg_inherits where inhparent = 'audit.entry'::regclass
"""
PLAIN = "reading subjects withheld agency principalName recordedAt purpose"
NEWEST = f"{{ accessLog(first: 20) {{ nodes {{ {PLAIN} }} }} }}"
ONE = f"""query($key: String!) {{ accessLog(key: $key) {{ nodes {{ {PLAIN} }} }} }}"""
SOME = "select id from audit.entry tablesample system (0.01) limit 200"
OF_SUBJECT = f"""query($subject: String!, $since: DateTime!) {{
    accessLog(subject: $subject, since: $since, first: 100) {{ nodes {{ {PLAIN} }} }} }}"""
OF_USER = f"""query($principal: String!, $since: DateTime!, $until: DateTime!) {{
    accessLog(principal: $principal, since: $since, until: $until, first: 100) {{ nodes {{ {PLAIN} }} }} }}"""


def measure(folder: Path, number: int) -> None:
    """Make so many entries, and ask."""
    clock = Clock()
    (folder / "sign-in").mkdir(mode=0o700)
    with (
        EmbeddedPostgres.start(folder / "history", changed=SETTINGS) as postgres,
        sign_in(folder / "sign-in", clock) as tokens,
    ):
        name = filled(postgres, tokens.issuer)
        database = Database(postgres.dsn(name), postgres.dsn(name, user="mappa_gateway"))
        _generated(database.owner, number)
        with _answering(database, tokens, clock) as served:
            _asked(served)


def _generated(dsn: str, number: int) -> None:
    begun = time.monotonic()
    indexes = table_statements([entry])[1:]
    given = {"days": DAYS, "persons": PERSONS, "users": USERS, "all": number}
    with psycopg.connect(dsn, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        for index in entry.indexes:
            connection.execute(f"drop index audit.{index.name}".encode())
        connection.execute(PAIRS.encode(), {**given, "body": BODY})
        for first in range(0, number, BATCH):
            last = min(first + BATCH, number) - 1
            connection.execute(GENERATE.encode(), {**given, "first": first, "last": last})
        connection.execute(b"drop table pair")
        for statement in indexes:
            connection.execute(statement.encode())
        tables = "audit.entry, audit.subject_set, audit.subject_member, audit_keys.subject_key"
        connection.execute(f"vacuum analyze {tables}".encode())
        (sizes,) = connection.execute(SIZES.encode()).fetchall()
    table, indexed, subjects = (size / number for size in sizes)
    told("generated", f"{number:,} entries in {time.monotonic() - begun:.0f} s")
    told("an entry takes", f"{table:.0f} bytes, its indexes {indexed:.0f}, whom it is about {subjects:.0f}")
    told("a year at 5 million a day", f"{sum(sizes) / number * YEAR / 1e12:.1f} TB without leaves, by calculation")


@contextmanager
def _answering(database: Database, tokens: AccessTokens, clock: Clock) -> Iterator[Served]:
    """The gateway. It does not sequence: so many entries without a leaf would keep it for half an hour."""
    at, given = listening(HOST, 0), settings(database, tokens.issuer, sequence=False, statement_budget=60.0)

    @asynccontextmanager
    async def both() -> AsyncIterator[Gateway]:
        async with opened(given, clock, law()) as gateway, running(gateway, at):
            yield gateway

    with in_thread(both) as (gateway, loop):
        address = f"http://{HOST}:{at.getsockname()[1]}"
        with httpx2.Client(trust_env=False, timeout=60) as client:
            yield Served(address, database, clock, tokens, gateway, loop, client)


def _asked(served: Served) -> None:
    """For people chosen by chance."""
    chance, now = random.Random(1), datetime.now(UTC)  # noqa: S311 - no secret

    def subject() -> Mapping[str, str]:
        return {"subject": str(UUID(int=chance.randrange(1, PERSONS))), "since": now.isoformat()}

    def day() -> Mapping[str, str]:
        since = now + timedelta(days=chance.randrange(1, DAYS - 1))
        until = since + timedelta(days=1)
        return {
            "principal": str(UUID(int=chance.randrange(1, USERS))),
            "since": since.isoformat(),
            "until": until.isoformat(),
        }

    keys = [str(row["id"]) for row in served.database.execute(SOME)]
    told("the newest twenty", _timed(served, NEWEST, dict))
    told("one entry by its key", _timed(served, ONE, lambda: {"key": chance.choice(keys)}))
    told("a subject's history", _timed(served, OF_SUBJECT, subject))
    told("a user's day", _timed(served, OF_USER, day))


def _timed(served: Served, query: str, values: Callable[[], Mapping[str, str]]) -> str:
    took, rows = list[float](), 0
    for _ in range(ASKED):
        asked = values()
        begun = time.monotonic()
        rows += len(served.ask("auditor", query, asked).data["accessLog"]["nodes"])
        took.append((time.monotonic() - begun) * 1000)
    ordered = sorted(took)
    middle, slow = statistics.median(took), ordered[int(len(took) * 0.95)]
    return f"{middle:.1f} ms (95%: {slow:.1f} ms, the slowest {ordered[-1]:.1f} ms), {rows / len(took):.0f} rows"


def told(what: str, figure: str) -> None:
    """A row of the table."""
    print(f"| {what} | {figure} |", flush=True)  # noqa: T201 - what it is for
