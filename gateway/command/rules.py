"""``mappa rules``: the rules of MAPPA, loaded into a database and asked about everybody in it."""

import typer

from gateway.command.options import Database

rules_app = typer.Typer(no_args_is_help=True, help="The rules of MAPPA, and what they find.")


@rules_app.command("load")
def rules_load(database: Database) -> None:
    """Add the delivered areas, bodies and rules that a database lacks; rows that are there are left as they are.

    Example: mappa rules load --database postgresql://mappa_owner:...@db/mappa
    """
    from gateway.command import ruling
    from gateway.command.database import told

    with told():
        typer.echo(ruling.load(database))


@rules_app.command("assess")
def rules_assess(database: Database) -> None:
    """Ask the rules about everybody, and keep what they find; run it once a day and after records were loaded.

    Example: mappa rules assess --database postgresql://mappa_owner:...@db/mappa
    """
    from gateway.command import ruling
    from gateway.command.database import told

    with told():
        typer.echo(ruling.assess(database))


@rules_app.command("follow")
def rules_follow(database: Database) -> None:
    """Ask the rules anew about each case soon after an act has changed it, until told to stop.

    Example: mappa rules follow --database postgresql://mappa_owner:...@db/mappa
    """
    from gateway.command import ruling

    ruling.follow_forever(database)
