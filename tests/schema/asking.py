"""Asks the compiled path what it answers: from the text of an operation to the bytes, as the gateway does."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import sqlalchemy as sa

from gateway.audit.sharing import unpacked
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.questions import Kept, Questions
from gateway.store import SETTINGS
from gateway.together import Together
from gateway.wiring import graphql_schema, registry
from migrations.upgrade import upgrade
from policies.engine import Law
from policies.permit import Permit
from policies.principal import Standings
from policies.vocabulary import Handling
from schema.limits import Limits
from schema.seals import Seals, seals_for
from schema.sight import profile_of
from schema.statement import Execution
from schema.transport import GraphQLRequest
from tests.schema import world
from tests.schema.holdings import Holdings
from tests.schema.oracle import Oracle, plain_schema

ROOMY = Limits(100_000, 60_000, 20_000, 200, 40, 2_000, 200, 2_000, 20_000, 10_000_000, 1_000, 1_000, 20)
UNTIL = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, for which purpose, standing where."""

    permit: Permit
    standings: Standings

    @property
    def seals(self) -> Seals:
        return seals_for(b"a secret of the tests", self.permit.kind, self.permit.policy_version)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer's bytes, and the subjects it names by place."""

    body: bytes
    subjects: dict[str, list[str]]
    rows: int

    @property
    def data(self) -> Any:
        return json.loads(self.body)


def _by_place(members: bytes | None) -> dict[str, list[str]]:
    """The subjects as the oracle lists them: ``{"2/0": [keys]}``."""
    found: dict[str, set[str]] = {}
    for place, subject in unpacked(members or b""):
        found.setdefault(f"{place // len(Handling)}/{place % len(Handling)}", set()).add(str(subject))
    return {label: sorted(subjects) for label, subjects in found.items()}


class World:
    """The world in its database, with both ways to ask of it."""

    def __init__(self, dsn: str, law: Law) -> None:
        self.law = law
        self.registry = registry()
        self.schema = graphql_schema()._schema
        self.plain = plain_schema()
        self.questions = Questions(self.schema, self.registry, ROOMY)
        for name in ("documents", "operations", "measured", "statements"):
            setattr(self.questions, name, Kept(50_000))  # a battery is asked again and again
        self.runner = asyncio.Runner()
        self.connection = self.runner.run(self._connect(dsn))
        self.engine = sa.create_engine(sa.make_url(dsn).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
        self.holdings = self.held()

    @classmethod
    def made(cls, postgres: EmbeddedPostgres) -> "World":
        """A migrated database of its own, filled."""
        dsn = postgres.create_database("world")
        upgrade(dsn)
        engine = sa.create_engine(sa.make_url(dsn).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
        with engine.begin() as connection:
            world.load(connection, world.made())
        return cls(dsn, Law.load())

    def held(self) -> Holdings:
        """Every row as it is now."""
        with self.engine.connect() as connection:
            return Holdings(connection, self.registry, world.TODAY)

    async def _connect(self, dsn: str) -> "asyncpg.Connection[asyncpg.Record]":
        settings = dict(SETTINGS)
        return await asyncpg.connect(dsn, server_settings=settings, statement_cache_size=0)

    def close(self) -> None:
        self.runner.run(self.connection.close())
        self.runner.close()

    # -- the compiled path

    def compiled(self, asker: Asker, text: str, variables: Mapping[str, Any] | None = None) -> tuple[Together, Any]:
        """The statement of an operation, and what is read to run it."""
        question = self.questions.ask(GraphQLRequest(text, None, dict(variables or {}), {}), 1_000)
        compiled = self.questions.compiled(question, asker.permit, profile_of(asker.standings), asker.seals)
        computed = {each.key: b'"Query"' for each in compiled.statement.computed if each.name == "__typename"}
        execution = Execution(question.variables, asker.standings, world.SOMEBODY, world.TODAY, asker.seals, computed)
        return compiled, execution

    def ask(self, asker: Asker, text: str, variables: Mapping[str, Any] | None = None) -> Answered:
        """What the compiled path answers."""
        compiled, execution = self.compiled(asker, text, variables)
        values = [
            v.decode() if isinstance(v, bytes) and v == b'"Query"' else v for v in compiled.statement.values(execution)
        ]
        row = self.runner.run(self.connection.fetchrow(compiled.statement.sql, *values))
        assert row is not None
        body = compiled.statement.frame.framed(None if row["body"] is None else row["body"].encode())
        return Answered(body, _by_place(row["members"]), row["rows"])

    # -- the slow path

    def oracle(self, asker: Asker, holdings: Holdings | None = None) -> Oracle:
        """The slow way, for one asker; it gathers the subjects of what it answers."""
        return Oracle(holdings or self.holdings, asker.permit, asker.standings, seals=asker.seals)

    # -- changes that never were

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Changes within are seen by ``ask`` and undone in the end; references are not checked meanwhile."""
        self.execute("begin")
        self.execute("set local session_replication_role = replica")
        self.execute("alter table audit.entry disable trigger all")
        try:
            yield
        finally:
            self.execute("rollback")

    def execute(self, sql: str, *values: Any) -> None:
        self.runner.run(self.connection.execute(sql, *values))

    def execute_each(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement with the values of each of the rows."""
        self.runner.run(self.connection.executemany(sql, rows))
