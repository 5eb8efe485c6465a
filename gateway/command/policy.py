"""``mappa policy``: the law printed, checked and compared."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gateway.command import sign_in
from gateway.command.moments import moment

policy_app = typer.Typer(no_args_is_help=True, help="The law: printed, checked, compared, explained.")

Laws = Annotated[
    str, typer.Argument(help="Two revisions as A..B, or one to compare with the working tree; or a directory.")
]


@policy_app.command("table")
def table() -> None:
    """Print every decision of the law, by data class, role and purpose.

    Example: mappa policy table > policies/table.txt
    """
    from gateway.command import printed

    typer.echo(printed.policy(), nl=False)


@policy_app.command("check")
def check() -> None:
    """Check the law's wording, the committed policies/table.txt against its decisions, and the law's changelog.

    Example: mappa policy check
    """
    from gateway.command import printed

    printed.check_policy()


@policy_app.command("diff")
def diff(
    laws: Laws,
    other: Annotated[str | None, typer.Argument(help="The second, where the first is one alone.")] = None,
    entry: Annotated[bool, typer.Option("--entry", help="As an entry for policies/CHANGELOG.md.")] = False,
) -> None:
    """Say in words what one law decides otherwise than another.

    Example: mappa policy diff main..WORKING
    """
    from gateway.command import compared, revisions

    before, after = revisions.pair(laws, other)
    typer.echo(compared.entry(before, after) if entry else compared.difference(before, after))


@policy_app.command("page")
def page() -> None:
    """Print the law as one HTML page: a heat map to filter, with a sentence for each cell.

    Example: mappa policy page > law.html
    """
    from gateway.command import printed

    typer.echo(printed.policy_page(), nl=False)


@policy_app.command("mutate")
def mutate() -> None:
    """Change each rule in every small way, and say how many of the changes would be caught: all of them, or fail.

    Example: mappa policy mutate
    """
    from gateway.command import mutated

    typer.echo(mutated.report())


@policy_app.command("replay")
def replay(
    since: Annotated[datetime, typer.Option(parser=moment, help="From when on: a day, or a moment in UTC.")],
    law: Annotated[str, typer.Option("--with", help="The law to decide by: a revision, a directory.")] = "WORKING",
    known: Annotated[
        list[str] | None, typer.Option("--known", help="A law that entries may name; repeat it for more.")
    ] = None,
    data: Annotated[
        Path, typer.Option("--data", help="Where the demonstration keeps its data.", envvar="MAPPA_DATA")
    ] = Path(".data"),
    database: Annotated[
        str | None,
        typer.Option("--database", envvar="MAPPA_DATABASE_URL", help="The database; default: the demonstration's."),
    ] = None,
) -> None:
    """Decide recorded accesses again under another law, and say which would be decided otherwise, and for whom.

    Example: mappa policy replay --since 2026-11-01 --with main
    """
    from gateway.command import replayed, revisions
    from gateway.command.database import told

    laws = [revisions.law_of(name) for name in (law, "WORKING", *(known or []))]
    with told():
        dsn = database or sign_in.Running.of(data).audit_database
        typer.echo(asyncio.run(replayed.replayed(dsn, since, laws[0], laws[1:])))


@policy_app.command("why")
def why(
    who: Annotated[str, typer.Option(help="role/agency/clearance; several roles of one person with +.")],
    purpose: Annotated[str, typer.Option(help="Why they ask.")],
    what: Annotated[str, typer.Option(help="A kind of information, or an act.")],
    where: Annotated[str, typer.Option(help="standing/handling/item/ownership; what is left out is usual.")] = "none",
    under: Annotated[
        str, typer.Option(help="The basis of the agreement in force, or none; left out, the usual one of the agency.")
    ] = "",
) -> None:
    """Say why something is shown or done, or is not: the rules in their words, and what would change the answer.

    Example: mappa policy why --who chair/probation --purpose manage_risk --what health --where convened/terrorism
    """
    from gateway.command import explained

    typer.echo(explained.why(explained.Words(who, purpose, what, where, under)))
