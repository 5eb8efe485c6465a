"""What the rules found of a person, as an act rests on it: shown to whoever decides, and decisive of nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.vocabulary import Category, QualifyingReason
from agencies.problems import Problem, ProblemCode
from agencies.transitions import in_words
from policies.vocabulary import DataClass

# Categories into which a person comes by decision of the responsible authority, whatever the rules can compute: 3, and
# 4 for the risk of involvement in terrorism-related activity (CJA 2003 s.325(2)(b) and (c)).
BY_DECISION = {
    Category.CATEGORY_3: QualifyingReason.CAPABLE_OF_SERIOUS_HARM,
    Category.CATEGORY_4: QualifyingReason.TERRORISM_RISK,
}
NUMBERED = (Category.CATEGORY_1, Category.CATEGORY_2, Category.CATEGORY_3, Category.CATEGORY_4)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of the rules that holds today (``agencies.coordination.rules.identification``)."""

    verdict: Verdict
    category: Category | None
    limb: QualifyingReason | None
    reason: str | None
    unknowns: str | None
    rule_code: str | None
    holds_from: date

    @property
    def words(self) -> str:
        """What they say, and why."""
        says = in_words(self.category or self.verdict)
        return " ".join(each for each in (f"{says.capitalize()}.", self.reason, self.unknowns) if each)


def unsupported(category: Category, found: Found | None, because: str | None) -> Iterator[Problem]:
    """Where a category is not what the rules give by precedence, nor one that rests on a decision: say why it stands.

    The rules show and never decide: a person may decide otherwise, and says why in writing.
    """
    if category not in NUMBERED:
        yield Problem("category", "Name category 1, 2, 3 or 4.", ProblemCode.INVALID)
        return
    given = found.category if found else None
    if category is given or category in BY_DECISION or because is not None:
        return
    says = found.words if found else "Nothing is held by which they could say."
    message = f"The rules do not give {in_words(category)}: {says} Choose another, or say why it stands all the same."
    yield Problem("otherwise_because", message, ProblemCode.MISSING, DataClass.CONVICTION)


def ground(category: Category, found: Found | None, today: date) -> dict[str, Any]:
    """The columns of a case that say by which limb the person qualifies, and since when."""
    if found is not None and found.category is category:
        return {"qualifying_reason": found.limb or QualifyingReason.NOT_RECORDED, "qualified_on": found.holds_from}
    return {"qualifying_reason": BY_DECISION.get(category, QualifyingReason.NOT_RECORDED), "qualified_on": today}
