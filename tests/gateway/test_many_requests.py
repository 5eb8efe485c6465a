"""What a request leaves behind is its entry: the gateway's memory does not grow with their number."""

import asyncio
import gc
import json
import resource
import sys
from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from gateway.asked import Asked
from gateway.http import Gateway
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

TOGETHER = 64
ROUND = 4_000  # requests
ROUNDS = 25
SETTLED = 10  # rounds in which connections, statements and buffers are made
A_FEW = 3_000  # objects: one for every twenty of the requests that come after
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


def test_memory_does_not_grow_over_a_hundred_thousand_requests(served: Served) -> None:
    asks = list(islice(cycle(mixed(served)), ROUND))
    taken = served.door.prompt.taken

    def held() -> tuple[int, int]:
        """Objects, and the most memory that the process ever had, in the system's unit."""
        served.within(all_answered(served.gateway, asks))
        gc.collect()
        return sys.getallocatedblocks(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    rounds = [held() for _ in range(ROUNDS)]
    assert served.door.prompt.taken - taken > ROUNDS * ROUND // 2  # the prompt way was among those that were gone
    (objects, memory), (objects_then, memory_then) = rounds[SETTLED], rounds[-1]
    assert objects_then - objects < A_FEW
    assert memory_then < memory * 1.02
