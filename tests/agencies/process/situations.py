"""Situations for machines: an actor, a day, a place, and what was given and is known."""

# ruff: noqa: ANN401 - givens and facts of every act pass through
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from agencies.transitions import Actor, Place, Situation

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CASE, PERSON, RECORD = UUID(int=0xC1), UUID(int=0xB1), UUID(int=0xA1)
PROBATION = Actor(UUID(int=1), "Tobias Merrow", "probation")
POLICE = Actor(UUID(int=2), "Rowan Tarrant", "police")
COORDINATION = Actor(UUID(int=3), "Farida Lindqvist", "coordination")


def situation(given: Any, known: Any, state: str | None = None, **more: Any) -> Situation[Any, Any]:
    """A situation on a case, or on a record of it in a state."""
    keys = count(1)
    place = Place(RECORD if state else CASE, 1, state, CASE, PERSON, 7)
    usual = Situation(given, known, place, PROBATION, NOW, lambda: UUID(int=0xF000 + next(keys)))
    return replace(usual, **more)


def fields(refused: Any) -> list[str]:
    """The fields of the problems that were found."""
    return [problem.field for problem in refused.problems]
