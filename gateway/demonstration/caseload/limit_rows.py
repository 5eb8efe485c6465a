"""Limits on who may open a case that were to be opened again: proposed, released, refused."""

from datetime import timedelta

from agencies.probation.vocabulary import AccessLimitKind, LimitReleaseKind, LimitReleaseStatus
from gateway.demonstration.caseload.desk import Desk
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.surroundings_rows import write_limit

DAYS = timedelta(days=1)


def write_limit_releases(desk: Desk, life: Life) -> None:
    """One at each point of its life, about somebody who is excluded."""
    whom = desk.staff.prison[-1]
    write_limit(desk, life, AccessLimitKind.EXCLUSION, whom)
    manager, senior, day = desk.staff.community[-1], desk.staff.seniors[-1], desk.today - 60 * DAYS
    decided = {"decided_on": day + 3 * DAYS, "decided_by_id": senior.id, "decided_by_name": senior.name, "version": 2}
    for status, told in (
        (LimitReleaseStatus.RELEASED, decided),
        (LimitReleaseStatus.REFUSED, {**decided, "refused_because": "The relative lives there still."}),
        (LimitReleaseStatus.PROPOSED, {}),
    ):
        named = {"principal_id": whom.id, "principal_name": whom.name}
        what = {"kind": LimitReleaseKind.LIFT_EXCLUSION, "reason": "The relative moved away.", "status": status}
        by = {"proposed_on": day, "proposed_by_id": manager.id, "proposed_by_name": manager.name}
        desk.add("probation.limit_release", person_id=life.person_id, **what, **named, **by, **told)
