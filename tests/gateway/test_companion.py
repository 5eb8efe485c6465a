"""The process beside the gateway that sequences and signs: begun, begun again, told of, and ended.

That it ends with a gateway that is killed, ``tests/chaos`` shows with each gateway that it kills.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from gateway import companion
from gateway.companion import Companion, beside
from gateway.sequencing import Condition, at_work
from gateway.settings import LogSettings
from tests.gateway import served as serving
from tests.gateway.served import Database


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not is_so():  # noqa: ASYNC110 - it is another process that is waited for
            await asyncio.sleep(0.02)


def is_well(ours: Companion) -> bool:
    return ours.pid is not None and ours.condition() == Condition()


async def test_one_that_is_killed_is_begun_again_and_ends_with_the_gateway(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companion, "PAUSES", (0.1,))
    async with beside(serving.settings(database, "https://idp.invalid")) as ours:
        assert "nothing has been heard" in ours.condition().checkpoints, "not ready before it is at work"
        await until(lambda: is_well(ours))
        killed = ours.pid or 0
        os.kill(killed, signal.SIGKILL)
        await until(lambda: ours.condition().sequencer)
        assert ours.condition().sequencer == "ended with code -9, and is begun again after 0.1 s"
        await until(lambda: is_well(ours))
        last = ours.pid or 0
        assert last != killed
        monkeypatch.setattr(companion, "SILENT", 0.0)
        assert "nothing has been heard of the sequencer for 0 s" in ours.condition().checkpoints
    assert not psutil.pid_exists(last)


async def test_one_that_cannot_start_is_told_of_and_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(companion, "PAUSES", (0.01,))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    async with beside(serving.settings(database, "https://idp.invalid")) as ours:
        await until(lambda: ours.condition().sequencer)
        assert ours.condition().sequencer.startswith("cannot be begun (No such file or directory), and is begun again")


def test_it_is_given_the_settings_that_it_needs_and_no_secret_beside(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPA_SECRET_KEY", "x" * 40)
    given = companion._environment(serving.settings(database, "https://idp.invalid"))
    assert {name for name in given if name.startswith("MAPPA_")} == {"MAPPA_DATABASE_URL", "MAPPA_LOG_KEYS"}


async def test_that_only_the_database_remembers_what_was_signed_is_warned_of(tmp_path: Path) -> None:
    nowhere, keys = SecretStr("postgresql://nobody@127.0.0.1:1/none"), SecretStr(serving.LOG_KEY.written())
    warned = {}
    for memory in (None, tmp_path):
        with capture_logs() as logs:
            async with at_work(LogSettings(database_url=nowhere, log_keys=keys, log_memory=memory)):
                pass
        warned[memory] = "access_record.remembered_nowhere" in [told["event"] for told in logs]
    assert warned == {None: True, tmp_path: False}
