"""Why something is shown, or done, or not: the rules that decide, in their own words, and what would change the answer.

    why(check(read(DIRECTORY)), Asking(roles, agency, clearance, purpose, DataClass.HEALTH, cell))

For those who answer for the law. To everybody else a withheld value is null, and nothing more is said of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from policies.decided import NO_RULES, Decided, Key, as_read
from policies.grammar import Place
from policies.permit import Cell
from policies.places import bit_of
from policies.prose import capital, listed, people, phrase, said
from policies.reading import Reading, id_of
from policies.vocabulary import (
    Agency,
    Basis,
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """The facts of one decision."""

    roles: frozenset[Role]
    agency: Agency
    clearance: Clearance
    purpose: Purpose
    what: StrEnum  # a data class, or an act
    cell: Cell
    basis: Basis | None = None  # on which an agreement in force shares it with them; None: no agreement does

    @property
    def place(self) -> int:
        """Where it is asked, as a set of one place."""
        return bit_of(self.clearance, self.cell)


class Footing(StrEnum):
    """What it rests on that what others own is shown."""

    NOT_NEEDED = "not_needed"  # it is an act, or about no case, or their own agency's
    AGREED = "agreed"
    NO_AGREEMENT = "no_agreement"
    NOT_THEIRS = "not_theirs"  # an agreement on a footing that their agency may not rest on


@dataclass(frozen=True, slots=True)
class Worded:
    """A rule in its own words."""

    id: str
    text: str
    source: str  # the sentence that says where the rule comes from; empty where it is ours
    place: Place


@dataclass(frozen=True, slots=True)
class Why:
    """The answer, the rules it rests on, and the single facts that would turn it round, by vocabulary."""

    asking: Asking
    holds: bool
    purpose_open: bool
    footing: Footing
    allowed_by: tuple[Worded, ...]
    denied_by: tuple[Worded, ...]
    otherwise: Mapping[type[StrEnum], tuple[StrEnum, ...]]


def why(reading: Reading, asking: Asking) -> Why:
    """Pure: the same law and facts give the same answer."""
    decided = as_read(reading)
    allowed, denied = deciding(decided, asking)
    return Why(
        asking,
        holds(decided, asking),
        any((role, asking.purpose) in decided.open_to for role in asking.roles),
        footing(decided, asking),
        tuple(worded(reading, rule) for rule in sorted(allowed)),
        tuple(worded(reading, rule) for rule in sorted(denied)),
        _otherwise(decided, asking),
    )


def deciding(decided: Decided, asking: Asking) -> tuple[frozenset[str], frozenset[str]]:
    """The rules that allow it there to any of the roles, and those that deny it to any."""
    allowed, denied = set[str](), set[str]()
    for role in asking.roles:
        key = Key(role, asking.agency, asking.purpose, asking.what)
        allowed |= {rule for rule, held in decided.allowed.get(key, NO_RULES).items() if held & asking.place}
        denied |= {r for r, held in decided.denied.get((role, asking.what), NO_RULES).items() if held & asking.place}
    return frozenset(allowed), frozenset(denied)


def holds(decided: Decided, asking: Asking) -> bool:
    """Whether it is shown or done: some rule allows it, none denies it, and what others own is shared."""
    allowed, denied = deciding(decided, asking)
    return bool(allowed) and not denied and footing(decided, asking) in (Footing.NOT_NEEDED, Footing.AGREED)


def footing(decided: Decided, asking: Asking) -> Footing:
    """Whether an agreement is needed there, and whether the one there is will do."""
    shared = isinstance(asking.what, DataClass) and asking.what not in decided.about_no_case
    if not shared or asking.cell.ownership is Ownership.OWN:
        return Footing.NOT_NEEDED
    if asking.basis is None:
        return Footing.NO_AGREEMENT
    return Footing.AGREED if (asking.agency, asking.basis) in decided.rests_on else Footing.NOT_THEIRS


def _otherwise(decided: Decided, asking: Asking) -> dict[type[StrEnum], tuple[StrEnum, ...]]:
    """For each fact, the words that would turn the answer round, all else being as it is."""
    now = holds(decided, asking)
    found: dict[type[StrEnum], list[StrEnum]] = {}
    for word, changed in _neighbours(asking):
        if holds(decided, changed) is not now:
            found.setdefault(type(word), []).append(word)
    return {vocabulary: tuple(words) for vocabulary, words in found.items()}


def _neighbours(asking: Asking) -> Iterator[tuple[StrEnum, Asking]]:
    """Every way in which one fact could be another."""
    cell = asking.cell
    yield from ((word, replace(asking, cell=replace(cell, standing=word))) for word in Standing)
    yield from ((word, replace(asking, cell=replace(cell, handling=word))) for word in Handling)
    yield from ((word, replace(asking, cell=replace(cell, item=word))) for word in ItemHandling)
    yield from ((word, replace(asking, cell=replace(cell, ownership=word))) for word in Ownership)
    yield from ((word, replace(asking, clearance=word)) for word in Clearance)
    yield from ((word, replace(asking, basis=word)) for word in Basis)
    yield from ((word, replace(asking, purpose=word)) for word in Purpose)
    yield from ((word, replace(asking, agency=word)) for word in Agency)
    yield from ((word, replace(asking, roles=frozenset({word}))) for word in Role)


def worded(reading: Reading, name: str) -> Worded:
    """A rule in its own words. Raises ``StopIteration`` where the law has none of this id."""
    rule = next(rule for rule in reading.rules if id_of(rule) == name)
    text, _, source = rule.comment.partition("Source:")
    return Worded(name, text.strip(), source.strip(), rule.place)


FOOTINGS = {
    Footing.AGREED: "It rests on an information-sharing agreement in force, {}; without one it stays with its owner.",
    Footing.NO_AGREEMENT: "No information-sharing agreement in force shares it with them: it stays with its owner.",
    Footing.NOT_THEIRS: "The agreement is {}, and on that footing their agency may not be given what others own.",
}


# -- as text ---------------------------------------------------------------------------------------------------------

ELSE = {
    Standing: "if they were {}",
    Handling: "in {}",
    ItemHandling: "of {}",
    Ownership: "of items {}",
    Clearance: "{}",
    Purpose: "{}",
    Basis: "under an agreement {}",
    Agency: "if they worked for {}",
    Role: "to {}",
}


def as_text(found: Why) -> str:
    """The explanation as an auditor reads it."""
    lines = [answer(found), *_rules("Allowed by", found.allowed_by), *_rules("Denied by", found.denied_by)]
    if not found.purpose_open:
        lines.append(f"The purpose {phrase(found.asking.purpose)} is open to none of the roles.")
    if said_so := FOOTINGS.get(found.footing):
        lines.append(said_so.format(phrase(found.asking.basis) if found.asking.basis else ""))
    if found.purpose_open and not found.allowed_by:
        lines.append("No rule allows it there, and what no rule allows is not so.")
    lines.append(
        "All else being as it is, the answer would be the other:"
        if found.otherwise
        else "No single fact would change it."
    )
    lines += [f"  {ELSE[vocabulary].format(said(words, 'or'))}" for vocabulary, words in found.otherwise.items()]
    return "\n".join(lines)


def answer(found: Why) -> str:
    """The answer in a sentence."""
    asking, cell = found.asking, found.asking.cell
    who = f"{capital(people(sorted(asking.roles), [asking.agency]))}, {phrase(cell.standing)}, "
    verb = "see" if isinstance(asking.what, DataClass) else "may"
    does = verb if found.holds else ("do not see" if verb == "see" else "may not")
    where = listed([f"in {phrase(cell.handling)}", f"of {phrase(cell.item)} {phrase(cell.ownership)}"])
    return f"{who}{phrase(asking.clearance)}, {does} {phrase(asking.what)} {phrase(asking.purpose)} {where}."


def _rules(heading: str, rules: tuple[Worded, ...]) -> Iterator[str]:
    for rule in rules:
        yield f"{heading} {rule.id} ({rule.place.file}, line {rule.place.line}):"
        yield f"  {rule.text}"
        if rule.source:
            yield f"  Source: {rule.source}"
