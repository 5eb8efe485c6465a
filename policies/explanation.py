"""Why a value is or is not shown: the rules that decide one cell."""

from dataclasses import dataclass

from policies.permit import Cell, Permit
from policies.vocabulary import DataClass

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ids of the rules that show a data class in a cell, and of those that withhold it."""

    granted_by: frozenset[str]
    withheld_by: frozenset[str]

    @property
    def shown(self) -> bool:
        """Whether the value is shown: something grants it, and nothing withholds it."""
        return bool(self.granted_by) and not self.withheld_by


def explain(permit: Permit, data_class: DataClass, cell: Cell) -> Explanation:
    """The rules that decide this cell. Both sets are empty where the law is silent, which denies."""
    decision = permit.decisions.get(data_class)
    if decision is None:
        return Explanation(NONE, NONE)
    return Explanation(decision.granted_by.get(cell, NONE), decision.withheld_by.get(cell, NONE))
