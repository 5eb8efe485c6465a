"""The life of a request over HTTP: each step failing, what was sent, and what was written."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from gateway.asked import Asked
from tests.gateway.served import GRAPHQL, SECRET, Answer, Served
from tests.gateway.small_caseload import case_id, person_id, reference

NAME = "{ viewer { name } }"
CASE = "query One($reference: String!) { case(reference: $reference) { id reference person { familyName } } }"
CASES = "query Page($first: Int, $after: String) { cases(first: $first, after: $after) { nodes { reference } } }"
TOO_MUCH = "The operation is too large: ask for less at once."

# What an entry may never hold, because the tests ask about it and it stands in the records.
VALUES = ("Family1", "MAPPA-07", "A victim", "A safe place", "An offence")


def without(headers: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


def written(served: Served, answer: Answer) -> dict[str, Any]:
    """The entry, which holds no value."""
    entry = served.entry(answer)
    assert not any(value in str(entry) for value in VALUES)
    return entry


# -- authenticate


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (None, "NO_CREDENTIALS"),
        ("Basic dXNlcjpwYXNz", "NOT_BEARER"),
        ("Bearer nonsense", "MALFORMED"),
        ("Bearer a.b.c", "MALFORMED"),
    ],
)
def test_without_good_credentials_the_answer_is_one_and_the_reason_is_recorded(
    served: Served, header: str | None, reason: str
) -> None:
    headers = {} if header is None else {"authorization": header}
    answer = served.post({"query": NAME}, headers)
    assert (answer.status, answer.code, answer.headers["www-authenticate"]) == (401, "UNAUTHENTICATED", "Bearer")
    assert answer.error == "Sign in: send a valid access token as Authorization: Bearer."
    assert served.told(answer) == ("UNAUTHENTICATED", reason)
    entry = written(served, answer)
    assert (entry["principal_id"], entry["purpose"], entry["document_hash"]) == (None, None, None)


def test_two_authorization_headers_are_refused(served: Served) -> None:
    token = ("authorization", f"Bearer {served.token('police')}")
    reply = served.client.post(served.url, json={"query": NAME}, headers=[token, token])
    assert reply.status_code == 401
    assert served.told(Answer(401, reply.headers, reply.content)) == ("UNAUTHENTICATED", "REPEATED_HEADER")


def test_a_tampered_token_is_refused(served: Served) -> None:
    head, payload, signature = served.token("police").split(".")
    forged = f"{head}.{payload}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    answer = served.post({"query": NAME}, {"authorization": f"Bearer {forged}"})
    assert answer.status == 401
    assert served.told(answer) == ("UNAUTHENTICATED", "BAD_SIGNATURE")


@pytest.mark.parametrize(
    ("persona", "through", "reason"),
    [
        ("police-system", "police-system", "HUMAN_MISSING"),
        ("mappa-demonstration", "mappa-demonstration", "HUMAN_MISSING"),
        ("probation", "bulk-exchange", None),
        ("police", "bulk-exchange", "OTHER_AGENCY"),
    ],
)
def test_a_system_without_its_human_is_refused_unless_it_is_registered_so(
    served: Served, persona: str, through: str, reason: str | None
) -> None:
    headers = {"authorization": f"Bearer {served.token(persona, through)}", "purpose-of-use": "MANAGE_RISK"}
    answer = served.post({"query": NAME}, headers)
    assert answer.status == (401 if reason else 200)
    assert served.told(answer) == (("UNAUTHENTICATED", reason) if reason else ("GRANTED", None))


def test_a_system_registered_as_human_less_asks_in_its_own_name(served: Served) -> None:
    token = served.token("bulk-exchange", "bulk-exchange")
    headers = {"authorization": f"Bearer {token}", "purpose-of-use": "EXCHANGE_RECORDS"}
    assert served.post({"query": NAME}, headers).data == {"viewer": {"name": "Probation bulk exchange (demonstration)"}}


def test_the_entry_names_the_system_and_the_human_behind_it(served: Served) -> None:
    token = served.token("police", "police-system")
    headers = {"authorization": f"Bearer {token}", "purpose-of-use": "MANAGE_RISK"}
    entry = written(served, served.post({"query": NAME}, headers))
    assert (entry["client"], entry["acting"], entry["human"]) == ("police-system", ["police-system"], True)
    assert (entry["principal_name"], entry["agency"]) == ("Rowan Tarrant", "police")


def test_a_suspended_client_is_refused_within_seconds(served: Served) -> None:
    change = "update directory.client set suspended = {} where client_id = 'police-system'"
    token = served.token("police", "police-system")
    headers = {"authorization": f"Bearer {token}", "purpose-of-use": "MANAGE_RISK"}
    with served.database.changed(change.format("true"), change.format("false")):
        served.door.directory._clients.clear()
        answer = served.post({"query": NAME}, headers)
        assert answer.status == 401
        assert served.told(answer) == ("UNAUTHENTICATED", "SUSPENDED_CLIENT")
    served.door.directory._clients.clear()
    assert served.post({"query": NAME}, headers).status == 200


def test_an_unknown_client_and_an_unknown_person_are_refused(served: Served) -> None:
    change = "update directory.principal set subject = '{}' where subject = '{}'"
    away, back = change.format("moved", "persona:smb"), change.format("persona:smb", "moved")
    with served.database.changed(away, back):
        answer = served.ask("smb", NAME)
        assert answer.status == 401
        assert served.told(answer) == ("UNAUTHENTICATED", "UNKNOWN_PERSON")
        assert written(served, answer)["principal_id"] is None


# -- read and admit


@pytest.mark.parametrize(
    ("method", "sent", "content", "refused"),
    [
        ("POST", {"content-type": "text/plain"}, b"{}", (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("POST", {"content-type": "application/json", "accept": "text/html"}, b"{}", (406, "NOT_ACCEPTABLE")),
        ("POST", {"content-type": "application/json"}, b"{", (400, "BAD_REQUEST")),
        ("POST", {"content-type": "application/json"}, b"[]", (400, "BAD_REQUEST")),
        ("PUT", {"content-type": "application/json"}, b"{}", (405, "METHOD_NOT_ALLOWED")),
        ("POST", {"content-type": "application/json"}, b" " * 100_001, (413, "body_bytes")),
    ],
)
def test_what_is_not_graphql_over_http_is_refused_and_recorded(
    served: Served, method: str, sent: dict[str, str], content: bytes, refused: tuple[int, str]
) -> None:
    answer = served.send(method, {**served.headers("police"), **sent}, content)
    assert (answer.status, served.entry(answer)["reason"]) == refused
    entry = written(served, answer)
    assert (entry["outcome"], entry["principal_name"]) == ("INVALID", "Rowan Tarrant")


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"query": "{ viewer {"}, "GraphQLSyntaxError"),
        ({"query": "{ viewer { nobody } }"}, "validation"),
        ({"query": "mutation { anything }"}, "validation"),
        ({"query": NAME, "operationName": "Other"}, "OperationNotFound"),
        ({"query": CASE, "variables": {}}, "variables"),
        ({"query": CASE, "variables": {"reference": 7}}, "variables"),
        ({"query": CASE, "variables": {"reference": "a\0b"}}, "GraphQLError"),
        ({"query": '{ case(reference: "a\\u0000b") { id } }'}, "GraphQLError"),
        ({"query": CASES, "variables": {"first": -1}}, "argument"),
        ({"query": CASES, "variables": {"after": "forged"}}, "argument"),
        ({"query": "{ cases(first: 1, last: 1) { totalCount } }"}, "argument"),
    ],
)
def test_what_is_no_valid_operation_is_answered_400_and_recorded(
    served: Served, sent: dict[str, Any], reason: str
) -> None:
    answer = served.post(sent, served.headers("coordinator", accept=GRAPHQL))
    assert (answer.status, list(answer.json)) == (400, ["errors"])
    assert served.told(answer) == ("INVALID", reason)
    assert written(served, answer)["document_hash"] is not None
    plain = served.post(sent, served.headers("coordinator"))
    assert (plain.status, plain.json) == (200, answer.json)


@pytest.mark.parametrize(
    ("query", "variables", "limit"),
    [
        (CASES, {"first": 101}, "page"),
        ("{ cases(first: 101) { totalCount } }", {}, "page"),
        ("{ viewer { name } }" + " " * 15_000, {}, "characters"),
        ("{ viewer { " + "name " * 1000 + "} }", {}, "tokens"),
        ("{ " + " ".join(f"a{n}: viewer {{ name }}" for n in range(16)) + " }", {}, "aliases"),
    ],
)
def test_what_is_too_large_is_refused_without_saying_which_limit_was_met(
    served: Served, query: str, variables: dict[str, Any], limit: str
) -> None:
    answer = served.ask("coordinator", query, variables)
    assert (answer.status, answer.code, answer.error) == (400, "OPERATION_TOO_LARGE", TOO_MUCH)
    assert served.told(answer) == ("INVALID", limit)


def test_a_client_may_ask_for_its_own_page_and_no_longer(served: Served) -> None:
    token = served.token("bulk-exchange", "bulk-exchange")
    headers = {"authorization": f"Bearer {token}", "purpose-of-use": "EXCHANGE_RECORDS", "accept": GRAPHQL}
    assert served.post({"query": CASES, "variables": {"first": 1000}}, headers).status == 200
    assert served.post({"query": CASES, "variables": {"first": 1001}}, headers).error == TOO_MUCH


def test_a_chain_of_doubling_fragments_is_refused_at_once(served: Served) -> None:
    """Its work is linear, and the best of a few is told: what else this machine does is not the chain's doing."""
    links = " ".join(f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(22))
    took = []
    for turn in range(5):
        answer = served.ask("police", f"{{ v{turn}: viewer {{ ...F0 }} }} {links} fragment F22 on Viewer {{ name }}")
        assert (answer.status, answer.error) == (400, TOO_MUCH)
        assert served.told(answer) == ("INVALID", "fields")
        took.append(written(served, answer)["duration_us"])
    assert min(took) < 50_000


