"""Refusals of callers who cannot be told: so many a second have an entry each, and what is beyond shares one.

Whoever sends no good token can send any number of requests, and each entry is kept for years. So a flood is recorded as
a flood. No answer goes out without its entry all the same: the shared one is committed before the first refusal that it
stands for, each of them names it, and the next shared one says in its ``row_count`` how many there were. A crash loses
that number, and no entry.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from gateway.audit.entry import Entry

FLOOD = "FLOOD"  # the reason of a shared entry
SHARED_FOR = 10.0  # seconds that one stands for
BURST = 5.0  # seconds' worth of entries that may be had at once


class Strangers:
    """``rate`` is in entries a second, of one process; ``clock`` gives seconds."""

    def __init__(self, rate: float = 20.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left, self._filled = rate * BURST, clock()
        self._alone = asyncio.Lock()
        self._entry: Entry | None = None
        self._since = 0.0
        self._standing_for = 0
        self.refused = self.sharing = 0  # since the start; of them, under a shared entry

    def admitted(self) -> bool:
        """Whether the next refusal has an entry of its own."""
        now = self._clock()
        self._left = min(self._rate * BURST, self._left + (now - self._filled) * self._rate)
        self._filled = now
        self.refused += 1
        if self._left < 1:
            self.sharing += 1
            return False
        self._left -= 1
        return True

    async def shared(self, entry: Entry, record: Callable[[Entry], Awaitable[None]]) -> Entry:
        """The entry that stands for this refusal and others, committed. Raises what ``record`` raises."""
        async with self._alone:
            now = self._clock()
            if self._entry is None or now - self._since >= SHARED_FOR:
                opened = replace(entry, reason=FLOOD, row_count=self._standing_for)
                await record(opened)
                self._entry, self._since, self._standing_for = opened, now, 0
            self._standing_for += 1
            return self._entry
