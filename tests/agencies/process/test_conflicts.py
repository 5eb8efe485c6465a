"""A conflict of interest is declared for oneself, and lifted by somebody else."""

from agencies.directory.conflicts import MACHINE, DeclareConflict, Declared, LiftConflict, LiftKnown
from agencies.directory.tables import ConflictStatus
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import CASE, COORDINATION, NOW, PROBATION, situation

NATURE = "The victim is a neighbour of mine."


def test_it_is_declared_for_oneself_and_lifted_by_another() -> None:
    found = decide(MACHINE, Act.DECLARE_CONFLICT, situation(DeclareConflict(nature=NATURE), None))
    assert isinstance(found, Done)
    (made,) = found.writes
    assert (made.values["principal_id"], made.values["case_id"]) == (PROBATION.id, CASE)
    assert (made.values["status"], made.values["declared_at"]) == (ConflictStatus.DECLARED, NOW)
    given, known = LiftConflict(reason="They moved away."), LiftKnown(Declared(PROBATION.id))
    own = decide(MACHINE, Act.LIFT_CONFLICT, situation(given, known, ConflictStatus.DECLARED))
    assert isinstance(own, Refused)
    assert [(each.field, each.code) for each in own.problems] == [("id", ProblemCode.NOT_BY_YOU)]
    lifted = decide(MACHINE, Act.LIFT_CONFLICT, situation(given, known, ConflictStatus.DECLARED, actor=COORDINATION))
    assert isinstance(lifted, Done)
