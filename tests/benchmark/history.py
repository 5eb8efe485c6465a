"""What auditors ask most of a record of months: a subject's history and a user's day, through a served gateway."""

import random
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx2

from gateway.command.serving import listening, running
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.http import Gateway
from gateway.wiring import opened
from migrations.upgrade import upgrade
from tests.benchmark.entries import USERS, told
from tests.benchmark.generated import DAYS, PERSONS, SETTINGS, Past
from tests.benchmark.workloads import WORKLOADS
from tests.gateway.served import HOST, Clock, Database, Served, in_thread, settings, sign_in
from tests.gateway.small_caseload import NAME, filled, reference
from tests.policies.laws import law

ASKED = 200  # times each
SAMPLE = 20_000  # entries, at about, of which some are asked for by their keys

PLAIN = "reading subjects withheld agency principalName recordedAt purpose operationName"
NEWEST = f"{{ accessLog(first: 20) {{ nodes {{ {PLAIN} }} }} }}"
ONE = f"""query($key: String!) {{ accessLog(key: $key) {{ nodes {{ {PLAIN} }} }} }}"""
SOME = "select id from audit.entry tablesample system (%s) order by random() limit 200"
OF_SUBJECT = f"""query($subject: String!, $since: DateTime!) {{
    accessLog(subject: $subject, since: $since, first: 100) {{ nodes {{ {PLAIN} }} }} }}"""
OF_USER = f"""query($principal: String!, $since: DateTime!, $until: DateTime!) {{
    accessLog(principal: $principal, since: $since, until: $until, first: 100) {{ nodes {{ {PLAIN} }} }} }}"""


def measure(folder: Path, number: int) -> None:
    """Make so many entries, each as a gateway wrote the first, and ask. A folder that is filled already is asked."""
    clock, held = Clock(), folder / "held"
    (folder / "sign-in").mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        EmbeddedPostgres.start(folder / "history", changed=SETTINGS) as postgres,
        sign_in(folder / "sign-in", clock) as tokens,
    ):
        name = NAME if held.exists() else filled(postgres, tokens.issuer)
        upgrade(postgres.dsn(name))
        database = Database(postgres.dsn(name), postgres.dsn(name, user="mappa_gateway"))
        database.execute("update directory.principal set issuer = %s", [tokens.issuer])
        if not held.exists():
            with _answering(database, tokens, clock) as served:
                model = _case_asked_for(served)
            Past(database.owner, number, model).fill()
            held.write_text(f"{number}\n")
        with _answering(database, tokens, clock) as served:
            _asked(served, min(100.0, 100 * SAMPLE / int(held.read_text())))


def _case_asked_for(served: Served) -> UUID:
    """The request that asked for a case and its person, as people do most."""
    given = {"reference": reference(1), "today": datetime.now(UTC).date().isoformat()}
    answer = served.ask("police", WORKLOADS[0].document(), given)
    assert answer.data["case"], answer.body
    return answer.request_id


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


def _asked(served: Served, percent: float) -> None:
    """For people chosen by chance, and for one in so many of the entries' keys."""
    chance, now = random.Random(1), datetime.now(UTC)  # noqa: S311 - no secret

    def subject() -> Mapping[str, str]:
        return {"subject": str(UUID(int=chance.randint(1, PERSONS))), "since": now.isoformat()}

    def day() -> Mapping[str, str]:
        since = now + timedelta(days=chance.randrange(1, DAYS - 1))
        until = since + timedelta(days=1)
        return {
            "principal": str(UUID(int=chance.randrange(1, USERS))),
            "since": since.isoformat(),
            "until": until.isoformat(),
        }

    keys = [str(row["id"]) for row in served.database.execute(SOME, [percent])]
    _timed(served, "the newest twenty", NEWEST, dict)
    _timed(served, "one entry by its key", ONE, lambda: {"key": chance.choice(keys)})
    _timed(served, "a subject's history", OF_SUBJECT, subject)
    _timed(served, "a user's day", OF_USER, day)


def _timed(served: Served, what: str, query: str, values: Callable[[], Mapping[str, str]]) -> None:
    """Ask for each, and then for all of them once more, when what they read is in memory."""
    chosen = [values() for _ in range(ASKED)]
    for when in ("the first time", "again"):
        took, rows = list[float](), 0
        for asked in chosen:
            begun = time.monotonic()
            nodes = served.ask("auditor", query, asked).data["accessLog"]["nodes"]
            took.append((time.monotonic() - begun) * 1000)
            rows += len(nodes)
            assert all(node["operationName"] == "OneCase" and node["subjects"] for node in nodes), nodes
        ordered = sorted(took)
        middle, slow = statistics.median(took), ordered[int(len(took) * 0.95)]
        figure = f"{middle:.1f} ms (95%: {slow:.1f} ms, the slowest {ordered[-1]:.1f} ms), {rows / len(took):.0f} rows"
        told(f"{what}, {when}", figure)
