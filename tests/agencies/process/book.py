"""A case in memory, so that machines can be walked for years without a database: rows, steps, and facts from them."""

# ruff: noqa: ANN401 - rows and facts of every act pass through
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process import action_terms, information, level, level_terms, receipt, referral, review_terms
from agencies.coordination.process.assessment import Assessment
from agencies.coordination.process.common import OnAgenda
from agencies.coordination.process.limits import Overdue
from agencies.coordination.process.receipt import Assigned
from agencies.coordination.process.rules import Days
from agencies.coordination.process.scheduling import Due
from agencies.coordination.rules.book_of_reviews import REVIEW_RULES
from agencies.coordination.rules.book_of_times import TIMINGS
from agencies.coordination.vocabulary import (
    CaseStatus,
    Category,
    LeadAgency,
    Level,
    ReferralStatus,
    RuleKind,
    ScreeningOutcome,
)
from agencies.transitions import Actor, Done, Insert, Machine, Place, Refused, Situation, decide
from policies.vocabulary import Act

CASE, PERSON = UUID(int=0xC1), UUID(int=0xB1)
FORM = tuple(
    referral.FormPart(UUID(int=0xF0), place, code, code.title(), required, "decision")
    for place, (code, required) in enumerate((("CATEGORY", True), ("PERSON", True), ("VICTIMS", False)), start=1)
)
ALLOWED = {
    RuleKind.SCREENING_DUE: 5,
    RuleKind.INFORMATION_DUE: 10,
    RuleKind.REMINDER_BEFORE: 3,
    RuleKind.ASSESSMENT_AGE: 365,
    RuleKind.RECEIPT_DUE: 5,
}
RULES = tuple(Days(kind, None, days) for kind, days in ALLOWED.items())
ASSIGNED = (Assigned(UUID(int=1), "Tobias Merrow", "probation"), Assigned(UUID(int=2), "Rowan Tarrant", "police"))
BODIES = ("housing", "health")
MEETINGS = (
    OnAgenda(UUID(int=0xD1), "MEETING-1", date(2026, 1, 1)),
    OnAgenda(UUID(int=0xD2), "MEETING-2", date(2040, 1, 1)),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One act that was done."""

    record: UUID
    version: int
    act: Act
    source: str | None
    target: str


@dataclass(slots=True)
class Book:
    """One case with everything that was written about it."""

    category: Category = Category.CATEGORY_1
    now: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    assessments: tuple[Assessment, ...] = (Assessment(date(2025, 12, 1), "HIGH"),)
    disagreements: int = 0
    rows: dict[str, dict[UUID, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    steps: list[Step] = field(default_factory=list)
    keys: int = 0

    def __post_init__(self) -> None:
        self.rows[t.case.name][CASE] = {"level": Level.LEVEL_1, "status": CaseStatus.ACTIVE, "version": 1}

    @property
    def case(self) -> dict[str, Any]:
        return self.rows[t.case.name][CASE]

    def of(self, table: Any) -> list[dict[str, Any]]:
        """The rows of a table, in the order in which they were written."""
        return list(self.rows[table.name].values())

    def new(self) -> UUID:
        self.keys += 1
        return UUID(int=0xA0000 + self.keys)

    def later(self, days: int) -> None:
        """Days pass."""
        self.now += timedelta(days=days)

    def act(self, machine: Machine, act: Act, actor: Actor, given: Any, on: UUID = CASE) -> Done | Refused:
        """Do an act on the case, or on a record of it, and write what follows."""
        place = self.place(machine, act, on)
        situation = Situation(given, self.known(act, on), place, actor, self.now, self.new)
        decided = decide(machine, act, situation)
        if isinstance(decided, Done):
            self.write(decided, act, place)
        return decided

    def place(self, machine: Machine, act: Act, on: UUID) -> Place:
        row = self.rows[machine.table.name].get(on)
        makes = any(way.makes for way in machine.of(act))
        state = None if row is None or makes else str(row[machine.column])
        return Place(on, (row or {}).get("version", 1), state, CASE, PERSON, 7)

    def write(self, done: Done, act: Act, place: Place) -> None:
        for change in done.writes:
            table = self.rows[change.table.name]
            if isinstance(change, Insert):
                key = change.values.get("id") or self.new()
                assert key not in table
                table[key] = {"version": 1, "id": key, **change.values}
            else:
                table[change.key] |= change.values
                table[change.key]["version"] += 1
        version = 1 if done.source is None else place.version + 1
        self.steps.append(Step(done.record, version, act, done.source, done.target))

    # -- facts, as the statements of schema.acts read them

    def known(self, act: Act, on: UUID) -> Any:
        facts: dict[Act, Callable[[], Any]] = {
            Act.START_REFERRAL: self._start,
            Act.COMPLETE_REFERRAL_PART: lambda: self._parts(on),
            Act.SUBMIT_REFERRAL: lambda: self._parts(on),
            Act.SCREEN_REFERRAL: lambda: self._screen(on),
            Act.REQUEST_INFORMATION: lambda: self._request(on),
            Act.REMIND_OF_INFORMATION: lambda: self._asked(on),
            Act.PROPOSE_LEVEL: self._propose,
            Act.ENDORSE_LEVEL: lambda: level_terms.ProposalKnown(self._proposal(on)),
            Act.DECLINE_LEVEL: lambda: level_terms.ProposalKnown(self._proposal(on)),
            Act.DECIDE_LEVEL: lambda: self._decide(on),
            Act.ACKNOWLEDGE_DECISION: lambda: self._receipt(on),
            Act.CHASE_ACKNOWLEDGEMENT: lambda: self._receipt(on),
            Act.HOLD_REVIEW: lambda: self._hold(on),
            Act.RECORD_REVIEW_MISSED: lambda: self._review(on),
            Act.BRING_REVIEW_FORWARD: lambda: self._review(on),
            Act.CANCEL_REVIEW: lambda: self._review(on),
            Act.ESCALATE_REVIEW: lambda: review_terms.EscalateReviewKnown(
                self._scheduled(on), self._reviewed(), TIMINGS, ()
            ),
            Act.SET_ACTION: self._set,
            Act.REPORT_ACTION_NOT_POSSIBLE: lambda: action_terms.ActionKnown(self._undertaking(on)),
            Act.CLOSE_ACTION: lambda: action_terms.ActionKnown(self._undertaking(on)),
            Act.RETURN_ACTION: lambda: action_terms.ActionKnown(self._undertaking(on)),
            Act.EXTEND_ACTION: lambda: action_terms.ActionKnown(self._undertaking(on)),
            Act.REASSIGN_ACTION: lambda: action_terms.ReassignKnown(self._undertaking(on), BODIES),
            Act.ESCALATE_ACTION: lambda: self._late(on),
        }
        return facts[act]() if act in facts else None

    def _start(self) -> referral.StartKnown:
        rows = self.of(t.referral)
        waiting = tuple(row["reference"] for row in rows if row["status"] in referral.OPEN)
        case = referral.CaseKnown("MAPPA-07-000001", self.case["status"], self.case["level"], self.category)
        return referral.StartKnown(case, waiting, len(rows), FORM)

    def _parts(self, on: UUID) -> referral.PartsKnown:
        parts = [
            referral.Part(
                row["id"],
                row["position"],
                row["code"],
                row["label"],
                row["required"],
                row["data_class"],
                bool(row.get("body") or row.get("not_known_because")),
            )
            for row in self.of(t.referral_part)
            if row["referral_id"] == on and not row.get("superseded_by")
        ]
        return referral.PartsKnown(tuple(parts), RULES)

    def _screen(self, on: UUID) -> referral.ScreenKnown:
        return referral.ScreenKnown(self.category, self.rows[t.referral.name][on]["referred_by_id"], RULES)

    def _request(self, on: UUID) -> information.RequestKnown:
        status = ReferralStatus(self.rows[t.referral.name][on]["status"])
        return information.RequestKnown(status, BODIES, RULES, reached=True)

    def _asked(self, on: UUID) -> information.AskedKnown:
        row = self.rows[t.information_request.name][on]
        return information.AskedKnown(information.Asked(row["remind_from"], row.get("reminders", 0)))

    def _propose(self) -> level_terms.ProposeKnown:
        waiting = sum(row["stage"] in level.OPEN for row in self.of(t.level_decision))
        times = sum(row["level"] == Level.LEVEL_3 for row in self.of(t.level_history))
        return level_terms.ProposeKnown(self._case(), waiting, times)

    def _case(self) -> level_terms.CaseKnown:
        return level_terms.CaseKnown(self.case["status"], self.case["level"], self.category)

    def _proposal(self, on: UUID) -> level_terms.Proposal:
        row = self.rows[t.level_decision.name][on]
        return level_terms.Proposal(row["level"], row["proposed_by_id"])

    def _decide(self, on: UUID) -> level_terms.DecideKnown:
        before = [row["id"] for row in self.of(t.level_decision) if row["stage"] == "DECIDED"]
        references = {row["id"]: row["reference"] for row in self.of(t.referral)}
        screened = {row["referral_id"]: row for row in self.of(t.screening)}
        return level_terms.DecideKnown(
            self._proposal(on),
            self._case(),
            self.assessments,
            self.disagreements,
            False,
            MEETINGS,
            tuple(
                level_terms.Screened(row["id"], references[key], ScreeningOutcome(row["outcome"]))
                for key, row in screened.items()
            ),
            before[-1] if before else None,
            tuple(level_terms.Period(row["id"]) for row in self.of(t.level_history) if not row.get("valid_until")),
            ASSIGNED,
            RULES,
            self.reviews(),
            REVIEW_RULES,
            (),
        )

    def reviews(self, beside: UUID | None = None) -> tuple[Due, ...]:
        """The reviews that are still to be held."""
        return tuple(
            Due(row["id"]) for row in self.of(t.review_schedule) if row["status"] == "DUE" and row["id"] != beside
        )

    def _reviewed(self) -> review_terms.Reviewed:
        level = Level(self.case["level"])
        return review_terms.Reviewed(self.case["status"], level, self.category, LeadAgency.PROBATION)

    def _scheduled(self, on: UUID) -> review_terms.Scheduled:
        row = self.rows[t.review_schedule.name][on]
        return review_terms.Scheduled(row["due_on"], row.get("missed_because"), row.get("escalated", 0))

    def _hold(self, on: UUID) -> review_terms.HoldKnown:
        meetings = tuple(OnAgenda(each.id, each.reference, each.held_on) for each in MEETINGS)
        return review_terms.HoldKnown(self._reviewed(), meetings, self.reviews(on), REVIEW_RULES, ())

    def _review(self, on: UUID) -> review_terms.ScheduledKnown:
        return review_terms.ScheduledKnown(self._scheduled(on), self._reviewed(), self.reviews(on))

    def _receipt(self, on: UUID) -> receipt.ReceiptKnown:
        row = self.rows[t.decision_receipt.name][on]
        return receipt.ReceiptKnown(receipt.Receipt(row.get("to_id"), row["due_on"], row.get("chased", 0)))

    def _set(self) -> action_terms.SetKnown:
        meetings = tuple(
            action_terms.AtMeeting(each.id, each.reference, each.held_on, UUID(int=9)) for each in MEETINGS
        )
        return action_terms.SetKnown("MAPPA-07-000001", self.case["status"], len(self.of(t.action)), BODIES, meetings)

    def _undertaking(self, on: UUID) -> action_terms.Undertaking:
        row = self.rows[t.action.name][on]
        to, done_by = row.get("assigned_to_name"), row.get("completed_by_id")
        return action_terms.Undertaking(row["owner"], row["due_on"], to, done_by, row.get("escalated", 0))

    def _late(self, on: UUID) -> action_terms.EscalateKnown:
        standing = self._undertaking(on)
        overdue = Overdue(standing.due_on, standing.owner, standing.escalated) if standing.due_on else None
        return action_terms.EscalateKnown(overdue, TIMINGS, ())


def somebody(number: int, owner: str) -> Actor:
    """An actor by number."""
    return Actor(UUID(int=number), f"Officer {number}", owner)


COM, POLICE, SENIOR = somebody(1, "probation"), somebody(2, "police"), somebody(3, "probation")
COORDINATOR, CHAIR = somebody(4, "coordination"), somebody(5, "police")
EVERYBODY = (COM, POLICE, SENIOR, COORDINATOR, CHAIR)
