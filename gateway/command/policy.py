"""``mappa policy``: the law printed, checked and compared."""

from typing import Annotated

import typer

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
