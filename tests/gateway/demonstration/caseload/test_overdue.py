"""The right things are overdue in the caseload: some of each kind that the product lists as overdue, and none absurdly.

The kinds are those of the schema: every field that says that a day has passed is asked for, also one that is added.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import operators, visitors

from agencies.coordination import tables as t
from gateway.demonstration.personas import AREA
from gateway.wiring import registry
from schema.declare import TODAY as READERS_DAY
from schema.declare import ColumnField, Field, RecordType
from tests.gateway.demonstration.caseload.conftest import TODAY, Ask

LONGEST = timedelta(days=2 * 365)  # what nobody looked at for longer tells of a faulty caseload, not of a busy area
# Of a category or an exit the rules count from the day on which the records came to differ, which may be long ago.
OF_RECORDS = ("CATEGORY_DISAGREES", "CATEGORY_NOT_KNOWN", "EXIT_DUE")


def is_late(declared: Field) -> bool:
    """Whether the field says that a day has passed."""
    return (
        isinstance(declared, ColumnField)
        and (declared.name == "late" or declared.name.endswith("overdue"))
        and isinstance(declared.expression.type, sa.Boolean)
    )


KINDS: dict[str, tuple[RecordType, Any]] = {
    f"{record.name}.{declared.name}": (record, declared.expression)  # type: ignore[union-attr]  # as is_late says
    for record in registry().records.values()
    for declared in record.fields.values()
    if is_late(declared)
}


def day_of(late: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The day that has passed; where it may be one of two, the first."""
    days = [
        each.left
        for each in visitors.iterate(late)
        if isinstance(each, sa.BinaryExpression) and each.operator is operators.lt and each.right is READERS_DAY
    ]
    return sa.func.least(*days)


def in_sql(query: sa.ClauseElement) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    text = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    return text.replace("%", "%%").replace(":today", "%(today)s::date")


@pytest.mark.parametrize("kind", KINDS)
def test_something_of_the_kind_is_overdue_and_nothing_for_absurdly_long(kind: str, ask: Ask) -> None:
    record, late = KINDS[kind]
    query = sa.select(sa.func.count(), sa.func.min(day_of(late))).select_from(record.table).where(late)
    for column in record.table.c:
        if column.name == "superseded_by":
            query = query.where(column.is_(None))
    if record.table is t.finding:
        query = query.where(t.finding.c.kind.not_in(OF_RECORDS))
    ((count, longest),) = ask(in_sql(query))
    assert count > 0
    assert longest >= TODAY - LONGEST, f"since {longest}"


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_overdue_in_the_area_where_the_demonstration_takes_place(kind: str, ask: Ask) -> None:
    record, late = KINDS[kind]
    query = sa.select(sa.func.count()).select_from(record.table).where(late, in_the_area(record.table))
    assert ask(in_sql(query)) >= [(1,)]


@pytest.mark.parametrize("kind", ["REVIEW_NOT_BOOKED", "RELEASE_WITHOUT_LEVEL"])
def test_it_is_found_in_the_area_where_the_demonstration_takes_place(kind: str, ask: Ask) -> None:
    found, lasts = t.finding.c, (t.finding.c.holds_until.is_(None), t.finding.c.holds_until > READERS_DAY)
    holds = sa.and_(found.superseded_by.is_(None), found.holds_from <= READERS_DAY, sa.or_(*lasts))
    query = sa.select(sa.func.count()).where(found.kind == kind, holds, in_the_area(t.finding))
    assert ask(in_sql(query)) >= [(1,)]


def in_the_area(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Of the area itself, of one of its cases, or of the person of one."""
    if "area_id" in table.c:
        return table.c.area_id == AREA
    column, of_case = ("case_id", t.case.c.id) if "case_id" in table.c else ("person_id", t.case.c.person_id)
    return table.c[column].in_(sa.select(of_case).where(t.case.c.area_id == AREA))


def test_the_coordinator_of_the_demonstration_has_an_overdue_action_of_her_own(ask: Ask) -> None:
    statement = """select count(*) from coordination.action a join directory.principal p on p.id = a.assigned_to_id
        where p.subject = 'persona:coordinator' and a.status in ('OPEN', 'ACCEPTED') and a.due_on < %(today)s"""
    assert ask(statement) >= [(1,)]


def test_the_kinds_are_found() -> None:
    assert {"Action.overdue", "ScheduledReview.overdue", "DecisionReceipt.overdue", "Finding.overdue"} <= KINDS.keys()
