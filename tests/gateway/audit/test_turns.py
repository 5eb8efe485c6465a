"""Long work lets others have the event loop."""

import asyncio

from gateway.audit.turns import HOLD, in_turns


async def test_what_is_made_keeps_its_order() -> None:
    assert await in_turns(range(3 * HOLD + 1), lambda number: number * 2) == [n * 2 for n in range(3 * HOLD + 1)]
    assert await in_turns([], str) == []


async def test_somebody_who_waits_has_a_turn_after_every_few() -> None:
    turns = 0

    async def waiting() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    other = asyncio.create_task(waiting())
    await in_turns(range(10 * HOLD), str)
    other.cancel()
    assert turns >= 9
