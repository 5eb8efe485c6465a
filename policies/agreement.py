"""Information-sharing agreements: who shares which kinds of information with whom, for what, on which basis.

The directory hands the law those that are in force. What no agreement shares stays with its owner: absence denies.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from policies.vocabulary import Basis, DataClass, Purpose

Party = tuple[str, Basis]
"""An owner code ("police", "housing"), and the footing on which it is a party."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement in force. Hashable: it is part of what a permit is kept under."""

    reference: str
    parties: frozenset[Party]
    purposes: frozenset[Purpose]
    data_classes: frozenset[DataClass]

    def bases(self, owner: str) -> frozenset[Basis]:
        """The footings on which this owner is a party; none where it is not."""
        return frozenset(basis for code, basis in self.parties if code == owner)

    @property
    def owners(self) -> frozenset[str]:
        """The owner codes of all parties."""
        return frozenset(owner for owner, _ in self.parties)


@dataclass(frozen=True, slots=True)
class Shared:
    """How others share one kind of information with a principal: whose it is, and what that rests on."""

    owners: frozenset[str]
    rests: frozenset[tuple[str, Basis]]  # references of agreements, each with the basis

    def __bool__(self) -> bool:
        return bool(self.rests)


NOT_SHARED: Final = Shared(frozenset(), frozenset())


def shared(
    agreements: Iterable[Agreement], owner: str, bases: frozenset[Basis], purpose: Purpose, data_class: DataClass
) -> Shared:
    """What these agreements share with ``owner``, who may rest on ``bases``."""
    owners, rests = frozenset[str](), set[tuple[str, Basis]]()
    for agreement, basis in _resting(agreements, owner, bases):
        if purpose in agreement.purposes and data_class in agreement.data_classes:
            owners |= agreement.owners
            rests.add((agreement.reference, basis))
    return Shared(owners, frozenset(rests)) if rests else NOT_SHARED


def _resting(agreements: Iterable[Agreement], owner: str, bases: frozenset[Basis]) -> Iterator[tuple[Agreement, Basis]]:
    return ((each, basis) for each in agreements for basis in each.bases(owner) & bases)
