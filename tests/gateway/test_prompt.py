"""What is kept for a caller serves that caller alone, for as long as it was said to, and its number is bounded."""

from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from graphql import OperationDefinitionNode, build_schema, parse

from gateway.asked import Asked
from gateway.prompt import CALLERS_KEPT, READY_KEPT, Known, Prompt
from schema.media import MediaType

SCHEMA = build_schema("type Query { case(reference: String): String }")
CASE = "query One($reference: String!) { case(reference: $reference) }"
HEADERS = {
    b"authorization": b"Bearer one",
    b"purpose-of-use": b"MANAGE_RISK",
    b"accept": b"application/json",
    b"content-type": b"application/json",
}
NOW, LATER, LAW = 1_000.0, 2_000.0, "law-1"


def asked(headers: dict[bytes, bytes] | None = None, query: str = CASE, *more: tuple[bytes, bytes]) -> Asked:
    body = orjson.dumps({"query": query, "variables": {"reference": "MAPPA-01-000001"}})
    return Asked("POST", (*(HEADERS | (headers or {})).items(), *more), b"", body)


def question(query: str = CASE) -> Any:  # noqa: ANN401 - as much of a question as is looked at
    (definition,) = parse(query).definitions
    assert isinstance(definition, OperationDefinitionNode)
    return SimpleNamespace(operation=SimpleNamespace(definition=definition, schema=SCHEMA))


def ready() -> Any:  # noqa: ANN401 - told apart by identity
    return SimpleNamespace(kind=SimpleNamespace(statement=SimpleNamespace(computed=())))


def keep(prompt: Prompt, request: Asked, query: str = CASE) -> Any:  # noqa: ANN401 - what ``ready`` gives
    made = ready()
    prompt.keep(request, Known(LATER, MediaType.JSON, LAW), question(query), made)
    return made


def found(prompt: Prompt, request: Asked, now: float = NOW, law: str = LAW) -> Any:  # noqa: ANN401
    prepared = prompt.prepared(request, now, law)
    return None if prepared is None else prepared.ready


OTHERS = {
    "another token": asked({b"authorization": b"Bearer two"}),
    "another purpose": asked({b"purpose-of-use": b"PREPARE_MEETING"}),
    "another role": asked({b"acting-role": b"CHAIR"}),
    "a purpose twice": asked(None, CASE, (b"purpose-of-use", b"PREPARE_MEETING")),
    "another media type": asked({b"accept": b"application/graphql-response+json"}),
    "another content type": asked({b"content-type": b"text/plain"}),
    "values in each other's place": asked({b"authorization": b"MANAGE_RISK", b"purpose-of-use": b"Bearer one"}),
    "a value that runs on": asked({b"authorization": b"Bearer onepurpose-of-use"}),
    "another document": asked(None, CASE.replace("One", "Two")),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_kept_for_one_is_not_given_to_another(other: Asked) -> None:
    prompt = Prompt()
    kept = keep(prompt, asked())
    assert found(prompt, other) is None
    assert found(prompt, asked()) is kept


def test_each_is_given_their_own() -> None:
    prompt = Prompt()
    callers = [asked({b"authorization": b"Bearer %d" % number}) for number in range(50)]
    kept = [keep(prompt, each) for each in callers]
    assert [found(prompt, each) for each in callers] == kept


def test_what_is_kept_ends_with_its_moment_and_with_the_law() -> None:
    prompt = Prompt()
    kept = keep(prompt, asked())
    assert found(prompt, asked(), LATER - 0.001) is kept
    assert found(prompt, asked(), LATER) is None
    assert found(prompt, asked(), NOW, "law-2") is None


def test_under_another_law_nothing_of_the_former_is_left() -> None:
    prompt = Prompt()
    keep(prompt, asked())
    prompt.keep(asked(), Known(LATER, MediaType.JSON, "law-2"), question(), made := ready())
    assert found(prompt, asked(), NOW, "law-2") is made
    assert found(prompt, asked()) is None


def test_as_many_are_kept_as_was_said_whoever_comes() -> None:
    """Twice as many callers as are kept, and of one of them twice as many questions."""
    prompt = Prompt()
    for number in range(2 * CALLERS_KEPT):
        keep(prompt, asked({b"authorization": b"Bearer %d" % number}))
    last = {b"authorization": b"Bearer %d" % (2 * CALLERS_KEPT - 1)}
    for number in range(2 * READY_KEPT):
        query = CASE.replace("One", f"One{number}")
        keep(prompt, asked(last, query), query)
    assert len(prompt._known) == CALLERS_KEPT
    assert sum(len(known.ready) for known in prompt._known.values()) == CALLERS_KEPT - 1 + READY_KEPT
