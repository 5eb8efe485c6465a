"""``mappa audit detect``: the rules over the access record, applied by hand to a time of one's own choice."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import asyncpg

from gateway.command.entered import recorded
from gateway.detection.book import RULES
from gateway.detection.detector import Stretch, detect, in_force
from gateway.detection.rules import Numbers
from policies.vocabulary import Purpose


async def detected(dsn: str, since: datetime, until: datetime, purpose: Purpose) -> list[str]:
    """Record that it is done, do it, and say what is new."""
    connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "detect", purpose)
        numbers = {each.rule: each for each in await in_force(connection, until.date())}
        return list(_told(await detect(connection, Stretch(since, until)), numbers))
    finally:
        await connection.close()


def _told(found: Mapping[str, int], numbers: Mapping[str, Numbers]) -> Iterator[str]:
    for rule in RULES:
        if rule.name in found:
            yield f"{found[rule.name]:5}  {rule.name}: {rule.says(numbers[rule.name])}"
        else:
            yield f"    -  {rule.name}: not applied, for no numbers are in force: `mappa rules load` has the delivered."
    yield f"{sum(found.values())} new findings, for somebody to look into."
