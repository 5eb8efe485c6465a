"""What a process says of itself while it serves: one JSON object to a line, for whatever gathers logs.

On a terminal it stays as it is, for somebody to read.
"""

import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog


def gathered() -> None:
    """From now on, unless standard output is a terminal."""
    if not sys.stdout.isatty():
        structlog.configure(processors=[_line])


def _line(_logger: object, level: str, said: MutableMapping[str, Any]) -> str:
    """The moment in UTC, how grave it is, what happened, and what goes with it."""
    head = {"time": datetime.now(UTC).isoformat(), "level": level, "event": said.pop("event")}
    return orjson.dumps(head | dict(said), default=str).decode()
