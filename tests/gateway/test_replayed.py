"""The record of a real gateway, decided again under the law that was in force and under another."""

import asyncio
from datetime import UTC, datetime

import pytest

from gateway.command.replayed import replayed
from gateway.command.revisions import Named
from gateway.decided_again import OfAnotherTime, access
from policies.grammar import Source
from policies.sources import DIRECTORY, read
from policies.vocabulary import Role
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

CASE = f'{{ case(reference: "{reference(1)}") {{ reference person {{ familyName }} healthNotes {{ totalCount }} }} }}'
IN_FORCE = Named("the law in force", read(DIRECTORY))
OLD, NEW = (
    '"existence", "identity", "address", "management", "decision"',
    '"existence", "address", "management", "decision"',
)


def another() -> Named:
    """The law without names for police managers."""
    sources = [Source(s.name, s.text.replace(OLD, NEW)) if s.name == "police.polar" else s for s in read(DIRECTORY)]
    return Named("another law", tuple(sources))


def test_accesses_are_decided_alike_under_the_law_that_decided_them(served: Served) -> None:
    since = datetime.now(UTC)
    served.ask("police", CASE)
    served.ask("prison", CASE)
    said = asyncio.run(replayed(served.database.gateway, since, IN_FORCE, []))
    assert said.splitlines()[2] == "2 entries: 2 would be decided alike, 0 would not or cannot be told."


def test_what_would_be_withheld_is_told_by_agency_and_role_with_entries_by_id(served: Served) -> None:
    since = datetime.now(UTC)
    entries = [served.entry(served.ask("police", CASE))["id"] for _ in range(2)]
    served.ask("prison", CASE)
    said = asyncio.run(replayed(served.database.gateway, since, another(), [IN_FORCE]))
    assert "3 entries: 1 would be decided alike, 2 would not or cannot be told." in said
    assert "Police offender managers of the police (police)\n  Who the person is: shown, would be withheld" in said
    assert "2 entries, such as " in said
    assert all(str(entry) in said for entry in entries)
    assert "Prison" not in said


def test_an_entry_in_words_that_are_none_today_is_refused_by_its_id() -> None:
    row = {"roles": ["MAGISTRATE"], "agency": "court", "purpose": "MANAGE_RISK", "examples": ["an-id"]}
    with pytest.raises(OfAnotherTime, match=r"An entry speaks of 'MAGISTRATE'.*an-id"):
        access(row, {})
    told = access(
        {
            "roles": ["CHAIR"],
            "agency": "police",
            "purpose": "MANAGE_RISK",
            "policy_version": "x",
            "times": 2,
            "examples": [],
        },
        {"assigned/ordinary": {"shown": {"identity": ["a"]}, "rules": [], "act": ["b"]}},
    )
    assert (told.roles, told.count, len(told.recorded)) == (frozenset({Role.CHAIR}), 2, 1)
