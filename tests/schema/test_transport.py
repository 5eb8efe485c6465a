"""A request is read, or refused with a sentence; an answer is labelled as GraphQL over HTTP says."""

from typing import Any

import orjson
import pytest
from graphql import GraphQLError, OperationType
from hypothesis import given
from hypothesis import strategies as st

from schema.limits import OperationRefused
from schema.media import MediaType
from schema.transport import (
    GraphQLRequest,
    HttpRequest,
    Refusal,
    RefusalCode,
    Reply,
    answered,
    failed,
    invalid,
    negotiate,
    read_request,
    refuse_method,
    refused,
)

JSON = "application/json"
QUERY = "{ __typename }"
BOTH = (MediaType.JSON, MediaType.RESPONSE)


def posted(body: bytes, content_type: str | None = JSON) -> GraphQLRequest | Refusal:
    return read_request(HttpRequest("POST", content_type, b"", body))


def sent(**members: object) -> GraphQLRequest | Refusal:
    return posted(orjson.dumps({"query": QUERY, **members}))


def got(query_string: bytes) -> GraphQLRequest | Refusal:
    return read_request(HttpRequest("GET", None, query_string, b""))


def refusal(answer: GraphQLRequest | Refusal) -> Refusal:
    assert isinstance(answer, Refusal)
    return answer


def said(reply: Reply) -> Any:
    return orjson.loads(reply.body)


# -- POST --------------------------------------------------------------------------------------------------------


def test_a_posted_request_is_read() -> None:
    expected = GraphQLRequest(QUERY, "Q", {"a": [1, None]}, {"purpose": "manage_risk"})
    assert sent(operationName="Q", variables={"a": [1, None]}, extensions={"purpose": "manage_risk"}) == expected


def test_what_is_null_empty_or_absent_is_the_same() -> None:
    assert sent() == GraphQLRequest(QUERY, None, {}, {})
    assert sent(operationName=None, variables=None, extensions=None) == sent()
    assert sent(operationName="") == sent()


def test_a_member_that_is_not_graphqls_is_passed_over() -> None:
    assert sent(id="1") == sent()


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        "application/json;charset=utf8",
    ],
)
def test_json_in_utf_8_is_taken(content_type: str) -> None:
    assert posted(b'{"query": "{ a(b: \\"\xc3\xa9\\") }"}', content_type) == GraphQLRequest('{ a(b: "é") }')


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/json, text/plain",
        "application/jsonx",
    ],
)
def test_any_other_content_type_is_refused(content_type: str | None) -> None:
    assert posted(b'{"query": "{ __typename }"}', content_type) == Refusal(
        415,
        RefusalCode.UNSUPPORTED_MEDIA_TYPE,
        "Send the body with Content-Type application/json, in UTF-8.",
        ((b"accept", b"application/json"),),
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON in UTF-8: send an object with a query."),
        (b'{ "not a JSON', "The body is not JSON in UTF-8: send an object with a query."),
        (b'{"query": "\xff"}', "The body is not JSON in UTF-8: send an object with a query."),
        (b'{"query": "{ a }", "variables": {"a": NaN}}', "The body is not JSON in UTF-8: send an object with a query."),
        (b"[" * 5000, "The body is not JSON in UTF-8: send an object with a query."),
        (b'[{"query": "{ a }"}]', "Send one operation at a time: a list of them is not taken."),
        (b"[]", "Send one operation at a time: a list of them is not taken."),
        (b'"{ a }"', "The body is not a JSON object: send one with a query."),
        (b"null", "The body is not a JSON object: send one with a query."),
        (b'{"qeury": "{ a }"}', "query is missing: send the GraphQL document as a string."),
        (b'{"query": null}', "query is missing: send the GraphQL document as a string."),
        (b'{"query": ""}', "query is missing: send the GraphQL document as a string."),
    ],
)
def test_a_body_that_is_no_request_is_refused(body: bytes, message: str) -> None:
    assert posted(body) == Refusal(400, RefusalCode.BAD_REQUEST, message)


