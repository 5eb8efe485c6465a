"""A receipt for each answer, fetched from the served gateway and verified with nothing but the file and the key."""

from uuid import UUID, uuid4

import pytest

from agencies.keys import uuid7
from gateway.audit.entry import canonical_bytes, columns_read, from_row
from gateway.demonstration.access_tokens import AccessTokens
from gateway.transparency.layout import unbundled
from gateway.transparency.note import Note
from gateway.transparency.receipt import Receipt
from gateway.transparency.tree import leaf_hash, root
from gateway.transparency.trust import Policy
from tests.gateway import served as serving
from tests.gateway.served import LOG_KEY, Answer, Served

POLICY = Policy.parse(f"log {LOG_KEY.verifier}\nquorum none\n".encode())
VIEWER = "{ viewer { name } }"


def receipt(served: Served, entry: str, persona: str = "police") -> Answer:
    return served.send("GET", served.headers(persona), path=f"/log/receipts/{entry}")


def entry_named(answer: Answer) -> str:
    return answer.headers["x-entry-id"]


def body_of(served: Served, entry_id: str) -> bytes:
    """The entry's canonical encoding, as an auditor reads it from the database."""
    query = f"select {columns_read('e')} from audit.entry e where id = %s"  # noqa: S608
    (row,) = served.database.execute(query, [entry_id])
    return canonical_bytes(from_row(row))


@pytest.fixture(params=["granted", "no purpose", "invalid", "not GraphQL"])
def answer(request: pytest.FixtureRequest, served: Served) -> Answer:
    """Answers of every kind that somebody who is known can get."""
    match request.param:
        case "granted":
            return served.ask("police", VIEWER)
        case "no purpose":
            return served.ask("police", VIEWER, purpose="SECURE_DATA")
        case "invalid":
            return served.ask("police", "{ nothing }")
        case _:
            return served.send("POST", served.headers("police"), b"?")


def test_every_answer_names_an_entry_whose_receipt_verifies_offline(served: Served, answer: Answer) -> None:
    found = receipt(served, entry_named(answer))
    assert (found.status, found.headers["content-type"]) == (200, "text/plain; charset=utf-8"), found.body
    proved = Receipt.parse(found.body).proved(POLICY, body_of(served, entry_named(answer)))
    assert proved.leaf.entry_id == UUID(entry_named(answer))
    assert served.entry(answer)["id"] == proved.leaf.entry_id


def test_a_receipt_tells_nothing_of_what_the_entry_says(served: Served) -> None:
    answer = served.ask("police", "{ cases(first: 5) { nodes { reference } } }")
    entry = served.entry(answer)
    told = bytes(Receipt.parse(receipt(served, entry_named(answer)).body).leaf)
    assert entry["subjects"]
    for word in [str(entry["request_id"]), str(entry["principal_id"]), "GRANTED", "MANAGE_RISK", "police"]:
        assert word.encode() not in told


def test_somebody_elses_entry_and_one_that_is_not_there_look_alike(served: Served) -> None:
    hers = entry_named(served.ask("prison", VIEWER))
    answers = [receipt(served, which) for which in (hers, str(uuid7()), str(uuid4()), hers.upper(), "x", "", "a/b")]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert receipt(served, hers, "prison").status == 200


def test_without_signing_in_nobody_fetches_the_receipt_of_anybodys_entry(served: Served) -> None:
    hers = entry_named(served.ask("prison", VIEWER))
    answers = [served.send("GET", {}, path=f"/log/receipts/{which}") for which in (hers, str(uuid7()), "x")]
    assert {(answer.status, answer.code) for answer in answers} == {(401, "UNAUTHENTICATED")}
    bad = served.send("GET", {"authorization": "Bearer x"}, path=f"/log/receipts/{hers}")
    assert (bad.status, bad.body) == (401, answers[0].body)


