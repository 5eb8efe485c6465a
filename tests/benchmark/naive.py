"""The naive way, as tutorials show it: strawberry resolvers, SQLAlchemy's ORM, and oso asked about every field.

Relations are loaded one object at a time, each field asks the policy engine, and an entry is committed a request.

    python -m tests.benchmark.naive PORT     with DSN and AREA in the environment
"""

import os
import sys
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
import strawberry
import uvicorn
from oso import Oso
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from strawberry.asgi import GraphQL
from strawberry.extensions import FieldExtension
from strawberry.types import Info

from agencies.coordination import tables as coordination
from agencies.person import tables as person

LAW = """
allowed(actor: Reader, "read", field: Asked) if field.kind in ["management", "identity"] and actor.role = "coordinator";
"""
AREA = int(os.environ.get("AREA", "7"))
READ = sa.text(
    "insert into peer.audit (id, principal, document, variables) values (gen_random_uuid(), 'naive', '', '{}')"
)


class Reader:
    """Who asks."""

    def __init__(self, role: str) -> None:
        self.role = role


class Asked:
    """What is asked for."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name = kind, name


LAWYER: Any = Oso()  # published without types
LAWYER.register_class(Reader)
LAWYER.register_class(Asked)
LAWYER.load_str(LAW)
SESSIONS = async_sessionmaker(create_async_engine(os.environ["DSN"].replace("://", "+asyncpg://", 1), pool_size=8))


class Mapped(DeclarativeBase):
    """What the ORM maps."""


class CaseRow(Mapped):
    __table__ = coordination.case


class PersonRow(Mapped):
    __table__ = person.person


class DecisionRow(Mapped):
    __table__ = coordination.level_decision


class ItemRow(Mapped):
    __table__ = coordination.meeting_case


class Judged(FieldExtension):
    """Asks the policy engine whether this field of this row may be read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def resolve(self, next_: Any, source: Any, info: Info, **given: Any) -> Any:  # noqa: ANN401 - strawberry's
        """The value, or nothing."""
        allowed = LAWYER.query_rule_once("allowed", info.context["actor"], "read", Asked(self.kind, info.field_name))
        return next_(source, info, **given) if allowed else None


def _of_row(root: strawberry.Parent[Any], info: Info) -> Any:  # noqa: ANN401
    return getattr(root.row, info.python_name)


def _plain(kind: str, type_: Any) -> Any:  # noqa: ANN401
    return strawberry.field(resolver=_of_row, extensions=[Judged(kind)], graphql_type=type_)


Text: TypeAlias = str | None
Day: TypeAlias = date | None


@strawberry.type
class Person:
    row: strawberry.Private[Any]
    family_name: Text = _plain("identity", Text)
    given_names: Text = _plain("identity", Text)
    date_of_birth: Day = _plain("identity", Day)
    gender: Text = _plain("identity", Text)
    ethnicity: Text = _plain("identity", Text)
    nationality: Text = _plain("identity", Text)
    deceased_on: Day = _plain("identity", Day)


@strawberry.type
class LevelDecision:
    row: strawberry.Private[Any]
    level: Text = _plain("management", Text)
    stage: Text = _plain("management", Text)
    effective_from: Day = _plain("management", Day)
    decided_on: Day = _plain("management", Day)


@strawberry.type
class AgendaItem:
    row: strawberry.Private[Any]
    held_on: Day = _plain("management", Day)
    purpose: Text = _plain("management", Text)
    status: Text = _plain("management", Text)


@strawberry.type
class Decisions:
    nodes: list[LevelDecision]


@strawberry.type
class Items:
    nodes: list[AgendaItem]


@strawberry.type
class Case:
    row: strawberry.Private[Any]
    reference: Text = _plain("management", Text)
    category: Text = _plain("management", Text)
    level: Text = _plain("management", Text)
    level_set_on: Day = _plain("management", Day)
    status: Text = _plain("management", Text)
    lead_agency: Text = _plain("management", Text)
    entered_on: Day = _plain("management", Day)
    next_review_due: Day = _plain("management", Day)

    @strawberry.field
    async def person(self) -> Person | None:
        async with SESSIONS() as session:
            found = await session.get(PersonRow, self.row.person_id)
        return Person(row=found) if found else None

    @strawberry.field
    async def level_decisions(self, first: int) -> Decisions:
        table = coordination.level_decision
        asked = sa.select(DecisionRow).where(table.c.case_id == self.row.id)
        latest = asked.order_by(table.c.effective_from.desc(), table.c.id.desc()).limit(first)
        return Decisions(nodes=[LevelDecision(row=each) for each in await _rows(latest)])

    @strawberry.field
    async def meetings(self, first: int) -> Items:
        table = coordination.meeting_case
        asked = sa.select(ItemRow).where(table.c.case_id == self.row.id, table.c.held_on >= sa.func.current_date())
        return Items(nodes=[AgendaItem(row=each) for each in await _rows(asked.order_by(table.c.held_on).limit(first))])


@strawberry.type
class Cases:
    nodes: list[Case]


@strawberry.type
class Query:
    @strawberry.field
    async def case(self, reference: str) -> Case | None:
        rows = await _rows(sa.select(CaseRow).where(coordination.case.c.reference == reference))
        return Case(row=rows[0]) if rows else None

    @strawberry.field
    async def cases(self, first: int) -> Cases:
        table = coordination.case
        review = sa.func.coalesce(table.c.next_review_due, sa.text("'infinity'::date"))
        asked = sa.select(CaseRow).where(table.c.area_id == AREA).order_by(review, table.c.id).limit(first)
        return Cases(nodes=[Case(row=each) for each in await _rows(asked)])


async def _rows(asked: Any) -> list[Any]:  # noqa: ANN401 - rows of any table
    async with SESSIONS() as session:
        return list((await session.scalars(asked)).all())


class Served(GraphQL[dict[str, Any], None]):
    """The schema over HTTP, an entry committed before each answer."""

    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002
        """Who asks, recorded."""
        async with SESSIONS() as session:
            await session.execute(READ)
            await session.commit()
        return {"actor": Reader("coordinator")}


def main() -> None:
    """Serve until told to stop."""
    application = Served(strawberry.Schema(query=Query), graphql_ide=None)
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
