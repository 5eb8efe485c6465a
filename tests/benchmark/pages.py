"""What every page costs beside the documents that feed it, in CPU time of the gateway.

    python -m tests.benchmark.pages

The pages of the router are found as the tests find them, each as the first of the personas to whom it is shown, on the
demonstration's caseload. What a page asked is then asked over GraphQL, in turn with the page. CPU time is that of the
gateway's thread, whatever else runs on the machine, so that the ratio and the difference are what count.
"""

import argparse
import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
import psycopg
import pytest
from psycopg import sql
from typer import echo as say

from gateway.command.loading import load
from gateway.demonstration.keepsakes import client_secrets
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.web.asking import Asker
from gateway.web.visit import Visit
from migrations.upgrade import upgrade
from tests.benchmark.processes import cpu_of_thread
from tests.browser.everything import Everything, Shown
from tests.gateway.served import GRAPHQL, Clock, Database, Served, served, sign_in

CASES: Final = 2_000  # as many as the demonstration has
SEED: Final = 20250203


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asked: in whose name, and the body that is sent."""

    asker: Asker
    body: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        """As the page sends them."""
        stated = {"purpose-of-use": self.asker.purpose, "acting-role": self.asker.role}
        return {
            "authorization": f"Bearer {self.asker.token}",
            "accept": GRAPHQL,
            **{name: value for name, value in stated.items() if value},
        }


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU of a page and of what it asks, and the middle of the rounds' ratios."""

    name: str
    persona: str
    questions: int
    page: float
    documents: float
    ratio: float

    def __str__(self) -> str:
        figures = f"{self.page:.1f} ms | {self.documents:.1f} ms | {self.ratio:.1f}"
        return f"| `{self.name}` | {self.persona} | {self.questions} | {figures} |"


def main() -> None:
    """Measure, and print the table: the dearest beside its documents first."""
    choices = _choices()
    with _demonstration() as pages, _questions() as asked:
        everything = Everything(pages, set())
        shown, _ = everything.routes()
        measuring = Measuring(pages, everything, asked, choices.rounds, choices.each)
        costs = [cost for each in shown if (cost := measuring.cost(each))]
        everything.close()
    say("| Page | seen by | questions | page | documents | ratio |\n| --- | --- | --- | --- | --- | --- |")
    for cost in sorted(costs, key=lambda cost: cost.page - cost.documents, reverse=True):
        say(str(cost))
    for what, values in (
        ("ratio", [cost.ratio for cost in costs]),
        ("ms beside its documents", [cost.page - cost.documents for cost in costs]),
    ):
        say(f"{len(costs)} pages, {what}: the middle {statistics.median(values):.1f}, the most {max(values):.1f}")


def _choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=12, help="how often a page is asked in a round")
    return parser.parse_args()


@contextmanager
def _demonstration() -> Iterator[Served]:
    """The gateway with its pages and the demonstration's caseload, on a PostgreSQL of their own."""
    with tempfile.TemporaryDirectory(prefix="mappa-pages-") as name, ExitStack() as stack:
        folder, clock = Path(name), Clock()
        (folder / "sign-in").mkdir(mode=0o700)
        postgres = stack.enter_context(EmbeddedPostgres.start(folder / "postgres"))
        tokens = stack.enter_context(sign_in(folder / "sign-in", clock))
        owner = postgres.create_database("pages")
        upgrade(owner)
        load(owner, CASES, SEED, tokens.issuer)
        with psycopg.connect(owner) as connection:
            connection.execute(
                sql.SQL("alter role mappa_gateway login password {}").format(sql.Literal(postgres.password))
            )
        database = Database(owner, postgres.dsn("pages", user="mappa_gateway"))
        secret = client_secrets(folder / "sign-in")["mappa-web"]
        yield stack.enter_context(served(database, tokens, clock, web_client_secret=secret))


@contextmanager
def _questions() -> Iterator[list[Question]]:
    """What pages ask, one after the other, until it is cleared."""
    asked, own = list[Question](), Visit.ask

    async def ask(self: Visit, text: str, operation: str | None = None, /, **variables: object) -> dict[str, Any]:
        named = {"operationName": operation} if operation else {}
        asked.append(Question(self.asker, {"query": text, "variables": variables, **named}))
        return await own(self, text, operation, **variables)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Visit, "ask", ask)
        yield asked


def _thread_of(pages: Served) -> int:
    """The number of the thread on which the gateway runs, as the kernel has it."""
    found, told = list[int](), threading.Event()

    def tell() -> None:
        found.append(threading.get_native_id())
        told.set()

    pages.loop.call_soon_threadsafe(tell)
    told.wait(10)
    return found[0]


@dataclass(frozen=True, slots=True)
class Measuring:
    """What is measured with: the gateway and its thread, who reads, and how often."""

    pages: Served
    everything: Everything
    asked: list[Question]
    rounds: int
    each: int

    def cost(self, shown: Shown) -> Cost | None:
        """Of one page; None of a page that asks nothing."""
        address = str(shown.page.response.url)
        readers = [each for (persona, _), each in self.everything.readers.items() if persona == shown.persona]
        reader = next(each for each in readers if each.http.get(address).status_code == 200)  # for that purpose

        def page() -> None:
            answer = reader.http.get(address)
            assert answer.status_code == 200, (address, answer.text)

        self.asked.clear()
        page()
        questions = tuple(self.asked)
        if not questions:
            return None
        thread = _thread_of(self.pages)
        with httpx2.Client(trust_env=False) as client:

            def documents() -> None:
                for each in questions:
                    answer = client.post(self.pages.url, json=each.body, headers=each.headers)
                    assert answer.status_code == 200, answer.text

            documents()
            rounds = [(self._cpu(thread, page), self._cpu(thread, documents)) for _ in range(self.rounds)]
        of_page, of_documents = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = statistics.median(one / other for one, other in rounds)
        return Cost(shown.name, shown.persona, len(questions), of_page, of_documents, ratio)

    def _cpu(self, thread: int, ask: Callable[[], None]) -> float:
        """Milliseconds of the gateway for one asking."""
        before = cpu_of_thread(thread)
        for _ in range(self.each):
            ask()
        return (cpu_of_thread(thread) - before) / self.each / 1e6


if __name__ == "__main__":
    main()
