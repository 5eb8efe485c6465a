"""A single item shared with an associate, to a day, and withdrawn (CJA 2003 s.325(4A)(c); mappa.md 5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.common import is_not_past
from agencies.coordination.process.rules import Days, due
from agencies.coordination.shared_items import SharedItemStatus
from agencies.coordination.vocabulary import RuleKind
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Moved, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareItem:
    """What is shared, with whom, why and until when."""

    who: Annotated[str, "The reference of the associate, as the directory has it: what signs them in."]
    about: Annotated[str, "What the item is about, in a line."]
    content: Annotated[str, "The item itself: what they need to contribute, and no more."]
    basis: Annotated[str, "Why the responsible authority considers that they may contribute."]
    ends_on: Annotated[date, "The last day on which it is shown to them."]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawItem:
    """Why it is no longer shown to them."""

    reason: Annotated[str, "Why."]


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody who acts as an associate today."""

    id: UUID
    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class ShareKnown:
    """What sharing rests on: the case's reference, the associate, and how long an item may be shared."""

    reference: str
    who: Associate | None
    rules: tuple[Days, ...]


def _is_for_an_associate(situation: Situation[ShareItem, ShareKnown]) -> Iterator[Problem]:
    if situation.known.who is None:
        message = "Nobody who signs in so is an associate today: check the name, or have them appointed."
        yield Problem("who", message, ProblemCode.INVALID)


def _ends_in_time(situation: Situation[ShareItem, ShareKnown]) -> Iterator[Problem]:
    ends_on, today = situation.given.ends_on, situation.today
    for problem in is_not_past(ends_on, today):
        yield Problem("ends_on", problem.message, problem.code)
    last = due(situation.known.rules, RuleKind.CASE_OPENING_LASTS, today)
    if ends_on > last:
        message = f"An item is shared until {last:%-d %B %Y} at the latest: choose a day before, and look again then."
        yield Problem("ends_on", message, ProblemCode.INVALID)


def _shared(situation: Situation[ShareItem, ShareKnown]) -> Effects:
    given, who = situation.given, situation.known.who
    if who is None:
        raise LookupError("An item was shared with nobody: its guard is missing.")
    whose = {
        "case_reference": situation.known.reference,
        "principal_id": who.id,
        "principal_name": who.name,
        "body": who.owner,
    }
    what = {"subject": given.about, "content": given.content, "basis": given.basis, "ends_on": given.ends_on}
    by = {"shared_by_agency": situation.actor.owner, **situation.by("shared_by")}
    return Effects({"case_id": situation.place.case, **whose, **what, **by})


def _withdrawn(situation: Situation[WithdrawItem, Any]) -> Effects:
    return Effects({"withdrawn_because": situation.given.reason, **situation.by("withdrawn_by")})


MACHINE = Machine(
    "shared item",
    t.shared_item,
    SharedItemStatus,
    DataClass.DISCLOSURE,
    (
        Transition(
            Act.SHARE_ITEM,
            (),
            SharedItemStatus.SHARED,
            _shared,
            (
                Guard("it is for somebody who is an associate today", _is_for_an_associate),
                Guard("its last day is to come, and within the time that the rule gives", _ends_in_time),
            ),
        ),
        Transition(Act.WITHDRAW_ITEM, (SharedItemStatus.SHARED,), SharedItemStatus.WITHDRAWN, _withdrawn),
    ),
    writes=(
        Writable(
            t.shared_item,
            adds=True,
            changes=frozenset({"status", "withdrawn_because", "withdrawn_by_id", "withdrawn_by_name"}),
        ),
    ),
    moved=(Moved(Act.CONFIRM_EXIT, (SharedItemStatus.SHARED,), SharedItemStatus.WITHDRAWN),),
)
