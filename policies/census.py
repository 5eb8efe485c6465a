"""Asks the engine everything that it could be asked: what is printed, and held against the second reading."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import product
from typing import Final, TypeVar

from policies.answers import Answers, Fact
from policies.decided import Decided, Key, add
from policies.declarations import FAMILIES
from policies.engine import Law
from policies.places import EVERYWHERE, among
from policies.principal import PrincipalClass
from policies.vocabulary import Agency, Clearance, Role

T = TypeVar("T")

# How the engine is asked for what the rules of a family say.
ENGINE: Final[Mapping[str, Callable[..., frozenset[Fact]]]] = {
    "shown": Answers.granted,
    "withheld": Answers.withheld,
    "done": Answers.entrusted,
    "barred": Answers.barred,
}


def as_engine_decides(law: Law) -> Decided:
    """What Polar answers over the whole domain. Raises ``EvaluationFailed`` where it cannot."""
    open_to = frozenset(
        (role, purpose)
        for role in Role
        for purpose in law.purposes(PrincipalClass(frozenset({role}), Agency.PLATFORM, ""))
    )
    answers = law.answers
    allowed: dict[Key, dict[str, int]] = {}
    denied: dict[tuple[Role, StrEnum], dict[str, int]] = {}
    for family in FAMILIES:
        allows, denies = ENGINE[family.allowing], ENGINE[family.denying]
        for (role, purpose), agency, what in product(sorted(open_to), Agency, family.words):
            _gather(allowed, Key(role, agency, purpose, what), allows(answers, role, agency, purpose, what), EVERYWHERE)
        for role, clearance, what in product(Role, Clearance, family.words):
            _gather(denied, (role, what), denies(answers, role, clearance, what), among([clearance]))
    rests_on = frozenset((agency, basis) for agency in Agency for basis in answers.bases(agency))
    return Decided(open_to, rests_on, answers.about_no_case(), dict(allowed), dict(denied))


def _gather(found: dict[T, dict[str, int]], key: T, facts: Iterable[Fact], bounds: int) -> None:
    for fact in facts:
        held = among(fact.standings) & among(fact.handlings) & among(fact.items) & among(fact.ownerships)
        add(found, key, fact.rule, held & bounds)
