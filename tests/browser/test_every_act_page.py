"""The forms of acts, opened from the demonstration's caseload by whoever is offered them, and sent as they stand.

What is sent has seen a version that is no longer there, so that nothing is done: the form must come back with what is
amiss, and hold to the rules of every page.
"""

from collections.abc import Iterator

import pytest

from gateway.demonstration.personas import AREA
from gateway.web.act_pages import ACTS, address
from gateway.wiring import registry
from schema.declare import RelationField, Root, camel
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader

PERSONAS = ("coordinator", "police", "probation", "prison", "chair", "vlo", "housing")
Found = dict[str, tuple[str, str]]  # by act: who is offered it, and on what


def questions() -> Iterator[str]:
    """Every list of records that offer acts, and those that a case alone leads to."""
    known = registry()
    for root in known.roots.values():
        if isinstance(root, Root) and not root.one and root.target in known.offers:
            yield f"{{ all: {camel(root.name)}(first: 100) {{ nodes {{ id acts }} }} }}"
    for relation in known.records["Case"].fields.values():
        if isinstance(relation, RelationField) and relation.target in known.offers:
            name = camel(relation.name)
            of = f"{name}(first: 5) {{ nodes {{ id acts }} }}" if relation.paged else f"{name} {{ id acts }}"
            yield f"{{ cases(first: 100) {{ nodes {{ {of} }} }} }}"


def offered(value: object) -> Iterator[tuple[str, str]]:
    """Each act with what it is offered on, wherever it stands in an answer."""
    if isinstance(value, dict):
        for act in value.get("acts", ()):
            yield act, value["id"]
        for each in value.values():
            yield from offered(each)
    elif isinstance(value, list):
        for each in value:
            yield from offered(each)


@pytest.fixture(scope="module")
def found(pages: serving.Served) -> Found:
    """One of each that anybody is offered."""
    first: Found = {}
    for persona in PERSONAS:
        for question in questions():
            for act, key in offered(pages.ask(persona, question).data):
                first.setdefault(act, (persona, key))
        for act in pages.ask(persona, "{ viewer { acts } }").data["viewer"]["acts"]:
            if act in IN_AN_AREA:
                first.setdefault(act, (persona, str(AREA)))
    return first


IN_AN_AREA = {page.act for page in ACTS.values() if "area" in page.addressed}


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in PERSONAS}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


def test_a_form_sent_as_it_stands_comes_back_with_what_is_amiss(found: Found, readers: dict[str, Reader]) -> None:
    open_to = [page for page in ACTS.values() if page.act in found]
    assert len(open_to) > 60, sorted(found)
    for page in open_to:
        persona, key = found[page.act]
        at = address(page.act, key) or ""
        form = readers[persona].get(at)
        assert form.status == 200, (page.act, persona, form.text)
        sent = readers[persona].post(at, {**form.fields(at), "_version": "0"})
        assert sent.status == 422, (page.act, persona, sent.text)
        assert sent.title.startswith("Error: "), page.act
