"""The HTTP face: routes, health, readiness, and bodies that are longer than is read."""

from typing import Any

from gateway.http import Gateway
from migrations.newest import newest
from tests.gateway.served import PARTS, Served


def test_alive_says_so_without_a_sign_in(served: Served) -> None:
    answer = served.send("GET", {}, path="/healthz")
    assert (answer.status, answer.json) == (200, {"status": "alive"})
    assert answer.headers["cache-control"] == "no-store"


def test_ready_says_of_each_part_that_it_works(served: Served) -> None:
    answer = served.send("GET", {}, path="/readyz")
    assert (answer.status, answer.json) == (
        200,
        dict.fromkeys(PARTS, "works"),
    )


def test_it_is_not_ready_with_a_database_that_was_not_migrated(served: Served) -> None:
    at = "update public.alembic_version set version_num = '{}'"
    with served.database.changed(at.format("0001"), at.format(newest())):
        answer = served.send("GET", {}, path="/readyz")
    assert (answer.status, answer.json["database"]) == (503, "is older than this gateway: run mappa migrate")


def test_it_is_ready_with_one_that_a_later_version_migrated(served: Served) -> None:
    """Replicas are replaced one by one, after the database."""
    at = "update public.alembic_version set version_num = '{}'"
    with served.database.changed(at.format("9999"), at.format(newest())):
        assert served.send("GET", {}, path="/readyz").status == 200


def test_elsewhere_there_is_nothing_and_nothing_is_recorded(served: Served) -> None:
    before = served.database.execute("select count(*) from audit.entry")
    answer = served.send("GET", {}, path="/elsewhere")
    assert (answer.status, answer.error) == (404, "There is nothing here: send GraphQL to /graphql.")
    assert served.database.execute("select count(*) from audit.entry") == before


def test_a_body_that_comes_in_pieces_is_read_to_its_end(served: Served) -> None:
    headers = {**served.headers("police"), "content-type": "application/json"}
    pieces = iter([b'{"query": "{ view', b'er { name } }"}'])
    reply = served.client.post(served.url, headers=headers, content=pieces)
    assert reply.json() == {"data": {"viewer": {"name": "Rowan Tarrant"}}}


def test_a_body_that_comes_in_pieces_is_dropped_where_it_becomes_too_long(served: Served) -> None:
    headers = {**served.headers("police"), "content-type": "application/json"}
    reply = served.client.post(served.url, headers=headers, content=iter([b" " * 60_000] * 2))
    assert (reply.status_code, reply.json()["errors"][0]["extensions"]["code"]) == (413, "REQUEST_TOO_LARGE")
    assert reply.headers["connection"] == "close"


async def test_a_web_socket_is_not_spoken_to(served: Served) -> None:
    async def silent(*_: Any) -> Any:  # noqa: ANN401 - ASGI's two callables
        raise AssertionError("nothing is sent or received")

    gateway: Gateway = served.gateway
    await gateway({"type": "websocket", "path": "/graphql"}, silent, silent)
