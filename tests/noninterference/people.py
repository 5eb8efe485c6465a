"""Who asks: principals of generated kinds, the facts that say where they stand, and the standings that follow.

The standings are worked out here from the rows in plain Python, by what docs/law.md says of each rung; what the gateway
makes of the same rows in SQL is not looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from agencies.holdings import metadata
from gateway.demonstration.personas import Persona
from policies.principal import PrincipalClass, Standings
from policies.vocabulary import Agency, Clearance, Purpose, Role
from tests.noninterference import law
from tests.policies.laws import AGENCIES, EVERYTHING
from tests.schema.askers import KINDS
from tests.schema.world import AREAS, DAYS, TODAY, Rows

NOW = datetime(2026, 6, 15, 11, 30, tzinfo=UTC)
Facts = Mapping[str, Sequence[Mapping[str, Any]]]  # rows by the name of their table

# Who manages a person, or liaises with their victim.
ASSIGNED_BY = {
    "police.managed_person": "offender_manager_id",
    "prison.offender_manager": "offender_manager_id",
    "probation.supervision": "offender_manager_id",
    "probation.victim_contact": "liaison_officer_id",
}
LIMITS, INVITATIONS, GRANTS = "probation.access_limit", "coordination.invitation", "directory.emergency_grant"
NOTICES = "coordination.correction_notice"
OPENINGS, ITEMS = "coordination.case_opening", "coordination.shared_item"  # to somebody, and singly with somebody
APPOINTMENTS = "directory.audit_appointment"
DIRECTORY = ("directory.principal", "directory.principal_role", "directory.principal_area", APPOINTMENTS, GRANTS)
FACTS = (
    *ASSIGNED_BY,
    LIMITS,
    INVITATIONS,
    OPENINGS,
    ITEMS,
    "coordination.meeting_case",
    "coordination.case",
    *DIRECTORY,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One principal of the directory."""

    id: UUID
    persona: Persona

    @property
    def kind(self) -> PrincipalClass:
        who = self.persona
        agreements = (EVERYTHING,) if who.owner in EVERYTHING.owners else ()
        return PrincipalClass(who.roles, who.agency, who.owner, who.clearance, agreements)


def people(random: Random) -> list[Person]:
    """Everybody of the personas' kinds, and a few of kinds that nobody thought of."""
    kinds = [*KINDS, *(_kind(random) for _ in range(6))]
    return [Person(UUID(int=0xA000 + n), _persona(n, kind)) for n, kind in enumerate(kinds)]


def _persona(number: int, kind: PrincipalClass) -> Persona:
    return Persona(f"asker-{number}", f"Asker {number}", kind.roles, kind.agency, kind.owner, kind.clearance)


def _kind(random: Random) -> PrincipalClass:
    role = random.choice(list(Role))
    agency = AGENCIES.get(role, Agency.OVERSIGHT)
    colleagues = [each for each in Role if AGENCIES.get(each, Agency.OVERSIGHT) is agency]
    owner = random.choice(("housing", "health")) if agency is Agency.PARTNER else agency.value
    return PrincipalClass(frozenset({role, random.choice(colleagues)}), agency, owner, random.choice(list(Clearance)))


# -- the facts -------------------------------------------------------------------------------------------------------


def place(rows: Rows, everybody: Sequence[Person], issuer: str, random: Random) -> None:
    """Put everybody into the directory, and into assignments, invitations and limits of the generated rows."""
    rows["directory.principal"] = [_principal(each, issuer) for each in everybody]
    rows["directory.agreement"] = [AGREEMENT]
    rows["directory.agreement_party"] = list(_parties())
    rows["directory.principal_role"] = list(_roles(everybody, random))
    rows["directory.principal_area"] = list(_areas(everybody, random))
    rows[APPOINTMENTS] = list(_appointments(everybody, random))
    for appointment, post in _warrants(everybody, random):
        rows[APPOINTMENTS].append(appointment)
        rows["directory.principal_area"].append(post)
    rows[GRANTS] = list(_grants(rows, everybody, random))
    for table, column in (*ASSIGNED_BY.items(), (LIMITS, "principal_id"), (INVITATIONS, "principal_id")):
        for row in rows[table]:
            absent = column_of(table, column).nullable and random.random() < 0.1
            row[column] = None if absent else random.choice(everybody).id
            if "valid_from" in row:
                row["valid_from"] = random.choice(DAYS[:5])
                row["valid_until"] = random.choice((None, None, None, *DAYS))
    for row in rows[NOTICES]:
        who = random.choice(everybody)
        row["to_id"], row["to_agency"] = who.id, who.persona.owner
    _open(rows, everybody, random)
    for row in rows[INVITATIONS]:
        row["circulated_at"] = random.choice((None, NOW - timedelta(days=3), NOW - timedelta(days=3), NOW))
        row["valid_until"] = random.choice((None, NOW + timedelta(days=30), NOW - timedelta(days=1)))


