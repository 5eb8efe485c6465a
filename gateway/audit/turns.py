"""Long work in turns: the sequencer shares its event loop with those who wait for an answer."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

HOLD: Final = 8  # items of one hold: at a thousand subjects an entry some ten milliseconds

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


async def in_turns(items: Iterable[_Item], make: Callable[[_Item], _Made]) -> list[_Made]:
    """``make`` of each, in order; after every few, others have the loop."""
    made = list[_Made]()
    for item in items:
        made.append(make(item))
        if len(made) % HOLD == 0:
            await asyncio.sleep(0)
    return made
