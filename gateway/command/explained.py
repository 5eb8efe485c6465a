"""One decision explained, from the command line: words to facts, and the explanation as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from gateway.command.refusal import CommandRefused
from policies.decided import Decided, as_read
from policies.declarations import FAMILIES
from policies.grammar import PolicyRefused
from policies.lint import check
from policies.permit import Cell
from policies.reading import Reading
from policies.sources import DIRECTORY, read
from policies.vocabulary import Agency, Basis, Clearance, Handling, ItemHandling, Ownership, Purpose, Role, Standing
from policies.why import Asking, as_text
from policies.why import why as explained

W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Words:
    """The facts as they were typed."""

    who: str  # role+role/agency/clearance
    purpose: str
    what: str
    where: str  # standing/handling/item/ownership
    under: str = ""  # the footing of an agreement in force, or "none"; empty: the one that is usual for the agency


def why(words: Words) -> str:
    """The explanation. ``CommandRefused`` lists what may be said where a word is unknown."""
    try:
        reading = check(read(DIRECTORY))
    except PolicyRefused as refused:
        raise CommandRefused(str(refused)) from None
    return as_text(explained(reading, _asking(words, reading)))


def _asking(words: Words, reading: Reading) -> Asking:
    roles, agency, clearance = _parts(words.who, "role/agency/clearance", ("", "none"))
    standing, handling, item, ownership = _parts(words.where, "standing/handling/item/ownership", USUAL)
    who = _word("agency", Agency, agency)
    return Asking(
        frozenset(_word("role", Role, role) for role in roles.split("+")),
        who,
        _word("clearance", Clearance, clearance),
        _word("purpose", Purpose, words.purpose),
        _word("kind of information or act", [word for family in FAMILIES for word in family.words], words.what),
        Cell(
            _word("standing", Standing, standing),
            _word("handling", Handling, handling),
            _word("item handling", ItemHandling, item),
            _word("ownership", Ownership, ownership),
        ),
        _basis(words.under, who, frozenset(roles.split("+")), as_read(reading)),
    )


def _basis(under: str, agency: Agency, roles: frozenset[str], decided: Decided) -> Basis | None:
    if under == "none":
        return None
    if under:
        return _word("basis of an agreement", Basis, under)
    if roles == {Role.ASSOCIATE}:  # whom no duty to co-operate binds
        return Basis.ASSOCIATE
    return next((basis for basis in Basis if (agency, basis) in decided.rests_on), None)


USUAL = ("ordinary", "open", "other")


def _parts(said: str, shape: str, usual: tuple[str, ...]) -> list[str]:
    """The parts of what was said, and for those left out what is usual."""
    parts = said.split("/")
    if len(parts) > 1 + len(usual):
        raise CommandRefused(f"{said} has {len(parts)} parts: write {shape}.")
    return [*parts, *usual[len(parts) - 1 :]]


def _word(kind: str, known: Iterable[W], said: str) -> W:
    """A word as it is written in the law, or by its code on the wire."""
    words = list(known)
    found = next((word for word in words if word == said.lower()), None)
    if found is None:
        raise CommandRefused(f"{said} is no {kind}. Use one of: {', '.join(words)}.")
    return found
