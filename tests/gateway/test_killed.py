"""A gateway that is killed under load: every answer that a client received whole has its entry."""

import asyncio
import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from uuid import UUID

import asyncpg
import httpx2

from gateway.audit.sequencer import Reach, Sequencer
from gateway.audit.verify import verify
from gateway.command.serving import sequence_forever, serve_forever
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.personas import client_named, persona_named
from gateway.demonstration.server import free_port
from gateway.settings import Settings
from tests.gateway.served import Database, settings, until
from tests.gateway.small_caseload import reference

KILLS, CLIENTS = 10, 4
CASE = {"query": f'{{ case(reference: "{reference(1)}") {{ reference person {{ familyName }} }} }}'}


@contextmanager
def forked(run: Callable[[Settings], None], ours: Settings) -> Iterator[BaseProcess]:
    """What a command does, in a process of its own; it may have been killed in the end.

    Forked from one that has loaded everything, since ten starts from nothing would take a minute.
    """
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["gateway.command.serving"])
    process = forking.Process(target=run, args=(ours,))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(timeout=10)


@contextmanager
def serving(database: Database, issuer: str, *, sequence: bool = True) -> Iterator[tuple[str, BaseProcess]]:
    """What ``mappa serve`` does, once it is ready."""
    ours = settings(database, issuer, port=free_port(), audit_budget=2.0, sequence=sequence)
    address = f"http://127.0.0.1:{ours.port}"
    with forked(serve_forever, ours) as process:
        until(lambda: is_ready(address), seconds=40)
        yield address, process


def served_again(database: Database, issuer: str, times: int) -> Iterator[tuple[str, BaseProcess]]:
    """One gateway after another, beside what ``mappa sequence`` does."""
    with forked(sequence_forever, settings(database, issuer)):
        for _ in range(times):
            with serving(database, issuer, sequence=False) as served:
                yield served


def is_ready(address: str) -> bool:
    with suppress(httpx2.TransportError):
        return httpx2.get(f"{address}/readyz", trust_env=False).status_code == 200
    return False


def headers_of(tokens: AccessTokens) -> dict[str, str]:
    person, client = persona_named("police"), client_named("mappa-demonstration")
    assert person is not None
    assert client is not None
    return {"authorization": f"Bearer {tokens.for_person(person, client)}", "purpose-of-use": "MANAGE_RISK"}


def ask_until_it_dies(address: str, headers: dict[str, str], received: list[UUID]) -> None:
    """Note the request of each answer that arrived whole; httpx2 raises for one that was cut short."""
    with suppress(httpx2.TransportError), httpx2.Client(trust_env=False, timeout=5) as client:
        while True:
            answer = client.post(f"{address}/graphql", json=CASE, headers=headers)
            if answer.json() == {"data": {"case": {"reference": reference(1), "person": {"familyName": "Family1"}}}}:
                received.append(UUID(answer.headers["x-request-id"]))


def killed_under_load(address: str, process: BaseProcess, headers: dict[str, str]) -> list[UUID]:
    """The requests that were answered before the process was killed, at a moment that nobody chose."""
    received: list[UUID] = []
    asking = [threading.Thread(target=ask_until_it_dies, args=(address, headers, received)) for _ in range(CLIENTS)]
    for thread in asking:
        thread.start()
    until(lambda: received)
    time.sleep(random.uniform(0.0, 0.3))  # noqa: S311 - any moment will do
    process.kill()  # SIGKILL
    for thread in asking:
        thread.join(timeout=10)
        assert not thread.is_alive()
    return received


def test_every_answer_that_was_received_is_on_record_however_the_gateway_died(
    database: Database, tokens: AccessTokens
) -> None:
    received: list[UUID] = []
    for address, process in served_again(database, tokens.issuer, KILLS):
        received += killed_under_load(address, process, headers_of(tokens))
    recorded = database.execute(
        "select request_id from audit.access where outcome = 'GRANTED' and subjects ? 'assigned/ordinary'"
    )
    assert len(received) == len(set(received)) >= KILLS
    assert set(received) - {row["request_id"] for row in recorded} == set()
    assert asyncio.run(sound_after_the_next_start(database)) == len(database.execute("select id from audit.entry"))


async def sound_after_the_next_start(database: Database) -> int:
    """How many entries the tree holds, once a sequencer has looked at all of them, and nothing is wrong with it."""
    sequencer = Sequencer(lambda: asyncpg.connect(database.gateway))
    await sequencer.sequence(Reach.ALL)
    await sequencer.close()
    verdict = await verify(database.owner)
    assert verdict.sound, verdict.faults
    return verdict.leaves


def test_a_gateway_that_is_told_to_stop_ends_well(database: Database, tokens: AccessTokens) -> None:
    with serving(database, tokens.issuer) as (address, process):
        process.terminate()
        process.join(timeout=10)
        assert process.exitcode == 0
        assert not is_ready(address)
