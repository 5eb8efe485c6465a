"""What ended in custody: a measure that is not needed any more, and somebody who may be contacted again."""

from datetime import timedelta
from typing import Any

from agencies.prison.process.measure import MACHINE as MEASURE
from agencies.prison.process.no_contact import MACHINE as NO_CONTACT
from agencies.prison.vocabulary import (
    ContactMeans,
    ListingStatus,
    MeasureStatus,
    NoContactSource,
    ProtectionMeasureKind,
)
from gateway.demonstration.caseload.desk import PRISON_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.step_rows import Done, write_steps
from policies.vocabulary import Act

DAYS = timedelta(days=1)


def write_custody_endings(desk: Desk, life: Life) -> None:
    """Of the last time in custody."""
    since, until, by = desk.today - 400 * DAYS, desk.today - 300 * DAYS, life.managers.prison
    of: dict[str, Any] = {"person_id": life.person_id, "starts_on": since, "ends_on": until, "version": 2}
    measure = desk.add(
        MEASURE.table.fullname,
        kind=ProtectionMeasureKind.MAIL_MONITORING,
        status=MeasureStatus.ENDED,
        next_review_due=until,
        reason="Letters had been sent to the victim.",
        ended_because="No letter was tried in three months; the victim was asked.",
        **of,
        **source(PRISON_SYSTEM, until),
    )
    listed = desk.add(
        NO_CONTACT.table.fullname,
        named_person="A former partner",
        relationship="Former partner",
        is_child=False,
        means=ContactMeans.LETTERS,
        asked_by=NoContactSource.COURT_ORDER,
        status=ListingStatus.REMOVED,
        removed_because="The order of the court has ended.",
        **of,
        **source(PRISON_SYSTEM, until),
    )
    set_, ended = (
        Done(Act.SET_PROTECTION_MEASURE, MeasureStatus.SET, since, by),
        Done(Act.END_PROTECTION_MEASURE, MeasureStatus.ENDED, until, by),
    )
    write_steps(desk, life, (MEASURE, measure), [set_, ended])
    added, removed = (
        Done(Act.ADD_NO_CONTACT, ListingStatus.LISTED, since, by),
        Done(Act.REMOVE_NO_CONTACT, ListingStatus.REMOVED, until, by),
    )
    write_steps(desk, life, (NO_CONTACT, listed), [added, removed])
