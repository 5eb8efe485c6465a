"""What no sequence of acts may reach: each found in the rows, with the guard or the effect that keeps it away.

``Forbidden.without`` is how it is shown that a walk would find it: a machine with that one thing taken out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from agencies.coordination import tables as t
from agencies.coordination.process import (
    action,
    agenda,
    handling_release,
    identification,
    level,
    management,
    meeting,
    minutes,
    minutes_correction,
    referral,
    sections,
    sharing,
    summary,
    transfer,
)
from agencies.coordination.process import exit as exits
from policies.vocabulary import Act
from tests.walks.broken import Broken, forgetful, from_any, unguarded
from tests.walks.shows import (
    DECIDED,
    agreed_minutes_changed,
    as_it_stood,
    by_one_person,
    category_3_at_level_1,
    category_3_managed_below_level_2,
    circulated_without_a_review,
    closed_without_disclosure,
    closed_without_evidence,
    held_by_nobody,
    in_category_4_and_open,
    left_open,
    levels_without_a_decision,
    on_the_agenda_of_another_area,
    screened_by_its_referrer,
    shared_without_agreement,
    two_open,
)
from tests.walks.world import World


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
        levels_without_a_decision,
        forgetful(level.MACHINE, Act.DECIDE_LEVEL, t.level_history),
    ),
    Forbidden("a level that nobody endorsed", levels_without_a_decision, from_any(level.MACHINE, Act.DECIDE_LEVEL)),
    Forbidden(
        "category 3 at level 1, by a new category",
        category_3_at_level_1,
        unguarded(management.MACHINE, Act.CONFIRM_CATEGORY, "category 3 is at level 2 or 3"),
        (Act.OPEN_MEETING, Act.PROPOSE_LEVEL, Act.ENDORSE_LEVEL, Act.DECIDE_LEVEL),
    ),
    Forbidden(
        "category 3 at level 1, by a new level",
        category_3_at_level_1,
        unguarded(level.MACHINE, Act.DECIDE_LEVEL, "category 3 is not set to level 1"),
        (Act.OPEN_MEETING, Act.PROPOSE_LEVEL, Act.ENDORSE_LEVEL, Act.CONFIRM_CATEGORY),
    ),
    Forbidden(
        "category 3 that is managed before level 2 or 3 is decided",
        category_3_managed_below_level_2,
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
        closed_without_disclosure,
        unguarded(meeting.MACHINE, Act.CLOSE_MEETING, "of each case it is decided who is told what, or why nobody"),
        (*MET, *MINUTED),
    ),
    Forbidden(
        "minutes sent out of a case that has no day for its next review",
        circulated_without_a_review,
        unguarded(minutes.MACHINE, Act.CIRCULATE_MINUTES, "the day of its next review is set"),
        tuple(act for act in AGREEING if act is not Act.CONCLUDE_ITEM),
    ),
    Forbidden(
        "agreed minutes that say something else",
        agreed_minutes_changed,
        unguarded(sections.MACHINE, Act.WRITE_MINUTES_SECTION, "the minutes are still drafted"),
        AGREEING,
    ),
    Forbidden(
        "a case in no area, or in another than the one that accepted it",
        held_by_nobody,
        forgetful(transfer.MACHINE, Act.ACCEPT_TRANSFER, t.case),
    ),
    Forbidden(
        "a case on the agenda of an area that does not hold it",
        on_the_agenda_of_another_area,
        forgetful(transfer.MACHINE, Act.ACCEPT_TRANSFER, t.meeting_case),
    ),
    Forbidden("an action closed without evidence", closed_without_evidence, from_any(action.MACHINE, Act.CLOSE_ACTION)),
    Forbidden(
        "an action that is open in a case that has left",
        left_open,
        forgetful(exits.MACHINE, Act.CONFIRM_EXIT, t.action),
        LEAVING,
    ),
    Forbidden(
        "a case that has left on an agenda that is to come",
        left_open,
        unguarded(agenda.MACHINE, Act.RETURN_TO_AGENDA, "the case is identified or active"),
        (*LEAVING, Act.TAKE_OFF_AGENDA),
    ),
    Forbidden(
        "a case in category 4 that is not handled as a terrorism case",
        in_category_4_and_open,
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
        shared_without_agreement,
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
        screened_by_its_referrer,
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
