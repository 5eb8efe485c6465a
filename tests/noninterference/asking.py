"""Asking through the served door: in this process, and a share over HTTP."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gateway.asked import Asked
from gateway.demonstration.personas import client_named
from gateway.life import Door
from policies.vocabulary import Purpose
from schema.seals import Seals, seals_for
from tests.gateway.served import Served
from tests.noninterference.people import Person
from tests.noninterference.questions import Question
from tests.schema.test_compile_against_oracle import found_under

AT_ONCE = 3
OVER_HTTP = 8  # one question in so many
IGNORED = ("x-request-id", "x-entry-id", "date")  # what no two answers share


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a caller is sent, but the ids of the request and of its entry, and the time."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Asker:
    """One principal with one purpose before the door."""

    served: Served
    who: Person
    purpose: Purpose
    door: Door | None = None  # another than the served one: a faulty one

    @property
    def seals(self) -> Seals:
        door = self.door or self.served.door
        return seals_for(door.keys.seal, self.who.kind, door.law.current.version)

    def headers(self) -> dict[str, str]:
        client = client_named("mappa-demonstration")
        assert client is not None
        return {
            "authorization": f"Bearer {self.served.tokens.for_person(self.who.persona, client)}",
            "purpose-of-use": self.purpose.name,
            "accept": "application/graphql-response+json",
            "content-type": "application/json",
        }

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """The answers, in order; a few of them come over HTTP, from the door that is served."""
        headers = self.headers()
        far = set(range(0, len(questions), OVER_HTTP)) if self.door is None else set()
        near = [each for number, each in enumerate(questions) if number not in far]
        asked = asyncio.run_coroutine_threadsafe(self._in_process(near, headers), self.served.loop)
        here = iter(asked.result(timeout=120))
        return [self._over_http(q, headers) if n in far else next(here) for n, q in enumerate(questions)]

    def _over_http(self, question: Question, headers: dict[str, str]) -> Answer:
        answer = self.served.send("POST", headers, body_of(question))
        return Answer(answer.status, _kept(list(answer.headers.items())), answer.body)

    async def _in_process(self, questions: Sequence[Question], headers: dict[str, str]) -> list[Answer]:
        room = asyncio.Semaphore(AT_ONCE)
        raw = tuple((name.encode(), value.encode()) for name, value in headers.items())
        door = self.door or self.served.door

        async def one(question: Question) -> Answer:
            async with room:
                reply = await door.serve(Asked("POST", raw, b"", body_of(question)))
            named = [(name.decode(), value.decode()) for name, value in reply.headers]
            return Answer(reply.status, _kept(named), reply.body)

        return list(await asyncio.gather(*map(one, questions)))

    def with_cursors(self, questions: Sequence[Question]) -> list[Question]:
        """The questions with the cursors that the lists themselves answer."""
        waiting = [question for question in questions if question.cursors]
        answered = dict(zip(map(id, waiting), self.ask(waiting), strict=True))
        return [_settled(each, answered[id(each)]) if each.cursors else each for each in questions]


def body_of(question: Question) -> bytes:
    """What is sent."""
    return json.dumps({"query": question.text, "variables": question.variables}).encode()


def _kept(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers if name not in IGNORED)


def _settled(question: Question, answer: Answer) -> Question:
    data: Any = json.loads(answer.body).get("data")
    found = {}
    for name, (key, number) in question.cursors.items():
        edges = found_under(data, key) if data else []
        if edges:
            chosen = edges[number % len(edges)]
            found[name] = chosen[number % len(chosen)]["cursor"]
    return replace(question, variables={**question.variables, **found}, cursors={})
