"""What no sequence of acts may reach: each found in the rows, with the guard or the effect that keeps it away.

``Forbidden.without`` is how it is shown that a walk would find it: a machine with that one thing taken out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import (
    action,
    agenda,
    handling_release,
    identification,
    information,
    level,
    management,
    meeting,
    minutes,
    minutes_correction,
    referral,
    release,
    sections,
    sharing,
    summary,
    transfer,
)
from agencies.coordination.process import exit as exits
from agencies.transitions import Effects, Machine, Transition, Update
from policies.vocabulary import Act
from tests.walks.store import Row
from tests.walks.world import AREA, World

Broken = Callable[[], tuple[Act, Machine]]
DECIDED, MANAGED, SET = "DECIDED", ("IDENTIFIED", "ACTIVE"), ("LEVEL_1", "LEVEL_2", "LEVEL_3")
AGREED = ("AGREED", "AMENDED")


@dataclass(frozen=True)
class Forbidden:
    """A state that is forbidden: what it is, how it shows in the rows, and the machine that would let it come about.

    ``beside``: the acts of other machines that lead there, or part of those of several.
    """

    words: str
    shows: Callable[[World], Iterator[Any]]
    without: Broken
    beside: tuple[Act, ...] = ()


@dataclass
class Watch:
    """Looks for what is forbidden after every act, where the act wrote what it shows in."""

    world: World
    over: Sequence[Forbidden]
    reads: dict[str, set[str]] = field(default_factory=dict)

    def finds(self) -> Iterator[tuple[str, Any]]:
        """Everything forbidden that has come about."""
        written, self.world.touched = self.world.touched, set()
        for each in self.over:
            if written & self.reads.get(each.words, written):
                self.world.read = set()
                yield from ((each.words, found) for found in each.shows(self.world))
                self.reads[each.words] = self.world.read


# -- machines with one thing taken out ---------------------------------------------------------------------------


def unguarded(machine: Machine, act: Act, words: str) -> Broken:
    """The machine without the guards of this name at an act."""

    def broken() -> tuple[Act, Machine]:
        found = [guard for way in machine.of(act) for guard in way.guards if guard.words == words]
        assert found, f"{machine.name}: {act} has no guard that says {words!r}"
        return act, _changed(
            machine, act, lambda way: replace(way, guards=tuple(g for g in way.guards if g not in found))
        )

    return broken


def from_any(machine: Machine, act: Act) -> Broken:
    """The machine in which an act is done in whatever state the record is."""
    return lambda: (act, _changed(machine, act, lambda way: replace(way, sources=tuple(machine.states))))


def forgetful(machine: Machine, act: Act, table: sa.Table) -> Broken:
    """The machine in which an act forgets to change the rows of a table beside its own."""

    def forgets(way: Transition) -> Transition:
        def effects(situation: Any) -> Effects:  # noqa: ANN401 - whatever the situation
            whole = way.effects(situation)
            kept = tuple(each for each in whole.beside if not (isinstance(each, Update) and each.table is table))
            return replace(whole, beside=kept)

        return replace(way, effects=effects)

    return lambda: (act, _changed(machine, act, forgets))


def _changed(machine: Machine, act: Act, change: Callable[[Transition], Transition]) -> Machine:
    ways = tuple(change(way) if way.act is act else way for way in machine.transitions)
    return replace(machine, transitions=ways)


# -- how each shows ----------------------------------------------------------------------------------------------


def _levels_without_a_decision(world: World) -> Iterator[Any]:
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


def _category_3_at_level_1(world: World) -> Iterator[Any]:
    return (row for row in world.rows(t.case) if (row["category"], row["level"]) == ("CATEGORY_3", "LEVEL_1"))


def _category_3_managed_below_level_2(world: World) -> Iterator[Any]:
    rows = world.rows(t.case, category="CATEGORY_3", status="ACTIVE")
    return (row for row in rows if row["level"] not in ("LEVEL_2", "LEVEL_3"))


def _closed_without_disclosure(world: World) -> Iterator[Any]:
    considered = {row["meeting_case_id"] for row in world.rows(t.disclosure_decision)}
    for held in world.rows(t.meeting, status="HELD"):
        for item in world.rows(t.meeting_case, meeting_id=held["id"]):
            if item["status"] == "LISTED" or (item["status"] == "DISCUSSED" and item["id"] not in considered):
                yield item


def _circulated_without_a_review(world: World) -> Iterator[Any]:
    for row in world.rows(t.minutes):
        item = world.row(t.meeting_case, row["meeting_case_id"]) or {}
        reviews = [each for each in world.rows(t.review, meeting_case_id=item["id"]) if each["next_due"]]
        if row["status"] != "DRAFT" and not item["next_review_on"] and not reviews:
            yield row


def _held_by_nobody(world: World) -> Iterator[Any]:
    """The area of a case is the one that last accepted it, or in which it was opened: there always is one."""
    for case in world.rows(t.case):
        accepted = [step for step in world.steps if step.act in (Act.ACCEPT_TRANSFER, Act.CONFIRM_IDENTIFICATION)]
        last = next((step for step in reversed(accepted) if _case_of(world, step.record) == case["id"]), None)
        notice = world.row(t.identification_notice, last.record) if last else None
        offer = world.row(t.transfer, last.record) if last else None
        owner = notice["area_id"] if notice else offer["to_area_id"] if offer else AREA
        if case["area_id"] != owner:
            yield case


def _on_the_agenda_of_another_area(world: World) -> Iterator[Any]:
    """Whoever is invited there sees a case that their area holds no longer, and nobody there can take it off."""
    areas = {row["id"]: row["area_id"] for row in world.rows(t.case)}
    to_come = {row["id"]: row["area_id"] for row in world.rows(t.meeting) if row["status"] in meeting.UNSETTLED}
    for item in world.rows(t.meeting_case, status="LISTED"):
        if item["meeting_id"] in to_come and to_come[item["meeting_id"]] != areas[item["case_id"]]:
            yield item


def _case_of(world: World, record: Any) -> Any:  # noqa: ANN401 - a key
    row = world.row(t.transfer, record) or world.row(t.identification_notice, record) or {}
    return row.get("case_id")


def _closed_without_evidence(world: World) -> Iterator[Any]:
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


def _agreed_minutes_changed(world: World) -> Iterator[Any]:
    agreed = {row["id"] for row in world.rows(t.minutes) if row["status"] in AGREED}
    yield from as_it_stood(t.minutes, lambda row: row["id"] in agreed, "version")(world)
    handling = ("version", "item_handling", "released_because")  # the chair's release comes after, and changes no word
    yield from as_it_stood(t.minutes_section, lambda row: row["minutes_id"] in agreed, *handling)(world)


def _screened_by_its_referrer(world: World) -> Iterator[Any]:
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


def _left_open(world: World) -> Iterator[Any]:
    """Something of a case that has left still waits, or the case is on an agenda that is to come."""
    left = {row["id"] for row in world.rows(t.case) if row["status"] not in MANAGED}
    for table, column, states in WAITS:
        waiting = {str(state) for state in states}
        yield from (row for row in world.rows(table) if row["case_id"] in left and row[column] in waiting)
    to_come = {row["id"] for row in world.rows(t.meeting) if row["status"] in meeting.UNSETTLED}
    listed = (row for row in world.rows(t.meeting_case, status="LISTED") if row["case_id"] in left)
    asked = (row for row in world.rows(t.invitation) if row["for_case_id"] in left and row["response"] != "WITHDRAWN")
    yield from (row for row in (*listed, *asked) if row["meeting_id"] in to_come)


def _in_category_4_and_open(world: World) -> Iterator[Any]:
    """A case in category 4 that those see who are not cleared."""
    rows = world.rows(t.case, category="CATEGORY_4")
    return (row for row in rows if not row["handling"] & handling_release.TERRORISM)


def _shared_without_agreement(world: World) -> Iterator[Any]:
    """Only agreement sets the day by which it is shared: a refusal is decided too. What was taken back says why."""
    rows = world.rows(t.onward_sharing, status="SHARED")
    return (row for row in rows if row["share_by"] is None or row["withdrawn_because"] is not None)


SECOND = "whoever does it did not propose it"
MET = (Act.OPEN_MEETING, Act.RECORD_ATTENDANCE, Act.CONCLUDE_ITEM)
MINUTED = (Act.BEGIN_MINUTES, Act.RECORD_OFFENDER_INFORMED)
AGREEING = (
    *MINUTED,
    Act.OPEN_MEETING,
    Act.CONCLUDE_ITEM,
    Act.RECORD_DISCLOSURE_DECISION,
    Act.WRITE_MINUTES_SECTION,
    Act.CIRCULATE_MINUTES,
    Act.AGREE_MINUTES,
)

LIFTING = (Act.CONFIRM_CATEGORY, Act.PROPOSE_HANDLING_RELEASE)
LEAVING = (Act.PROPOSE_EXIT, Act.CONFIRM_EXIT, Act.SET_ACTION)

FORBIDDEN = (
    Forbidden(
        "a level that no decision of two people set, or two periods that are open",
        _levels_without_a_decision,
        forgetful(level.MACHINE, Act.DECIDE_LEVEL, t.level_history),
    ),
    Forbidden("a level that nobody endorsed", _levels_without_a_decision, from_any(level.MACHINE, Act.DECIDE_LEVEL)),
    Forbidden(
        "category 3 at level 1, by a new category",
        _category_3_at_level_1,
        unguarded(management.MACHINE, Act.CONFIRM_CATEGORY, "category 3 is at level 2 or 3"),
        (Act.OPEN_MEETING, Act.PROPOSE_LEVEL, Act.ENDORSE_LEVEL, Act.DECIDE_LEVEL),
    ),
    Forbidden(
        "category 3 at level 1, by a new level",
        _category_3_at_level_1,
        unguarded(level.MACHINE, Act.DECIDE_LEVEL, "category 3 is not set to level 1"),
        (Act.OPEN_MEETING, Act.PROPOSE_LEVEL, Act.ENDORSE_LEVEL, Act.CONFIRM_CATEGORY),
    ),
    Forbidden(
        "category 3 that is managed before level 2 or 3 is decided",
        _category_3_managed_below_level_2,
        unguarded(management.MACHINE, Act.START_MANAGEMENT, "category 3 is at level 2 or 3"),
        (Act.NOTIFY_IDENTIFICATION, Act.CONFIRM_IDENTIFICATION),
    ),
    Forbidden(
        "a decision that is overwritten, and not superseded",
        as_it_stood(t.level_decision, lambda row: row["stage"] == DECIDED, "version"),
        from_any(level.MACHINE, Act.DECIDE_LEVEL),
    ),
    Forbidden(
        "a meeting closed with a case of which nobody decided who is told",
        _closed_without_disclosure,
        unguarded(meeting.MACHINE, Act.CLOSE_MEETING, "of each case it is decided who is told what, or why nobody"),
        (*MET, *MINUTED),
    ),
    Forbidden(
        "minutes sent out of a case that has no day for its next review",
        _circulated_without_a_review,
        unguarded(minutes.MACHINE, Act.CIRCULATE_MINUTES, "the day of its next review is set"),
        tuple(act for act in AGREEING if act is not Act.CONCLUDE_ITEM),
    ),
    Forbidden(
        "agreed minutes that say something else",
        _agreed_minutes_changed,
        unguarded(sections.MACHINE, Act.WRITE_MINUTES_SECTION, "the minutes are still drafted"),
        AGREEING,
    ),
    Forbidden(
        "a case in no area, or in another than the one that accepted it",
        _held_by_nobody,
        forgetful(transfer.MACHINE, Act.ACCEPT_TRANSFER, t.case),
    ),
    Forbidden(
        "a case on the agenda of an area that does not hold it",
        _on_the_agenda_of_another_area,
        forgetful(transfer.MACHINE, Act.ACCEPT_TRANSFER, t.meeting_case),
    ),
    Forbidden(
        "an action closed without evidence", _closed_without_evidence, from_any(action.MACHINE, Act.CLOSE_ACTION)
    ),
    Forbidden(
        "an action that is open in a case that has left",
        _left_open,
        forgetful(exits.MACHINE, Act.CONFIRM_EXIT, t.action),
        LEAVING,
    ),
    Forbidden(
        "a case that has left on an agenda that is to come",
        _left_open,
        unguarded(agenda.MACHINE, Act.RETURN_TO_AGENDA, "the case is identified or active"),
        (*LEAVING, Act.TAKE_OFF_AGENDA),
    ),
    Forbidden(
        "a case in category 4 that is not handled as a terrorism case",
        _in_category_4_and_open,
        unguarded(handling_release.MACHINE, Act.RELEASE_HANDLING, "no period of category 4 is open"),
        LIFTING,
    ),
    Forbidden(
        "terrorism handling lifted by whoever proposed it",
        by_one_person(t.handling_release, "proposed_by", "decided_by", "RELEASED"),
        unguarded(handling_release.MACHINE, Act.RELEASE_HANDLING, "somebody else proposed it"),
        LIFTING,
    ),
    Forbidden(
        "minutes shared onward without the agreement of their chair",
        _shared_without_agreement,
        from_any(sharing.SHARING, Act.CARRY_OUT_ONWARD_SHARING),
        (Act.REQUEST_ONWARD_SHARING, *AGREEING),
    ),
    Forbidden(
        "two levels proposed",
        two_open(t.level_decision, level.OPEN, "stage"),
        unguarded(level.MACHINE, Act.PROPOSE_LEVEL, "no other proposal is still to be decided"),
    ),
    Forbidden(
        "two exits proposed",
        two_open(t.case_exit, ("PROPOSED",)),
        unguarded(exits.MACHINE, Act.PROPOSE_EXIT, "no other exit waits"),
    ),
    Forbidden(
        "two transfers offered",
        two_open(t.transfer, transfer.OPEN),
        unguarded(transfer.MACHINE, Act.PROPOSE_TRANSFER, "no other offer waits"),
    ),
    Forbidden(
        "two referrals to be decided",
        two_open(t.referral, referral.OPEN),
        unguarded(referral.MACHINE, Act.START_REFERRAL, "no other referral of the case is still to be decided"),
    ),
    Forbidden(
        "a referral screened by whoever made it",
        _screened_by_its_referrer,
        unguarded(referral.MACHINE, Act.SCREEN_REFERRAL, "whoever screens it did not make it"),
    ),
    Forbidden(
        "a level endorsed by whoever proposed it",
        by_one_person(t.level_decision, "proposed_by", "endorsed_by", "ENDORSED DECIDED"),
        unguarded(level.MACHINE, Act.ENDORSE_LEVEL, SECOND),
    ),
    Forbidden(
        "a level decided by whoever proposed it",
        by_one_person(t.level_decision, "proposed_by", "decided_by", "DECIDED"),
        unguarded(level.MACHINE, Act.DECIDE_LEVEL, SECOND),
    ),
    Forbidden(
        "an exit confirmed by whoever proposed it",
        by_one_person(t.case_exit, "proposed_by", "answered_by", "CONFIRMED REFUSED"),
        unguarded(exits.MACHINE, Act.CONFIRM_EXIT, SECOND),
    ),
    Forbidden(
        "an identification confirmed by whoever notified it",
        by_one_person(t.identification_notice, "notified_by", "answered_by", "CONFIRMED REFUSED"),
        unguarded(identification.MACHINE, Act.CONFIRM_IDENTIFICATION, "whoever answers it did not notify it"),
    ),
    Forbidden(
        "an action verified by whoever did it",
        by_one_person(t.action, "completed_by", "closed_by", "CLOSED"),
        unguarded(action.MACHINE, Act.CLOSE_ACTION, "whoever verifies it did not say that it is done"),
    ),
    Forbidden(
        "a correction of minutes answered by whoever asked for it",
        by_one_person(t.minutes_correction, "asked_by", "answered_by", "ACCEPTED DECLINED"),
        unguarded(minutes_correction.MACHINE, Act.DECLINE_MINUTES_CORRECTION, "whoever answers did not ask"),
        (Act.ASK_MINUTES_CORRECTION, Act.RECORD_ATTENDANCE, *AGREEING),
    ),
    Forbidden(
        "a summary checked by whoever wrote it",
        by_one_person(t.executive_summary, "written_by", "checked_by", "CHECKED AGREED RETURNED"),
        unguarded(summary.MACHINE, Act.CHECK_EXECUTIVE_SUMMARY, "whoever does it did not write it"),
        (Act.WRITE_EXECUTIVE_SUMMARY, *AGREEING),
    ),
)