def test_variables_that_the_operation_does_not_know_are_passed_over_however_they_look(served: Served) -> None:
    deep: Any = "x"
    for _ in range(700):
        deep = [deep]
    unknown = {"deep": deep, "nul\0": 1} | {f"v{number}": number for number in range(2000)}
    answer = served.ask("police", CASE, {"reference": reference(1)} | unknown)
    assert answer.status == 200
    assert list(written(served, answer)["variables"]) == ["reference"]


# -- purpose


@pytest.mark.parametrize(
    ("header", "extension", "problem"),
    [
        (None, None, "State why you ask."),
        ("", None, "State a purpose that is open to you."),
        ("CURIOSITY", None, "State a purpose that is open to you."),
        ("SECURE_DATA", None, "State a purpose that is open to you."),
        (None, 7, "State a purpose that is open to you."),
        ("MANAGE_RISK", "PLAN_RELEASE", "State one purpose: the header and extensions.purpose differ."),
    ],
)
def test_a_purpose_must_be_stated_and_open_and_the_answer_names_those_that_are(
    served: Served, header: str | None, extension: object, problem: str
) -> None:
    headers = without(served.headers("police"), "purpose-of-use") | (
        {} if header is None else {"purpose-of-use": header}
    )
    answer = served.post({"query": NAME, "extensions": {} if extension is None else {"purpose": extension}}, headers)
    assert (answer.status, answer.code) == (400, "PURPOSE_REQUIRED")
    assert answer.error == (
        f"{problem} Send a Purpose-Of-Use header with one of: "
        "MANAGE_RISK, PLAN_RELEASE, PREPARE_MEETING, SAFEGUARD_CHILDREN, VERIFY_LAWFULNESS."
    )
    assert served.told(answer) == ("REFUSED", "purpose")
    assert written(served, answer)["purpose"] is None


