"""What stands in the way of an act, by field, in a practitioner's words."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from policies.vocabulary import DataClass


class ProblemCode(StrEnum):
    """What kind of problem keeps an act from being done. Nothing was changed."""

    MISSING = "MISSING"
    INVALID = "INVALID"
    NOT_NOW = "NOT_NOW"
    NOT_BY_YOU = "NOT_BY_YOU"
    NOT_YET = "NOT_YET"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    KEY_REUSED = "KEY_REUSED"


EXPLAINED = {
    ProblemCode.MISSING: "something that is needed was not given",
    ProblemCode.INVALID: "what was given cannot be",
    ProblemCode.NOT_NOW: "not in the state that the record is in",
    ProblemCode.NOT_BY_YOU: "it needs a second person, or another one",
    ProblemCode.NOT_YET: "something else must come first",
    ProblemCode.NOT_FOUND: "there is no such record for you",
    ProblemCode.CONFLICT: "somebody changed it since you read it",
    ProblemCode.KEY_REUSED: "the idempotency key was used for another change",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``field`` is the path of what was given, such as ``criteria.0.how_met``.

    ``tells``: the kind of information that the message gives away, where it says more than what was given and the
    state of the record. To whoever is not shown that kind here, only that something stands in the way is said.
    ``case``: the case that the message names, where it is not the one acted on: it is there that it must be shown.
    """

    field: str
    message: str
    code: ProblemCode
    tells: DataClass | None = None
    case: UUID | None = None
