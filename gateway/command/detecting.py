"""``mappa audit detect``: the rules over the access record, applied by hand to a time of one's own choice."""

from collections.abc import Iterator
from datetime import datetime

import asyncpg

from gateway.command.record import recorded
from gateway.detection.book import RULES
from gateway.detection.detector import Stretch, detect
from policies.vocabulary import Purpose


async def detected(dsn: str, since: datetime, until: datetime, purpose: Purpose) -> list[str]:
    """Record that it is done, do it, and say what is new."""
    connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "detect", purpose)
        return list(_told(await detect(connection, Stretch(since, until))))
    finally:
        await connection.close()


def _told(found: dict[str, int]) -> Iterator[str]:
    for rule in RULES:
        yield f"{found[rule.name]:5}  {rule.name}: {rule.words}"
    yield f"{sum(found.values())} new findings, for somebody to look into."
