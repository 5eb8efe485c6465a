"""What is asked, by whom, and with which variables."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import orjson
import psycopg

HERE: Final = Path(__file__).parent
AREA: Final = 7
CASES_ASKED: Final = 400  # different cases in turn, so that no one row is always hot


@dataclass(frozen=True, slots=True)
class Workload:
    """A question: its name, and what it is in words."""

    name: str
    title: str

    def document(self, dialect: str = "") -> str:
        """The GraphQL document; a ``dialect`` is a contender whose field names are its own."""
        path = HERE / "documents" / dialect / f"{self.name}.graphql"
        return path.read_text()


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who asks: a persona of the demonstration, and the purpose they state."""

    name: str
    title: str
    persona: str
    purpose: str


WORKLOADS: Final = (
    Workload("q1", "one case by reference: 12 fields, last 3 level decisions, next meeting"),
    Workload("q2", "50 cases of my area by next review: 8 fields, latest decision"),
    Workload("q3", "1,000 cases of my area: 15 fields"),
    Workload("q4", "the co-ordinator's dashboard: overdue reviews, this week's meetings, open actions, counts"),
    Workload("q5", "a meeting with its agenda, minutes and actions"),
)
PRINCIPALS: Final = (
    Principal("all", "sees all that is asked for", "coordinator", "COORDINATE_ARRANGEMENTS"),
    Principal("half", "half of it withheld, row by row", "probation", "MANAGE_RISK"),
)

Variables = Mapping[str, Any]


def variables(dsn: str, workload: Workload) -> Sequence[Variables]:
    """The variables of the requests of a workload, in turn. The same database gives the same."""
    today = date.today()  # noqa: DTZ011 - the day in the database, which is on this machine
    days = {"today": today.isoformat(), "inAWeek": (today + timedelta(days=7)).isoformat()}
    if workload.name == "q1":
        return [{"reference": each, "today": days["today"]} for each in _cases(dsn)]
    if workload.name == "q4":
        return [days]
    return [{"reference": each} for each in _meetings(dsn)] if workload.name == "q5" else [{}]


def _cases(dsn: str) -> list[str]:
    """Cases of the area that both principals may see."""
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            'select reference from coordination."case" where area_id = %s and handling = 0 order by id', (AREA,)
        ).fetchall()
    references = [str(reference) for (reference,) in rows]
    return random.Random(7).sample(references, min(CASES_ASKED, len(references)))  # noqa: S311 - not a secret


def _meetings(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "select reference from coordination.meeting where area_id = %s and status = 'HELD'"
            " order by held_on desc, id limit 20",
            (AREA,),
        ).fetchall()
    return [str(reference) for (reference,) in rows]


def bodies(document: str | None, asked: Sequence[Variables]) -> list[bytes]:
    """The bodies of the requests; without a document, the variables alone."""
    beside = {} if document is None else {"query": document}
    return [orjson.dumps({**beside, "variables": each}) for each in asked]
