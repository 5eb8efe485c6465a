"""The real gateway, served over HTTP on this machine with the demonstration's sign-in, and a way to ask it things.

It runs on an event loop of its own in a thread, so that a test may be synchronous or not, and look into the gateway
while it serves. ``Clock`` moves the gateway's time and that of the tokens alike.
"""

# ruff: noqa: ANN401 - JSON and SQL values of every kind pass through
import asyncio
import atexit
import json
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import httpx2
import psycopg
from psycopg.rows import dict_row
from pydantic import SecretStr

from gateway.command.serving import listening, running
from gateway.command.sign_in import purpose_of
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.admission import begin_demonstration
from gateway.demonstration.identity_provider import identity_provider
from gateway.demonstration.keepsakes import signing_key
from gateway.demonstration.personas import client_named, persona_named
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.http import Gateway
from gateway.life import Door
from gateway.sequencing import at_work
from gateway.settings import Settings
from gateway.store import Store
from gateway.transparency.keys import KeyType, SigningKey
from gateway.wiring import opened
from tests.policies.laws import law

HOST = "127.0.0.1"
AUDIENCE = "https://gateway.mappa.invalid"
LOG_KEY = SigningKey.generate("gateway.example/access-record", KeyType.LOG)
SECRET = "a secret of the tests, forty characters long"
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # none is spoken here, and to read all authorities takes a while
PATIENCE = 20  # seconds: what is asked first is compiled first, and the machine may be busy
GRAPHQL = "application/graphql-response+json"
PARTS = ("database", "policy", "access record", "sequence", "checkpoints", "months")  # of which readiness tells

_Value = TypeVar("_Value")


class Clock:
    """The time of day, and however far a test has moved it."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def seconds(self) -> float:
        """Since the epoch."""
        return self().timestamp()

    @contextmanager
    def forward(self, by: timedelta) -> Iterator[None]:
        """Later, for a while."""
        self.moved += by
        try:
            yield
        finally:
            self.moved -= by


class Owner:
    """The owner's connection to the database that was asked last: tests ask one of them, hundreds of times each."""

    def __init__(self) -> None:
        self._at = ""
        self._held: psycopg.Connection[dict[str, Any]] | None = None

    def execute(self, dsn: str, statement: bytes, values: Any) -> "psycopg.Cursor[dict[str, Any]]":
        """Run a statement, committed; on a new connection where the server has cut the one that was held."""
        held = self._to(dsn)
        try:
            return held.execute(statement, values)
        except psycopg.OperationalError:
            if not held.closed:
                raise
        return self._to(dsn).execute(statement, values)

    def _to(self, dsn: str) -> "psycopg.Connection[dict[str, Any]]":
        if self._held is None or self._at != dsn or self._held.closed:
            self.close()
            self._held = psycopg.connect(dsn, row_factory=dict_row, autocommit=True, prepare_threshold=None)
            self._at = dsn
        return self._held

    def close(self) -> None:
        """Leave the database."""
        if self._held is not None:
            self._held.close()


OWNER = Owner()
atexit.register(OWNER.close)


@dataclass(frozen=True, slots=True)
class Database:
    """A database, as its owner reaches it and as the gateway does."""

    owner: str
    gateway: str

    def execute(self, statement: str, values: Any = None) -> list[dict[str, Any]]:
        """Run a statement as the owner, committed; its rows."""
        cursor = OWNER.execute(self.owner, statement.encode(), values)
        return cursor.fetchall() if cursor.description else []

    @contextmanager
    def changed(self, statement: str, back: str) -> Iterator[None]:
        """With a change, undone in the end."""
        self.execute(statement)
        try:
            yield
        finally:
            self.execute(back)


_copies = count(1)


@contextmanager
def copied(postgres: EmbeddedPostgres, database: str) -> Iterator[Database]:
    """A copy of a database that nobody is connected to, dropped in the end."""
    name = f"copy_{next(_copies)}"
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"create database {name} template {database}".encode())
        yield Database(postgres.dsn(name), postgres.dsn(name, user="mappa_gateway"))
        connection.execute(f"drop database {name} with (force)".encode())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def request_id(self) -> UUID:
        return UUID(self.headers["x-request-id"])

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        """What was answered; an error is the test's failure."""
        assert self.status == 200, self.body
        assert "errors" not in self.json, self.body
        return self.json["data"]

    @property
    def error(self) -> str:
        """The message of the one error; there is no data beside it."""
        assert list(self.json) == ["errors"], self.body
        (only,) = self.json["errors"]
        return str(only["message"])

    @property
    def code(self) -> str:
        """The code of the one error."""
        (only,) = self.json["errors"]
        return str(only["extensions"]["code"])


