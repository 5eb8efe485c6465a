"""``mappa directory``: the first entries of a directory, which nobody can make who is not in it."""

import asyncio
from typing import Annotated

import typer

from gateway.command.options import Database
from policies.vocabulary import Agency

directory_app = typer.Typer(no_args_is_help=True, help="The first entries of the directory; officers make the others.")


@directory_app.command("officer")
def directory_officer(
    name: Annotated[str, typer.Argument(help="Their name, as colleagues are to read it.")],
    *,
    issuer: Annotated[str, typer.Option("--issuer", help="The identity provider that knows them, as in iss.")],
    subject: Annotated[str, typer.Option("--subject", help="What it calls them: the sub of their tokens.")],
    reason: Annotated[str, typer.Option("--reason", help="What their appointment rests on.")],
    database: Database,
) -> None:
    """Enter a policy officer, while fewer than two are there to keep the directory.

    Example: mappa directory officer "Jo Example" --issuer https://idp.example --subject 4711 --reason "Letter of 3 May"
    """
    from gateway.command import founding, ruling
    from gateway.command.database import told

    officer = founding.Officer(issuer, subject, name, reason)
    with told():
        typer.echo(asyncio.run(founding.enter_officer(database, officer, ruling.today())))


@directory_app.command("client")
def directory_client(
    client_id: Annotated[str, typer.Argument(help="How the identity provider knows it.")],
    *,
    agency: Annotated[Agency, typer.Option("--agency", help="Whose people use it; platform: everybody's.")],
    database: Database,
    human_less: Annotated[
        bool, typer.Option("--human-less", help="A system that asks in its own name, with nobody behind it.")
    ] = False,
    page_cap: Annotated[int, typer.Option("--page-cap", min=1, max=1000, help="The longest page it may get.")] = 100,
) -> None:
    """Register an OAuth client: an application that people use, or an agency's system.

    Example: mappa directory client mappa-web --agency platform
    """
    from gateway.command import founding
    from gateway.command.database import told

    client = founding.Client(client_id, agency, human_less, page_cap)
    with told():
        typer.echo(asyncio.run(founding.register_client(database, client)))
