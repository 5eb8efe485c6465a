"""Practitioners of each area, as many as its caseload needs. The demonstration's people come first in their area."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Final

from agencies.coordination.rules.book_of_areas import AREAS, area_numbered
from gateway.demonstration.agreements import BODIES
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.names import FAMILY, FEMALE, MALE
from gateway.demonstration.caseload.places import ESTABLISHMENTS
from gateway.demonstration.personas import AREA, PERSONAS, Persona
from policies.vocabulary import Agency, Role

CASELOAD: Final = 60  # cases for each manager
PERSONA_CASES: Final = 64  # the first cases of an area that the demonstration's managers have, as far as theirs to have

# Which bodies have a representative in every area (CJA 2003 s.325(6)); the list itself is reference data.


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody in the directory. ``subject`` is what their identity provider calls them."""

    id: str
    name: str
    subject: str
    role: Role
    agency: Agency
    owner: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in an area, by what they do."""

    police: tuple[Practitioner, ...]
    prison: tuple[Practitioner, ...]
    community: tuple[Practitioner, ...]
    seniors: tuple[Practitioner, ...]
    liaison: tuple[Practitioner, ...]
    chairs: tuple[Practitioner, ...]
    coordinator: Practitioner
    administrator: Practitioner
    intelligence: Practitioner
    security: Practitioner
    representatives: tuple[tuple[str, Practitioner], ...]  # by body

    def everybody(self) -> tuple[Practitioner, ...]:
        """All of them, the demonstration's people among them."""
        groups = (self.police, self.prison, self.community, self.seniors, self.liaison, self.chairs)
        single = (self.coordinator, self.administrator, self.intelligence, self.security)
        return (*(one for group in groups for one in group), *single, *(one for _, one in self.representatives))

    def representative(self, body: str) -> Practitioner:
        """Who speaks for a body here."""
        return dict(self.representatives)[body]


_REGIONS: Final = sorted({area.region for area in AREAS})
_OF_ROLE: Final = {
    Role.POLICE_OFFENDER_MANAGER: (Agency.POLICE, "police"),
    Role.POLICE_INTELLIGENCE: (Agency.POLICE, "police"),
    Role.PRISON_OFFENDER_MANAGER: (Agency.PRISON, "prison"),
    Role.PRISON_SECURITY: (Agency.PRISON, "prison"),
    Role.COMMUNITY_OFFENDER_MANAGER: (Agency.PROBATION, "probation"),
    Role.SENIOR_PROBATION_OFFICER: (Agency.PROBATION, "probation"),
    Role.VICTIM_LIAISON_OFFICER: (Agency.PROBATION, "probation"),
    Role.CHAIR: (Agency.POLICE, "police"),
    Role.MAPPA_COORDINATOR: (Agency.COORDINATION, "coordination"),
    Role.MAPPA_ADMINISTRATOR: (Agency.COORDINATION, "coordination"),
}


@cache
def personas(seed: int, today: date) -> dict[str, Practitioner]:
    """The demonstration's people, by name: the same keys whatever the size of the caseload."""
    chance = Chance(f"{seed}/personas", today)
    return {persona.name: _of_persona(chance.key(), persona) for persona in PERSONAS}


def _of_persona(key: str, persona: Persona) -> Practitioner:
    role = min(persona.roles)
    return Practitioner(key, persona.display_name, persona.subject, role, persona.agency, persona.owner)


@cache
def staff_of(area: int, cases: int, seed: int, today: date) -> Staff:
    """Who works in an area that has this many cases."""
    made = _Recruitment(area, seed, today)
    managers = ceil(cases / CASELOAD) + 1
    return Staff(
        police=made.people(Role.POLICE_OFFENDER_MANAGER, managers, "police"),
        prison=made.people(Role.PRISON_OFFENDER_MANAGER, managers // 3 + 2, "prison"),
        community=made.people(Role.COMMUNITY_OFFENDER_MANAGER, managers, "probation"),
        seniors=made.people(Role.SENIOR_PROBATION_OFFICER, managers // 10 + 1, "senior"),
        liaison=made.people(Role.VICTIM_LIAISON_OFFICER, managers // 6 + 1, "vlo"),
        chairs=made.people(Role.CHAIR, 2, "chair"),
        coordinator=made.people(Role.MAPPA_COORDINATOR, 1, "coordinator")[0],
        administrator=made.people(Role.MAPPA_ADMINISTRATOR, 1)[0],
        intelligence=made.people(Role.POLICE_INTELLIGENCE, 1)[0],
        security=made.people(Role.PRISON_SECURITY, 1)[0],
        representatives=tuple((body, made.representative(body)) for body in BODIES),
    )


def establishment_of(area: int, manager: int) -> tuple[str, str]:
    """The code and name of the establishment, one of the region's, at which a prison offender manager works."""
    region = _REGIONS.index(area_numbered(area).region)
    return ESTABLISHMENTS[(region + manager * 5) % len(ESTABLISHMENTS)]


def of_demonstration_region(area: int) -> bool:
    """Whether the prisons of the demonstration's area serve this one too: its prison offender manager works there."""
    return area_numbered(area).region == area_numbered(AREA).region


class _Recruitment:
    """Makes the people of one area, each role from draws of its own, so that more of one leaves the others alone."""

    def __init__(self, area: int, seed: int, today: date) -> None:
        self._area, self._seed, self._today = area, seed, today

    def people(self, role: Role, count: int, persona: str | None = None) -> tuple[Practitioner, ...]:
        chance = self._chance(role)
        agency, owner = _OF_ROLE[role]
        made = [self._person(chance, number, role, (agency, owner)) for number in range(count)]
        here = of_demonstration_region(self._area) if persona == "prison" else self._area == AREA
        if persona is not None and here:
            made[0] = personas(self._seed, self._today)[persona]
        return tuple(made)

    def representative(self, body: str) -> Practitioner:
        if body == "housing" and self._area == AREA:
            return personas(self._seed, self._today)["housing"]
        chance = self._chance(body)
        return self._person(chance, 0, Role.AGENCY_REPRESENTATIVE, (Agency.PARTNER, body))

    def _chance(self, words: str) -> Chance:
        return Chance(f"{self._seed}/staff/{self._area}/{words}", self._today, self._area * 1000)

    def _person(self, chance: Chance, number: int, role: Role, works: tuple[Agency, str]) -> Practitioner:
        agency, owner = works
        name = f"{chance.pick(FEMALE + MALE)} {chance.pick(FAMILY)}"
        subject = f"synthetic:{self._area:02d}:{role}:{owner}:{number:03d}"
        return Practitioner(chance.key(), name, subject, role, agency, owner)
