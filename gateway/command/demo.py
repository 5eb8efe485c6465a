"""``mappa demo``: the whole platform on this machine, with synthetic people and a sign-in of its own."""

import json
import secrets
import shlex
import time
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import typer
from psycopg import sql
from pydantic import SecretStr

from gateway.assessment.following import following
from gateway.command.demo_witnesses import agencies, policy
from gateway.command.loading import load
from gateway.command.refusal import CommandRefused
from gateway.command.ruling import today
from gateway.command.serving import listening, running, until_stopped, uvloop_run
from gateway.command.sign_in import DEFAULT_PURPOSES, POLICY_FILE, Running
from gateway.demonstration.admission import Demonstration, begin_demonstration
from gateway.demonstration.identity_provider import identity_provider
from gateway.demonstration.keepsakes import client_secrets
from gateway.demonstration.personas import CLIENTS, PERSONAS
from gateway.demonstration.postgres import EmbeddedPostgres, EmbeddedPostgresError
from gateway.settings import Settings
from gateway.transparency.keys import KeyType, SigningKey, VerifierKey
from gateway.wiring import opened
from migrations.upgrade import upgrade

HOST = "127.0.0.1"
AUDIENCE = "https://gateway.mappa.invalid"
SEED = 20250203
SECRETS_FILE = "gateway-secrets.json"
ORIGIN = "demonstration.mappa.invalid/access-record"
REGISTER = """insert into directory.client (client_id, agency, human_less, page_cap) values (%s, %s, %s, %s)
    on conflict do nothing"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the caller of ``mappa demo`` chose."""

    port: int
    data: Path
    cases: int


def run(choices: Choices) -> None:
    """Start everything, say how to use it, serve until Ctrl-C, stop everything."""
    started = time.monotonic()
    _writable(choices.data)
    with ExitStack() as stack:
        doors = [stack.enter_context(listening(HOST, choices.port + place)) for place in (0, 1)]
        postgres = stack.enter_context(_postgres(choices.data))
        issuer = f"http://{HOST}:{choices.port + 1}"
        demonstration = begin_demonstration(choices.data, HOST)
        log = _log(choices.data)
        witnesses = stack.enter_context(agencies(choices.data, log, HOST))
        settings = _settings(choices, issuer, _database(postgres, choices, issuer))
        (choices.data / POLICY_FILE).write_text(policy(log, witnesses))
        stack.enter_context(following(postgres.dsn("mappa"), today))
        Running(f"http://{HOST}:{choices.port}/graphql", issuer, postgres.dsn("mappa")).write(choices.data)
        stack.callback(typer.echo, "Stopped. The data is kept; `make run` takes it up again, `make reset` deletes it.")

        async def serve() -> None:
            provider = identity_provider(demonstration, issuer, AUDIENCE)
            async with AsyncExitStack() as serving:
                await serving.enter_async_context(running(provider, doors[1]))
                gateway = await serving.enter_async_context(opened(settings))
                await serving.enter_async_context(running(gateway, doors[0]))
                typer.echo(_welcome(choices, time.monotonic() - started))
                await until_stopped(gateway.door.law.reload)
                typer.echo("\nStopping.")

        uvloop_run(serve())


def _writable(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / ".touched").touch()
        (data / ".touched").unlink()
    except OSError as error:
        raise CommandRefused(
            f"{data} cannot be written ({error.strerror}): choose another folder with --data."
        ) from None


def _postgres(data: Path) -> EmbeddedPostgres:
    typer.echo("Starting PostgreSQL ...")
    try:
        return EmbeddedPostgres.start(data / "postgres")
    except EmbeddedPostgresError as error:
        raise CommandRefused(str(error)) from None


def _database(postgres: EmbeddedPostgres, choices: Choices, issuer: str) -> str:
    """The database: made, migrated and filled where it is not yet; the gateway's own role may only do what it must."""
    owner = postgres.dsn("mappa")
    if not _exists(postgres):
        postgres.create_database("mappa")
    typer.echo("Migrating ...")
    upgrade(owner)
    if _is_empty(owner):
        typer.echo(f"Loading {choices.cases} synthetic cases ...")
        load(owner, choices.cases, SEED, issuer)
    _prepare(owner, postgres.password, issuer)
    return postgres.dsn("mappa", user="mappa_gateway")


