"""The command line: help with an example for each command, and one sentence for whatever cannot be done."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import psycopg
import pytest
import typer

from gateway.audit.sequencer import Reach, Sequencer
from gateway.command import printed
from gateway.command.application import app
from gateway.demonstration.caseload.appointment_rows import ISSUER as CLOSED
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.transparency.keys import KeyType, SigningKey, VerifierKey
from migrations.upgrade import upgrade
from tests.gateway.command.running import NOWHERE, SERVING, Run
from tests.gateway.served import Database

SETTINGS = "Set these in the environment (deploy/README.md has all settings):\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a demonstration that no longer runs, with a question in it."""
    stale = {"graphql": "http://127.0.0.1:9/graphql", "issuer": "http://127.0.0.1:9", "audit_database": NOWHERE}
    (tmp_path / "demonstration.json").write_text(json.dumps(stale))
    (tmp_path / "log-policy.txt").write_text("quorum none\n")
    (tmp_path / "question.graphql").write_text("{ viewer { name } }")
    return tmp_path


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - typer's own click
    inner: dict[str, Any] = getattr(group, "commands", {})
    for name, command in inner.items():
        yield from commands(command, (*words, name))
    if not inner:
        yield words


COMMANDS = [" ".join(words) for words in commands(typer.main.get_command(app))]


