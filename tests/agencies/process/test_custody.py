"""Public protection in custody: set and why, reviewed in time, ended; the level of contact; the no-contact list."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.prison import tables as t
from agencies.prison.process import measure, no_contact
from agencies.prison.vocabulary import ChildContactLevel, ContactMeans, NoContactSource, ProtectionMeasureKind
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import NOW, PERSON, fields, situation

TODAY = NOW.date()
SOON = TODAY + timedelta(days=90)
NOTHING = measure.StandingKnown(())


def setting(**given: Any) -> measure.SetMeasure:  # noqa: ANN401 - fields of every kind
    usual: dict[str, Any] = {"kind": ProtectionMeasureKind.MAIL_MONITORING, "reason": "Wrote to a child."}
    return measure.SetMeasure(**({"next_review_due": SOON} | usual | given))


def test_a_measure_begins_today_with_its_reason_and_its_review_and_says_that_it_was_entered_here() -> None:
    done = decide(measure.MACHINE, Act.SET_PROTECTION_MEASURE, situation(setting(), NOTHING))
    assert isinstance(done, Done)
    (made,) = done.writes
    row = made.values
    assert (row["status"], row["person_id"], row["starts_on"]) == ("SET", PERSON, TODAY)
    assert (row["reason"], row["next_review_due"]) == ("Wrote to a child.", SOON)
    assert (row["source_system"], row["assertion"]) == ("Entered here", "ASSESSMENT")
    assert "recorded_at" not in row


@pytest.mark.parametrize(
    ("given", "standing", "found"),
    [
        ({"kind": ProtectionMeasureKind.CHILD_CONTACT}, (), ["kind"]),
        ({}, (ProtectionMeasureKind.MAIL_MONITORING,), ["kind"]),
        ({"next_review_due": TODAY}, (), ["next_review_due"]),
        ({"ends_on": TODAY - timedelta(days=1)}, (), ["ends_on"]),
        ({"ends_on": SOON - timedelta(days=1)}, (), ["next_review_due"]),
        ({"reason": " "}, (), ["reason"]),
    ],
    ids=("a level", "set already", "no review", "over", "over before its review", "no reason"),
)
def test_what_is_wrong_with_a_measure_is_told_by_field(
    given: dict[str, Any], standing: tuple[ProtectionMeasureKind, ...], found: list[str]
) -> None:
    known = measure.StandingKnown(tuple(measure.Standing(UUID(int=7), kind) for kind in standing))
    refused = decide(measure.MACHINE, Act.SET_PROTECTION_MEASURE, situation(setting(**given), known))
    assert isinstance(refused, Refused)
    assert fields(refused) == found


def test_a_review_says_what_it_found_and_keeps_the_days_as_they_were() -> None:
    known = measure.ReviewKnown(measure.Days(date(2026, 6, 1), date(2026, 12, 1)))
    given = measure.ReviewMeasure(found="Still writes.", next_review_due=SOON)
    done = decide(measure.MACHINE, Act.REVIEW_PROTECTION_MEASURE, situation(given, known, "SET"))
    assert isinstance(done, Done)
    own, review = done.writes
    assert (own.values["next_review_due"], own.values["ends_on"]) == (SOON, date(2026, 12, 1))
    assert (review.table, review.values["found"]) == (t.measure_review, "Still writes.")
    assert review.values["review_due_before"] == date(2026, 6, 1)
    ended = decide(
        measure.MACHINE, Act.END_PROTECTION_MEASURE, situation(measure.EndMeasure(reason="Moved."), None, "SET")
    )
    assert isinstance(ended, Done)
    assert ended.writes[0].values["ends_on"] == TODAY


def test_another_level_of_contact_ends_the_one_before_and_level_4_names_the_child() -> None:
    before = measure.Standing(UUID(int=7), ProtectionMeasureKind.CHILD_CONTACT)
    given = measure.DecideContact(
        level=ChildContactLevel.LEVEL_2_WRITTEN_ONLY, reason="Assessed.", next_review_due=SOON
    )
    known = measure.StandingKnown((before, measure.Standing(UUID(int=8), ProtectionMeasureKind.MAIL_MONITORING)))
    done = decide(measure.MACHINE, Act.DECIDE_CHILD_CONTACT, situation(given, known))
    assert isinstance(done, Done)
    made, ended = done.writes
    assert made.values["child_contact_level"] == ChildContactLevel.LEVEL_2_WRITTEN_ONLY
    assert (ended.key, ended.values["status"]) == (UUID(int=7), "ENDED")  # type: ignore[union-attr]  # an update
    named = measure.DecideContact(
        level=ChildContactLevel.LEVEL_4_NAMED_CHILD_UNRESTRICTED, reason="Assessed.", next_review_due=SOON
    )
    refused = decide(measure.MACHINE, Act.DECIDE_CHILD_CONTACT, situation(named, NOTHING))
    assert isinstance(refused, Refused)
    assert fields(refused) == ["named_child"]


def test_somebody_is_put_on_the_no_contact_list_and_taken_off_it_with_the_reason() -> None:
    given = no_contact.AddNoContact(
        named_person="A witness",
        means=ContactMeans.ANY,
        asked_by=NoContactSource.VICTIM,
        next_review_due=SOON,
        ends_on=TODAY,
    )
    refused = decide(no_contact.MACHINE, Act.ADD_NO_CONTACT, situation(given, None))
    assert isinstance(refused, Refused)
    assert fields(refused) == ["ends_on"]
    removed = decide(
        no_contact.MACHINE,
        Act.REMOVE_NO_CONTACT,
        situation(no_contact.RemoveNoContact(reason="Asked for it."), None, "LISTED"),
    )
    assert isinstance(removed, Done)
    assert removed.writes[0].values == {"status": "REMOVED", "ends_on": TODAY, "removed_because": "Asked for it."}
