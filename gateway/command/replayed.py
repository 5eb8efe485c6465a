"""Recorded accesses decided again under another law, from the command line."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
import orjson

from gateway.command.compared import read_law
from gateway.command.entered import recorded
from gateway.command.refusal import CommandRefused
from gateway.command.revisions import Named
from gateway.decided_again import EXAMPLES, OfAnotherTime, access, as_text
from policies.decided import as_read
from policies.replay import replay
from policies.sources import version
from policies.vocabulary import Outcome, Purpose

# What entries tell of the same decisions is decided once, however many there are. What was taken out as a file is left
# out: it was decided by less than what is shown.
_ACCESSES = f"""
select agency, roles, purpose, policy_version, reading::text as reading, count(*) as times,
       (array_agg(id::text order by recorded_at desc))[1:{EXAMPLES}] as examples
from audit.access
where recorded_at >= $1 and outcome = $2 and purpose is not null and agency is not null and act <> 'EXPORT'
group by agency, roles, purpose, policy_version, reading
"""  # noqa: S608 - our own number


async def replayed(dsn: str, since: datetime, after: Named, known: Sequence[Named]) -> str:
    """What would be decided otherwise, as text. Raises ``CommandRefused`` where a law or an entry cannot be read."""
    laws = {version(law.sources): as_read(read_law(law)) for law in (*known, after)}
    connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "replay", Purpose.VERIFY_LAWFULNESS)
        rows = await connection.fetch(_ACCESSES, since, Outcome.GRANTED.name)
    finally:
        await connection.close()
    try:
        accesses = [access(dict(row), orjson.loads(row["reading"])) for row in rows]
    except OfAnotherTime as error:
        raise CommandRefused(str(error)) from None
    head = f"Accesses since {since.isoformat()} decided again under {after.name} ({version(after.sources)})"
    return f"{head}\n\n{as_text(replay(accesses, laws[version(after.sources)], laws))}"