def test_these_are_the_commands() -> None:
    assert sorted(COMMANDS) == [
        "audit adopt",
        "audit copy",
        "audit detect",
        "audit export",
        "audit key",
        "audit pack",
        "audit reindex",
        "audit restored",
        "audit retain",
        "audit verify",
        "demo",
        "directory client",
        "directory officer",
        "migrate",
        "policy check",
        "policy diff",
        "policy mutate",
        "policy page",
        "policy replay",
        "policy table",
        "policy why",
        "query",
        "rules assess",
        "rules follow",
        "rules load",
        "schema check",
        "schema diff",
        "schema print",
        "seed",
        "sequence",
        "serve",
        "token",
        "witness",
        "words",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_says_what_it_does_and_gives_an_example(run: Run, command: str) -> None:
    code, said, _ = run(*command.split(), "--help")
    assert code == 0
    assert "Example:" in said
    assert "mappa" in said.split("Example:")[1]


@pytest.mark.parametrize("words", [(), ("schema",), ("policy",), ("rules",), ("audit",)])
def test_without_a_command_the_help_is_shown(run: Run, words: tuple[str, ...]) -> None:
    code, said, more = run(*words)
    assert code == 2
    assert "Commands" in said + more


UNREACHED = "... Check that the server runs, and the host, the name, the password and the database in --database"
UNPARSED = "The database cannot be used: ... Give --database (or MAPPA_DATABASE_URL) as postgresql://"
COPY = "audit copy {empty} --purpose secure_data --database {nowhere} --policy {data}/log-policy.txt"
KEY = SigningKey.generate("gateway.example/log", KeyType.LOG).written()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("token --as police --data {empty}", "No demonstration runs from {empty}: start one with `make run`, or name"),
        ("token --as police --data {data}", "Nothing answers at http://127.0.0.1:9/token: start the demonstration"),
        ("token --as police --data {data} --purpose IDLE", "IDLE is no purpose: state one of MANAGE_RISK,"),
        ("token --as senior --data {data} --role BOSS", "BOSS is no role: state one of POLICE_OFFENDER_MANAGER,"),
        ("query {data}/none --as police --data {data}", "{data}/none cannot be read"),
        ("query {data} --as police --data {data}", "{data} cannot be read"),
        ("query {data}/question.graphql --as police --data {data}", "Nothing answers at http://127.0.0.1:9/token"),
        ("query {data}/question.graphql --as police --data {data} --variables {{", "--variables is not JSON"),
        ("audit verify --data {empty}", "No demonstration runs from {empty}"),
        ("audit verify --data {data}", f"The database cannot be used: {UNREACHED}"),
        ("audit verify --database nonsense", UNPARSED),
        ("audit verify --database nonsense --policy {empty}/none", "{empty}/none is no policy: "),
        ("audit copy {empty} --purpose secure_data --database nonsense", "Give --policy: "),
        (COPY, "Set MAPPA_LOG_KEYS as for the gateway: "),
        (f"{COPY} --log-keys nonsense", "MAPPA_LOG_KEYS cannot be used: "),
        (f"{COPY} --log-keys {{key}} --keys {{data}}/none/../empty", "Give --keys a folder apart: "),
        (f"{COPY} --log-keys {{key}}", "The database cannot be used: "),
        ("audit adopt --purpose secure_data --database {nowhere}", "The database cannot be used: "),
        (
            "witness --key {empty}/k --state {empty}/s --policy {data}/log-policy.txt",
            "{empty}/k cannot be used as a key (...): make one with `mappa audit key NAME --out FILE --witness`.",
        ),
        (
            "witness --key {empty}/k --state {empty} --policy {empty}/p",
            "{empty} cannot be used as a witness's memory (...): name a file",
        ),
        ("audit key with+plus --out {empty}/key", "'with+plus' is no name of a key: "),
        ("audit key example.org/log --out {empty}", "{empty} cannot be written "),
        ("migrate --database {nowhere}", f"The database cannot be used: connection failed{UNREACHED}"),
        ("migrate --database nonsense", UNPARSED),
        ("seed --cases 200 --database {nowhere}", "The database cannot be used: connection failed"),
        ("demo --data /proc/nowhere", "/proc/nowhere cannot be written"),
        ("serve", f"{SETTINGS}  MAPPA_DATABASE_URL is missing: PostgreSQL as the role mappa_gateway"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(run: Run, data: Path, words: str, sentence: str) -> None:
    (data / "empty").mkdir()
    places = {"data": data, "empty": data / "empty", "nowhere": NOWHERE, "key": KEY}
    code, said, problem = run(*words.format(**places).split())
    assert code == 1
    assert re.match(re.escape(sentence.format(**places)).replace(r"\.\.\.", ".*"), problem.strip(), re.DOTALL)
    assert said == ""


@pytest.mark.parametrize(
    "words", ["nonsense", "migrate", "seed --database x --cases 199", "demo --port 65535", "query -", "token"]
)
def test_words_that_make_no_command_are_answered_with_its_usage(run: Run, words: str) -> None:
    code, _, problem = run(*words.split())
    assert code == 2
    assert "Usage: mappa" in problem


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MAPPA_ISSUER", "http://idp.example", "Give MAPPA_ISSUER as an https address"),
        ("MAPPA_SECRET_KEY", "hunter2", f"{SETTINGS}  MAPPA_SECRET_KEY will not do (it is too short): At least 32 "),
        ("MAPPA_TOKEN_LIFETIME", "5m", f"{SETTINGS}  MAPPA_TOKEN_LIFETIME will not do (write a duration as PT5M, "),
        ("MAPPA_PORT", "70000", f"{SETTINGS}  MAPPA_PORT will not do (Input should be less than or equal to 65535): "),
        ("MAPPA_LAW", "/nowhere", ""),
        ("MAPPA_ALGORITHMS", "ES256, HS256", "Choose MAPPA_ALGORITHMS, with commas between, from ES256"),
        ("MAPPA_WEB_ADDRESS", "http://mappa.example", "Give MAPPA_WEB_ADDRESS as https://host"),
        ("MAPPA_HOST", "203.0.113.1", "Port 0 on 203.0.113.1 cannot be had (Cannot assign requested address): choose "),
    ],
)
def test_a_setting_that_is_wrong_stops_the_start(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    for each, good in {**SERVING, name: value}.items():
        monkeypatch.setenv(each, good)
    code, _, problem = run("serve")
    assert code == 1
    assert problem.startswith(sentence)
    assert problem
    assert value not in problem or name != "MAPPA_SECRET_KEY"


# -- the printed texts


def test_the_schema_is_printed_and_checked(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, sdl, _ = run("schema", "print")
    assert "type Query {" in sdl
    monkeypatch.setattr(printed, "SDL", tmp_path / "schema.graphql")
    code, _, problem = run("schema", "check")
    assert (code, problem.startswith("The schema changed: run `mappa schema print")) == (1, True)
    (tmp_path / "schema.graphql").write_text(sdl)
    told = "schema/schema.graphql is the schema, and schema/CHANGELOG.md tells of it.\n"
    assert run("schema", "check") == (0, told, "")
    monkeypatch.setattr(printed, "CHANGELOG", tmp_path / "CHANGELOG.md")
    code, _, problem = run("schema", "check")
    assert (code, "schema/CHANGELOG.md has no entry" in problem) == (1, True)


# -- the database


def test_rules_are_loaded_once_and_those_who_are_in_no_known_area_are_counted(
    run: Run, postgres: EmbeddedPostgres
) -> None:
    address = postgres.create_database("rules_from_the_command_line")
    upgrade(address)
    assert re.fullmatch(r"\d+ rows were added\.\n", run("rules", "load", "--database", address)[1])
    with psycopg.connect(address) as connection:
        connection.execute(_SOMEBODY)
        connection.execute("update coordination.category_precedence set valid_until = valid_from")
        connection.execute(_REGISTERED)
    code, _, problem = run("rules", "assess", "--database", address)
    assert code == 1
    assert "No row says when" in problem
    assert "`mappa rules load`" in problem
    with psycopg.connect(address) as connection:
        connection.execute("update coordination.category_precedence set valid_until = null")
    code, said, _ = run("rules", "assess", "--database", address)
    assert code == 0
    assert "1 qualify, have no case and are in no known area" in said


_TOLD = "source_system, as_of, received_at, assertion, subject_category, reliability"
_BY = "'x', now(), now(), 'FACT', 'CONVICTED', 'VERIFIED'"
_SOMEBODY = f"""
with p as (insert into person.person (id, family_name, given_names, gender, {_TOLD})
    values (gen_random_uuid(), 'F', 'G', 'MALE', {_BY}) returning id)
insert into probation.conviction (id, person_id, offence, schedule, convicted_on, sentenced_on, sentence_kind,
    length_months, main_offence, {_TOLD})
select gen_random_uuid(), id, 'Robbery', 'CJA 2003, Sch. 15 Part 1', current_date, current_date, 'IMPRISONMENT', 12,
    true, {_BY} from p"""  # noqa: S608 - our own words
_REGISTERED = f"""
insert into police.notification_period (id, person_id, status, basis, starts_on, indefinite, {_TOLD})
select gen_random_uuid(), id, 'CURRENT', 'CUSTODY_6_TO_30_MONTHS', current_date, false, {_BY} from person.person"""  # noqa: S608 - our own words


def test_a_database_is_migrated_filled_once_and_verified(run: Run, postgres: EmbeddedPostgres) -> None:
    address = postgres.create_database("from_the_command_line")
    code, _, problem = run("seed", "--database", address, "--cases", "200")
    assert (code, "The database cannot be used: " in problem) == (1, True)
    assert "mappa migrate" in problem
    for _ in range(2):
        assert run("migrate", "--database", address) == (0, "The database is at this version.\n", "")
    assert run("seed", "--database", address, "--cases", "200", "--issuer", "https://idp.example")[0] == 0
    with psycopg.connect(address) as connection:
        assert connection.execute('select count(*) from coordination."case"').fetchone() == (200,)
        signing_in = "select distinct issuer from directory.principal where issuer <> %s"  # closed accounts do not
        issuers = connection.execute(signing_in, [CLOSED]).fetchall()
        people = connection.execute("select count(*) from person.person").fetchall()[0][0]
    assert issuers == [("https://idp.example",)]
    assert run("rules", "load", "--database", address) == (0, "Every delivered row is there.\n", "")
    code, said, _ = run("rules", "assess", "--database", address)
    assert (code, said.startswith(f"{people} people were asked about")) == (0, True)
    code, _, problem = run("seed", "--database", address, "--cases", "200")
    assert code == 1
    assert problem
    code, said, _ = run("audit", "verify", "--database", address)
    assert code == 0
    assert said.startswith("0 entries in a tree of 0, 0 heads, 0 checkpoints, 0 waiting, 0 erased.\nRoot ")


ENTRY = """
insert into audit.entry (id, recorded_at, request_id, act, outcome, roles, acting, human, variables, policy_version,
    row_count, duration_us)
values (gen_random_uuid(), now() - interval '1 hour', gen_random_uuid(), 'CONSULT', 'GRANTED', '{}', '{}', true, '{}',
    'v', 0, 1)
"""


def test_a_record_that_was_changed_is_told_and_exit_code_1(run: Run, database: Database) -> None:
    database.execute(ENTRY)
    asyncio.run(sequenced(database))
    database.execute(
        "alter table audit.entry disable trigger refuse_change; update audit.entry set outcome = 'REFUSED'"
    )
    code, said, problem = run("audit", "verify", "--database", database.owner)
    assert code == 1
    assert "1 entries in a tree of 1" in said
    assert "  entry changed: " in said
    assert problem == "The access record is not as it was written: 1 faults.\n"


def test_an_index_that_is_not_what_the_record_says_is_told_with_what_mends_it(run: Run, database: Database) -> None:
    database.execute("insert into audit.subject_member values (gen_random_uuid(), sha256('x'))")
    code, said, _ = run("audit", "verify", "--database", database.owner)
    assert (code, "mappa audit reindex" in said) == (1, True)
    anew = "The index of subjects was made anew: 0 rows.\n"
    assert run("audit", "reindex", "--database", database.owner) == (0, anew, "")
    assert "mappa audit reindex" not in run("audit", "verify", "--database", database.owner)[1]


async def sequenced(database: Database) -> None:
    """What the gateway does behind the record: every entry gets its leaf."""
    sequencer = Sequencer(lambda: asyncpg.connect(database.owner))
    await sequencer.sequence(Reach.ALL)
    await sequencer.close()


def test_a_new_key_is_written_for_its_owner_alone_and_its_verifier_told(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("audit", "key", "example.org/log", "--out", str(tmp_path / "log.key"))
    assert code == 0
    key = SigningKey.parse((tmp_path / "log.key").read_text().strip())
    assert (str(key.verifier), key.verifier.kind) == (told.strip(), KeyType.LOG)
    assert (tmp_path / "log.key").stat().st_mode & 0o077 == 0
    _, told, _ = run("audit", "key", "example.org/witness", "--witness", "--out", str(tmp_path / "witness.key"))
    assert VerifierKey.parse(told.strip()).kind is KeyType.COSIGNATURE
