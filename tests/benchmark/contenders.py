"""Who is measured: how each is started, and how each is asked."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmark.database import Database, settings_of_peers
from tests.benchmark.identity import AUDIENCE, token
from tests.benchmark.workloads import AREA, HERE, Principal, Workload
from tests.node import node

BIN: Final = Path(sys.executable).parent
SECRET: Final = "benchmark-benchmark-benchmark-benchmark"


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is in one run."""

    database: Database
    issuer: str
    port: int  # of the contender


@dataclass(frozen=True, slots=True)
class Contender:
    """A server to be measured. ``graphql`` says whether it is asked in GraphQL; ``judges`` whether it has a policy."""

    name: str
    title: str
    command: Callable[[Place], Sequence[str]]
    environment: Callable[[Place], Mapping[str, str]]
    answers: frozenset[str] = frozenset({"q1", "q2", "q3", "q4", "q5"})
    graphql: bool = True
    judges: bool = True
    dialect: str = ""
    beside: Callable[[Place], Sequence[str]] | None = None  # works for it in a process of its own, on its core
    slow: bool = False  # measured in fewer rounds, at one connection

    def takes_part(self, workload: Workload, principal: Principal, connections: int, round_number: int) -> bool:
        """Whether it is asked this, now. Who has no policy answers as for somebody who sees all."""
        if workload.name not in self.answers or not (self.judges or principal.name == "all"):
            return False
        return not self.slow or (connections == 1 and round_number < 2)

    def document(self, workload: Workload) -> str | None:
        """What is sent beside the variables."""
        return workload.document(self.dialect) if self.graphql else None

    def path(self, workload: Workload) -> str:
        """Where it is sent."""
        return "/graphql" if self.graphql else f"/{workload.name}"


def headers(issuer: str, principal: Principal) -> dict[str, str]:
    """The same for every contender; who has no use for one passes over it."""
    return {
        "Authorization": f"Bearer {token(issuer, principal.persona)}",
        "Purpose-Of-Use": principal.purpose,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }


def _ours(place: Place) -> Mapping[str, str]:
    return {
        "MAPPA_DATABASE_URL": place.database.dsn_of("mappa_gateway"),
        "MAPPA_SECRET_KEY": SECRET,
        "MAPPA_ISSUER": place.issuer,
        "MAPPA_AUDIENCE": AUDIENCE,
        "MAPPA_JWKS_URL": f"{place.issuer}/jwks",
        "MAPPA_PORT": str(place.port),
        "MAPPA_LAW": str(place.database.law),
        "MAPPA_SEQUENCE": "false",
    }


def _peer(place: Place) -> Mapping[str, str]:
    settings = {
        "dsn": place.database.dsn_of("peer"),
        "port": place.port,
        "issuer": place.issuer,
        "jwks": f"{place.issuer}/jwks",
        "principals": settings_of_peers(place.database, place.issuer),
    }
    return {"PEER": json.dumps(settings), "GRAPHILE_ENV": "production", "NODE_ENV": "production"}


def _audited_peer(place: Place) -> Mapping[str, str]:
    return {**_peer(place), "AUDIT": "1"}


def _yoga(place: Place) -> Mapping[str, str]:
    settings = {"dsn": place.database.dsn, "port": place.port, "area": AREA}
    return {"PEER": json.dumps(settings), "NODE_ENV": "production"}


def _bare(place: Place) -> Mapping[str, str]:
    return {"DSN": place.database.dsn, "AREA": str(AREA), "PYTHONPATH": str(Path.cwd())}


def _node(script: str) -> Callable[[Place], Sequence[str]]:
    return lambda _: [str(node()), str(HERE / script)]


def _module(name: str) -> Callable[[Place], Sequence[str]]:
    return lambda place: [sys.executable, "-m", f"tests.benchmark.{name}", str(place.port)]


CONTENDERS: Final = (
    Contender("ours", "the gateway: policy, limits, durable audit", lambda _: [str(BIN / "mappa"), "serve"], _ours,
        beside=lambda _: [str(BIN / "mappa"), "sequence"],
    ),
    Contender(
        "postgraphile", "PostGraphile 5: row-level security, no audit", _node("postgraphile.mjs"), _peer,
        dialect="postgraphile",
    ),
    Contender(
        "postgraphile+audit", "PostGraphile 5 and one committed audit entry a request", _node("postgraphile.mjs"),
        _audited_peer, dialect="postgraphile",
    ),
    Contender("yoga", "graphql-yoga + graphql-jit, hand-written SQL", _node("yoga.mjs"), _yoga, judges=False),
    Contender(
        "limit", "bare uvicorn + asyncpg, hand-written SQL, nothing else", _module("limit"), _bare,
        graphql=False, judges=False,
    ),
    Contender(
        "naive", "strawberry resolvers + SQLAlchemy ORM + oso per field", _module("naive"), _bare,
        answers=frozenset({"q1", "q2", "q3"}), judges=False, dialect="naive", slow=True,
    ),
)  # fmt: skip
