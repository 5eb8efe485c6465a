"""``mappa`` and its sub-commands. Each says what it does, with an example; a known failure is a sentence and exit 1."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gateway.command import sign_in
from gateway.command.auditing import audit_app
from gateway.command.directory import directory_app
from gateway.command.options import DATA, Data, Database
from gateway.command.policy import policy_app
from gateway.command.refusal import CommandRefused
from gateway.command.rules import rules_app

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The MAPPA gateway.", rich_markup_mode=None)
schema_app = typer.Typer(no_args_is_help=True, help="The printed GraphQL schema.")
app.add_typer(schema_app, name="schema")
app.add_typer(policy_app, name="policy")
app.add_typer(rules_app, name="rules")
app.add_typer(directory_app, name="directory")
app.add_typer(audit_app, name="audit")

Persona = Annotated[str, typer.Option("--as", help="The persona to sign in as, such as police.")]
PurposeCode = Annotated[
    str | None, typer.Option("--purpose", help="Why you ask: a purpose's code, such as MANAGE_RISK.")
]
RoleCode = Annotated[
    str | None,
    typer.Option("--role", help="In which role, of a persona who holds several: its code, such as CHAIR. Else in all."),
]


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="The port to serve on; the sign-in is served on the next one.", min=1, max=65534)
    ] = 8000,
    data: Data = DATA,
    cases: Annotated[
        int, typer.Option(help="How many synthetic cases to load the first time.", min=200, max=150_000)
    ] = 2000,
) -> None:
    """Serve the platform with a synthetic caseload on an embedded PostgreSQL.

    Example: mappa demo --port 8000 --cases 2000
    """
    from gateway.command.demo import Choices, run

    run(Choices(port, data.absolute(), cases))


@app.command()
def serve() -> None:
    """Serve the platform in production, as the MAPPA_ environment variables say.

    Example: MAPPA_DATABASE_URL=postgresql://... MAPPA_ISSUER=https://... mappa serve
    """
    from gateway.authentication.issuer import IssuerRefused
    from gateway.command.environment import settings
    from gateway.command.serving import serve_forever
    from gateway.sequencing import LogRefused
    from gateway.settings import Settings
    from gateway.web.address import AddressRefused
    from gateway.web.assets import AssetsMissing
    from policies.grammar import PolicyRefused

    try:
        serve_forever(settings(Settings))
    except (IssuerRefused, AddressRefused, AssetsMissing, LogRefused, PolicyRefused) as refused:
        raise CommandRefused(str(refused)) from None


@app.command()
def sequence(
    *,
    beside_gateway: Annotated[
        bool, typer.Option("--beside-gateway", hidden=True)
    ] = False,  # how `mappa serve` begins it
) -> None:
    """Do what comes behind the access record, for gateways that serve with MAPPA_SEQUENCE=false.

    Example: MAPPA_DATABASE_URL=postgresql://... MAPPA_LOG_KEYS=... mappa sequence
    """
    from gateway.command.environment import settings
    from gateway.command.serving import sequence_forever
    from gateway.sequencing import LogRefused
    from gateway.settings import LogSettings

    try:
        sequence_forever(settings(LogSettings), beside_gateway=beside_gateway)
    except LogRefused as refused:
        raise CommandRefused(str(refused)) from None


@app.command()
def migrate(database: Database) -> None:
    """Bring a database to this version; safe to repeat, and for two to run at once.

    Example: mappa migrate --database postgresql://mappa_owner:...@db/mappa
    """
    from gateway.command.database import told
    from migrations.upgrade import upgrade

    with told(migrating=True):
        upgrade(database)
    typer.echo("The database is at this version.")


@app.command()
def seed(
    database: Database,
    cases: Annotated[int, typer.Option(help="How many synthetic cases.", min=200, max=150_000)] = 2000,
    number: Annotated[int, typer.Option("--seed", help="The same number gives the same caseload.")] = 1,
    issuer: Annotated[
        str, typer.Option(help="The identity provider that will sign the personas in.")
    ] = "https://idp.invalid",
) -> None:
    """Load a synthetic caseload into an empty, migrated database.

    Example: mappa seed --database postgresql://... --cases 91040 --seed 1
    """
    from gateway.command.database import told
    from gateway.command.loading import load

    with told():
        load(database, cases, number, issuer)


@app.command()
def token(persona: Persona, data: Data = DATA, purpose: PurposeCode = None, role: RoleCode = None) -> None:
    """Print an access token of the running demonstration for a persona, for five minutes.

    Example: curl -H "Authorization: Bearer $(mappa token --as police)" ...
    """
    stated = sign_in.Stated(purpose, role)
    printed = sign_in.token(data, persona)
    sign_in.require_held(data, persona, stated)
    for name, code in stated.headers.items():
        typer.echo(f"Send it with the header {name}: {code}", err=True)
    typer.echo(printed)


@app.command()
def query(  # noqa: PLR0913 - the options of a command
    file: Annotated[str, typer.Argument(help="A file with a GraphQL document, or - for standard input.")],
    persona: Persona,
    *,
    data: Data = DATA,
    purpose: PurposeCode = None,
    role: RoleCode = None,
    variables: Annotated[str, typer.Option(help="Variables, as JSON.")] = "{}",
) -> None:
    """Ask the running demonstration a question as a persona.

    Example: echo '{ viewer { name dataClassesShown } }' | mappa query - --as police
    """
    answer = sign_in.query(data, persona, sign_in.Stated(purpose, role), sign_in.Document(_text(file), variables))
    typer.echo(answer.text)
    if answer.failed:
        raise typer.Exit(1)


@app.command()
def words(
    language: Annotated[str, typer.Argument(help="The code of a language, such as cy.")],
) -> None:
    """Print every message of the pages as a catalogue of a language, with what is translated already.

    Example: mappa words cy > cy.po, then translate it and put it into gateway/web/languages
    """
    from babel import UnknownLocaleError

    from gateway.web.messages import written

    try:
        typer.echo(written(language).decode(), nl=False)
    except (UnknownLocaleError, ValueError):
        raise CommandRefused(f"{language} is no language that is known: give a code such as cy.") from None


@schema_app.command("print")
def schema_print() -> None:
    """Print the GraphQL schema.

    Example: mappa schema print > schema/schema.graphql
    """
    from gateway.command import printed

    typer.echo(printed.schema(), nl=False)


@schema_app.command("diff")
def schema_diff(
    revision: Annotated[str, typer.Argument(help="The revision to compare the printed schema with.")],
    entry: Annotated[bool, typer.Option("--entry", help="As an entry for schema/CHANGELOG.md.")] = False,
) -> None:
    """Say in words what the schema offers otherwise than that of a revision did, what may break a program first.

    Example: mappa schema diff main --entry
    """
    from gateway.command import printed, revisions

    typer.echo(printed.schema_changes(revisions.text_of(revision, printed.SDL), entry=entry))


@schema_app.command("check")
def schema_check() -> None:
    """Compare the schema with the committed schema/schema.graphql, and with the newest entry of schema/CHANGELOG.md.

    Example: mappa schema check
    """
    from gateway.command import printed

    printed.check_schema()


@app.command()
def witness(  # noqa: PLR0913 - the options of a command
    key: Annotated[Path, typer.Option("--key", help="The witness's signing key: `mappa audit key --witness`.")],
    state: Annotated[Path, typer.Option("--state", help="The file in which it remembers what it saw.")],
    policy: Annotated[Path, typer.Option("--policy", help="A policy file, whose logs it watches.")],
    host: Annotated[str, typer.Option(help="The address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to serve on.", min=0, max=65535)] = 8100,
    *,
    until_input_ends: Annotated[
        bool, typer.Option("--until-input-ends", help="Stop when standard input ends: with whoever started it.")
    ] = False,
) -> None:
    """Serve a witness, which an agency runs for itself: it cosigns the log's checkpoints while the log only grows.

    Example: mappa witness --key witness.key --state witness.sqlite --policy policy.txt
    """
    from gateway.command.witness import Charge, run

    run(Charge(key, state, policy), host, port, until_input_ends=until_input_ends)


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandRefused(f"{file} cannot be read ({error}): name a file with a GraphQL document, or -.") from None


def main() -> NoReturn:
    """Run the command line; what is refused is said in one sentence."""
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    try:
        app(prog_name="mappa")
    except CommandRefused as refused:
        typer.secho(str(refused), err=True, fg="red")
        sys.exit(1)
    sys.exit(0)
