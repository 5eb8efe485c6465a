"""What a meeting still lacks before it closes, for a page, which knows the meeting by what the door answers alone.

It is why ``closeMeeting`` would be refused, found by the guards of that act: a reason that is added there is told here.
The act itself decides; this only tells in time, so that nobody learns it when everybody is leaving.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID, uuid4

from agencies.coordination.meeting_vocabulary import (
    DisclosureOutcome,
    InvitationResponse,
    ItemStatus,
    MeetingRuleKind,
    MeetingStatus,
)
from agencies.coordination.process.close import COMPLETE
from agencies.coordination.process.meeting_terms import (
    Came,
    CloseKnown,
    CloseMeeting,
    ItemAtClose,
    MeetingAsItIs,
    MeetingRule,
    StayedAway,
)
from agencies.coordination.vocabulary import DecisionStage, Level
from agencies.problems import Problem
from agencies.transitions import Actor, Place, Situation
from policies.vocabulary import DataClass

Told = Mapping[str, Any]

_MEETING: Final = Place(None, 0, MeetingStatus.UNDER_WAY)
_CHAIR: Final = Actor(UUID(int=0), "", "")
_NOT_SHOWN: Final = UUID(int=0)  # a case that is not there for the reader


def lacking(meeting: Told, shown: Container[str]) -> list[str]:
    """Each reason for which the meeting could not be closed, in the words of the act; none unless it is under way.

    ``shown``: the kinds of information that the reader is shown, by name. What they could not tell by those is not
    said. Of a case that is still on the agenda it is said, beside that, what it will lack.
    """
    if meeting["status"] != MeetingStatus.UNDER_WAY:
        return []
    known = _known(meeting, shown)
    concluded = replace(known, items=tuple(map(_concluded, known.items)))
    problems = [*_found(known), *_found(concluded)]
    return list(dict.fromkeys(each.message for each in problems if each.tells is None or each.tells.name in shown))


def _found(known: CloseKnown) -> Iterator[Problem]:
    noon = datetime.combine(known.meeting.held_on, time(12), UTC)
    situation = Situation(CloseMeeting(), known, _MEETING, _CHAIR, noon, uuid4)
    for guard in COMPLETE:
        yield from guard.finds(situation)


def _concluded(item: ItemAtClose) -> ItemAtClose:
    return replace(item, status=ItemStatus.DISCUSSED) if item.status is ItemStatus.LISTED else item


def _known(meeting: Told, shown: Container[str]) -> CloseKnown:
    items = [each for each in meeting["agenda"]["nodes"] if _reference(each)]
    cases = {_reference(each): UUID(int=place) for place, each in enumerate(items, start=1)}
    asked = [(each, _for_case(each, cases)) for each in meeting["invitations"]]
    recorded = [(each, case) for each, case in asked if each["attendance"]]
    return CloseKnown(
        meeting=_as_it_is(meeting),
        items=tuple(_item(each, cases[_reference(each)], shown) for each in items),
        came=tuple(Came(each["agency"], case) for each, case in recorded if each["attendance"]["attended"]),
        away=tuple(
            StayedAway(each["agency"], case, bool(each["reportReceivedOn"]))
            for each, case in recorded
            if not each["attendance"]["attended"]
        ),
        unrecorded=tuple(
            Came(each["agency"], case) for each, case in asked if _counts(each) and not each["attendance"]
        ),
        rules=tuple(_rule(each) for each in meeting["rules"] if each["areaNumber"] in (None, meeting["areaNumber"])),
    )


def _as_it_is(meeting: Told) -> MeetingAsItIs:
    """By what closing it rests on: its level. Its time, place and chair are none of that."""
    held_on = date.fromisoformat(meeting["heldOn"])
    return MeetingAsItIs(Level(meeting["level"]), held_on, None, None, None, None, None, remote=False)


def _item(item: Told, case: UUID, shown: Container[str]) -> ItemAtClose:
    """What is recorded of a case. Where the reader could not tell by what they are shown, it counts as recorded."""
    set_beside = bool(item["review"] and item["review"]["nextDue"])
    decided = any(each["stage"] == DecisionStage.DECIDED for each in item["levelDecisions"])
    return ItemAtClose(
        case,
        str(_reference(item)),
        ItemStatus(item["status"]),
        disclosure_decided=any(map(_is_whole, item["disclosures"])),
        level_decided=decided or bool(item["levelUnchangedBecause"]) or DataClass.DECISION.name not in shown,
        next_review_set=bool(item["nextReviewOn"]) or set_beside,
        offender_informed=bool(item["offenderInformed"]),
    )


def _is_whole(disclosure: Told) -> bool:
    """Nobody is told; or it says by whom, how and when. Who is told, not everybody is shown who sees that it is so."""
    when = disclosure["tellBy"] or disclosure["toldOn"]
    told = all((disclosure["toldByAgency"], disclosure["how"], when))
    return told or disclosure["outcome"] == DisclosureOutcome.NOT_DISCLOSED


def _reference(item: Told) -> str | None:
    return item["case"]["reference"] if item["case"] else None


def _for_case(invitation: Told, cases: Mapping[str | None, UUID]) -> UUID | None:
    return None if invitation["wholeAgenda"] else cases.get(_reference(invitation), _NOT_SHOWN)


def _counts(invitation: Told) -> bool:
    return bool(invitation["circulatedAt"]) and invitation["response"] != InvitationResponse.WITHDRAWN


def _rule(rule: Told) -> MeetingRule:
    return MeetingRule(MeetingRuleKind(rule["kind"]), Level(rule["level"]), rule["areaNumber"], rule["requires"])
