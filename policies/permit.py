"""What a kind of principal may see for a purpose: per data class, the cells in which it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from policies.agreement import NOT_SHARED, Shared
from policies.principal import PrincipalClass
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Purpose, Standing

Place = tuple[Standing, Handling]
"""The part of a cell that belongs to the case."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where a value sits: the closed set of facts on which the law decides."""

    standing: Standing
    handling: Handling
    item: ItemHandling = ItemHandling.OPEN
    ownership: Ownership = Ownership.OTHER


def every_cell() -> Iterator[Cell]:
    """The whole domain of the law, in a fixed order."""
    return (Cell(*facts) for facts in product(Standing, Handling, ItemHandling, Ownership))


@dataclass(frozen=True)
class Decision:
    """For one data class: the rules that show it in each cell, and those that withhold it.

    A cell is shown when it has a granting rule and no withholding one: absence denies, and a deny always wins.
    What is worked out of it is kept with it: classes and kinds of principal that are decided alike share one.
    """

    granted_by: Mapping[Cell, frozenset[str]]
    withheld_by: Mapping[Cell, frozenset[str]]

    @cached_property
    def shown(self) -> frozenset[Cell]:
        """The cells in which the value is shown."""
        return frozenset(self.granted_by) - frozenset(self.withheld_by)

    @cached_property
    def places(self) -> Mapping[Ownership, Mapping[frozenset[Place], Sequence[ItemHandling]]]:
        """By whose they are: the places in which items are shown, and which items are shown in just these."""
        found: dict[Ownership, dict[ItemHandling, set[Place]]] = {
            ownership: {item: set() for item in ItemHandling} for ownership in Ownership
        }
        for cell in self.shown:
            found[cell.ownership][cell.item].add((cell.standing, cell.handling))
        return {ownership: _by_places(items) for ownership, items in found.items()}

    def within(self, cells: frozenset[Cell]) -> "Decision":
        """The same, and nothing outside these cells."""
        granted = {cell: rules for cell, rules in self.granted_by.items() if cell in cells}
        return Decision(granted, self.withheld_by)


def _by_places(items: Mapping[ItemHandling, set[Place]]) -> Mapping[frozenset[Place], Sequence[ItemHandling]]:
    found: dict[frozenset[Place], list[ItemHandling]] = {}
    for item, places in items.items():
        found.setdefault(frozenset(places), []).append(item)
    return found


NOWHERE = Decision({}, {})


@dataclass(frozen=True, slots=True)
class Permit:
    """Only ``policies.engine`` makes one, and nothing is fetched without one."""

    kind: PrincipalClass
    purpose: Purpose
    policy_version: str  # the hash of the law it was decided under
    decisions: Mapping[DataClass, Decision]
    sharing: Mapping[DataClass, Shared | None]  # None: about no case, and so nobody's to share
    exported: bool = False  # what is shown under it leaves the platform

    def decision(self, data_class: DataClass) -> Decision:
        """What was decided of a class; one that the law does not know is shown nowhere."""
        return self.decisions.get(data_class, NOWHERE)

    def shown(self, data_class: DataClass) -> frozenset[Cell]:
        """The cells in which the class is shown."""
        return self.decision(data_class).shown

    def shares(self, data_class: DataClass, owner: str) -> bool:
        """Whether this owner shares the class with the principal; with its own agency, always."""
        return owner == self.kind.owner or self.sharers(data_class) is None or owner in (self.sharers(data_class) or ())

    def sharers(self, data_class: DataClass) -> frozenset[str] | None:
        """The owners who share the class with the principal; None where it is nobody's to share."""
        found = self.sharing.get(data_class, NOT_SHARED)
        return None if found is None else found.owners
