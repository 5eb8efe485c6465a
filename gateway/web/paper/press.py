"""Makes the file of a paper in a process of its own, which ends with it.

So the gateway never loads what writes the files, waits for none of it, and keeps nothing of what stood in one. The
process is told the paper through a pipe, has no environment and so none of our secrets, and writes to no disk.
"""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import Final

from gateway.web.paper.paper import Paper

AT_ONCE: Final = 2  # files being made; others wait their turn
SECONDS: Final = 30.0  # that one may take: it takes one
CANNOT_SHOW: Final = 3  # the exit code that says so
PRESSES: Final = ThreadPoolExecutor(AT_ONCE, "press")


class Form(Enum):
    """Which kind of file. The value names it in an address, and ends the file's name."""

    PDF = "pdf"
    WORD = "docx"

    @property
    def media_type(self) -> str:
        """What the browser is told that it is."""
        return MEDIA_TYPES[self]


MEDIA_TYPES: Final = {
    Form.PDF: "application/pdf",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class NotPrinted(Exception):
    """The file could not be made. ``cannot_show``: it holds a character that no letter here can show as PDF."""

    def __init__(self, *, cannot_show: bool = False) -> None:
        super().__init__(cannot_show)
        self.cannot_show = cannot_show


async def printed(paper: Paper, form: Form) -> bytes:
    """The file. Raises ``NotPrinted``."""
    return await asyncio.get_running_loop().run_in_executor(PRESSES, _made, paper.encoded(), form)


def _made(told: bytes, form: Form) -> bytes:
    command = [sys.executable, "-I", "-m", "gateway.web.paper", form.value]
    try:
        done = subprocess.run(command, input=told, capture_output=True, timeout=SECONDS, env={}, check=True)
    except subprocess.CalledProcessError as failed:
        raise NotPrinted(
            cannot_show=failed.returncode == CANNOT_SHOW
        ) from None  # what it said may hold what stood on the paper
    except (OSError, subprocess.TimeoutExpired):
        raise NotPrinted from None
    return done.stdout
