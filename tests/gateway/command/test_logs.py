"""What a process that serves says of itself, as whatever gathers logs reads it."""

import json
from collections.abc import Iterator

import pytest
import structlog

from gateway.command.logs import gathered


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_a_line_is_an_object_with_the_moment_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    gathered()
    structlog.get_logger("gateway").error("store unavailable", request=None, reason="two\nlines")
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "error", "event": "store unavailable", "request": None, "reason": "two\nlines"}


def test_on_a_terminal_it_is_for_somebody_to_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    gathered()
    structlog.get_logger("gateway").error("store unavailable")
    assert not capsys.readouterr().out.startswith("{")
