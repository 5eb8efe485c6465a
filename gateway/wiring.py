"""Where the parts are put together, once. Tests call the same function with other settings."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import cache
from typing import Protocol

import asyncpg
import strawberry
import structlog

from gateway import companion, oversight
from gateway.audit.entry import VariableHasher
from gateway.audit.sequencer import Sequencer
from gateway.audit.writer import AuditWriter
from gateway.authentication.tokens import IssuerSettings, TokenValidator
from gateway.changes import Changes
from gateway.coalescer import Coalescer
from gateway.desk import identified
from gateway.directory.stored import Clock, StoredDirectory, now
from gateway.http import Application, Aside, Check, Gateway, faults
from gateway.law_in_force import LawInForce
from gateway.life import Door, Keys
from gateway.log import Fares, Log
from gateway.metrics import Counted, Metrics
from gateway.orders import Orders
from gateway.questions import Questions
from gateway.sequencing import Condition, parts
from gateway.settings import LogSettings, Settings
from gateway.store import Store, StoreUnavailable
from gateway.strangers import Strangers
from gateway.writing import Writing
from migrations.newest import newest
from policies.engine import Law
from schema.acts import own_mutations
from schema.limits import Limits
from schema.registry import Registry, gather
from schema.types import TypeBuilder

log = structlog.get_logger("gateway")


@cache
def registry() -> Registry:
    """Every declaration: the records of the agencies and the access record."""
    return gather(beside=(oversight,), mutations=own_mutations())


@cache
def graphql_schema() -> strawberry.Schema:
    """The GraphQL schema of the gateway."""
    return TypeBuilder(registry()).schema()


def keys(secret: str, before: Iterable[str] = ()) -> Keys:
    """The gateway's keys, each derived for its own use; of those ``before``, what tests guesses at old variables."""
    seal = hmac.digest(secret.encode(), b"mappa seal", hashlib.sha256)
    return Keys(seal, _hasher(secret), tuple(map(_hasher, before)))


def _hasher(secret: str) -> VariableHasher:
    return VariableHasher(hmac.digest(secret.encode(), b"mappa variables", hashlib.sha256))


def issuer(settings: Settings) -> IssuerSettings:
    """Whose tokens are accepted."""
    return IssuerSettings(
        settings.issuer,
        settings.audience,
        settings.jwks_url,
        algorithms=settings.algorithms,
        max_lifetime=settings.token_lifetime,
    )


class Sequencing(Protocol):
    """Whoever does what comes behind the record for this gateway: how it fares."""

    def condition(self) -> Condition:
        """In words."""
        ...


Beside = Callable[[LogSettings], AbstractAsyncContextManager[Sequencing]]
"""Begins it, and ends it with the gateway."""


@asynccontextmanager
async def opened(
    settings: Settings, clock: Clock = now, law: Law | None = None, beside: Beside = companion.beside
) -> AsyncIterator[Gateway]:
    """The gateway with its connections, closed in the end. The law loads first: without it nothing starts.

    ``law`` is the one of the settings, where it was loaded before: several gateways of one process may share it.
    ``beside`` is asked where the settings say that the gateway has its sequencing done.
    """
    in_force = LawInForce(settings.law, law)
    dsn = settings.database_url.get_secret_value()
    async with AsyncExitStack() as stack:
        store = Store(dsn, settings.connections, settings.statement_budget, settings.audit_budget)
        stack.push_async_callback(store.close)
        writing = Writing(dsn, settings.change_connections, settings.change_budget)
        stack.push_async_callback(writing.close)
        tokens = TokenValidator(issuer(settings), lambda: clock().timestamp())
        stack.push_async_callback(tokens.close)
        writer = await stack.enter_async_context(AuditWriter(lambda: asyncpg.connect(dsn), settings.audit_budget))
        behind = await stack.enter_async_context(parts(settings))
        fares: Fares | None = None
        if settings.sequence:
            fares = (await stack.enter_async_context(beside(settings))).condition
        sequencer, log = behind.sequencer, Log.of(behind, fares)
        questions = Questions(graphql_schema()._schema, registry(), Limits())  # noqa: SLF001 - the graphql-core schema has no public name
        changes = Changes(writing, Orders(registry()), clock)
        secret = keys(settings.secret_key.get_secret_value(), settings.secret_keys_before.get_secret_value().split())
        directory = StoredDirectory(store, clock)
        coalescer = Coalescer(store, settings.statement_budget, settings.connections)
        stack.push_async_callback(coalescer.close)
        strangers = Strangers(settings.stranger_entries)
        door = Door(
            tokens, directory, questions, in_force, coalescer, changes, writer, secret, clock, strangers=strangers
        )
        aside = log.aside(identified(tokens, directory))
        pages = await stack.enter_async_context(_pages(settings, door, aside)) if settings.web_address else None
        checks = _checks(store, in_force, writer, sequencer) | log.checks()
        if settings.metrics_token is not None:
            aside = _with_metrics(aside, _metrics(settings.metrics_token.get_secret_value(), checks, door, sequencer))
        yield Gateway(door, checks, aside, Limits().body_bytes, pages)


def _metrics(token: str, checks: dict[str, Check], door: Door, sequencer: Sequencer) -> Metrics:
    store, strangers = door.coalescer.store, door.strangers
    refused = "Callers refused because they could not be told."
    counted = (
        Counted("mappa_statements", "Statements sent to the database for reading.", lambda: store.statements),
        Counted("mappa_strangers_refused", refused, lambda: strangers.refused),
        Counted("mappa_strangers_sharing", "Of them, under an entry that stands for many.", lambda: strangers.sharing),
    )
    return Metrics(token, lambda: faults(checks), sequencer.pulse, counted)


def _with_metrics(aside: Aside, metrics: Metrics) -> Aside:
    return Aside({**aside.desks, "/metrics": metrics.answer}, aside.notices)


_AT = (
    "select (select version_num from public.alembic_version) as version, exists (select from coordination.area) as any"
)
READY_BUDGET = 2.0  # seconds that readiness waits for any of its parts
LAG_SHOWN = 60.0  # seconds that the tree and the index of subjects may be behind the record before readiness says so


def _pages(settings: Settings, door: Door, aside: Aside) -> AbstractAsyncContextManager[Application]:
    """The pages, loaded where they are served: a gateway without them has no use for the memory."""
    from gateway.wiring_pages import served_pages  # noqa: PLC0415

    return served_pages(settings, door, aside.desks)


def _checks(store: Store, law: LawInForce, writer: AuditWriter, sequencer: Sequencer) -> dict[str, Check]:
    wanted = newest()

    async def database() -> str | None:
        try:
            row = await store.fetch_row(_AT, [])
        except StoreUnavailable as error:
            log.error("database cannot be read", reason=str(error))  # noqa: TRY400 - a stack says no more
            return "cannot be read"
        return None if row["version"] >= wanted else "is older than this gateway: run mappa migrate"

    async def policy() -> str | None:
        return None if law.current.version else "is not loaded"

    async def access_record() -> str | None:
        return None if (await writer.health()).ok else "cannot be written"

    async def sequence() -> str | None:
        try:
            async with asyncio.timeout(READY_BUDGET):
                lag = await sequencer.lag()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return "cannot be read"
        return f"{lag.entries} entries, {lag.seconds:.0f} s behind" if lag.seconds > LAG_SHOWN else None

    return {"sequence": sequence, "database": database, "policy": policy, "access record": access_record}
