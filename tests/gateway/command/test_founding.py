"""A directory begun from nothing, as production is: two officers from the command line, everybody else by the two."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psycopg
import pytest

from gateway.command.application import main
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.personas import AREA
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade
from tests.gateway import served as serving
from tests.gateway.acting import document, done, key, order
from tests.gateway.served import Answer, Clock, Database, Served
from tests.gateway.small_caseload import let_the_gateway_in

Mappa = Callable[..., tuple[int, str]]
REGISTER = document("registerPrincipal", "principal", "name")
PROPOSE = document("proposeAppointment", "appointment", "status")
APPROVE = document("approveAppointment", "appointment", "status")
WAITING = "{ appointments(status: PROPOSED) { nodes { id version } } }"
VIEWER = "{ viewer { roles } }"
ENTRIES = "select act, client, purpose from audit.access where client like 'mappa directory%' order by recorded_at"


@pytest.fixture(scope="module")
def empty(postgres: EmbeddedPostgres) -> Iterator[Database]:
    """A migrated database with nothing in it."""
    dsn = postgres.create_database("begun")
    upgrade(dsn)
    let_the_gateway_in(postgres)
    yield Database(dsn, postgres.dsn("begun", user="mappa_gateway"))
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("drop database begun with (force)")


@pytest.fixture
def mappa(empty: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mappa:
    """A command on that database: its exit code, and what it said."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["mappa", *words, "--database", empty.owner])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def officer(mappa: Mappa, tokens: AccessTokens, persona: str) -> tuple[int, str]:
    known = ("--issuer", tokens.issuer, "--subject", f"persona:{persona}", "--reason", "The board's letter.")
    return mappa("directory", "officer", persona.title(), *known)


def asked(served: Served, persona: str, act: str, variables: Mapping[str, Any]) -> Answer:
    return served.ask(persona, act, variables, purpose="ADMINISTER_PLATFORM")


def test_two_officers_are_begun_with_and_enter_everybody_else(
    mappa: Mappa, empty: Database, tokens: AccessTokens, clock: Clock
) -> None:
    assert mappa("rules", "load")[0] == 0
    assert mappa("directory", "client", "mappa-demonstration", "--agency", "platform") == (
        0,
        "mappa-demonstration is registered for platform.\n",
    )
    assert officer(mappa, tokens, "policy") == (
        0,
        "Policy is a policy officer from today. Enter one more: it takes two.\n",
    )
    assert "is entered as persona:policy" in officer(mappa, tokens, "policy")[1]
    assert officer(mappa, tokens, "second")[1].endswith("Two keep the directory now, and enter all others.\n")
    code, refused = officer(mappa, tokens, "admin")
    assert code == 1
    assert "Two keep the directory already" in refused
    with serving.served(empty, tokens, clock) as served:
        assert served.ask("police", VIEWER).code == "UNAUTHENTICATED"
        given = {"name": "Rowan", "issuer": tokens.issuer, "subject": "persona:police", "agency": "POLICE"}
        entered = done(asked(served, "policy", REGISTER, {"input": {**given, "idempotencyKey": key()}}))
        role = {"role": "POLICE_OFFENDER_MANAGER", "inArea": AREA, "validFrom": "2026-01-01", "reason": "Posted."}
        done(asked(served, "policy", PROPOSE, order(entered, **role)))
        (waiting,) = asked(served, "second", WAITING, {}).data["appointments"]["nodes"]
        done(asked(served, "second", APPROVE, order(waiting)))
        assert served.ask("police", VIEWER).data["viewer"] == {"roles": ["POLICE_OFFENDER_MANAGER"]}
    told = [(each["act"], each["client"], each["purpose"]) for each in empty.execute(ENTRIES)]
    assert told == [
        ("REGISTER_PRINCIPAL", f"mappa directory {what}", "ADMINISTER_PLATFORM")
        for what in ("client", "officer", "officer")
    ]


def test_a_client_that_stands_is_left_as_it_is(mappa: Mappa) -> None:
    assert mappa("directory", "client", "twice", "--agency", "police", "--human-less")[0] == 0
    code, refused = mappa("directory", "client", "twice", "--agency", "prison")
    assert code == 1
    assert "twice is registered already, and is left as it is." in refused
