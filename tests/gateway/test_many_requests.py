"""What a request leaves behind is its entry: the gateway's memory does not grow with their number."""

import asyncio
import gc
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from gateway.asked import Asked
from gateway.http import Gateway
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

TOGETHER = 16
ROUND = 800  # requests
CASE = "query One($reference: String!) { case(reference: $reference) { id person { familyName } } }"
PAGE = "{ cases(first: 3) { totalCount nodes { reference } } }"


def asked(headers: Mapping[str, str], query: str, variables: Mapping[str, str] | None = None) -> Asked:
    told = {"content-type": "application/json"} | dict(headers)
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    return Asked("POST", tuple((name.encode(), value.encode()) for name, value in told.items()), b"", body)


def mixed(served: Served) -> Sequence[Asked]:
    """Answered promptly, answered the whole way, and refused for each of three reasons, by three kinds of principal."""
    persons = [served.headers(persona) for persona in ("police", "coordinator", "smb")]
    granted = [asked(each, CASE, {"reference": reference(number)}) for each in persons for number in range(1, 7)]
    listed = [asked(each, PAGE) for each in persons]
    refused = [asked(persons[0], "{ nope }"), asked({}, PAGE), asked({**persons[1], "purpose-of-use": "NONE"}, PAGE)]
    return [*granted, *listed, *refused]


async def answered(gateway: Gateway, one: Asked) -> None:
    """As a connection has it answered: promptly where that may be, else the whole way."""
    told = asyncio.get_running_loop().create_future()
    if gateway.prompt(one, told.set_result):
        await told
    else:
        await gateway.door.serve(one)


async def all_answered(gateway: Gateway, asks: Sequence[Asked]) -> None:
    for start in range(0, len(asks), TOGETHER):
        await asyncio.gather(*(answered(gateway, one) for one in asks[start : start + TOGETHER]))


def test_memory_does_not_grow_with_the_number_of_requests(served: Served) -> None:
    asks = list(islice(cycle(mixed(served)), ROUND))
    taken = served.door.prompt.taken

    def blocks() -> int:
        served.within(all_answered(served.gateway, asks))
        gc.collect()
        return sys.getallocatedblocks()

    counted = [blocks() for _ in range(5)]
    assert served.door.prompt.taken - taken > len(asks)  # the prompt way was among those that were gone
    # Connections and statements are made in the first rounds; an object a request would be two rounds of them.
    assert counted[4] - counted[2] < ROUND