def test_whoever_was_refused_for_want_of_a_token_fetches_the_receipt_of_that(served: Served) -> None:
    nobodys = served.send("POST", {"content-type": "application/json"}, b"{}")
    assert nobodys.status == 401
    proved = served.send("GET", {}, path=f"/log/receipts/{entry_named(nobodys)}")
    assert Receipt.parse(proved.body).proved(POLICY).leaf.entry_id == UUID(entry_named(nobodys))
    assert receipt(served, entry_named(nobodys)).status == 200  # who has signed in since


def test_fetching_a_receipt_makes_no_entry(served: Served) -> None:
    entry = entry_named(served.ask("police", VIEWER))
    count = "select count(*) as n from audit.entry"
    before = served.database.execute(count)
    assert receipt(served, entry).status == 200
    assert served.database.execute(count) == before


def test_whoever_may_sign_in_gets_the_newest_checkpoint_to_keep(served: Served) -> None:
    proved = Receipt.parse(receipt(served, entry_named(served.ask("police", VIEWER))).body).proved(POLICY)
    found = served.send("GET", served.headers("housing"), path="/log/checkpoint")
    kept = POLICY.endorsed(Note.parse(found.body)).checkpoint
    assert kept.size >= proved.endorsed.checkpoint.size
    assert served.send("GET", {}, path="/log/checkpoint").status == 401
    assert served.send("GET", served.headers("police"), path="/log/checkpoints").status == 404


def test_whoever_may_sign_in_mirrors_the_log_and_reads_of_nobody(served: Served) -> None:
    for _ in range(3):
        served.ask("police", VIEWER)
    served.until_sequenced()
    checkpoint = POLICY.endorsed(Note.parse(mirrored(served, "checkpoint"))).checkpoint
    size = checkpoint.size
    assert size < 256, "one partial tile is looked at here"
    leaves = unbundled(mirrored(served, f"tile/entries/000.p/{size}"))
    assert leaves is not None
    hashes = mirrored(served, f"tile/0/000.p/{size}")
    assert b"".join(leaf_hash(leaf) for leaf in leaves) == hashes
    assert root([leaf_hash(leaf) for leaf in leaves]) == checkpoint.root
    assert b"POLICE" not in b"".join(leaves)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/1/000.p/1", "tile/entries/x999/999", "tile/0/x", "tile/"])
def test_a_tile_that_the_log_does_not_have_is_not_found(served: Served, path: str) -> None:
    found = served.send("GET", served.headers("housing"), path=f"/log/{path}")
    assert (found.status, found.code) == (404, "NOT_FOUND")
    assert served.send("GET", {}, path=f"/log/{path}").status == 401


def mirrored(served: Served, path: str) -> bytes:
    found = served.send("GET", served.headers("housing"), path=f"/log/{path}")
    assert found.status == 200, found.body
    return found.body


def test_a_damaged_tree_gives_no_receipt(served: Served) -> None:
    entry = entry_named(served.ask("police", VIEWER))
    assert receipt(served, entry).status == 200
    change = "alter table audit.leaf {} trigger refuse_change"
    swap = "update audit.leaf set leaf_hash = sha256(leaf_hash) where index = 0"
    with served.database.changed(change.format("disable"), change.format("enable always")):
        (first,) = served.database.execute("select leaf_hash from audit.leaf where index = 0")
        served.database.execute(swap)
        try:
            found = receipt(served, entry)
            assert (found.status, found.code) == (503, "STORE_UNAVAILABLE")
        finally:
            served.database.execute("update audit.leaf set leaf_hash = %s where index = 0", [first["leaf_hash"]])


def test_a_gateway_without_a_key_hands_out_nothing(
    database: serving.Database, tokens: AccessTokens, clock: serving.Clock
) -> None:
    with serving.served(database, tokens, clock, log_keys=None) as unpublished:
        entry = entry_named(unpublished.ask("police", VIEWER))
        assert receipt(unpublished, entry).code == "NOT_FOUND"