def _exists(postgres: EmbeddedPostgres) -> bool:
    with psycopg.connect(postgres.dsn()) as connection:
        return connection.execute("select 1 from pg_database where datname = 'mappa'").fetchone() is not None


def _is_empty(dsn: str) -> bool:
    with psycopg.connect(dsn) as connection:
        return connection.execute('select 1 from coordination."case" limit 1').fetchone() is None


def _prepare(dsn: str, password: str, issuer: str) -> None:
    """The role's password, and where the personas sign in (the port may differ from last time)."""
    with psycopg.connect(dsn) as connection:
        role = sql.SQL("alter role mappa_gateway login password {}").format(sql.Literal(password))
        connection.execute(role)
        connection.execute("update directory.principal set issuer = %s where issuer <> %s", (issuer, issuer))
        for client in CLIENTS:  # one that is newer than the data has to be registered
            connection.execute(REGISTER, (client.client_id, client.agency, client.human_less, client.page_cap))


def _settings(choices: Choices, issuer: str, dsn: str) -> Settings:
    kept = _secrets(choices.data)
    return Settings(
        database_url=SecretStr(dsn),
        secret_key=SecretStr(kept["secret_key"]),
        log_keys=SecretStr(kept["log_key"]),
        log_memory=choices.data / "log",
        log_policy=choices.data / POLICY_FILE,
        issuer=issuer,
        web_address=f"http://{HOST}:{choices.port}",
        web_client_secret=SecretStr(client_secrets(choices.data)["mappa-web"]),
        audience=AUDIENCE,
        jwks_url=f"{issuer}/jwks",
        host=HOST,
        port=choices.port,
        audit_budget=1.0,  # four times production's: a laptop with other things to do is no reason for refusals
    )


def _secrets(data: Path) -> dict[str, str]:
    """The gateway's secret key and the log's, kept between runs so that ids, cursors and checkpoints outlive them."""
    path = data / SECRETS_FILE
    path.touch(mode=0o600)
    kept: dict[str, str] = json.loads(path.read_text() or "{}")
    kept.setdefault("secret_key", secrets.token_urlsafe(48))
    kept.setdefault("log_key", SigningKey.generate(ORIGIN, KeyType.LOG).written())
    path.write_text(json.dumps(kept))
    return kept


def log_keys_of(data: Path) -> str:
    """The key of the demonstration's log, as ``MAPPA_LOG_KEYS`` has it."""
    return _secrets(data)["log_key"]


def _log(data: Path) -> VerifierKey:
    return SigningKey.parse(log_keys_of(data)).verifier


QUESTION = "docs/the-same-question.graphql"


def _welcome(choices: Choices, seconds: float) -> str:
    """What to do next: the address, who can sign in, and one question that three agencies ask."""
    who = "\n".join(
        f"  {persona.name:12} {persona.display_name:20} "
        f"{', '.join(role.replace('_', ' ') for role in sorted(persona.roles))}"
        f" - purpose {DEFAULT_PURPOSES.get(persona.name, 'MANAGE_RISK')}"
        for persona in PERSONAS
    )
    ask = "\n".join(_command(persona, choices) for persona in ("police", "prison", "probation"))
    return (
        f"\nThe MAPPA gateway serves synthetic people (ready after {seconds:.0f} s).\n\n"
        f"  In a browser:  http://{HOST}:{choices.port}/\n"
        f"  By GraphQL:    http://{HOST}:{choices.port}/graphql\n\nSign in as:\n{who}\n\n"
        f"Ask the same question about the same case as police, prison and probation:\n\n{ask}\n\n"
        f"Then see what was recorded, and that three agencies' witnesses saw it:\n\n"
        f"  .venv/bin/mappa audit verify{_kept_at(choices)}\n\n"
        "Ctrl-C stops everything; the data is kept."
    )


def _command(persona: str, choices: Choices) -> str:
    return f"  .venv/bin/mappa query {QUESTION} --as {persona}{_kept_at(choices)}"


def _kept_at(choices: Choices) -> str:
    """The option that finds this demonstration again, where it is not in the usual place."""
    return "" if choices.data == Path(".data").absolute() else f" --data {shlex.quote(str(choices.data))}"


__all__ = ["Choices", "Demonstration", "run"]