def test_a_purpose_in_the_extensions_is_as_good(served: Served) -> None:
    headers = without(served.headers("police"), "purpose-of-use")
    answer = served.post({"query": "{ viewer { purpose } }", "extensions": {"purpose": "PLAN_RELEASE"}}, headers)
    assert answer.data == {"viewer": {"purpose": "PLAN_RELEASE"}}
    assert written(served, answer)["purpose"] == "PLAN_RELEASE"


# -- what is hidden is what is absent


@pytest.mark.parametrize(
    "persona", ["police", "probation", "coordinator", "chair", "housing", "smb", "admin", "auditor"]
)
def test_a_hidden_case_is_answered_byte_for_byte_as_one_that_is_not_there(served: Served, persona: str) -> None:
    hidden, absent = (served.ask(persona, CASE, {"reference": name}) for name in (reference(3), "MAPPA-99-999999"))
    assert hidden.body == absent.body == b'{"data":{"case":null}}'
    compared = [dict(written(served, answer)) for answer in (hidden, absent)]
    for entry in compared:
        for name in ("id", "recorded_at", "request_id", "variables", "duration_us"):
            del entry[name]
    assert compared[0] == compared[1]
    assert compared[0]["subjects"] == {}


def test_a_node_of_another_kind_of_principal_opens_nothing(served: Served) -> None:
    node = "query Node($id: ID!) { node(id: $id) { ... on Case { reference } } }"
    shown = served.ask("police", CASE, {"reference": reference(1)}).data["case"]["id"]
    assert served.ask("police", node, {"id": shown}).data == {"node": {"reference": reference(1)}}
    for stranger, asked in (("probation", shown), ("police", shown[:-4] + "AAAA"), ("police", "nonsense")):
        assert served.ask(stranger, node, {"id": asked}).body == b'{"data":{"node":null}}'


