"""The rules on the command line: loading what is delivered, and asking them about everybody."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import psycopg

from agencies.coordination.rules.rows import RuleMissingError
from gateway.assessment import rulebook
from gateway.assessment.assessor import Assessor
from gateway.assessment.following import LOCK, following
from gateway.command.logs import gathered
from gateway.command.refusal import CommandRefused
from gateway.command.serving import until_stopped, uvloop_run


def load(dsn: str) -> str:
    """Add the delivered rows that are missing, and say how many came."""
    with psycopg.connect(dsn) as connection:
        added = rulebook.load_delivered(connection)
    return f"{added} rows were added." if added else "Every delivered row is there."


def today() -> date:
    """The day in the United Kingdom."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def follow_forever(dsn: str) -> None:
    """Ask the rules anew about each case that an act has changed, until told to stop."""

    async def wait() -> None:
        with following(dsn, today):
            await until_stopped()

    gathered()
    uvloop_run(wait())


def assess(dsn: str) -> str:
    """Ask the rules about everybody today, and say what came of it; all of it is kept, or none."""
    try:
        with psycopg.connect(dsn) as connection:
            connection.execute(LOCK)
            done = Assessor.of(connection, today()).assess_all()
    except RuleMissingError as missing:
        raise CommandRefused(f"{missing} `mappa rules load` adds the delivered ones.") from None
    said = f"{done.persons:,} people were asked about, and {done.new:,} rows are new."
    if done.without_area:
        said += f" {done.without_area} qualify, have no case and are in no known area: nobody sees them until one is."
    return said
