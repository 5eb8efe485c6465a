"""What somebody gives for an act, by chance: sound where the types say enough, and mended where they are told.

Whoever is refused mends the fields that the problems name and tries again, as a practitioner does. So a walk comes far
without a word about any one act, and an act that is added is walked from its first day.
"""

# ruff: noqa: ANN401 - what is given for every act passes through
import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import Level
from agencies.directory.agreements import AgreementPartyGiven
from agencies.given import Field, fields_of
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Done, Refused
from policies.vocabulary import Agency, Basis, DataClass, Purpose
from tests.agencies.process import givens
from tests.walks.world import AREA, ELSEWHERE, World

TRIES = 3
BODIES = ("housing", "health")
AGENCIES = ("police", "prison", "probation", *BODIES)
DAYS = (-20, -1, 0, 0, 0, 1, 3, 10, 40)

PARTIES = tuple(
    AgreementPartyGiven(owner=owner, basis=Basis.RESPONSIBLE_AUTHORITY) for owner in ("police", "probation")
)
IDENTIFIER = "A1234BC"  # of whoever is notified


def _meetings(world: World) -> Iterable[str]:
    return [row["reference"] for row in world.rows(t.meeting)]


def _screened_or_met(world: World) -> Iterable[str]:
    return [*_meetings(world), *(row["reference"] for row in world.rows(t.referral))]


# What a field of this name asks for, where its type does not say it: one of these.
CHOICES: dict[str, Callable[[World], Iterable[Any]]] = {
    "chair": lambda world: [row["reference"] for row in world.practitioners("CHAIR")],
    "field": lambda _: ["postcode"],
    "from_on": lambda world: [world.now.date() - timedelta(days=90)],
    "identifier": lambda _: [IDENTIFIER],
    "lasts_minutes": lambda _: [60, 120],
    "meeting": _meetings,
    "part": lambda world: [row["code"] for row in world.rows(t.form_part)],
    "place": lambda _: [1, 2],
    "record": lambda _: ["Address"],
    "principal": lambda world: [str(each.id) for each in world.people],
    "reference": _screened_or_met,
    "section_version": lambda _: [1, 2, 2, 3],
    "starts_at": lambda _: ["09:00", "14:30"],
    "subject": lambda world: [str(row["id"]) for row in world.rows(t.case)],
    "to": lambda _: [1, 2],
    "to_area": lambda _: [AREA, ELSEWHERE],
    "until_on": lambda world: [world.now.date() - timedelta(days=1)],
    "who": lambda world: [row["reference"] for row in world.practitioners("AGENCY_REPRESENTATIVE")],
    "agency": lambda _: [*AGENCIES, *Agency],
    "area": lambda _: [AREA, ELSEWHERE],
    "body": lambda _: BODIES,
    "data_classes": lambda _: [(DataClass.HEALTH,)],
    "parties": lambda _: [PARTIES],
    "purposes": lambda _: [(Purpose.MANAGE_RISK,)],
}


@dataclass
class Practitioner:
    """Somebody who fills in whatever is asked, by chance."""

    world: World
    chance: Random

    def tries(self, kind: type, does: Callable[[Any], Done | Refused]) -> Done | Refused:
        """Give something, and mend it where it is refused for what was given."""
        given = self.given(kind)
        for _ in range(TRIES):
            done = does(given)
            if isinstance(done, Done) or not (mended := self.mended(given, done.problems)):
                break
            given = mended
        return done

    def given(self, kind: type) -> Any:
        """All that an act asks for."""
        fields = {each.name: self.value(each) for each in fields_of(kind)}
        if "criteria" in fields:  # a checklist goes with its level
            level = fields["level"] = self.chance.choice([Level.LEVEL_1, Level.LEVEL_2, Level.LEVEL_3])
            fields |= {"criteria": givens.criteria(level), "evidence": (givens.EVIDENCE,)}
        return kind(**fields)

    def value(self, field: Field) -> Any:
        """What one field is given: what may be left out is, now and then."""
        if not field.required and self.chance.random() < 0.4:
            return None
        return self.some(field)

    def some(self, field: Field) -> Any:
        """Something for a field."""
        kind = _kind(field.type)
        choices = list(CHOICES[field.name](self.world)) if field.name in CHOICES else _codes(field)
        fitting = [each for each in choices if isinstance(each, kind)]
        return self.chance.choice(fitting) if fitting else self._of(kind, field)

    def _of(self, kind: type, field: Field) -> Any:
        by_kind: dict[type, Callable[[], Any]] = {
            bool: lambda: self.chance.random() < 0.9,
            int: lambda: self.chance.randrange(1, 4),
            date: lambda: self.world.now.date() + timedelta(days=self.chance.choice(DAYS)),
            tuple: lambda: (),
            str: lambda: f"As it is: {field.name}.",
        }
        return by_kind[kind]() if kind in by_kind else self.chance.choice(list(kind))  # type: ignore[call-overload]

    def mended(self, given: Any, problems: Iterable[Problem]) -> Any:
        """What was given, with the fields that were named given otherwise; None where that mends nothing."""
        fields = {each.name: each for each in fields_of(type(given))}
        named = {each.field: each.code for each in problems if each.field in fields}
        mended = {name: self._otherwise(fields[name], code) for name, code in named.items()}
        return dataclasses.replace(given, **mended) if mended else None

    def _otherwise(self, field: Field, code: ProblemCode) -> Any:
        left_out = code is ProblemCode.INVALID and not field.required and self.chance.random() < 0.7
        return None if left_out else self.some(field)


def _codes(field: Field) -> Sequence[str]:
    """What is described as a code is one of an agency's or a body's."""
    return AGENCIES if "code of" in field.description else ()


def _kind(hint: Any) -> Any:
    """The type of a field that may be left out, or of one that may not."""
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not NoneType)
    return get_origin(hint) or hint
