"""A person as best known: name, birth, gender, and the words an agency would use of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agencies.person.vocabulary import Gender
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.names import ETHNICITIES, FAMILY, FEMALE, MALE, NATIONALITIES

_GENDERS: Final = {Gender.MALE: 0.965, Gender.FEMALE: 0.032, Gender.NON_BINARY: 0.001, Gender.NOT_RECORDED: 0.002}


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a case is about."""

    family_name: str
    given_names: str
    born: date
    gender: Gender
    ethnicity: str
    nationality: str


def person_of(chance: Chance, convicted_on: date) -> Person:
    """Somebody who was between 18 and 62 when convicted, and younger more often than older."""
    gender = chance.weighed(_GENDERS)
    return Person(
        chance.pick(FAMILY),
        _given_names(chance, FEMALE if gender is Gender.FEMALE else MALE),
        convicted_on - timedelta(days=int((18.2 + 44 * chance.random() ** 1.4) * 365.25)),
        gender,
        chance.weighed(ETHNICITIES),
        chance.weighed(NATIONALITIES),
    )


def _given_names(chance: Chance, names: list[str]) -> str:
    first, second = chance.pick(names), chance.pick(names)
    return f"{first} {second}" if chance.happens(0.4) and first != second else first
