"""Minutes in memory: what the acts on them rest on, read from the rows of a case."""

# ruff: noqa: ANN401 - rows and facts of every act pass through
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import (
    ItemStatus,
    MeetingStatus,
    MinutesStatus,
    SectionHeading,
    SectionState,
)
from agencies.coordination.process import minutes, minutes_terms, section_terms, sections
from agencies.coordination.process.rules import Days
from agencies.coordination.vocabulary import RuleKind
from agencies.holdings import Assertion
from agencies.transitions import Actor, Done, Machine, Refused
from policies.vocabulary import Act
from tests.agencies.process.book import CASE, Book, somebody

FORM_ID, ITEM, MEETING = UUID(int=0xF1), UUID(int=0xD1), UUID(int=0xD2)
LATER_ITEM, LATER_MEETING = UUID(int=0xD3), UUID(int=0xD4)
FORM = tuple(
    minutes_terms.Heading(FORM_ID, place, code, code.title(), required, holds)
    for place, (code, required, holds) in enumerate(
        (
            (SectionHeading.ATTENDANCE, True, "meeting"),
            (SectionHeading.INFORMATION_SHARING, False, "minutes"),
            (SectionHeading.RISK_ASSESSMENT, True, "risk_narrative"),
        ),
        start=1,
    )
)
RULES = (Days(RuleKind.MINUTES_DUE, None, 10), Days(RuleKind.AGREEMENT_DUE, None, 20))
CHAIR, POLICE, UNIT, HOUSING = (
    somebody(5, "police"),
    somebody(2, "police"),
    somebody(4, "coordination"),
    somebody(6, "housing"),
)


def text(body: str = "What was said.", **given: Any) -> section_terms.WriteSection:
    """A text for a section."""
    return section_terms.WriteSection(**({"body": body, "assertion": Assertion.FACT} | given))


def section(body: str = "What was said.", **given: Any) -> section_terms.AddSection:
    """A further section."""
    usual = {"heading": SectionHeading.INFORMATION_SHARING, "body": body, "assertion": Assertion.FACT}
    return section_terms.AddSection(**(usual | given))


AMENDMENT = minutes_terms.AmendMinutes(what="The date of a visit.", reason="The police ask for it.")