@dataclass(slots=True)
class Served:
    """The gateway while it is served."""

    root: str
    database: Database
    clock: Clock
    tokens: AccessTokens
    gateway: Gateway
    loop: asyncio.AbstractEventLoop
    client: httpx2.Client = field(
        default_factory=lambda: httpx2.Client(trust_env=False, timeout=PATIENCE, verify=NO_TLS)
    )

    @property
    def url(self) -> str:
        """Of the GraphQL endpoint."""
        return f"{self.root}/graphql"

    @property
    def door(self) -> Door:
        return self.gateway.door

    @property
    def store(self) -> Store:
        return self.door.coalescer.store

    def token(self, persona: str, through: str = "mappa-demonstration") -> str:
        """An access token for a persona, or for a client itself."""
        client, person = client_named(through), persona_named(persona)
        assert client is not None
        return self.tokens.for_person(person, client) if person else self.tokens.for_system(client)

    def headers(self, persona: str, purpose: str | None = None, **more: str) -> Mapping[str, str]:
        """What a persona sends; their usual purpose unless another is named."""
        return {
            "authorization": f"Bearer {self.token(persona)}",
            "purpose-of-use": purpose_of(persona, purpose),
        } | more

    def ask(self, persona: str, query: str, variables: Mapping[str, Any] | None = None, **more: Any) -> Answer:
        """A query, as a persona. ``purpose`` names one; whatever else is in ``more`` is sent in the body."""
        headers = self.headers(persona, more.pop("purpose", None), accept=GRAPHQL)
        return self.post({"query": query, "variables": variables or {}, **more}, headers)

    def post(self, body: Any, headers: Mapping[str, str]) -> Answer:
        """A body as JSON."""
        return self.send("POST", {**headers, "content-type": "application/json"}, json.dumps(body).encode())

    def send(self, method: str, headers: Mapping[str, str], content: bytes = b"", path: str = "/graphql") -> Answer:
        """Anything at all."""
        reply = self.client.request(method, self.root + path, headers=dict(headers), content=content)
        return Answer(reply.status_code, reply.headers, reply.content)

    def entry(self, answer: Answer) -> dict[str, Any]:
        """The one entry of a request in the access record."""
        (found,) = self.database.execute("select * from audit.access where request_id = %s", [answer.request_id])
        return found

    def told(self, answer: Answer) -> tuple[str, str | None]:
        """How the entry says that it ended."""
        entry = self.entry(answer)
        return entry["outcome"], entry["reason"]

    def until_sequenced(self) -> None:
        """Until every entry so far is under a checkpoint."""
        under = (
            "select (select count(*) from audit.entry) <= (select coalesce(max(size), 0) from audit.checkpoint) as so"
        )
        until(lambda: self.database.execute(under)[0]["so"])

    def within(self, asked: Coroutine[Any, Any, _Value]) -> _Value:
        """What a coroutine gives on the gateway's own event loop."""
        return asyncio.run_coroutine_threadsafe(asked, self.loop).result(timeout=10)

    def forget(self) -> None:
        """Close what the gateway keeps open to the database for reading, so that it connects anew."""
        self.within(self.store.close())


@contextmanager
def in_thread(make: Callable[[], Any]) -> Iterator[tuple[Any, asyncio.AbstractEventLoop]]:
    """The value of an asynchronous context, held open on an event loop in a thread."""
    loop, ready, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    held: list[Any] = []

    async def hold() -> None:
        try:
            async with make() as value:
                held.append(value)
                ready.set()
                await done.wait()
        finally:
            ready.set()

    thread = threading.Thread(target=lambda: loop.run_until_complete(hold()), name="gateway")
    thread.start()
    ready.wait(timeout=30)
    try:
        assert held, "the gateway did not start"
        yield held[0], loop
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(timeout=30)
        loop.close()


def settings(database: Database, issuer: str, **changes: Any) -> Settings:
    """The gateway's settings in tests; the budget of the access record is wide, because the machine may be busy."""
    given: dict[str, Any] = {
        "database_url": SecretStr(database.gateway),
        "secret_key": SecretStr(SECRET),
        "issuer": issuer,
        "audience": AUDIENCE,
        "jwks_url": f"{issuer}/jwks",
        "audit_budget": 5.0,
        "log_keys": LOG_KEY.written(),
    }
    return Settings(**(given | changes))


@contextmanager
def sign_in(folder: Path, clock: Clock) -> Iterator[AccessTokens]:
    """The demonstration's identity provider, served; what it signs its tokens with."""
    at = listening(HOST, 0)
    issuer = f"http://{HOST}:{at.getsockname()[1]}"
    provider = identity_provider(begin_demonstration(folder, HOST), issuer, AUDIENCE, clock.seconds)
    with in_thread(lambda: running(provider, at)):
        yield AccessTokens(issuer, AUDIENCE, signing_key(folder), clock.seconds)


@contextmanager
def served(database: Database, tokens: AccessTokens, clock: Clock, **changes: Any) -> Iterator[Served]:
    """The gateway, served until the body ends."""
    at = listening(HOST, 0)
    if "web_client_secret" in changes:  # with the pages
        changes["web_address"] = f"http://{HOST}:{at.getsockname()[1]}"

    @asynccontextmanager
    async def both() -> AsyncIterator[Gateway]:
        async with (
            opened(settings(database, tokens.issuer, **changes), clock, law(), at_work) as gateway,
            running(gateway, at),
        ):
            yield gateway

    with in_thread(both) as (gateway, loop):
        ours = Served(f"http://{HOST}:{at.getsockname()[1]}", database, clock, tokens, gateway, loop)
        until(lambda: ours.send("GET", {}, path="/readyz").status == 200)
        try:
            yield ours
        finally:
            ours.client.close()


@contextmanager
def pages_at(at: socket.socket, settings: Settings, clock: Clock) -> Iterator[None]:
    """The gateway with its pages at a socket, for people who sign in elsewhere."""

    @asynccontextmanager
    async def both() -> AsyncIterator[Gateway]:
        async with opened(settings, clock, law(), at_work) as gateway, running(gateway, at):
            yield gateway

    with in_thread(both):
        yield


def until(condition: Callable[[], _Value], seconds: float = 10) -> _Value:
    """What ``condition`` gives as soon as it gives something true; a test fails that waits too long."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
    return found