@pytest.mark.parametrize(
    ("member", "called", "wrong"),
    [
        ("query", "a string", [{"a": 1}, 0, False, ["x"]]),
        ("operationName", "a string", [{"a": 1}, 0, False, ["x"]]),
        ("variables", "an object", ["x", 0, False, ["x"]]),
        ("extensions", "an object", ["x", 0, False, ["x"]]),
    ],
)
def test_a_member_of_the_wrong_type_is_refused(member: str, called: str, wrong: list[object]) -> None:
    message = f"{member} is of the wrong type: send {called}, or leave it out."
    expected = Refusal(400, RefusalCode.BAD_REQUEST, message)
    assert [sent(**{member: value}) for value in wrong] == [expected] * 4


@given(st.binary(max_size=60))
def test_no_body_makes_reading_fail(body: bytes) -> None:
    assert isinstance(posted(body), GraphQLRequest | Refusal)


# -- GET ---------------------------------------------------------------------------------------------------------


def test_a_request_in_the_url_is_read() -> None:
    text = b"query=%7B+__typename+%7D&operationName=Q&variables=%7B%22a%22%3A1%7D&extensions=%7B%22b%22%3A2%7D&utm=x"
    assert got(text) == GraphQLRequest(QUERY, "Q", {"a": 1}, {"b": 2})
    assert got(b"query={__typename}&operationName=&variables=&extensions=null") == GraphQLRequest("{__typename}")


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        (b"", "query is missing: send the GraphQL document as a string."),
        (b"query=", "query is missing: send the GraphQL document as a string."),
        (b"query={a}&query={b}", "A parameter stands twice in the URL: give each once."),
        (b"query={a}&variables={}&variables={}", "A parameter stands twice in the URL: give each once."),
        (b"query=%ff", "The URL's parameters cannot be read: percent-encode them as UTF-8."),
        (b"query=\xc3\xa9", "The URL's parameters cannot be read: percent-encode them as UTF-8."),
        (b"query={a}" + b"&x=1" * 16, "The URL's parameters cannot be read: percent-encode them as UTF-8."),
        (b"query={a}&variables={", "variables is not JSON: send an object."),
        (b"query={a}&variables=[]", "variables is of the wrong type: send an object, or leave it out."),
        (b"query={a}&extensions=1", "extensions is of the wrong type: send an object, or leave it out."),
    ],
)
def test_a_url_that_is_no_request_is_refused(query_string: bytes, message: str) -> None:
    assert got(query_string) == Refusal(400, RefusalCode.BAD_REQUEST, message)


@given(st.binary(max_size=60))
def test_no_url_makes_reading_fail(query_string: bytes) -> None:
    assert isinstance(got(b"query=" + query_string), GraphQLRequest | Refusal)


# -- methods -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get"])
def test_any_other_method_is_refused(method: str) -> None:
    found = refusal(read_request(HttpRequest(method, JSON, b"query={a}", b'{"query": "{ a }"}')))
    assert (found.status, found.code, found.headers) == (405, "METHOD_NOT_ALLOWED", ((b"allow", b"GET, POST"),))


def test_get_carries_queries_alone() -> None:
    assert refuse_method("GET", OperationType.QUERY) is None
    assert [refuse_method("POST", operation) for operation in OperationType] == [None] * 3
    assert refuse_method("GET", OperationType.MUTATION) == Refusal(
        405,
        RefusalCode.METHOD_NOT_ALLOWED,
        "Send a mutation by POST: GET carries queries alone.",
        ((b"allow", b"POST"),),
    )
    assert refusal_status("GET", OperationType.SUBSCRIPTION) == 405


def refusal_status(method: str, operation: OperationType) -> int | None:
    found = refuse_method(method, operation)
    return found.status if found else None


