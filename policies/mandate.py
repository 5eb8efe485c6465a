"""What a kind of principal may do for a purpose: per act, the cells in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from policies.permit import Cell, Decision
from policies.principal import PrincipalClass
from policies.vocabulary import Act, Purpose


@dataclass(frozen=True, slots=True)
class Mandate:
    """Only ``policies.engine`` makes one, and nothing is changed without one."""

    kind: PrincipalClass
    purpose: Purpose
    policy_version: str  # the hash of the law it was decided under
    decisions: Mapping[Act, Decision]

    def done(self, act: Act) -> frozenset[Cell]:
        """The cells in which the act is done; an act the law does not know is done nowhere."""
        decision = self.decisions.get(act)
        return decision.shown if decision else frozenset()

    def rules(self, act: Act, cell: Cell) -> frozenset[str]:
        """The ids of the rules that decide the act in a cell: those that entrust it, or those that bar it."""
        decision = self.decisions.get(act)
        if decision is None:
            return frozenset()
        return decision.withheld_by.get(cell) or decision.granted_by.get(cell) or frozenset()
