"""Accesses that are on record, decided again under another law: what would have been shown otherwise.

An entry says which data classes were shown, withheld, or left to each item, in which places; this asks the same of the
other law. It does not say whether the person was cleared. Where that matters, the answer is only given if the law that
the entry was decided under tells which it was; else it is said to be undecidable. Of rows that were not in the answer
an entry knows nothing: what another law would show *beside* it cannot be replayed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policies.decided import NO_RULES, Decided, Key, union
from policies.places import among, where
from policies.vocabulary import Agency, Clearance, DataClass, Handling, ItemHandling, Ownership, Purpose, Role, Standing


class Verdict(StrEnum):
    """What an entry says of a data class in one place."""

    SHOWN = "shown"
    WITHHELD = "withheld"
    DEPENDS = "depends"  # on each item's owner


@dataclass(frozen=True, slots=True)
class Recorded:
    """A data class in one place, as the entry tells of it."""

    standing: Standing
    handling: Handling
    what: DataClass
    verdict: Verdict
    shared: bool = True  # whether any agreement shared it with them: without one, what others own is withheld


@dataclass(frozen=True, slots=True)
class Access:
    """Entries that tell of the same decisions: how many there are, and some of their ids."""

    roles: frozenset[Role]
    owner: str
    purpose: Purpose
    policy_version: str
    recorded: tuple[Recorded, ...]
    count: int = 1
    examples: tuple[str, ...] = ()

    @property
    def agency(self) -> Agency:
        """Whom they worked for: a body's code that is no agency's is one of the duty-to-co-operate bodies."""
        return Agency(self.owner) if self.owner in frozenset(Agency) else Agency.PARTNER


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One thing that would be decided otherwise; ``would`` is None where it depends on what the entry does not say."""

    access: Access
    was: Recorded
    would: Verdict | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a replay, each a number of entries; ``disagreeing`` do not agree with the law they name."""

    entries: int
    alike: int
    otherwise: tuple[Otherwise, ...]
    disagreeing: tuple[Access, ...]


def replay(accesses: Iterable[Access], after: Decided, known: Mapping[str, Decided]) -> Replayed:
    """Decide again under ``after``. ``known`` holds the laws that entries may name, by version."""
    entries = alike = 0
    otherwise: list[Otherwise] = []
    disagreeing: list[Access] = []
    for access in accesses:
        entries += access.count
        cleared = _clearances(access, known.get(access.policy_version))
        if not cleared:
            disagreeing.append(access)
        found = list(_compared(access, after, cleared or tuple(Clearance)))
        alike += access.count if not found else 0
        otherwise += found
    return Replayed(entries, alike, tuple(otherwise), tuple(disagreeing))


def _clearances(access: Access, law: Decided | None) -> tuple[Clearance, ...]:
    """The clearances with which the law that was in force decides as was recorded; all, where that law is not known."""
    if law is None:
        return tuple(Clearance)
    return tuple(
        clearance
        for clearance in Clearance
        if all(verdict(law, access, each, clearance) is each.verdict for each in access.recorded)
    )


def _compared(access: Access, after: Decided, cleared: tuple[Clearance, ...]) -> Iterator[Otherwise]:
    for each in access.recorded:
        found = {verdict(after, access, each, clearance) for clearance in cleared}
        if found != {each.verdict}:
            yield Otherwise(access, each, found.pop() if len(found) == 1 else None)


def verdict(law: Decided, access: Access, of: Recorded, clearance: Clearance) -> Verdict:
    """What a law says of open items in this place, as entries tell it."""
    allowed = denied = 0
    for role in access.roles:
        allowed |= union(law.allowed.get(Key(role, access.agency, access.purpose, of.what), NO_RULES))
        denied |= union(law.denied.get((role, of.what), NO_RULES))
    place = where(of.standing) & where(of.handling) & where(ItemHandling.OPEN) & where(clearance)
    shown = allowed & ~denied & place
    own, other = (bool(shown & among([ownership])) for ownership in Ownership)
    other = other and of.shared
    return Verdict.DEPENDS if own is not other else Verdict.SHOWN if own else Verdict.WITHHELD
