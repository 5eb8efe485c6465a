"""What a verification of a copy found."""

from dataclasses import dataclass, field
from datetime import datetime

from gateway.transparency.trust import Endorsed

TOLD = 100


@dataclass(slots=True)
class Report:
    """``faults`` are what no honest log can hold; ``notes`` are what a reader should look into."""

    endorsed: Endorsed | None = None  # the newest checkpoint, where the policy accepts it
    leaves: int = 0
    erased: int = 0  # entries whose bodies were erased
    unopened: int = 0  # bodies that are sealed, and whose key was not given
    checkpoints: int = 0
    cosigned: int = 0  # of them, by enough witnesses
    last_seen: dict[str, datetime] = field(default_factory=dict)  # by each witness
    faults: list[str] = field(default_factory=list)
    faults_found: int = 0
    notes: list[str] = field(default_factory=list)
    notes_found: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.faults_found == 0

    def fault(self, says: str, number: int = 1) -> None:
        """One thing more that is wrong, or of so many."""
        self.faults_found += number
        if len(self.faults) < TOLD:
            self.faults.append(says)

    def note(self, says: str) -> None:
        """One thing more to look into."""
        self.notes_found += 1
        if len(self.notes) < TOLD:
            self.notes.append(says)
