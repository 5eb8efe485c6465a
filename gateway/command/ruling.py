"""The rules on the command line: loading what is delivered, and asking them about everybody."""

from datetime import datetime
from zoneinfo import ZoneInfo

import psycopg

from agencies.coordination.rules.rows import RuleMissingError
from gateway.assessment import rulebook
from gateway.assessment.assessor import Assessor
from gateway.command.refusal import CommandRefused


def load(dsn: str) -> str:
    """Add the delivered rows that are missing, and say how many came."""
    with psycopg.connect(dsn) as connection:
        added = rulebook.load_delivered(connection)
    return f"{added} rules were added." if added else "Every delivered rule is there."


def assess(dsn: str) -> str:
    """Ask the rules about everybody today, and say what came of it; all of it is kept, or none."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    try:
        with psycopg.connect(dsn) as connection:
            done = Assessor.of(connection, today).assess_all()
    except RuleMissingError as missing:
        raise CommandRefused(f"{missing} `mappa rules load` adds the delivered ones.") from None
    said = f"{done.persons:,} people were asked about, and {done.new:,} rows are new."
    if done.without_area:
        said += f" {done.without_area} qualify, have no case and are in no known area: nobody sees them until one is."
    return said
