"""The two printed and committed texts: the schema, and the law's table."""

import difflib
from datetime import UTC, datetime
from pathlib import Path

import typer

import schema as schema_floor
from gateway.command.refusal import CommandRefused
from gateway.wiring import graphql_schema
from policies.census import as_engine_decides
from policies.changelog import heading, problem
from policies.engine import Law
from policies.grammar import PolicyRefused
from policies.lint import check
from policies.page import page
from policies.sources import DIRECTORY, read
from policies.table import TABLE, differences, print_table
from schema.changelog import CHANGELOG, OF_SCHEMA
from schema.changes import changes

SDL = Path(schema_floor.__file__).with_name("schema.graphql")


def schema() -> str:
    """The schema in SDL."""
    return graphql_schema().as_str().rstrip("\n") + "\n"


def check_schema() -> None:
    """Refuse where the committed SDL is not the schema's."""
    committed = SDL.read_text() if SDL.exists() else ""
    if committed == schema():
        if untold := problem(committed, CHANGELOG, OF_SCHEMA):
            raise CommandRefused(untold)
        typer.echo("schema/schema.graphql is the schema, and schema/CHANGELOG.md tells of it.")
        return
    lines = difflib.unified_diff(committed.splitlines(), schema().splitlines(), "committed", "now", lineterm="", n=1)
    typer.echo("\n".join(list(lines)[:60]))
    raise CommandRefused(
        "The schema changed: run `mappa schema print > schema/schema.graphql` and read the difference."
    )


def schema_changes(before: str, *, entry: bool) -> str:
    """What the committed schema offers otherwise than a former one; as an entry for its changelog, where asked."""
    after = SDL.read_text("utf-8")
    lines = [f"- {each}" for each in changes(before, after)] or ["- Only words changed: descriptions, or their order."]
    return "\n".join([heading(after, datetime.now(UTC).date(), OF_SCHEMA), "", *lines] if entry else lines)


def policy() -> str:
    """The law's table."""
    return print_table(as_engine_decides(_law()))


def policy_page() -> str:
    """The law as a page of HTML."""
    return page(_law(), check(read(DIRECTORY)))


def check_policy() -> None:
    """Refuse where the law does not load, the table is not the law's, or the changelog does not tell of the table."""
    if found := differences(as_engine_decides(_law())):
        typer.echo(found)
        raise CommandRefused(
            "The law decides otherwise than policies/table.txt: run `mappa policy table > policies/table.txt` and read "
            "the difference."
        )
    if untold := problem(TABLE.read_text("utf-8")):
        raise CommandRefused(untold)
    typer.echo("The law loads, policies/table.txt is its table, and policies/CHANGELOG.md tells of it.")


def _law() -> Law:
    try:
        return Law.load()
    except PolicyRefused as refused:
        raise CommandRefused(str(refused)) from None
