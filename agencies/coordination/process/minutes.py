"""Minutes of a case at a meeting (MAPPA C; MAPPA guidance, chapter 13b): drafted, circulated, agreed by the chair.

What is agreed never changes again: an amendment is a further edition beside it, which says what changed and why, and
is circulated and agreed in its turn.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import (
    ItemStatus,
    MeetingStatus,
    MinutesStatus,
    SectionHeading,
    SectionState,
)
from agencies.coordination.process.common import raised
from agencies.coordination.process.minutes_terms import (
    AgreeKnown,
    AmendKnown,
    AmendMinutes,
    BeginKnown,
    BeginMinutes,
    CirculateKnown,
    Heading,
    Item,
)
from agencies.coordination.process.plan import agreed
from agencies.coordination.process.receipt import RESPONSIBLE
from agencies.coordination.process.rules import due
from agencies.coordination.process.section_terms import Section
from agencies.coordination.process.sections import COORDINATION, text_of
from agencies.coordination.vocabulary import RuleKind
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import (
    Effects,
    Guard,
    Insert,
    Machine,
    Situation,
    Transition,
    Update,
    When,
    Writable,
    Write,
    in_words,
)
from policies.vocabulary import Act, DataClass, ItemHandling

AGREED = (MinutesStatus.AGREED, MinutesStatus.AMENDED)
NOT_DISCUSSED = (ItemStatus.DEFERRED, ItemStatus.WITHDRAWN)
NOT_HELD = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)

Beginning = Situation[BeginMinutes, BeginKnown]
Circulating = Situation[NothingGiven, CirculateKnown]
Agreeing = Situation[NothingGiven, AgreeKnown]
Amending = Situation[AmendMinutes, AmendKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def item_of(situation: Beginning) -> Item | None:
    """The item that is named."""
    reference = situation.given.meeting
    return next((item for item in situation.known.items if item.reference == reference), None)


def _is_on_the_agenda(situation: Beginning) -> Iterator[Problem]:
    item = item_of(situation)
    if item is None:
        message = "This meeting does not have the case on its agenda: give the reference of one that has."
        yield Problem("meeting", message, ProblemCode.INVALID)
    elif item.status in NOT_DISCUSSED or item.meeting_status in NOT_HELD:
        state = item.meeting_status if item.meeting_status in NOT_HELD else item.status
        message = f"The case was not discussed there: {in_words(state)}."
        yield Problem("meeting", message, ProblemCode.NOT_NOW, DataClass.MEETING)


def _none_are_begun(situation: Beginning) -> Iterator[Problem]:
    item = item_of(situation)
    if item is not None and item.begun:
        message = "There are minutes of this case at this meeting: write in those, or amend them once they are agreed."
        yield Problem("meeting", message, ProblemCode.NOT_NOW, DataClass.MINUTES)


def _meeting_is_past(situation: Circulating) -> Iterator[Problem]:
    if situation.known.held_on > situation.today:
        yield Problem("id", "The meeting is still to be held.", ProblemCode.NOT_YET)
    elif not situation.known.opened:
        yield Problem("id", "The meeting was not opened: open it, or cancel it.", ProblemCode.NOT_YET)


def _every_head_is_written(situation: Circulating) -> Iterator[Problem]:
    for heading in situation.known.headings:
        if heading.required and not heading.written:
            message = f"{heading.label} is needed: write it, and if there was nothing say so."
            yield Problem(f"sections.{heading.code}", message, ProblemCode.MISSING, DataClass(heading.holds))


def _disclosure_was_considered(situation: Circulating) -> Iterator[Problem]:
    if not situation.known.disclosures:
        message = "Every meeting considers disclosure: record who is told, by whom, how and when, or why nobody is."
        yield Problem("disclosure_decision", message, ProblemCode.MISSING, DataClass.DISCLOSURE)


def _informing_was_considered(situation: Circulating) -> Iterator[Problem]:
    if not situation.known.informed:
        message = "Record what the offender is told of the meeting, or why it is withheld."
        yield Problem("offender_informed", message, ProblemCode.MISSING, DataClass.DECISION)


def _next_review_is_set(situation: Circulating) -> Iterator[Problem]:
    if not situation.known.review_set:
        message = "No day is set for the next review of the case: set one when its item is concluded, or hold a review."
        yield Problem("next_review_on", message, ProblemCode.MISSING, DataClass.MANAGEMENT)


def _corrections_are_answered(situation: Agreeing) -> Iterator[Problem]:
    if situation.known.corrections:
        message = "A correction was asked for and is not answered yet."
        yield Problem("id", message, ProblemCode.NOT_YET, DataClass.MINUTES)


def _by_the_chair_of_the_meeting(situation: Agreeing) -> Iterator[Problem]:
    if situation.known.chair_id not in (None, situation.actor.id):
        yield Problem("id", "Somebody else chaired this meeting: they agree its minutes.", ProblemCode.NOT_BY_YOU)


def _are_agreed(situation: Amending) -> Iterator[Problem]:
    status = situation.known.minutes.status
    if status not in AGREED:
        message = f"The minutes are {in_words(status)}: what is not agreed yet is corrected, not amended."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _are_the_latest(situation: Amending) -> Iterator[Problem]:
    if situation.known.editions > situation.known.minutes.edition:
        yield Problem("id", "There is a later edition of these minutes: amend that one.", ProblemCode.NOT_NOW)


# -- effects -----------------------------------------------------------------------------------------------------


def _begun(situation: Beginning) -> Effects:
    item, form = item_of(situation), situation.known.form
    if item is None:
        raise TypeError("Minutes are begun of an item on an agenda.")
    row = {
        "case_id": situation.place.case,
        "meeting_case_id": item.id,
        "meeting_id": item.meeting_id,
        "held_on": item.held_on,
        "edition": 1,
        "form_id": form[0].form_id if form else None,
        "circulate_by": due(situation.known.rules, RuleKind.MINUTES_DUE, item.held_on),
        **situation.by("taken_by"),
    }
    begun = Update(t.meeting_case, item.id, {"minutes_begun_on": situation.today})
    return Effects(row, (raised(situation.place.case), begun), lambda key: tuple(_empty_sections(situation, key, item)))


def _empty_sections(situation: Beginning, minutes: UUID, item: Item) -> Iterator[Insert]:
    """One for each head of the agenda; where information is shared, one for each agency that is asked to share it."""
    for heading in situation.known.form:
        for owner in _contributors(situation, item) if _is_shared(heading) else (COORDINATION,):
            yield _empty(situation, minutes, heading, owner)


def _is_shared(heading: Heading) -> bool:
    return heading.code == SectionHeading.INFORMATION_SHARING


def _contributors(situation: Beginning, item: Item) -> Iterable[str]:
    invited = [each.agency for each in situation.known.invited if each.meeting_id == item.meeting_id]
    return dict.fromkeys([*RESPONSIBLE, *invited])


def _empty(situation: Beginning, minutes: UUID, heading: Heading, owner: str) -> Insert:
    row = {
        "id": situation.new(),
        "case_id": situation.place.case,
        "minutes_id": minutes,
        "position": heading.position,
        "heading": heading.code,
        "state": SectionState.EMPTY,
        "data_class": heading.holds,
        "item_handling": ItemHandling.OPEN.stored,
        "owner": owner,
        **situation.recorded(),
    }
    return Insert(t.minutes_section, row)


def _circulated(situation: Circulating) -> Effects:
    agree_by = due(situation.known.rules, RuleKind.AGREEMENT_DUE, situation.today)
    return Effects({"circulated_at": situation.now, "agree_by": agree_by})


def _agreed(situation: Agreeing) -> Effects:
    """With the minutes stands the plan that the meeting made."""
    known = situation.known
    plan = agreed(situation, known.plan, known.plans_before) if known.plan else ()
    return Effects({"agreed_on": situation.today, **situation.by("agreed_by")}, plan)


def _amended(situation: Amending) -> Effects:
    """A further edition, with every section as it stands in the one before."""
    before = situation.known.minutes
    row = {
        "case_id": situation.place.case,
        "meeting_case_id": before.meeting_case_id,
        "meeting_id": before.meeting_id,
        "held_on": before.held_on,
        "edition": before.edition + 1,
        "form_id": before.form_id,
        "circulate_by": due(situation.known.rules, RuleKind.MINUTES_DUE, situation.today),
        "amendment": situation.given.what,
        "amended_because": situation.given.reason,
        **situation.by("taken_by"),
    }
    sections = situation.known.sections
    return Effects(row, (), lambda key: tuple(write for each in sections for write in _copied(situation, key, each)))


def _copied(situation: Amending, minutes: UUID, section: Section) -> Iterator[Write]:
    key = situation.new()
    row = {
        "case_id": situation.place.case,
        "minutes_id": minutes,
        "position": section.position,
        "heading": section.heading,
        "state": section.state,
        "data_class": section.data_class,
        "item_handling": section.item_handling,
        "owner": section.owner,
        "assertion": section.assertion,
        "body": section.body,
        "written_by_agency": section.written_by_agency,
        **situation.recorded(),
    }
    yield Insert(t.minutes_section, {"id": key, **row})
    if section.state is SectionState.WRITTEN:
        yield text_of(key, 1, row)


# -- the table ---------------------------------------------------------------------------------------------------


def _is_first(known: AgreeKnown) -> bool:
    return known.edition == 1


def _is_an_amendment(known: AgreeKnown) -> bool:
    return not _is_first(known)


_BY_THE_CHAIR = Guard("whoever chaired the meeting does it", _by_the_chair_of_the_meeting)
_ANSWERED = Guard("every correction that was asked for is answered", _corrections_are_answered)

MACHINE = Machine(
    "minutes",
    t.minutes,
    MinutesStatus,
    DataClass.MINUTES,
    (
        Transition(
            Act.BEGIN_MINUTES,
            (),
            MinutesStatus.DRAFT,
            _begun,
            (
                Guard("the case is on the agenda of the meeting", _is_on_the_agenda),
                Guard("there are none of it yet", _none_are_begun),
            ),
        ),
        Transition(
            Act.CIRCULATE_MINUTES,
            (MinutesStatus.DRAFT,),
            MinutesStatus.CIRCULATED,
            _circulated,
            (
                Guard("the meeting was held", _meeting_is_past),
                Guard("something is written under every head that is needed", _every_head_is_written),
                Guard("disclosure was considered", _disclosure_was_considered),
                Guard("informing the offender was considered", _informing_was_considered),
                Guard("the day of its next review is set", _next_review_is_set),
            ),
        ),
        Transition(
            Act.AGREE_MINUTES,
            (MinutesStatus.CIRCULATED,),
            MinutesStatus.AGREED,
            _agreed,
            (_BY_THE_CHAIR, _ANSWERED),
            When("first edition", known=_is_first),
        ),
        Transition(
            Act.AGREE_MINUTES,
            (MinutesStatus.CIRCULATED,),
            MinutesStatus.AMENDED,
            _agreed,
            (_BY_THE_CHAIR, _ANSWERED),
            When("amendment", known=_is_an_amendment),
        ),
        Transition(
            Act.AMEND_MINUTES,
            (),
            MinutesStatus.DRAFT,
            _amended,
            (
                Guard("they are agreed", _are_agreed),
                Guard("there is no later edition", _are_the_latest),
            ),
        ),
    ),
    writes=(
        Writable(
            t.minutes,
            adds=True,
            changes=frozenset({"status", "circulated_at", "agree_by", "agreed_on", "agreed_by_id", "agreed_by_name"}),
        ),
        Writable(t.minutes_section, adds=True),
        Writable(t.minutes_section_version, adds=True),
        Writable(t.meeting_case, changes=frozenset({"minutes_begun_on"})),
        Writable(t.risk_management_plan, changes=frozenset({"status", "agreed_on", "agreed_by_id", "agreed_by_name"})),
        Writable(t.case),
    ),
)
