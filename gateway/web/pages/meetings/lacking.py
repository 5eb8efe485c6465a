"""What a meeting still lacks before it closes, as far as the reader is shown what it would be told by.

The act itself decides; this only tells in time, so that nobody learns it when everybody is leaving.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be recorded of each case, and the kind of information by which a reader can tell."""

    told_by: str
    words: str
    met: Callable[[Item], bool]


def _disclosure(item: Item) -> bool:
    return any(each["outcome"] == "NOT_DISCLOSED" or each["how"] for each in item["disclosures"])


def _level(item: Item) -> bool:
    return bool(item["levelUnchangedBecause"]) or any(each["stage"] == "DECIDED" for each in item["levelDecisions"])


def _review(item: Item) -> bool:
    return bool(item["nextReviewOn"]) or bool(item["review"] and item["review"]["nextDue"])


def _reports(item: Item) -> bool:
    """Of each agency that stays away from the case somebody came, or its report did."""
    there = {each["agency"] for each in item["asked"] if _came(each) or each["reportReceivedOn"]}
    return {each["agency"] for each in item["asked"] if _stays_away(each)} <= there


def _came(invitation: Mapping[str, Any]) -> bool:
    return bool(invitation["attendance"] and invitation["attendance"]["attended"])


def _stays_away(invitation: Mapping[str, Any]) -> bool:
    """As it was recorded, or until then as they answered."""
    return not _came(invitation) if invitation["attendance"] else invitation["reportAwaited"]


NEEDS: Final = (
    Need("MEETING", "it is still on the agenda", lambda item: item["status"] != "LISTED"),
    Need("DISCLOSURE", "no decision on disclosure is recorded", _disclosure),
    Need("DECISION", "no decision on the level is recorded", _level),
    Need("MANAGEMENT", "no day is set for its next review", _review),
    Need("DECISION", "it is not recorded what the offender is told", lambda item: bool(item["offenderInformed"])),
    Need("MEETING", "an agency that was asked stays away, and its report has not come", _reports),
)


def lacking(meeting: Mapping[str, Any], viewer: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Of each case that is shown, by its reference, what is missing; empty unless the meeting is under way."""
    if meeting["status"] != "UNDER_WAY":
        return []
    told = [need for need in NEEDS if need.told_by in viewer["dataClassesShown"]]
    items = (item | {"asked": list(_asked(item, meeting))} for item in meeting["agenda"]["nodes"])
    found = ((_reference(item), list(_missing(item, told))) for item in items)
    return [(reference, words) for reference, words in found if reference and words]


def _reference(item: Item) -> str | None:
    return item["case"]["reference"] if item["case"] else None


def _asked(item: Item, meeting: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The invitations that are for the case, or for the whole agenda."""
    for each in meeting["invitations"]:
        if each["wholeAgenda"] or (each["case"] and each["case"]["reference"] == _reference(item)):
            yield each


def _missing(item: Item, needs: list[Need]) -> Iterator[str]:
    if item["status"] in ("LISTED", "DISCUSSED"):
        yield from (need.words for need in needs if not need.met(item))
