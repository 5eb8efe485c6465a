"""Who asks while things are killed, and what they remember of every answer that reached them whole."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

import httpx2

from tests.chaos.stand import Stand
from tests.gateway.acting import CASE as THE_CASE
from tests.gateway.acting import START, WITHDRAW, order, starting
from tests.gateway.small_caseload import reference
from tests.gateway.test_killed import headers_of

READ = f'{{ case(reference: "{reference(1)}") {{ reference person {{ familyName }} }} }}'
PAUSE = 0.05  # seconds before somebody whom nobody answered asks again


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that came whole."""

    status: int
    request: UUID
    entry: UUID
    told: bool  # whether it holds anything but an error
    unrecorded: bool  # whether it says that the access could not be recorded

    @classmethod
    def of(cls, answer: httpx2.Response) -> "Received":
        body = answer.json()
        codes = {error.get("extensions", {}).get("code") for error in body.get("errors", [])}
        request, entry = (UUID(answer.headers[name]) for name in ("x-request-id", "x-entry-id"))
        return cls(answer.status_code, request, entry, bool(body.get("data")), "AUDIT_UNAVAILABLE" in codes)


@dataclass
class Crowd:
    """Readers, one who acts, one who cannot be told and one who asks nonsense, until told to stop."""

    stand: Stand
    readers: int = 3
    received: list[Received] = field(default_factory=list)
    checkpoints: list[str] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    order: tuple[str, Any] | None = None  # what is to be done next, or again

    def __enter__(self) -> Self:
        kinds = [*[self._read] * self.readers, self._act, self._ask_in_vain, self._keep_checkpoints]
        self.threads = [threading.Thread(target=self._going_on, args=(kind,)) for kind in kinds]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(timeout=30)
            assert not thread.is_alive()

    def _going_on(self, ask: Any) -> None:  # noqa: ANN401 - one of the methods below
        """Whoever is cut off asks again. Whatever else goes wrong is a fault of the gateway's, and is told."""
        while not self.stopped.is_set():
            try:
                with httpx2.Client(base_url=self.stand.address, trust_env=False, timeout=10) as client:
                    while not self.stopped.is_set():
                        ask(client, headers_of(self.stand.tokens))  # a token lives for five minutes
            except httpx2.TransportError:
                self.stopped.wait(PAUSE)
            except BaseException as error:  # noqa: BLE001 - a thread has nobody to raise to
                self.failures.append(error)
                return

    def _post(self, client: httpx2.Client, headers: Mapping[str, str], query: str, variables: Any = None) -> Any:  # noqa: ANN401
        answer = client.post("/graphql", json={"query": query, "variables": variables or {}}, headers=dict(headers))
        self.received.append(Received.of(answer))
        return answer.json().get("data") or {}

    def _read(self, client: httpx2.Client, headers: Mapping[str, str]) -> None:
        self._post(client, headers, READ)

    def _act(self, client: httpx2.Client, headers: Mapping[str, str]) -> None:
        """Starts a referral and takes it back. What nobody answered is sent again, with the same idempotency key."""
        if self.order is None:
            case = self._post(client, headers, THE_CASE, {"reference": reference(1)}).get("case")
            self.order = (START, starting(case)) if case else None
            return
        answer = self._post(client, headers, *self.order)
        if answer:
            (payload,) = answer.values()
            made = payload["referral"] if self.order[0] is START else None
            self.order = (WITHDRAW, order(made, reason="For the test.")) if made else None

    def _ask_in_vain(self, client: httpx2.Client, headers: Mapping[str, str]) -> None:
        self._post(client, {}, READ)
        self._post(client, headers, "{ nothing }")
        self.stopped.wait(PAUSE)

    def _keep_checkpoints(self, client: httpx2.Client, headers: Mapping[str, str]) -> None:
        """As an auditor does: what was signed once must stay in the log."""
        answer = client.get("/log/checkpoint", headers=dict(headers))
        if answer.status_code == 200:
            self.checkpoints.append(answer.text)
        self.stopped.wait(0.2)
        with suppress(IndexError):
            if self.checkpoints[-1] == self.checkpoints[-2]:
                self.checkpoints.pop()
