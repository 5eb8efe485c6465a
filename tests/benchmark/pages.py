"""What a page costs beside the document that feeds it, in the gateway's own CPU time.

    python -m tests.benchmark.pages

A fresh demonstration is asked for each page, and over GraphQL for the same documents with the same variables, in turn.
CPU time is that of the gateway's process, whatever else runs on the machine; the ratio is what counts.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psutil

from gateway.web.pages.case.case import PARTS
from gateway.web.pages.cases.cases import CASELOAD
from gateway.web.pages.meetings.meetings import MEETINGS
from tests.browser.screenshots import demonstration
from tests.gateway.web.reader import Reader

REFERENCE = "MAPPA-07-000001"
ROUNDS, EACH = 7, 60
PURPOSE = "COORDINATE_ARRANGEMENTS"


@dataclass(frozen=True, slots=True)
class Measured:
    """A page, and the document that feeds it with its variables."""

    address: str
    text: str
    variables: dict[str, Any]


def measured() -> list[Measured]:
    """Pages of each kind: one case, its parts, a list, a calendar."""
    of_case = {part.name: part for part in PARTS if part.name in ("summary", "timeline", "risk", "meetings")}
    parts = [
        Measured(f"/cases/{REFERENCE}{part.address}", part.document, {"reference": REFERENCE})
        for part in of_case.values()
    ]
    span = {"from": "2026-01-01", "before": "2026-02-12"}
    return [*parts, Measured("/cases", CASELOAD, {"first": 25}), Measured("/meetings?on=2026-01-01", MEETINGS, span)]


def cpu(process: psutil.Process, ask: Callable[[], None]) -> float:
    """Milliseconds of CPU time of the gateway for one asking."""
    before = process.cpu_times()
    for _ in range(EACH):
        ask()
    after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) * 1000 / EACH


def compared(process: psutil.Process, reader: Reader, token: str, each: Measured) -> str:
    """A row of the table: the page, the document, and the median ratio of the rounds."""
    headers = {"authorization": f"Bearer {token}", "purpose-of-use": PURPOSE}
    headers |= {"accept": "application/graphql-response+json"}
    body = {"query": each.text, "variables": each.variables}
    with httpx2.Client(trust_env=False) as client:

        def document() -> None:
            answer = client.post(f"{reader.root}/graphql", json=body, headers=headers)
            assert answer.status_code == 200, answer.text

        def page() -> None:
            answer = reader.asked("GET", each.address)
            assert answer.status_code == 200, answer.text

        document()
        page()
        rounds = [(cpu(process, page), cpu(process, document)) for _ in range(ROUNDS)]
    pages, documents = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds if other)
    return f"| `{each.address}` | {pages:.1f} ms | {documents:.1f} ms | {ratio:.1f} |"


def main() -> None:
    """Measure, and print the table of docs/pages.md."""
    folder = Path(tempfile.mkdtemp(prefix="mappa-pages-"))
    try:
        with demonstration(folder) as root, Reader(root) as reader:
            (process,) = psutil.Process().children()
            reader.sign_in("coordinator")
            for each in measured():
                command = [str(Path(sys.executable).with_name("mappa")), "token", "--as", "coordinator"]
                told = subprocess.run([*command, "--data", str(folder)], capture_output=True, check=True, text=True)
                print(compared(process, reader, told.stdout.split()[0], each), flush=True)  # noqa: T201 - its answer
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
