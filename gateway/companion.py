"""The process beside the gateway that does what comes behind the access record: ``mappa sequence``.

It is begun with the gateway, begun again when it ends, after pauses that grow, and ended with the gateway. A pair of
sockets joins the two. Through it the process says how it fares, every second and at once when that changes; and when
the gateway is gone, however it went, the process reads the end of it and ends too. So nobody is left behind, and
nothing has to be tidied up: what several of them do at once, locks in PostgreSQL keep apart
(``gateway.audit.sequencer``), and whichever is killed leaves its work to the next.
"""

import asyncio
import os
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace

import orjson
import structlog

from gateway.sequencing import Condition, Parts, in_background
from gateway.settings import LogSettings

_log = structlog.get_logger(__name__)

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before it is begun again
SETTLED = 10.0  # seconds of life after which an end counts as the first
EVERY = 1.0  # seconds between two words of it, where nothing changes
LOOK_EVERY = 0.1  # seconds between looks whether something has
SILENT = 10.0  # seconds without a word after which readiness says so
ENDS_WITHIN = 5.0  # seconds that it has to end in, when it is asked to
BESIDE = "--beside-gateway"

_NOT_YET = Condition(checkpoints="are not signed: nothing has been heard of the sequencer yet")


# -- the gateway's end


class Companion:
    """The process as the gateway knows it. ``run`` keeps it alive until it is cancelled."""

    def __init__(self, settings: LogSettings) -> None:
        self._environment = _environment(settings)
        self._said, self._heard_at = _NOT_YET, -SILENT
        self._trouble = ""
        self.pid: int | None = None  # while it runs

    def condition(self) -> Condition:
        """What it said last; or that it has been silent for too long."""
        silent = time.monotonic() - self._heard_at
        if self._said is not _NOT_YET and silent > SILENT:
            says = f"are not signed: nothing has been heard of the sequencer for {silent:.0f} s"
            return Condition(checkpoints=says, sequencer=self._trouble)
        return replace(self._said, sequencer=self._trouble or self._said.sequencer)

    async def run(self) -> None:
        """Begins it, and begins it again."""
        ends = 0
        while True:
            began = time.monotonic()
            ended = await self._once()
            ends = 1 if time.monotonic() - began > SETTLED else ends + 1
            pause = PAUSES[min(ends, len(PAUSES)) - 1]
            self._trouble = f"{ended}, and is begun again after {pause:.1f} s"
            _log.error("access_record.sequencer_ended", reason=ended, again_after=pause)
            await asyncio.sleep(pause)

    async def _once(self) -> str:
        """From its beginning to its end, which is told in words."""
        ours, theirs = socket.socketpair()
        with ours:
            try:
                with theirs:
                    process = await asyncio.create_subprocess_exec(
                        *(sys.executable, "-m", "gateway.command", "sequence", BESIDE),
                        stdin=theirs.fileno(),
                        env=self._environment,
                        start_new_session=True,  # Ctrl-C reaches the gateway, which ends it when it has ended its work
                    )
            except OSError as error:
                return f"cannot be begun ({error.strerror})"
            try:
                self.pid = process.pid
                await self._listen(ours)
                return f"ended with code {await process.wait()}"
            finally:
                self.pid = None
                ours.close()
                await _ended(process)

    async def _listen(self, ours: socket.socket) -> None:
        """Until it is gone."""
        reader, writer = await asyncio.open_unix_connection(sock=ours.dup())
        try:
            while line := await reader.readline():
                self._said, self._heard_at, self._trouble = Condition(**orjson.loads(line)), time.monotonic(), ""
        except OSError:
            return  # it was killed in the middle of a word
        finally:
            writer.close()


def _environment(settings: LogSettings) -> dict[str, str]:
    """Ours, with the settings that it needs and no other: the gateway's secrets are not its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAPPA_")}
    given: dict[str, object] = {
        "MAPPA_DATABASE_URL": settings.database_url.get_secret_value(),
        "MAPPA_LOG_KEYS": settings.log_keys.get_secret_value() if settings.log_keys else None,
        "MAPPA_LOG_MEMORY": settings.log_memory,
        "MAPPA_LOG_POLICY": settings.log_policy,
    }
    return kept | {name: str(value) for name, value in given.items() if value is not None}


async def _ended(process: Process) -> None:
    """Its socket is closed: it ends by itself, or by force."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ENDS_WITHIN):
            await process.wait()
    if process.returncode is None:
        process.kill()
        await process.wait()


@asynccontextmanager
async def beside(settings: LogSettings) -> AsyncIterator[Companion]:
    """The process, kept alive while the body runs."""
    companion = Companion(settings)
    async with in_background(companion.run()):
        yield companion


# -- its own end


async def until_gateway_ends(parts: Parts) -> None:
    """Say through standard input, which is a socket, how the work fares, until nobody is at its other end."""
    reader, writer = await asyncio.open_unix_connection(sock=socket.socket(fileno=os.dup(sys.stdin.fileno())))

    async def tell() -> None:
        said, at = None, -EVERY
        while True:
            fares = parts.condition()
            if fares != said or time.monotonic() - at >= EVERY:
                writer.write(orjson.dumps(asdict(fares)) + b"\n")
                said, at = fares, time.monotonic()
            await asyncio.sleep(LOOK_EVERY)

    async with in_background(tell()):
        with suppress(OSError):
            await reader.read(1)  # nothing is ever said to us: this is the end