# -- media types ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, MediaType.JSON),
        ("", MediaType.JSON),
        ("*/*", MediaType.JSON),
        ("application/*", MediaType.JSON),
        ("application/json", MediaType.JSON),
        ("application/json; charset=utf-8", MediaType.JSON),
        ("application/graphql-response+json", MediaType.RESPONSE),
        ("Application/GraphQL-Response+JSON", MediaType.RESPONSE),
        ("application/graphql-response+json, application/json;q=0.9", MediaType.RESPONSE),
        ("application/graphql-response+json;q=0.5, application/json", MediaType.JSON),
        ("application/graphql-response+json, application/json", MediaType.RESPONSE),
        ("application/json, application/graphql-response+json", MediaType.JSON),
        ("application/graphql-response+json, */*", MediaType.RESPONSE),
        ("*/*, application/graphql-response+json", MediaType.RESPONSE),
        ("text/html, */*;q=0.8", MediaType.JSON),
        ("application/json;q=0, */*", MediaType.RESPONSE),
        ("application/json;q=0.5, */*", MediaType.RESPONSE),
        ("application/json;charset=utf-16, application/graphql-response+json;q=0.1", MediaType.RESPONSE),
        ("application/json;q=x, application/graphql-response+json;q=0.1", MediaType.RESPONSE),
    ],
)
def test_the_media_type_wanted_most_is_chosen(accept: str | None, wanted: MediaType) -> None:
    assert negotiate(accept) is wanted


@pytest.mark.parametrize(
    "accept",
    ["text/html", "application/json;q=0", "*/*;q=0", "application/json;charset=utf-16", "*/*;q=nan", "*/*;q=2", ",,;"],
)
def test_an_accept_header_that_takes_neither_is_refused(accept: str) -> None:
    assert negotiate(accept) == Refusal(
        406,
        RefusalCode.NOT_ACCEPTABLE,
        "Accept application/graphql-response+json or application/json: this endpoint answers in nothing else.",
    )


@given(st.text(max_size=40))
def test_no_accept_header_makes_choosing_fail(accept: str) -> None:
    assert isinstance(negotiate(accept), MediaType | Refusal)


# -- replies -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("media", BOTH)
def test_an_answer_is_sent_as_it_is_and_kept_by_no_cache(media: MediaType) -> None:
    assert answered(b'{"data":null}', media) == Reply(
        200,
        (
            (b"content-type", f"{media}; charset=utf-8".encode()),
            (b"content-length", b"13"),
            (b"cache-control", b"no-store"),
            (b"vary", b"accept"),
            (b"x-content-type-options", b"nosniff"),
        ),
        b'{"data":null}',
    )


def test_an_operation_that_was_not_executed_has_no_data_and_a_status_by_media_type() -> None:
    replies = [invalid([GraphQLError("No.")], media) for media in BOTH]
    assert [reply.status for reply in replies] == [200, 400]
    assert [said(reply) for reply in replies] == [{"errors": [{"message": "No."}]}] * 2


def test_a_refused_operation_does_not_name_its_limit() -> None:
    assert said(invalid([OperationRefused("depth")], MediaType.JSON)) == {
        "errors": [
            {
                "message": "The operation is too large: ask for less at once.",
                "extensions": {"code": "OPERATION_TOO_LARGE"},
            }
        ]
    }


@pytest.mark.parametrize("media", BOTH)
def test_a_refused_request_keeps_its_status_in_either_media_type(media: MediaType) -> None:
    reply = refused(refusal(read_request(HttpRequest("PUT", None, b"", b""))), media)
    assert reply.status == 405
    assert (b"allow", b"GET, POST") in reply.headers
    assert said(reply) == {
        "errors": [
            {"message": "Send GraphQL by POST, or a query by GET.", "extensions": {"code": "METHOD_NOT_ALLOWED"}}
        ]
    }


def test_the_door_says_no_with_its_own_status_and_code() -> None:
    reply = failed(503, "AUDIT_UNAVAILABLE", "Try again.", MediaType.RESPONSE, ((b"retry-after", b"1"),))
    assert reply.status == 503
    assert reply.headers[-1] == (b"retry-after", b"1")
    assert said(reply) == {"errors": [{"message": "Try again.", "extensions": {"code": "AUDIT_UNAVAILABLE"}}]}
