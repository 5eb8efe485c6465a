"""Callers who cannot be told: each refusal has its entry, and a flood of them has one."""

from dataclasses import dataclass, field

import pytest

from gateway.audit.entry import Entry
from gateway.audit.writer import AuditUnavailable
from gateway.demonstration.access_tokens import AccessTokens
from gateway.strangers import FLOOD, SHARED_FOR, Strangers
from tests.gateway import served as serving
from tests.gateway.audit.record import entry
from tests.gateway.served import Answer, Served


@dataclass
class Written:
    """A record that keeps what it is given, unless it is to fail."""

    entries: list[Entry] = field(default_factory=list)
    fails: bool = False

    async def record(self, told: Entry) -> None:
        if self.fails:
            raise AuditUnavailable("for the test")
        self.entries.append(told)


class Seconds:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_so_many_have_an_entry_each_and_it_fills_up_again() -> None:
    seconds = Seconds()
    strangers = Strangers(2.0, seconds)
    assert [strangers.admitted() for _ in range(12)] == [True] * 10 + [False] * 2
    seconds.now += 1.0
    assert [strangers.admitted() for _ in range(3)] == [True, True, False]
    assert (strangers.refused, strangers.sharing) == (15, 3)


async def test_what_is_beyond_shares_an_entry_that_was_written_first_and_the_next_says_how_many() -> None:
    seconds, written = Seconds(), Written()
    strangers = Strangers(2.0, seconds)
    first = [await strangers.shared(entry(), written.record) for _ in range(3)]
    assert {told.id for told in first} == {written.entries[0].id}
    seconds.now += SHARED_FOR
    await strangers.shared(entry(), written.record)
    assert [(told.reason, told.row_count) for told in written.entries] == [(FLOOD, 0), (FLOOD, 3)]


async def test_a_shared_entry_that_was_not_written_stands_for_nothing() -> None:
    written = Written(fails=True)
    strangers = Strangers(2.0, Seconds())
    with pytest.raises(AuditUnavailable):
        await strangers.shared(entry(), written.record)
    written.fails = False
    await strangers.shared(entry(), written.record)
    assert [told.row_count for told in written.entries] == [0]


def refused(served: Served) -> Answer:
    return served.post({"query": "{ viewer { name } }"}, {})


def test_a_flood_of_refusals_is_one_entry_and_each_names_it(
    database: serving.Database, tokens: AccessTokens, clock: serving.Clock
) -> None:
    with serving.served(database, tokens, clock, stranger_entries=0.4, metrics_token="a token of the tests") as served:
        answers = [refused(served) for _ in range(8)]
        assert {(answer.status, answer.code) for answer in answers} == {(401, "UNAUTHENTICATED")}
        named = [answer.headers["x-entry-id"] for answer in answers]
        assert len(set(named)) == 3
        assert len(set(named[2:])) == 1
        (told,) = served.database.execute("select outcome, reason from audit.entry where id = %s", [named[-1]])
        assert (told["outcome"], told["reason"]) == ("UNAUTHENTICATED", FLOOD)
        assert served.ask("police", "{ viewer { name } }").status == 200
        numbers = served.send("GET", {"authorization": "Bearer a token of the tests"}, path="/metrics")
        lines = numbers.body.decode().splitlines()
        assert {"mappa_strangers_refused_total 8.0", "mappa_strangers_sharing_total 6.0"} <= set(lines)
        assert 'mappa_part_works{part="access record"} 1.0' in lines
        assert any(line.startswith("mappa_record_leaves ") for line in lines)


@pytest.mark.parametrize("sent", [{}, {"authorization": "Bearer another token"}], ids=["nothing", "another"])
def test_without_its_token_there_are_no_metrics(served: Served, sent: dict[str, str]) -> None:
    found = served.send("GET", sent, path="/metrics")
    assert (found.status, found.code) == (404, "NOT_FOUND")
