"""Limited access is opened by two, for somebody else, and only where a limit in force is opened by it."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from agencies.probation import tables as t
from agencies.probation.process.limit_release import (
    MACHINE,
    Limit,
    Proposal,
    ProposeKnown,
    ProposeLimitRelease,
    RefuseLimitRelease,
    ReleaseKnown,
    Whom,
)
from agencies.probation.vocabulary import LimitReleaseKind, LimitReleaseStatus
from agencies.problems import ProblemCode
from agencies.transitions import Done, Insert, Refused, Update, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, NOW, PERSON, POLICE, PROBATION, situation

EXCLUDED, NAMED = Limit(UUID(int=1), "EXCLUSION", POLICE.id), Limit(UUID(int=2), "RESTRICTION", PROBATION.id)
OTHER = Limit(UUID(int=3), "RESTRICTION", UUID(int=0x77))
GIVEN = ProposeLimitRelease(kind=LimitReleaseKind.LIFT_EXCLUSION, who=str(POLICE.id), reason="It is over.")
KNOWN = ProposeKnown((EXCLUDED, NAMED, OTHER), Whom(POLICE.id, POLICE.name), 0)
PROPOSAL = Proposal("LIFT_EXCLUSION", POLICE.id, POLICE.name, "It is over.", PROBATION.id)
LIFTED = replace(PROPOSAL, kind="LIFT_RESTRICTION", principal_id=None, principal_name=None)


def proposing(known: ProposeKnown = KNOWN, **changes: Any) -> Any:
    return decide(MACHINE, Act.PROPOSE_LIMIT_RELEASE, situation(replace(GIVEN, **changes), known))


def releasing(proposal: Proposal = PROPOSAL, limits: tuple[Limit, ...] = KNOWN.limits, **more: Any) -> Any:
    known = ReleaseKnown(proposal, limits)
    at = situation(None, known, LimitReleaseStatus.PROPOSED, **{"actor": COORDINATION, **more})
    return decide(MACHINE, Act.RELEASE_LIMIT, at)


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused)
    return [(problem.field, problem.code) for problem in found.problems]


def test_what_is_proposed_opens_nothing() -> None:
    found = proposing()
    assert isinstance(found, Done)
    (made,) = found.writes
    assert (made.table, made.values["person_id"], made.values["principal_id"]) == (t.limit_release, PERSON, POLICE.id)
    assert isinstance(proposing(kind=LimitReleaseKind.LET_IN), Done)
    assert isinstance(proposing(replace(KNOWN, who=None), kind=LimitReleaseKind.LIFT_RESTRICTION, who=None), Done)


@pytest.mark.parametrize(
    ("changes", "known", "expected"),
    [
        ({"who": None}, replace(KNOWN, who=None), ("who", ProblemCode.MISSING)),
        ({"who": "nobody"}, replace(KNOWN, who=None), ("who", ProblemCode.INVALID)),
        ({}, replace(KNOWN, who=Whom(PROBATION.id, PROBATION.name)), ("who", ProblemCode.NOT_BY_YOU)),
        ({"kind": LimitReleaseKind.LIFT_RESTRICTION}, KNOWN, ("who", ProblemCode.INVALID)),
        ({}, replace(KNOWN, limits=(NAMED,)), ("kind", ProblemCode.NOT_NOW)),
        ({"kind": LimitReleaseKind.LET_IN}, replace(KNOWN, limits=(EXCLUDED,)), ("kind", ProblemCode.NOT_NOW)),
        (
            {"kind": LimitReleaseKind.LET_IN},
            replace(KNOWN, limits=(replace(NAMED, principal_id=POLICE.id),)),
            ("kind", ProblemCode.NOT_NOW),
        ),
        (
            {"kind": LimitReleaseKind.LIFT_RESTRICTION, "who": None},
            ProposeKnown((EXCLUDED,), None, 0),
            ("kind", ProblemCode.NOT_NOW),
        ),
        ({}, replace(KNOWN, waiting=1), ("id", ProblemCode.NOT_NOW)),
    ],
    ids=lambda each: None if isinstance(each, dict | ProposeKnown) else f"{each[0]}-{each[1]}",
)
def test_what_makes_no_sense_is_refused_by_field(changes: Any, known: ProposeKnown, expected: Any) -> None:
    given = {"who": None} | changes if known.who is None and "who" not in changes else changes
    found = met(proposing(known, **given))
    assert expected in found


def test_neither_who_proposed_it_nor_whom_it_lets_in_releases_it() -> None:
    assert met(releasing(actor=PROBATION)) == [("id", ProblemCode.NOT_BY_YOU)]
    assert met(releasing(actor=POLICE)) == [("id", ProblemCode.NOT_BY_YOU)]
    given, known = RefuseLimitRelease(reason="No."), ReleaseKnown(PROPOSAL, KNOWN.limits)
    own = decide(MACHINE, Act.REFUSE_LIMIT_RELEASE, situation(given, known, LimitReleaseStatus.PROPOSED))
    assert met(own) == [("id", ProblemCode.NOT_BY_YOU)]


def test_what_is_lifted_ends_today_and_no_other_limit_does() -> None:
    for proposal, ended in ((PROPOSAL, [EXCLUDED.id]), (LIFTED, [NAMED.id, OTHER.id])):
        found = releasing(proposal)
        assert isinstance(found, Done)
        lifted = [each for each in found.writes if each.table is t.access_limit]
        assert [each.key for each in lifted if isinstance(each, Update)] == ended
        assert all(each.values == {"valid_until": NOW.date()} for each in lifted)


def test_whoever_is_let_in_is_named_beside_the_others() -> None:
    found = releasing(replace(PROPOSAL, kind="LET_IN"))
    assert isinstance(found, Done)
    (named,) = [each for each in found.writes if each.table is t.access_limit]
    assert isinstance(named, Insert)
    row = named.values
    assert (row["kind"], row["principal_id"], row["valid_from"]) == ("RESTRICTION", POLICE.id, NOW.date())


def test_what_is_open_already_is_not_released() -> None:
    assert met(releasing(limits=(NAMED,))) == [("id", ProblemCode.NOT_NOW)]
    assert met(releasing(LIFTED, limits=(EXCLUDED,))) == [("id", ProblemCode.NOT_NOW)]
