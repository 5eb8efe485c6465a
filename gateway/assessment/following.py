"""Asks the rules anew about each case of which an act changed the facts, soon after it was done.

An act leaves a mark in its own transaction (``coordination.changed_case``). Here the oldest mark's case is assessed and
its marks are taken away, in one transaction: a crash leaves the marks, so that nothing is lost, and asking twice
changes nothing. A mark that is left while the case is assessed is another row, and is asked about in its turn.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final
from uuid import UUID

import psycopg
import structlog

from agencies.coordination.rules.rows import RuleMissingError
from gateway.assessment.assessor import Assessor

PAUSE: Final = 1.0  # seconds between two looks, where nothing is marked
AGAIN: Final = 60.0  # seconds after a failure: what hinders it seldom passes sooner

# Whoever asks the rules holds this until the end of the transaction: two at once would both add what one of them finds.
LOCK: Final = "select pg_advisory_xact_lock(hashtextextended('coordination.assessment', 0))"
_NEXT: Final = """
select m.case_id, c.person_id from coordination.changed_case m join coordination."case" c on c.id = m.case_id
order by m.id limit 1
"""
_TAKEN: Final = "delete from coordination.changed_case where id = any(%s)"
_MARKS: Final = "select id from coordination.changed_case where case_id = %s"
_log = structlog.get_logger(__name__)


def assess_next(connection: psycopg.Connection, on: date) -> UUID | None:
    """Assess the case that was marked first, and take its marks away; None where none is marked."""
    with connection.transaction():
        connection.execute(LOCK)
        found = connection.execute(_NEXT).fetchone()
        if found is None:
            return None
        case, person = found
        marks = [row[0] for row in connection.execute(_MARKS, [case])]
        Assessor.of(connection, on).assess([person])
        connection.execute(_TAKEN, [marks])
    return UUID(str(case))


def follow(dsn: str, today: Callable[[], date], stopping: threading.Event) -> None:
    """Assess what is marked until told to stop. What fails is logged, left marked, and tried again."""
    while not stopping.is_set():
        try:
            with psycopg.connect(dsn, autocommit=True, application_name="mappa-rules") as connection:
                while not stopping.is_set():
                    if assess_next(connection, today()) is None:
                        stopping.wait(PAUSE)
        except (psycopg.Error, RuleMissingError) as error:
            _log.warning("a changed case was not assessed", error=type(error).__name__)
            stopping.wait(AGAIN)


@contextmanager
def following(dsn: str, today: Callable[[], date]) -> Iterator[None]:
    """While the body runs, what is marked is assessed in a thread of its own."""
    stopping = threading.Event()
    thread = threading.Thread(target=follow, args=(dsn, today, stopping), name="rules")
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
