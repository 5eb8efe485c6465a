"""No sequence of acts by anybody reaches a state that is forbidden, and every history leads to the present state."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.process import information, level, level_terms, receipt, referral
from agencies.coordination.process.assessment import Assessment
from agencies.coordination.vocabulary import Category, DecidedAt, Level, ScreeningOutcome
from agencies.given import NothingGiven
from agencies.holdings import Assertion
from agencies.transitions import Actor, Machine
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.agencies.process.book import CASE, EVERYBODY, Book, Step

LEVELS = tuple(Level)
MACHINES = (referral.MACHINE, information.MACHINE, level.MACHINE, receipt.MACHINE)
CLOSED = level_terms.CloseProposal(reason="Overtaken by events.")
Walk = list[tuple[int, int, int, int]]

# For each act what is given, by a number that chance picks.
GIVEN: dict[Act, Callable[[int], Any]] = {
    Act.START_REFERRAL: lambda n: givens.start(level_sought=LEVELS[n % len(LEVELS)]),
    Act.COMPLETE_REFERRAL_PART: lambda n: givens.part(("CATEGORY", "PERSON", "VICTIMS", "NO_SUCH_PART")[n % 4]),
    Act.SUBMIT_REFERRAL: lambda _: NothingGiven(),
    Act.WITHDRAW_REFERRAL: lambda _: referral.WithdrawReferral(reason="Made in error."),
    Act.SCREEN_REFERRAL: lambda n: givens.screen(list(ScreeningOutcome)[n % 5], "An address." if n % 3 else None),
    Act.REQUEST_INFORMATION: lambda n: givens.ask(asked_of=("housing", "police", "nobody")[n % 3]),
    Act.PROVIDE_INFORMATION: lambda _: information.ProvideInformation(answer="This.", assertion=Assertion.FACT),
    Act.DECLINE_INFORMATION: lambda _: information.DeclineInformation(reason="Not ours to share."),
    Act.CANCEL_INFORMATION_REQUEST: lambda _: information.CancelRequest(reason="No longer needed."),
    Act.REMIND_OF_INFORMATION: lambda _: NothingGiven(),
    Act.PROPOSE_LEVEL: lambda n: givens.propose(LEVELS[n % len(LEVELS)]),
    Act.ENDORSE_LEVEL: lambda _: NothingGiven(),
    Act.RECORD_DISSENT: lambda _: level_terms.RecordDissent(view="Level 1 would do."),
    Act.DECIDE_LEVEL: lambda n: givens.decided(
        at=list(DecidedAt)[n % 2],
        reference=("MEETING-1", "MEETING-2", "REF-07-000001-1")[n % 3],
        assessment_stands_because="The change is recent and well known." if n % 2 else None,
    ),
    Act.DECLINE_LEVEL: lambda _: CLOSED,
    Act.WITHDRAW_LEVEL_PROPOSAL: lambda _: CLOSED,
    Act.ACKNOWLEDGE_DECISION: lambda _: receipt.Acknowledge(),
    Act.CHASE_ACKNOWLEDGEMENT: lambda _: NothingGiven(),
}
ACTS = tuple((machine, act) for machine in MACHINES for act in dict.fromkeys(way.act for way in machine.transitions))
ENDING = {Act.WITHDRAW_REFERRAL, Act.WITHDRAW_LEVEL_PROPOSAL, Act.DECLINE_LEVEL, Act.CANCEL_INFORMATION_REQUEST}
ON = {Act.REQUEST_INFORMATION: t.referral}  # made in a referral; every other record is made in the case

numbers = st.integers(0, 59)
walks = st.lists(st.tuples(numbers, numbers, numbers, numbers), max_size=60)
books = st.builds(
    Book,
    category=st.sampled_from([Category.CATEGORY_1, Category.CATEGORY_3]),
    assessments=st.sampled_from([(), (Assessment(date(2025, 12, 1), "HIGH"),)]),
    disagreements=st.integers(0, 1),
)


def target(book: Book, machine: Machine, act: Act, chosen: int) -> UUID | None:
    """What the act is done to: one of the records there are."""
    makes = any(way.makes for way in machine.of(act))
    if makes and act not in ON:
        return CASE
    rows = book.of(ON.get(act, machine.table))
    return rows[-1 - chosen % min(len(rows), 2)]["id"] if rows else None


def chosen(book: Book, which: int, what: int) -> tuple[Machine, Act]:
    """Mostly an act that the records are in a state for, and seldom one that ends everything; now and then any."""
    if what % 7 == 0:
        return ACTS[which % len(ACTS)]
    ready = [each for each in ACTS if _ready(book, *each, what) and (each[1] not in ENDING or what % 5 == 0)]
    return ready[which % len(ready)]


def _ready(book: Book, machine: Machine, act: Act, what: int) -> bool:
    on = target(book, machine, act, what)
    ways = machine.of(act)
    if on is None or any(way.makes for way in ways):
        return on is not None
    return any(book.rows[machine.table.name][on][machine.column] in way.sources for way in ways)


def walked(book: Book, walk: Walk) -> Book:
    for which, who, what, days in walk:
        machine, act = chosen(book, which, what)
        actor: Actor = EVERYBODY[who % len(EVERYBODY)]
        on = target(book, machine, act, what)
        book.later(days % 4)
        if on is not None:
            book.act(machine, act, actor, GIVEN[act](who + what), on)
            assert_nothing_forbidden(book)
    return book


def assert_nothing_forbidden(book: Book) -> None:
    decided = [row for row in book.of(t.level_decision) if row["stage"] == "DECIDED"]
    if book.case["level"] in (Level.LEVEL_2, Level.LEVEL_3):
        assert decided[-1]["level"] == book.case["level"]
        (held,) = [row for row in book.of(t.level_history) if not row.get("valid_until")]
        assert held["level"] == book.case["level"]
        assert held["decision_id"] == decided[-1]["id"]
    for row in book.of(t.level_decision):
        assert row["proposed_by_id"] not in (row.get("endorsed_by_id"), row.get("decided_by_id"))
    for row, before in zip(decided[1:], decided, strict=False):
        assert row["supersedes"] == before["id"]
    for row in decided:
        assert row["assessment_state"] == "CURRENT" or row["assessment_stands_because"]
        assert sum(each["decision_id"] == row["id"] for each in book.of(t.decision_receipt)) == 5
    if book.category is Category.CATEGORY_3:
        assert not any(row["level"] == Level.LEVEL_1 for row in decided)
    assert sum(row["status"] in referral.OPEN for row in book.of(t.referral)) <= 1
    assert sum(row["stage"] in level.OPEN for row in book.of(t.level_decision)) <= 1


@settings(max_examples=150, deadline=None)
@given(books, walks)
def test_no_sequence_of_acts_by_anybody_reaches_a_forbidden_state(book: Book, walk: Walk) -> None:
    walked(book, walk)


@settings(max_examples=100, deadline=None)
@given(books, walks)
def test_every_history_leads_to_the_present_state(book: Book, walk: Walk) -> None:
    walked(book, walk)
    for machine in MACHINES:
        for row in book.of(machine.table):
            assert replayed(machine, [step for step in book.steps if step.record == row["id"]]) == row[machine.column]


def replayed(machine: Machine, steps: list[Step]) -> str | None:
    """Where the steps lead, each held to the table of the machine."""
    state: str | None = str(machine.begins) if machine.begins else None
    for number, step in enumerate(steps, start=2 if machine.begins else 1):
        assert (step.source, step.version) == (state, number)
        ways = [w for w in machine.of(step.act) if step.source in w.sources or (w.makes and step.source is None)]
        assert step.target in {str(w.target or step.source) for w in ways}
        state = step.target
    return state


def test_walks_reach_every_state_of_every_machine() -> None:
    """The walks above are worth something: a hundred taken by chance come everywhere."""
    reached: set[tuple[str, str]] = set()
    for seed in range(100):
        random = Random(seed)  # noqa: S311 - chance makes walks, and no secret
        book = Book(category=random.choice([Category.CATEGORY_1, Category.CATEGORY_3]))
        walked(book, [tuple(random.randrange(60) for _ in range(4)) for _ in range(60)])  # type: ignore[misc]  # four
        reached |= {(step_of(book, step), step.target) for step in book.steps}
    wanted = {(machine.name, str(state)) for machine in MACHINES for state in machine.states}
    assert wanted - reached <= {("receipt", "AWAITED")}


def step_of(book: Book, step: Step) -> str:
    return next(machine.name for machine in MACHINES if step.record in book.rows[machine.table.name])
