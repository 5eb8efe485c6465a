"""The hot path over HTTP: what repeats what is known is answered promptly, and exactly as the whole way answers it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, reference

CASE = "query One($reference: String!) { case(reference: $reference) { reference person { familyName } } }"
PAGE = "query Page($first: Int) { cases(first: $first) { nodes { reference level } } }"
NEXT = "query Next($after: String) { cases(first: 1, after: $after) { edges { cursor } } }"
OF_ITS_OWN = re.compile(rb"(?im)^(date|x-request-id|x-entry-id): .*\r\n")

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


_callers: dict[str, Mapping[str, str]] = {}


def caller(served: Served) -> Mapping[str, str]:
    """The police persona with one token: a caller is known by what they send."""
    return _callers.setdefault(served.root, served.headers("police"))


def request(served: Served, body: bytes | None = None, *more: str) -> bytes:
    """A POST as it goes over the wire."""
    body = body if body is not None else json.dumps({"query": CASE, "variables": {"reference": reference(1)}}).encode()
    headers = {**caller(served), "content-type": "application/json", "content-length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /graphql HTTP/1.1", "host: here", *lines, *more, "", ""]).encode() + body


@asynccontextmanager
async def connected(served: Served) -> AsyncIterator[Stream]:
    at = urlsplit(served.root)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Head and body of the next answer."""
    async with asyncio.timeout(10):
        head = await reader.readuntil(b"\r\n\r\n")
        (length,) = re.findall(rb"(?i)content-length: (\d+)", head)
        return head, await reader.readexactly(int(length))


async def exchanged(served: Served, sent: bytes) -> tuple[bytes, bytes]:
    async with connected(served) as (reader, writer):
        writer.write(sent)
        return await answer(reader)


async def warm(served: Served, sent: bytes | None = None) -> bytes:
    """A request that was answered the whole way, so that the next like it is prompt."""
    sent = sent or request(served)
    await exchanged(served, sent)
    return sent


async def test_what_repeats_is_answered_promptly_and_alike(served: Served) -> None:
    body = json.dumps({"query": PAGE, "variables": {"first": 3}}).encode()
    whole, taken = await exchanged(served, request(served, body)), served.door.prompt.taken
    prompt = await exchanged(served, request(served, body))
    assert served.door.prompt.taken == taken + 1
    assert prompt[1] == whole[1]
    assert OF_ITS_OWN.sub(b"", prompt[0]) == OF_ITS_OWN.sub(b"", whole[0])
    (entry,) = re.findall(rb"(?i)x-entry-id: (\S+)", prompt[0])
    told = served.database.execute("select * from audit.access where id = %s", [entry.decode()])
    assert [(row["outcome"], row["operation_name"], len(row["variables"])) for row in told] == [("GRANTED", "Page", 1)]


@pytest.mark.parametrize(
    "body",
    [
        {"query": PAGE, "variables": {"first": "three"}},
        {"query": PAGE, "variables": {"first": 100_000}},
        {"query": PAGE, "variables": {"first": -1}},
        {"query": CASE, "variables": {}},
        {"query": CASE, "variables": {"reference": "a\0b"}},
        {"query": CASE, "variables": {"reference": ["x"]}},
        {"query": CASE, "variables": []},
        {"query": [CASE]},
        [],
    ],
)
async def test_what_is_not_right_goes_the_whole_way_and_is_told_so(served: Served, body: object) -> None:
    await warm(served)
    await warm(served, request(served, json.dumps({"query": PAGE, "variables": {"first": 3}}).encode()))
    taken = served.door.prompt.taken
    _, said = await exchanged(served, request(served, json.dumps(body).encode()))
    assert "errors" in json.loads(said)
    assert served.door.prompt.taken == taken


async def test_another_number_is_another_question(served: Served) -> None:
    for first in (1, 0, 1):
        body = json.dumps({"query": PAGE, "variables": {"first": first}}).encode()
        _, said = await exchanged(served, request(served, body))
        assert len(json.loads(said)["data"]["cases"]["nodes"]) == first


