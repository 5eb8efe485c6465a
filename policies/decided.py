"""Everything that a law decides: for each role, agency, purpose and kind of information, where which rules hold.

From the engine (``policies.census``) for what is printed, or from the second reading, which asks no Polar and is fast
enough to be done for every mutant of every rule. A test holds one against the other, rule by rule, over the whole
domain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple, TypeVar, cast

from policies.declarations import DECLARED, FAMILIES, Family
from policies.places import DIMENSIONS, EVERYWHERE, within
from policies.reading import Box, Reading
from policies.vocabulary import Agency, Basis, DataClass, Purpose, Role

Rules = Mapping[str, int]
"""Rule ids, each with the places where it holds."""
NO_RULES: Final[Rules] = {}
W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")


class Key(NamedTuple):
    """Who asks for what, and why: one line of the law's table."""

    role: Role
    agency: Agency
    purpose: Purpose
    what: StrEnum  # a data class, or an act


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of one law, for principals of one role. Two laws that decide alike by the same rules are equal."""

    open_to: frozenset[tuple[Role, Purpose]]
    rests_on: frozenset[tuple[Agency, Basis]]
    about_no_case: frozenset[DataClass]  # nobody's to share: no agreement is asked for
    allowed: Mapping[Key, Rules]
    denied: Mapping[tuple[Role, StrEnum], Rules]

    def holds(self, key: Key) -> int:
        """Where it is shown or done: some rule allows it and none denies it."""
        allowed = self.allowed.get(key)
        return union(allowed) & ~union(self.denied.get((key.role, key.what), NO_RULES)) if allowed else 0

    def lines(self) -> Iterator[Key]:
        """Every line of the table in which anything holds, in the order of the vocabulary."""
        subjects = (word for family in FAMILIES for word in family.words)
        every = (
            Key(role, agency, purpose, what) for what, role, agency, purpose in product(subjects, Role, Agency, Purpose)
        )
        return (key for key in every if self.holds(key))


def union(rules: Rules) -> int:
    """Where any of the rules holds."""
    found = 0
    for held in rules.values():
        found |= held
    return found


def by_rules(rules: Rules, held: int) -> dict[tuple[str, ...], int]:
    """The places held, parted by which of the rules hold there."""
    parts: dict[tuple[str, ...], int] = {(): held}
    for rule in sorted(rules):
        split: dict[tuple[str, ...], int] = {}
        for known, part in parts.items():
            split |= {(*known, rule): part & rules[rule], known: part & ~rules[rule]}
        parts = {known: part for known, part in split.items() if part}
    return parts


def add(found: dict[T, dict[str, int]], key: T, rule: str, held: int) -> None:
    """Note that a rule holds in these places as well."""
    rules = found.setdefault(key, {})
    rules[rule] = rules.get(rule, 0) | held


@lru_cache(maxsize=8)  # a law is asked why a thousand times; few laws are compared at a time
def as_read(reading: Reading) -> Decided:
    """What the rules say by the second reading. It is worked out once for a reading, whose rules never change."""
    allowed: dict[Key, Rules] = {}
    denied: dict[tuple[Role, StrEnum], Rules] = {}
    for family in FAMILIES:
        allowed |= allowed_by(reading, family)
        denied |= denied_by(reading, family)
    return Decided(opened(reading), rested(reading), about_no_case(reading), allowed, denied)


def allowed_by(reading: Reading, family: Family, among: frozenset[str] | None = None) -> dict[Key, Rules]:
    """What the family's rules allow, whatever is denied; ``among`` leaves out boxes of none of these rules."""
    found: dict[Key, dict[str, int]] = {}
    for box in reading.boxes(family.allowing):
        if among is not None and among.isdisjoint(ids_of(family.allowing, box)):
            continue
        rules, held, said = _parted(family.allowing, box)
        asking = product(_members(Role, said[0]), _members(Agency, said[1]), _members(Purpose, said[2]))
        for who, what, rule in product(asking, _subjects(family, said[3]), rules):
            add(found, Key(*who, what), rule, held)
    return dict(found)


def denied_by(reading: Reading, family: Family) -> dict[tuple[Role, StrEnum], Rules]:
    """What the family's rules deny, whatever is allowed."""
    found: dict[tuple[Role, StrEnum], dict[str, int]] = {}
    for box in reading.boxes(family.denying):
        rules, held, said = _parted(family.denying, box)
        for role, what, rule in product(_members(Role, said[0]), _subjects(family, said[1]), rules):
            add(found, (role, what), rule, held)
    return dict(found)


def opened(reading: Reading) -> frozenset[tuple[Role, Purpose]]:
    """The purposes that each role may state."""
    found = reading.boxes("open_to")
    return frozenset(pair for box in found for pair in product(_members(Role, box[0]), _members(Purpose, box[1])))


def rested(reading: Reading) -> frozenset[tuple[Agency, Basis]]:
    """The footings on which each agency may be given information."""
    found = reading.boxes("rests_on")
    return frozenset(pair for box in found for pair in product(_members(Agency, box[0]), _members(Basis, box[1])))


def about_no_case(reading: Reading) -> frozenset[DataClass]:
    """The data classes that are about no case."""
    return frozenset(word for (words,) in reading.boxes("about_no_case") for word in _members(DataClass, words))


def ids_of(name: str, box: Box) -> frozenset[str]:
    """The ids of the rules that hold in a box of rules of this name."""
    return box[DECLARED[name].arguments.index(None)]


def _parted(name: str, box: Box) -> tuple[frozenset[str], int, list[frozenset[str]]]:
    """A box's rule ids (one, unless the law lost its grants), its places, and its other words in their order."""
    rules, held = frozenset[str](), EVERYWHERE
    said: list[frozenset[str]] = []
    for kind, words in zip(DECLARED[name].arguments, box, strict=True):
        if kind is None:
            rules = words
        elif kind in DIMENSIONS:
            held &= within(kind, words)
        else:
            said.append(words)
    return rules, held, said


def _members(vocabulary: type[W], words: frozenset[str]) -> tuple[W, ...]:
    """The words that are known, as members of their vocabulary; about others nobody can ask."""
    return cast("tuple[W, ...]", _among(vocabulary, words))


@cache  # the law has few sets of words, and a mutant asks for them a thousand times
def _among(vocabulary: type[StrEnum], words: frozenset[str]) -> tuple[StrEnum, ...]:
    return tuple(word for word in vocabulary if word in words)


@cache
def _subjects(family: Family, words: frozenset[str]) -> tuple[StrEnum, ...]:
    return tuple(word for word in family.words if word in words)
