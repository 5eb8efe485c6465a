"""What the steps refuse by themselves, although the step before them refuses it too today."""

import time
from dataclasses import replace

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse

from gateway.directory import stored
from gateway.failures import Refused, failure
from gateway.life import _require_method, _require_sizes
from gateway.questions import Document, Question, Questions, digest_of
from gateway.store import ValueRefused
from gateway.trace import Trace
from gateway.wiring import graphql_schema, registry
from policies.vocabulary import Outcome
from schema.arguments import InvalidArgument
from schema.limits import Limits, OperationRefused
from schema.transport import GraphQLRequest
from tests.gateway.served import Served, until
from tests.gateway.small_caseload import PERSONA_IDS
from tests.policies.laws import law


@pytest.fixture
def questions() -> Questions:
    return Questions(graphql_schema()._schema, registry(), Limits())


def test_a_subscription_is_refused_without_a_schema_s_help(questions: Questions) -> None:
    document = Document(parse("subscription { anything }"), digest_of(""))
    with pytest.raises(GraphQLError, match=r"^Only queries and mutations are answered here\."):
        questions._operation(document, None)


def test_a_link_may_not_carry_what_acts(questions: Questions) -> None:
    question = questions.ask(GraphQLRequest("{ viewer { name } }"), 100)
    _require_method("GET", question)
    definition = replace_operation(question, "mutation { anything }")
    with pytest.raises(Refused):
        _require_method("GET", definition)


def replace_operation(question: Question, text: str) -> Question:
    definition = parse(text).definitions[0]
    assert isinstance(definition, OperationDefinitionNode)
    return replace(question, operation=replace(question.operation, definition=definition))


def test_a_page_is_held_against_the_caller_s_own_cap_once_more() -> None:
    _require_sizes([0, 100], 100)
    with pytest.raises(OperationRefused) as refused:
        _require_sizes([101], 100)
    assert refused.value.limit == "page"
    with pytest.raises(InvalidArgument):
        _require_sizes([-1], 100)


def test_a_value_that_no_record_can_hold_is_the_caller_s_to_mend() -> None:
    trace = Trace(time.perf_counter(), PERSONA_IDS["police"], law())
    outcome, reason, reply = failure(ValueRefused(), trace)
    assert (outcome, reason, reply.status) == (Outcome.INVALID, "value", 200)
    assert b"A value is one that no record can hold" in reply.body


def test_the_directory_keeps_a_bounded_number_of_people(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "KEPT", 2)
    served.door.directory._principals.clear()
    for persona in ("police", "prison", "probation", "police"):
        assert served.ask(persona, "{ viewer { name } }").status == 200
    assert [subject for _, subject in served.door.directory._principals] == ["persona:probation", "persona:police"]


def test_readiness_says_when_the_sequence_cannot_be_read(served: Served) -> None:
    revoke = "revoke select on audit.leaf from mappa_gateway, mappa_reader"
    with served.database.changed(revoke, "grant select on audit.leaf to mappa_gateway, mappa_reader"):
        assert until(lambda: served.send("GET", {}, path="/readyz").status == 503)
        assert served.send("GET", {}, path="/readyz").json["sequence"] == "cannot be read"
    assert until(lambda: served.send("GET", {}, path="/readyz").status == 200)