async def test_a_role_that_ends_is_gone_at_the_very_next_prompt_request(served: Served) -> None:
    sent = await warm(served)
    assert b"Family1" in (await exchanged(served, sent))[1]
    ended = "update directory.principal_role set valid_until = {} where principal_id = '{}'"
    police = PERSONA_IDS["police"]
    with served.database.changed(ended.format("valid_from", police), ended.format("null", police)):
        assert "errors" in json.loads((await exchanged(served, sent))[1])
    assert b"Family1" in (await exchanged(served, sent))[1]


def after(served: Served, cursor: str | None) -> bytes:
    """What comes after a cursor, asked for."""
    return request(served, json.dumps({"query": NEXT, "variables": {"after": cursor}}).encode())


async def first_cursor(served: Served) -> str:
    _, said = await exchanged(served, after(served, None))
    return str(json.loads(said)["data"]["cases"]["edges"][0]["cursor"])


async def test_a_forged_cursor_is_refused_where_it_might_be_prompt(served: Served) -> None:
    await warm(served, after(served, await first_cursor(served)))
    _, said = await exchanged(served, after(served, "Zm9yZ2Vk"))
    assert "The cursor does not belong to this list" in json.loads(said)["errors"][0]["message"]


async def test_a_cursor_is_judged_by_who_somebody_is_now(served: Served) -> None:
    cursor = await first_cursor(served)
    police = PERSONA_IDS["police"]
    (was,) = served.database.execute("select clearance from directory.principal where id = %s", [police])
    cleared = "update directory.principal set clearance = '{}', version = version + 1 where id = '{}'"
    with served.database.changed(cleared.format("terrorism", police), cleared.format(was["clearance"], police)):
        await first_cursor(served)  # as somebody of another kind, as whom they are known from now on
        assert "errors" in json.loads((await exchanged(served, after(served, cursor)))[1])
    assert "data" in json.loads((await exchanged(served, after(served, cursor)))[1])


async def test_requests_sent_one_behind_the_other_are_answered_in_order(served: Served) -> None:
    await warm(served)
    bodies = [json.dumps({"query": CASE, "variables": {"reference": reference(n)}}).encode() for n in (1, 99, 1, 99)]
    async with connected(served) as (reader, writer):
        writer.write(b"".join(request(served, body) for body in bodies))
        said = [json.loads((await answer(reader))[1])["data"]["case"] for _ in bodies]
    assert [bool(case) for case in said] == [True, False, True, False]


async def test_a_connection_is_kept_and_is_closed_when_asked(served: Served) -> None:
    sent = await warm(served)
    async with connected(served) as (reader, writer):
        for _ in range(3):
            writer.write(sent)
            await answer(reader)
        writer.write(request(served, None, "connection: close"))
        head, _ = await answer(reader)
        assert b"connection: close" in head.lower()
        assert await reader.read() == b""


async def test_a_body_in_chunks_is_prompt_too(served: Served) -> None:
    sent = await warm(served)
    head, _, body = sent.partition(b"\r\n\r\n")
    chunked = re.sub(rb"content-length: \d+", b"transfer-encoding: chunked", head)
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:]))
    taken = served.door.prompt.taken
    _, said = await exchanged(served, chunked + b"\r\n\r\n" + pieces + b"0\r\n\r\n")
    assert b"Family1" in said
    assert served.door.prompt.taken == taken + 1


async def test_who_hangs_up_in_the_middle_takes_nobody_with_them(served: Served) -> None:
    sent = await warm(served)

    async def hang_up() -> None:
        async with connected(served) as (_, writer):
            writer.write(sent)
            await writer.drain()

    before = served.database.execute("select count(*) from audit.entry")[0]["count"]
    asked = await asyncio.gather(*(exchanged(served, sent) if n % 2 else hang_up() for n in range(40)))
    assert [b"Family1" in said[1] for said in asked if said] == [True] * 20
    after = served.database.execute("select count(*) from audit.entry")[0]["count"]
    assert 20 <= after - before <= 40  # whoever was read for has an entry, whether or not they heard of it


async def test_a_slow_reader_holds_nobody_up(served: Served) -> None:
    sent = await warm(served)
    async with connected(served) as (_, slow):
        slow.write(sent * 2_000)  # and reads nothing of what comes back
        async with asyncio.timeout(10):
            for _ in range(20):
                assert b"Family1" in (await exchanged(served, sent))[1]
