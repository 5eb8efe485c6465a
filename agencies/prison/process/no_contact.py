"""The list of those whom a person in custody may not contact: put on it at whose wish, taken off it and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from agencies.holdings import Assertion, entered
from agencies.prison import tables as t
from agencies.prison.vocabulary import ContactMeans, ListingStatus, NoContactSource
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Writable
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNoContact:
    """Somebody who may not be contacted from today."""

    named_person: Annotated[str, "Whom they may not contact."]
    means: Annotated[ContactMeans, "By which means."]
    asked_by: Annotated[NoContactSource, "At whose wish."]
    next_review_due: Annotated[date, "The day by which it is to be reviewed."]
    relationship: Annotated[str | None, "Who that is to them."] = None
    is_child: Annotated[bool | None, "Whether it is a child; left out where that is not known."] = None
    ends_on: Annotated[date | None, "The last day on which it holds, where one is set."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNoContact:
    """Somebody who may be contacted again from tomorrow."""

    reason: Annotated[str, "Why, and who agreed to it."]


def _is_to_come(situation: Situation[AddNoContact, Any]) -> Iterator[Problem]:
    given, today = situation.given, situation.today
    for field, day in (("next_review_due", given.next_review_due), ("ends_on", given.ends_on)):
        if day is not None and day <= today:
            yield Problem(field, "Choose a day after today.", ProblemCode.INVALID)


def _added(situation: Situation[AddNoContact, Any]) -> Effects:
    given = situation.given
    return Effects(
        {
            "person_id": situation.place.person,
            "named_person": given.named_person,
            "relationship": given.relationship,
            "is_child": given.is_child,
            "means": given.means,
            "asked_by": given.asked_by,
            "starts_on": situation.today,
            "ends_on": given.ends_on,
            "next_review_due": given.next_review_due,
            **entered(situation.now, Assertion.FACT),
        }
    )


def _removed(situation: Situation[RemoveNoContact, Any]) -> Effects:
    return Effects({"ends_on": situation.today, "removed_because": situation.given.reason})


MACHINE = Machine(
    "no-contact entry",
    t.no_contact,
    ListingStatus,
    DataClass.PUBLIC_PROTECTION,
    (
        Transition(Act.ADD_NO_CONTACT, (), ListingStatus.LISTED, _added, (Guard("its days are to come", _is_to_come),)),
        Transition(Act.REMOVE_NO_CONTACT, (ListingStatus.LISTED,), ListingStatus.REMOVED, _removed),
    ),
    writes=(Writable(t.no_contact, adds=True, changes=frozenset({"status", "ends_on", "removed_because"})),),
)
