"""No sequence of acts on actions by anybody reaches what is forbidden, and every history leads to the present."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ActionStatus
from agencies.coordination.process import action, action_terms
from agencies.coordination.rules import book_of_times as times
from agencies.given import NothingGiven
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.agencies.process.book import CASE, EVERYBODY, Book

BECAUSE = action_terms.Because(reason="Overtaken by events.")
DAY = timedelta(days=1)
OWNERS = ("police", "probation", "housing", "nobody")

GIVEN: dict[Act, Callable[[Book, int], Any]] = {
    Act.SET_ACTION: lambda book, n: givens.action(owner=OWNERS[n % 4], due_on=book.now.date() + (n % 5 - 1) * DAY),
    Act.ACCEPT_ACTION: lambda _, __: NothingGiven(),
    Act.COMPLETE_ACTION: lambda _, __: givens.done(),
    Act.REPORT_ACTION_NOT_POSSIBLE: lambda _, __: BECAUSE,
    Act.CLOSE_ACTION: lambda _, __: action_terms.CloseAction(verified_by="The visit log was seen."),
    Act.RETURN_ACTION: lambda _, __: BECAUSE,
    Act.WITHDRAW_ACTION: lambda _, __: BECAUSE,
    Act.REASSIGN_ACTION: lambda _, n: action_terms.ReassignAction(owner=OWNERS[n % 4], reason="They hold it."),
    Act.EXTEND_ACTION: lambda book, n: action_terms.ExtendAction(
        due_on=book.now.date() + n % 9 * DAY, reason="The office is closed."
    ),
    Act.ESCALATE_ACTION: lambda _, __: action_terms.Escalate(),
}
numbers = st.integers(0, 59)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(GIVEN)), numbers, numbers), max_size=40))
def test_no_walk_reaches_what_is_forbidden_and_every_history_leads_to_the_present(
    walk: list[tuple[Act, int, int]],
) -> None:
    book = Book()
    for act, who, what in [(Act.SET_ACTION, 0, 3), *walk]:
        rows = book.of(t.action)
        on = CASE if act is Act.SET_ACTION else rows[what % len(rows)]["id"] if rows else None
        book.later(what % 4)
        if on is not None:
            book.act(action.MACHINE, act, EVERYBODY[who % len(EVERYBODY)], GIVEN[act](book, what), on)
    for row in book.of(t.action):
        assert row["owner"] in ("police", "probation", "housing")
        if row["status"] == ActionStatus.CLOSED:
            assert row["evidence"]
            assert row["closed_by_id"] != row["completed_by_id"]
        taken = [each for each in book.of(t.escalation) if each["record_id"] == row["id"]]
        assert all(each["due_on"] < each["escalated_on"] for each in taken)
        assert row.get("escalated", 0) <= len(times.ACTION_OVERDUE)
        steps = [step for step in book.steps if step.record == row["id"]]
        assert [step.version for step in steps] == list(range(1, len(steps) + 1))
        assert all(after.source == before.target for before, after in pairwise(steps))
        assert steps[-1].target == row["status"]