def _open(rows: Rows, everybody: Sequence[Person], random: Random) -> None:
    """Open cases to some of everybody, for a purpose of theirs, and share items singly, most with associates."""
    for row in rows[OPENINGS]:
        who = random.choice(everybody)
        row["principal_id"], row["purpose"] = who.id, random.choice(sorted(law.purposes(who.kind)) or [*Purpose])
    associates = [who for who in everybody if Role.ASSOCIATE in who.persona.roles]
    for row in rows[ITEMS]:
        row["principal_id"] = random.choice((*associates, random.choice(everybody))).id
    for row in (*rows[OPENINGS], *rows[ITEMS]):
        row["ends_on"] = random.choice((*DAYS[-4:], DAYS[2]))


AGREEMENT = {
    "id": UUID(int=0xA900),
    "reference": EVERYTHING.reference,
    "title": "Everybody shares everything",
    "purposes": [str(each) for each in sorted(EVERYTHING.purposes)],
    "data_classes": [str(each) for each in sorted(EVERYTHING.data_classes)],
    "status": "IN_FORCE",
    "valid_from": DAYS[0],
    "valid_until": None,
    "version": 1,
}


def _parties() -> Iterator[dict[str, Any]]:
    for number, (owner, basis) in enumerate(sorted(EVERYTHING.parties)):
        yield {"id": UUID(int=0xA901 + number), "agreement_id": AGREEMENT["id"], "owner": owner, "basis": basis}


def column_of(table: str, column: str) -> sa.Column[Any]:
    """A column by the names of its table and its own."""
    return metadata.tables[table].c[column]


def _principal(who: Person, issuer: str) -> dict[str, Any]:
    persona = who.persona
    return {
        "id": who.id,
        "issuer": issuer,
        "subject": persona.subject,
        "name": persona.display_name,
        "agency": persona.agency,
        "owner": persona.owner,
        "clearance": persona.clearance,
        "clearance_until": None,
        "suspended": False,
        "version": 1,
    }


def _roles(everybody: Sequence[Person], random: Random) -> Iterator[dict[str, Any]]:
    for who in everybody:
        for role in sorted(who.persona.roles):
            yield {"id": _key(random), "principal_id": who.id, "role": role, **_long(random)}
        unheld = random.choice(list(Role))  # a role that has ended counts for nothing
        yield {"id": _key(random), "principal_id": who.id, "role": unheld, "valid_from": DAYS[0], "valid_until": TODAY}


def _areas(everybody: Sequence[Person], random: Random) -> Iterator[dict[str, Any]]:
    for who in everybody:
        coordinates = random.sample(AREAS, 1) if Role.MAPPA_COORDINATOR in who.persona.roles else []
        works = random.sample(AREAS, random.choice((0, 1, 1, 2)))
        for relation, areas in (("COORDINATES", coordinates), ("WORKS_IN", works)):
            for area in areas:
                named = {"principal_id": who.id, "area_id": area, "relation": relation}
                yield {"id": _key(random), **named, **_long(random)}


def _appointments(everybody: Sequence[Person], random: Random) -> Iterator[dict[str, Any]]:
    """Auditors of everybody's accesses, of one agency's, of nobody's; others are appointed in vain."""
    for who in everybody:
        audits = Role.AUDITOR in who.persona.roles or Role.INSPECTOR in who.persona.roles
        reach = random.choice(("NATIONAL", "NATIONAL", "AGENCY", None)) if audits else random.choice((None, "NATIONAL"))
        reach = "NATIONAL" if Role.INSPECTOR in who.persona.roles else reach  # so that no area need be judged
        if reach is not None:
            owner = random.choice(("police", "prison")) if reach == "AGENCY" else None
            role = Role.INSPECTOR if Role.INSPECTOR in who.persona.roles else Role.AUDITOR
            named = {"principal_id": who.id, "role": role, "reach": reach, "owner": owner, "area_id": None}
            lasts = {"valid_from": DAYS[0], "valid_until": DAYS[-1] if role is Role.INSPECTOR else None}
            yield {"id": _key(random), **named, "decided_by": "a board", "reason": "audit", **lasts}


def _warrants(everybody: Sequence[Person], random: Random) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A warrant of each inspector for one area, beside everybody's accesses: it opens the area by a row of its key."""
    for who in everybody:
        if Role.INSPECTOR in who.persona.roles:
            key, area = _key(random), random.choice(AREAS)
            named = {"id": key, "principal_id": who.id, "area_id": area}
            lasts = {"valid_from": DAYS[0], "valid_until": random.choice((DAYS[-1], DAYS[-1], TODAY))}
            told = {"owner": None, "decided_by": "a board", "reason": "an inspection"}
            appointment = {**named, "role": Role.INSPECTOR, "reach": "AREA", **told, **lasts}
            yield appointment, {**named, "relation": "WORKS_IN", **lasts}


