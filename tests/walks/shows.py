"""How each forbidden state shows in the rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import (
    action,
    handling_release,
    information,
    level,
    meeting,
    referral,
    release,
    transfer,
)
from policies.vocabulary import Act
from tests.walks.store import Row
from tests.walks.world import AREA, World

DECIDED, MANAGED, SET = "DECIDED", ("IDENTIFIED", "ACTIVE"), ("LEVEL_1", "LEVEL_2", "LEVEL_3")
AGREED = ("AGREED", "AMENDED")


def levels_without_a_decision(world: World) -> Iterator[Any]:
    """A case at a level has one open period at it, which a decision began that two people made."""
    for case in world.rows(t.case):
        periods = [row for row in world.rows(t.level_history, case_id=case["id"]) if row["valid_until"] is None]
        begun = case["level"] in SET and case["status"] in MANAGED
        if [row["level"] for row in periods] != ([case["level"]] if begun else []):
            yield case["reference"], case["level"], periods
        for row in periods:
            decision = world.row(t.level_decision, row["decision_id"]) or {}
            made = (decision.get("stage"), decision.get("level"), decision.get("endorsed_by_id") is not None)
            if made != (DECIDED, row["level"], True):
                yield case["reference"], row, decision


def category_3_at_level_1(world: World) -> Iterator[Any]:
    return (row for row in world.rows(t.case) if (row["category"], row["level"]) == ("CATEGORY_3", "LEVEL_1"))


def category_3_managed_below_level_2(world: World) -> Iterator[Any]:
    rows = world.rows(t.case, category="CATEGORY_3", status="ACTIVE")
    return (row for row in rows if row["level"] not in ("LEVEL_2", "LEVEL_3"))


def closed_without_disclosure(world: World) -> Iterator[Any]:
    considered = {row["meeting_case_id"] for row in world.rows(t.disclosure_decision)}
    for held in world.rows(t.meeting, status="HELD"):
        for item in world.rows(t.meeting_case, meeting_id=held["id"]):
            if item["status"] == "LISTED" or (item["status"] == "DISCUSSED" and item["id"] not in considered):
                yield item


def circulated_without_a_review(world: World) -> Iterator[Any]:
    for row in world.rows(t.minutes):
        item = world.row(t.meeting_case, row["meeting_case_id"]) or {}
        reviews = [each for each in world.rows(t.review, meeting_case_id=item["id"]) if each["next_due"]]
        if row["status"] != "DRAFT" and not item["next_review_on"] and not reviews:
            yield row


def held_by_nobody(world: World) -> Iterator[Any]:
    """The area of a case is the one that last accepted it, or in which it was opened: there always is one."""
    for case in world.rows(t.case):
        accepted = [step for step in world.steps if step.act in (Act.ACCEPT_TRANSFER, Act.CONFIRM_IDENTIFICATION)]
        last = next((step for step in reversed(accepted) if _case_of(world, step.record) == case["id"]), None)
        notice = world.row(t.identification_notice, last.record) if last else None
        offer = world.row(t.transfer, last.record) if last else None
        owner = notice["area_id"] if notice else offer["to_area_id"] if offer else AREA
        if case["area_id"] != owner:
            yield case


def on_the_agenda_of_another_area(world: World) -> Iterator[Any]:
    """Whoever is invited there sees a case that their area holds no longer, and nobody there can take it off."""
    areas = {row["id"]: row["area_id"] for row in world.rows(t.case)}
    to_come = {row["id"]: row["area_id"] for row in world.rows(t.meeting) if row["status"] in meeting.UNSETTLED}
    for item in world.rows(t.meeting_case, status="LISTED"):
        if item["meeting_id"] in to_come and to_come[item["meeting_id"]] != areas[item["case_id"]]:
            yield item


def _case_of(world: World, record: Any) -> Any:  # noqa: ANN401 - a key
    row = world.row(t.transfer, record) or world.row(t.identification_notice, record) or {}
    return row.get("case_id")


def closed_without_evidence(world: World) -> Iterator[Any]:
    return (row for row in world.rows(t.action, status="CLOSED") if not row["evidence"] or not row["closed_because"])


def two_open(table: sa.Table, states: Iterable[Any], column: str = "status") -> Callable[[World], Iterator[Any]]:
    """Two of a case that wait at the same time."""
    waiting = {str(state) for state in states}

    def shows(world: World) -> Iterator[Any]:
        cases = [row["case_id"] for row in world.rows(table) if row[column] in waiting]
        return (case for case in set(cases) if cases.count(case) > 1)

    return shows


def by_one_person(table: sa.Table, first: str, second: str, states: str) -> Callable[[World], Iterator[Any]]:
    """What needs a second person was done by the first."""
    column = "stage" if table is t.level_decision else "status"

    def shows(world: World) -> Iterator[Any]:
        rows = (row for row in world.rows(table) if row[column] in states.split())
        return (row for row in rows if row[f"{first}_id"] is not None and row[f"{first}_id"] == row[f"{second}_id"])

    return shows


def as_it_stood(table: sa.Table, settled: Callable[[Row], bool], *but: str) -> Callable[[World], Iterator[Any]]:
    """A row that was settled says something else now."""

    def shows(world: World) -> Iterator[Any]:
        for row in world.rows(table):
            says = {name: value for name, value in row.items() if name not in but}
            stood = world.settled.get(row["id"])
            if stood is None and settled(row):
                world.settled[row["id"]] = says
            elif stood is not None and says != stood:
                yield stood, says

    return shows


def agreed_minutes_changed(world: World) -> Iterator[Any]:
    agreed = {row["id"] for row in world.rows(t.minutes) if row["status"] in AGREED}
    yield from as_it_stood(t.minutes, lambda row: row["id"] in agreed, "version")(world)
    handling = ("version", "item_handling", "released_because")  # the chair's release comes after, and changes no word
    yield from as_it_stood(t.minutes_section, lambda row: row["minutes_id"] in agreed, *handling)(world)


def screened_by_its_referrer(world: World) -> Iterator[Any]:
    by = {row["id"]: row["referred_by_id"] for row in world.rows(t.referral)}
    return (row for row in world.rows(t.screening) if row["screened_by_id"] == by[row["referral_id"]])


WAITS: tuple[tuple[sa.Table, str, Iterable[str]], ...] = (  # what a case that has left leaves to nobody
    (t.action, "status", action.CARRIED),
    (t.case_exit, "status", ("PROPOSED",)),
    (t.handling_release, "status", handling_release.WAITS),
    (t.information_request, "status", information.ASKED),
    (t.joint_care_exception, "status", ("LISTED",)),
    (t.level_decision, "stage", level.OPEN),
    (t.referral, "status", referral.OPEN),
    (t.release_plan_part, "status", release.OPEN),
    (t.review_schedule, "status", ("DUE",)),
    (t.transfer, "status", transfer.OPEN),
)


def left_open(world: World) -> Iterator[Any]:
    """Something of a case that has left still waits, or the case is on an agenda that is to come."""
    left = {row["id"] for row in world.rows(t.case) if row["status"] not in MANAGED}
    for table, column, states in WAITS:
        waiting = {str(state) for state in states}
        yield from (row for row in world.rows(table) if row["case_id"] in left and row[column] in waiting)
    to_come = {row["id"] for row in world.rows(t.meeting) if row["status"] in meeting.UNSETTLED}
    listed = (row for row in world.rows(t.meeting_case, status="LISTED") if row["case_id"] in left)
    asked = (row for row in world.rows(t.invitation) if row["for_case_id"] in left and row["response"] != "WITHDRAWN")
    yield from (row for row in (*listed, *asked) if row["meeting_id"] in to_come)


def in_category_4_and_open(world: World) -> Iterator[Any]:
    """A case in category 4 that those see who are not cleared."""
    rows = world.rows(t.case, category="CATEGORY_4")
    return (row for row in rows if not row["handling"] & handling_release.TERRORISM)


def shared_without_agreement(world: World) -> Iterator[Any]:
    """Only agreement sets the day by which it is shared: a refusal is decided too. What was taken back says why."""
    rows = world.rows(t.onward_sharing, status="SHARED")
    return (row for row in rows if row["share_by"] is None or row["withdrawn_because"] is not None)
