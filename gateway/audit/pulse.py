"""How the record fares, in a few numbers: read now and then by whoever watches over it."""

from dataclasses import dataclass
from datetime import timedelta

from gateway.audit.connection import Connection
from gateway.audit.stored import last_head, measure_lag

_SIGNED = """
select size, extract(epoch from clock_timestamp() - signed_at)::float8 as seconds
from audit.checkpoint order by size desc, signed_at desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Entries with a leaf, entries without and the age of the oldest, and the newest checkpoint (0 and 0: none)."""

    leaves: int
    waiting_entries: int
    waiting_seconds: float
    signed: int
    signed_seconds: float


async def pulse_of(connection: Connection, look_back: timedelta) -> Pulse:
    """As it is now. ``look_back`` is the sequencer's."""
    head, lag = await last_head(connection), await measure_lag(connection, look_back)
    signed = await connection.fetchrow(_SIGNED)
    size, seconds = (signed["size"], signed["seconds"]) if signed else (0, 0.0)
    return Pulse(head.size, lag.entries, lag.seconds, size, seconds)