def _grants(rows: Rows, everybody: Sequence[Person], random: Random) -> Iterator[dict[str, Any]]:
    for _ in range(20):
        granted = NOW - timedelta(hours=random.choice((1, 2, 90)))
        who, case = random.choice(everybody).id, random.choice(rows["coordination.case"])["id"]
        lasts = {"granted_at": granted, "ends_at": granted + timedelta(hours=24)}
        yield {"id": _key(random), "principal_id": who, "case_id": case, "reason": "why", **lasts}


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def _long(random: Random) -> dict[str, Any]:
    return {"valid_from": random.choice(DAYS[:3]), "valid_until": random.choice((None, DAYS[-1]))}


# -- where they stand --------------------------------------------------------------------------------------------------


def standings(who: UUID, facts: Facts, purpose: Purpose) -> Standings:
    """Where a principal who states a purpose stands on the day of the world, from the rows alone."""
    limits = [row for row in facts[LIMITS] if row["principal_id"] == who and _stands(row)]
    invited = [row for row in facts[INVITATIONS] if row["principal_id"] == who and _circulated(row)]
    opened = [row for row in facts[OPENINGS] if row["principal_id"] == who and _opens(row)]
    items = [row for row in facts[ITEMS] if row["principal_id"] == who and row["status"] == "SHARED"]
    grants = [row for row in facts[GRANTS] if row["principal_id"] == who]
    roles = {row["role"] for row in facts["directory.principal_role"] if row["principal_id"] == who and _lasts(row)}
    appointments = [row for row in facts[APPOINTMENTS] if row["principal_id"] == who and _lasts(row)]
    appointed = [row for row in appointments if row["role"] in roles]
    areas = [row for row in facts["directory.principal_area"] if row["principal_id"] == who and _lasts(row)]
    if Role.INSPECTOR in roles:  # nothing but a warrant opens an area to an inspector
        warrants = {row["id"] for row in facts[APPOINTMENTS]}
        areas = [row for row in areas if row["relation"] != "WORKS_IN" or row["id"] in warrants]
    return Standings(
        1,
        NOW,
        excluded=_cases_of([row for row in limits if row["kind"] == "EXCLUSION"], facts),
        permitted=_cases_of([row for row in limits if row["kind"] == "RESTRICTION"], facts),
        emergency=tuple(row["case_id"] for row in grants if row["granted_at"] <= NOW < row["ends_at"]),
        assigned=_cases_of(list(_assignments(who, facts)), facts),
        convened=(*_agenda(invited, facts), *(row["case_id"] for row in opened if row["purpose"] == purpose)),
        meetings=tuple(row["meeting_id"] for row in invited),
        shared=tuple(row["id"] for row in items if row["ends_on"] >= TODAY),
        coordinated_areas=tuple(row["area_id"] for row in areas if row["relation"] == "COORDINATES"),
        areas=tuple(row["area_id"] for row in areas if row["relation"] == "WORKS_IN"),
        audits_all=any(row["reach"] == "NATIONAL" for row in appointed),
        audited_owners=tuple(row["owner"] for row in appointed if row["reach"] == "AGENCY"),
    )


def _lasts(row: Mapping[str, Any], today: date = TODAY) -> bool:
    return bool(row["valid_from"] <= today and (row["valid_until"] is None or today < row["valid_until"]))


def _opens(row: Mapping[str, Any]) -> bool:
    return bool(row["status"] == "OPEN" and row["ends_on"] >= TODAY)


def _stands(row: Mapping[str, Any]) -> bool:
    return row["superseded_by"] is None and _lasts(row)


def _circulated(row: Mapping[str, Any]) -> bool:
    out, until = row["circulated_at"], row["valid_until"]
    return out is not None and out <= NOW and (until is None or until > NOW)


def _assignments(who: UUID, facts: Facts) -> Iterator[Mapping[str, Any]]:
    for table, column in ASSIGNED_BY.items():
        yield from (row for row in facts[table] if row[column] == who and _stands(row))


def _cases_of(rows: Sequence[Mapping[str, Any]], facts: Facts) -> tuple[UUID, ...]:
    about = {row["person_id"] for row in rows}
    return tuple(case["id"] for case in facts["coordination.case"] if case["person_id"] in about)


def _agenda(invited: Sequence[Mapping[str, Any]], facts: Facts) -> Iterator[UUID]:
    called = [item for item in facts["coordination.meeting_case"] if item["status"] != "WITHDRAWN"]  # still on it
    for item in called:
        for row in invited:
            if row["meeting_id"] == item["meeting_id"] and row["for_case_id"] in (None, item["case_id"]):
                yield item["case_id"]
