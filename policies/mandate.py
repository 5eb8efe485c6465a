"""What a kind of principal may do for a purpose: per act, the cells in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from policies.permit import NOWHERE, Cell, Decision
from policies.principal import PrincipalClass
from policies.vocabulary import Act, Purpose


@dataclass(frozen=True, slots=True)
class Mandate:
    """Only ``policies.engine`` makes one, and nothing is changed without one."""

    kind: PrincipalClass
    purpose: Purpose
    policy_version: str  # the hash of the law it was decided under
    decisions: Mapping[Act, Decision]

    def decision(self, act: Act) -> Decision:
        """What was decided of an act; one that the law does not know is done nowhere."""
        return self.decisions.get(act, NOWHERE)

    def done(self, act: Act) -> frozenset[Cell]:
        """The cells in which the act is done."""
        return self.decision(act).shown

    def rules(self, act: Act, cell: Cell) -> frozenset[str]:
        """The ids of the rules that decide the act in a cell: those that entrust it, or those that bar it."""
        decision = self.decision(act)
        return decision.withheld_by.get(cell) or decision.granted_by.get(cell) or frozenset()