# -- answer


def test_an_answer_and_its_entry_bear_the_same_request_id_and_nothing_may_keep_the_answer(served: Served) -> None:
    answer = served.ask("police", CASE, {"reference": reference(1)})
    assert answer.headers["cache-control"] == "no-store"
    entry = written(served, answer)
    assert (entry["outcome"], entry["row_count"], entry["operation_name"]) == ("GRANTED", 1, "One")
    assert entry["subjects"] == {"assigned/ordinary": [str(person_id(1)), str(case_id(1))]}
    assert served.door.keys.hasher.matches("reference", reference(1), entry["variables"]["reference"])
    assert not served.door.keys.hasher.matches("reference", reference(2), entry["variables"]["reference"])
    assert SECRET not in str(entry)


def test_an_unknown_failure_is_masked_and_recorded_and_its_words_are_nowhere(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    """A door without its questions fails in a way that nobody foresaw."""
    broken = dataclasses.replace(served.door, questions=None)  # type: ignore[arg-type]
    headers = tuple((name.encode(), value.encode()) for name, value in served.headers("police").items())
    asked = Asked("POST", ((b"content-type", b"application/json"), *headers), b"", b'{"query":"{ secret }"}')
    reply = served.within(broken.serve(asked))
    answer = Answer(reply.status, {name.decode(): value.decode() for name, value in reply.headers}, reply.body)
    assert (answer.status, answer.code) == (500, "INTERNAL")
    assert answer.error == (
        f"Something went wrong on our side. Tell your administrator this request id: {answer.request_id}"
    )
    assert served.told(answer) == ("FAILED", "internal")
    logged = capsys.readouterr().out
    assert str(answer.request_id) in logged
    assert "AttributeError" in logged
    assert "secret" not in logged
