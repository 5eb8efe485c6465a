"""An executive summary of agreed minutes, for the person they are about (subject access).

The minutes themselves are not released: whoever holds an item answers for it (MAPPA guidance 9.2), and a summary is
written for the person. Somebody who did not write it checks that it holds nothing restricted, and the chair agrees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, SummaryStatus
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Machine, Situation, Transition, Update, When, Writable, in_words
from policies.vocabulary import Act, DataClass

AGREED = (MinutesStatus.AGREED, MinutesStatus.AMENDED)
CHECKED = (SummaryStatus.DRAFT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSummary:
    """The summary, written for the person."""

    body: Annotated[str, "The whole summary, in words that the person understands."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSummary:
    """What the summary was searched for. It passes where it holds none of it."""

    holds_no_victim: Annotated[bool, "It names no victim, and says nothing of where one is."]
    holds_no_third_party: Annotated[bool, "It names nobody else, and nobody can be made out."]
    holds_no_intelligence: Annotated[bool, "It holds no intelligence, and does not show that there is any."]
    holds_no_restricted_section: Annotated[bool, "It holds nothing from a section that its owner holds back."]
    holds_no_withheld_disclosure: Annotated[bool, "It does not tell of a disclosure that the person is not told of."]
    note: Annotated[str | None, "What must come out before it can pass."] = None

    @property
    def passes(self) -> bool:
        """Whether it holds nothing that the person may not be shown."""
        return all(getattr(self, each.name) for each in fields(self) if each.name.startswith("holds_no"))


@dataclass(frozen=True, slots=True)
class WriteKnown:
    """What writing a summary rests on."""

    status: MinutesStatus
    earlier: tuple[UUID, ...]  # summaries of these minutes that this one stands in place of


@dataclass(frozen=True, slots=True)
class CheckKnown:
    """What checking and agreeing one rests on."""

    written_by_id: UUID | None
    chair_id: UUID | None


def _minutes_are_agreed(situation: Situation[WriteSummary, WriteKnown]) -> Iterator[Problem]:
    status = situation.known.status
    if status not in AGREED:
        message = f"The minutes are {in_words(status)}: a summary is written of what was agreed."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _by_a_second_person(situation: Situation[Any, CheckKnown]) -> Iterator[Problem]:
    if situation.known.written_by_id == situation.actor.id:
        yield Problem("id", "You wrote it: somebody else checks and agrees it.", ProblemCode.NOT_BY_YOU)


def _says_what_must_come_out(situation: Situation[CheckSummary, CheckKnown]) -> Iterator[Problem]:
    if situation.given.note is None:
        yield Problem("note", "Say what must come out, so that it can be written anew.", ProblemCode.MISSING)


def _by_the_chair(situation: Situation[Any, CheckKnown]) -> Iterator[Problem]:
    if situation.known.chair_id not in (None, situation.actor.id):
        yield Problem("id", "Somebody else chaired this meeting: they agree it.", ProblemCode.NOT_BY_YOU)


def _written(situation: Situation[WriteSummary, WriteKnown]) -> Effects:
    row = {
        "case_id": situation.place.case,
        "minutes_id": situation.place.key,
        "body": situation.given.body,
        **situation.by("written_by"),
    }
    earlier = situation.known.earlier
    return Effects(
        row, (), lambda key: tuple(Update(t.executive_summary, each, {"superseded_by": key}) for each in earlier)
    )


def _checked(situation: Situation[CheckSummary, CheckKnown]) -> Effects:
    given = situation.given
    found = {each.name: getattr(given, each.name) for each in fields(given) if each.name.startswith("holds_no")}
    values = {**found, "check_note": given.note, "checked_on": situation.today}
    return Effects({**values, **situation.by("checked_by")})


def _agreed(situation: Situation[NothingGiven, CheckKnown]) -> Effects:
    return Effects({"agreed_on": situation.today, **situation.by("agreed_by")})


def _passes(given: CheckSummary) -> bool:
    return given.passes


def _fails(given: CheckSummary) -> bool:
    return not given.passes


_SECOND = Guard("whoever does it did not write it", _by_a_second_person)

MACHINE = Machine(
    "executive summary",
    t.executive_summary,
    SummaryStatus,
    DataClass.MINUTES,
    (
        Transition(
            Act.WRITE_EXECUTIVE_SUMMARY,
            (),
            SummaryStatus.DRAFT,
            _written,
            (Guard("the minutes are agreed", _minutes_are_agreed),),
        ),
        Transition(
            Act.CHECK_EXECUTIVE_SUMMARY,
            CHECKED,
            SummaryStatus.CHECKED,
            _checked,
            (_SECOND,),
            When("it holds nothing restricted", _passes),
        ),
        Transition(
            Act.CHECK_EXECUTIVE_SUMMARY,
            CHECKED,
            SummaryStatus.RETURNED,
            _checked,
            (_SECOND, Guard("it says what must come out", _says_what_must_come_out)),
            When("something must come out", _fails),
        ),
        Transition(
            Act.AGREE_EXECUTIVE_SUMMARY,
            (SummaryStatus.CHECKED,),
            SummaryStatus.AGREED,
            _agreed,
            (_SECOND, Guard("whoever chaired the meeting does it", _by_the_chair)),
        ),
    ),
    writes=(
        Writable(
            t.executive_summary,
            adds=True,
            changes=frozenset(
                {
                    "status",
                    "holds_no_victim",
                    "holds_no_third_party",
                    "holds_no_intelligence",
                    "holds_no_restricted_section",
                    "holds_no_withheld_disclosure",
                    "check_note",
                    "checked_on",
                    "checked_by_id",
                    "checked_by_name",
                    "agreed_on",
                    "agreed_by_id",
                    "agreed_by_name",
                    "superseded_by",
                }
            ),
        ),
    ),
)
