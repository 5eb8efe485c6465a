"""Whoever may answer a request for information is shown what is asked, and nobody else answers: over every role."""

from collections.abc import Iterator

import pytest

from agencies.coordination.process.information import ANSWERING
from policies.decided import Decided, Key
from policies.places import places
from policies.vocabulary import Act, Agency, DataClass, Purpose, Role
from schema.records.referrals import InformationRequest
from tests.policies import laws

ANSWERS = (Act.PROVIDE_INFORMATION, Act.DECLINE_INFORMATION)
KINDS = [(role, agency, purpose) for role in Role for agency in Agency for purpose in Purpose]


@pytest.fixture(scope="module")
def decided() -> Decided:
    return laws.decided()


def answering(decided: Decided) -> Iterator[tuple[Role, Agency, Purpose, Act, int]]:
    """Every way in which somebody may answer, and where."""
    for role, agency, purpose in KINDS:
        for act in ANSWERS:
            if held := decided.holds(Key(role, agency, purpose, act)):
                yield role, agency, purpose, act, held


def test_whoever_may_answer_is_shown_that_there_is_a_request_and_what_is_asked(decided: Decided) -> None:
    told = (InformationRequest.exists, InformationRequest.what.data_class)
    assert told == (DataClass.MANAGEMENT, DataClass.DECISION)
    blind = [
        (role, agency, purpose, act, data_class, next(iter(places(unseen))))
        for role, agency, purpose, act, held in answering(decided)
        for data_class in told
        if (unseen := held & ~decided.holds(Key(role, agency, purpose, data_class)))
    ]
    assert blind == []


def test_those_whom_a_request_is_said_to_reach_are_those_who_may_answer_it(decided: Decided) -> None:
    assert {role for role, *_ in answering(decided)} == set(ANSWERING)