@dataclass(slots=True)
class MinutesBook(Book):
    """One case on the agenda of a meeting that was held, and of one that is still to be."""

    chair: UUID | None = None
    decided: int = 1  # decisions on disclosure, and on telling the offender
    review_set: bool = True
    corrections: int = 0
    opened: int = 1  # whether the meeting was
    plan: UUID | None = None

    def __post_init__(self) -> None:
        Book.__post_init__(self)
        self.rows[t.meeting_case.name] |= {each: {"id": each, "version": 1} for each in (ITEM, LATER_ITEM)}

    def known(self, act: Act, on: UUID) -> Any:
        facts: dict[Act, Callable[[], Any]] = {
            Act.BEGIN_MINUTES: self._begin,
            Act.ADD_MINUTES_SECTION: lambda: section_terms.AddKnown(
                self.status(on),
                tuple(section_terms.Part(each.position, each.code, each.holds) for each in FORM),
                ("health", "housing"),
            ),
            Act.WRITE_MINUTES_SECTION: lambda: self._section(on),
            Act.RELEASE_MINUTES_SECTION: lambda: self._section(on),
            Act.CIRCULATE_MINUTES: lambda: self._circulate(on),
            Act.AGREE_MINUTES: lambda: self._agree(on),
            Act.AMEND_MINUTES: lambda: self._amend(on),
        }
        return facts[act]()

    def status(self, on: UUID) -> MinutesStatus:
        return MinutesStatus(self.rows[t.minutes.name][on]["status"])

    def sections(self, of: UUID) -> list[dict[str, Any]]:
        """The sections of an edition."""
        return [row for row in self.of(t.minutes_section) if row["minutes_id"] == of]

    def texts(self, of: UUID) -> list[dict[str, Any]]:
        """The history of a section."""
        return [row for row in self.of(t.minutes_section_version) if row["section_id"] == of]

    def _begin(self) -> minutes_terms.BeginKnown:
        begun = {row["meeting_case_id"] for row in self.of(t.minutes)}
        state = (ItemStatus.DISCUSSED, MeetingStatus.HELD)
        items = (
            minutes_terms.Item(ITEM, MEETING, "MEETING-1", date(2026, 1, 1), *state, ITEM in begun),
            minutes_terms.Item(LATER_ITEM, LATER_MEETING, "MEETING-2", date(2040, 1, 1), *state, LATER_ITEM in begun),
        )
        invited = (minutes_terms.Invited(MEETING, "housing"), minutes_terms.Invited(LATER_MEETING, "health"))
        return minutes_terms.BeginKnown(items, FORM, invited, RULES)

    def _section(self, on: UUID) -> section_terms.SectionKnown:
        row = self.rows[t.minutes_section.name][on]
        texts = tuple(
            section_terms.Text(each["id"], each["section_version"], each["item_handling"]) for each in self.texts(on)
        )
        return section_terms.SectionKnown(self.status(row["minutes_id"]), _as_known(row), texts)

    def _circulate(self, on: UUID) -> minutes_terms.CirculateKnown:
        written = {row["heading"] for row in self.sections(on) if row["state"] == "WRITTEN"}
        headings = tuple(
            minutes_terms.Written(each.label, each.code, each.required, each.holds, each.code in written)
            for each in FORM
        )
        held_on = self.rows[t.minutes.name][on]["held_on"]
        return minutes_terms.CirculateKnown(
            held_on, self.opened, headings, self.decided, self.decided, self.review_set, RULES
        )

    def _agree(self, on: UUID) -> minutes_terms.AgreeKnown:
        edition = self.rows[t.minutes.name][on]["edition"]
        return minutes_terms.AgreeKnown(edition, self.chair, self.corrections, self.plan, ())

    def _amend(self, on: UUID) -> minutes_terms.AmendKnown:
        row = self.rows[t.minutes.name][on]
        names = ("id", "meeting_case_id", "meeting_id", "held_on", "edition")
        edition = minutes_terms.Edition(
            **{name: row[name] for name in names}, status=self.status(on), form_id=row["form_id"]
        )
        editions = [each["edition"] for each in self.of(t.minutes) if each["meeting_case_id"] == row["meeting_case_id"]]
        return minutes_terms.AmendKnown(edition, max(editions), tuple(map(_as_known, self.sections(on))), RULES)

    # -- what is done

    def begun(self, meeting: str = "MEETING-1") -> UUID:
        """Minutes with every section still to be written."""
        return _key(self.act(minutes.MACHINE, Act.BEGIN_MINUTES, UNIT, minutes_terms.BeginMinutes(meeting=meeting)))

    def drafted(self) -> UUID:
        """Minutes with every section written."""
        key = self.begun()
        for row in self.sections(key):
            self.write_section(row["id"])
        return key

    def agreed(self) -> UUID:
        """Minutes that the chair agreed."""
        key = self.drafted()
        _key(self.of_minutes(Act.CIRCULATE_MINUTES, key))
        return _key(self.of_minutes(Act.AGREE_MINUTES, key, CHAIR))

    def write_section(self, on: UUID, given: Any = None, actor: Actor = UNIT) -> Done | Refused:
        return self.act(sections.MACHINE, Act.WRITE_MINUTES_SECTION, actor, given or text(), on)

    def of_minutes(self, act: Act, on: UUID, actor: Actor = UNIT, given: Any = None) -> Done | Refused:
        """An act on minutes, or on a section of them."""
        machine: Machine = sections.MACHINE if sections.MACHINE.of(act) else minutes.MACHINE
        return self.act(machine, act, actor, given, on)


def _as_known(row: dict[str, Any]) -> section_terms.Section:
    said = {"assertion": None, "body": None, "written_by_agency": None}
    held = {**said, **row, "state": SectionState(row["state"])}
    return section_terms.Section(**{each.name: held[each.name] for each in fields(section_terms.Section)})


def _key(done: Done | Refused) -> UUID:
    assert isinstance(done, Done), done
    return done.record


__all__ = ["AMENDMENT", "CASE", "CHAIR", "FORM", "HOUSING", "POLICE", "UNIT", "MinutesBook", "section", "text"]
