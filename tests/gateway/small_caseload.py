"""A caseload so small that a test can say exactly what each person is shown of it. All of it is invented.

Case 1 is the shared one: police, prison, probation and victim liaison are assigned, chair and housing are invited.
Case 2 is another of the same area, case 3 one of an area where nobody of ours works, case 4 is of limited access (the
co-ordinator alone is named), case 5 a terrorism case. Cases 10 to 15 only add to the counts.
"""

# ruff: noqa: ANN401 - values of every column pass through
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
from psycopg import sql

from agencies.coordination import tables as coordination
from agencies.coordination.rules.book import DELIVERED
from agencies.directory import tables as directory
from agencies.holdings import metadata
from agencies.keys import uuid7
from agencies.partners import tables as partners
from agencies.person import tables as persons
from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.probation import tables as probation
from gateway.assessment.rulebook import detection_rows, review_rows, rows_of
from gateway.demonstration.agreements import AGREEMENTS
from gateway.demonstration.personas import AREA, CLIENTS, PERSONAS
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade
from policies.vocabulary import Clearance, Handling, ItemHandling, Role

NAME = "filled"
ISSUER_PLACEHOLDER = "https://idp.invalid"
ELSEWHERE = AREA + 2
LONG_AGO, DAY = date(2020, 1, 1), date(2026, 1, 15)
MOMENT = datetime(2026, 1, 15, 9, tzinfo=UTC)
PERSONA_IDS = {persona.name: UUID(int=0xA000 + place) for place, persona in enumerate(PERSONAS)}
MEETING = UUID(int=0xD001)

SOURCE: dict[str, Any] = {
    "source_system": "a source system",
    "as_of": MOMENT,
    "received_at": MOMENT,
    "assertion": "FACT",
    "subject_category": "CONVICTED",
    "reliability": "VERIFIED",
}
RECORDED: dict[str, Any] = {"recorded_at": MOMENT}


def case_id(number: int) -> UUID:
    """The key of a case."""
    return UUID(int=0xC000 + number)


def person_id(number: int) -> UUID:
    """The key of the person a case is about."""
    return UUID(int=0xB000 + number)


def reference(number: int) -> str:
    """The public reference of a case."""
    return f"MAPPA-{ELSEWHERE if number == 3 else AREA:02d}-{number:06d}"


def filled(postgres: EmbeddedPostgres, issuer: str) -> str:
    """The name of a migrated database with this caseload in it, whose people sign in there; the gateway may sign in."""
    address = postgres.create_database(NAME)
    upgrade(address)
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        fill(connection)
    with psycopg.connect(address) as connection:
        connection.execute("update directory.principal set issuer = %s", [issuer])
    let_the_gateway_in(postgres)
    return NAME


def let_the_gateway_in(postgres: EmbeddedPostgres) -> None:
    """Its role is made by the migrations, and has no password yet."""
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        password = sql.Literal(postgres.password)
        connection.execute(sql.SQL("alter role mappa_gateway login password {}").format(password))


def fill(connection: sa.Connection) -> None:
    """Put the caseload into an empty, migrated database."""
    directory_steps = (_areas, _rules, _people, _clients, _agreements)
    for step in (*directory_steps, _cases, _assignments, _meeting, _police, _prison, _probation, _partners):
        step(connection)


def _add(connection: sa.Connection, table: sa.Table, **values: Any) -> None:
    connection.execute(table.insert(), values)


def _areas(connection: sa.Connection) -> None:
    for number in (AREA, ELSEWHERE):
        _add(connection, coordination.area, id=number, code=f"A{number:02d}", name=f"Area {number}", region="A region")


def _rules(connection: sa.Connection) -> None:
    """Reviews and time limits as they are delivered."""
    for name, row in (*rows_of(DELIVERED), *review_rows(), *detection_rows()):
        _add(connection, metadata.tables[name], **row)


def _people(connection: sa.Connection) -> None:
    for persona in PERSONAS:
        who = PERSONA_IDS[persona.name]
        _add(
            connection,
            directory.principal,
            id=who,
            issuer=ISSUER_PLACEHOLDER,
            subject=persona.subject,
            name=persona.display_name,
            agency=persona.agency,
            owner=persona.owner,
            clearance=persona.clearance,
        )
        if persona.area is not None and Role.INSPECTOR not in persona.roles:
            relation = "COORDINATES" if Role.MAPPA_COORDINATOR in persona.roles else "WORKS_IN"
            area = {"area_id": persona.area, "relation": relation, "valid_from": LONG_AGO}
            _add(connection, directory.principal_area, principal_id=who, **area)
        for role in persona.roles:
            _add(connection, directory.principal_role, principal_id=who, role=role, valid_from=LONG_AGO)
            if role is Role.INSPECTOR:
                _warrant(connection, who)
            if role is Role.AUDITOR:
                national = {"reach": "NATIONAL", "decided_by": "A board", "reason": "Audit", "valid_from": LONG_AGO}
                _add(connection, directory.audit_appointment, principal_id=who, role=role, **national)


def _warrant(connection: sa.Connection, who: UUID) -> None:
    """It opens the accesses to an area and its cases by rows of one key."""
    opened = {"id": uuid7(), "principal_id": who, "area_id": AREA, "valid_from": LONG_AGO}
    told = {"reach": "AREA", "decided_by": "A board", "reason": "Inspection", "valid_until": date(2100, 1, 1)}
    _add(connection, directory.audit_appointment, role=Role.INSPECTOR, **opened, **told)
    _add(connection, directory.principal_area, relation="WORKS_IN", **opened)


def _clients(connection: sa.Connection) -> None:
    """Registered as the demonstration has them; the one without a human is a principal itself."""
    for client in CLIENTS:
        row = {"client_id": client.client_id, "agency": client.agency}
        _add(connection, directory.client, **row, human_less=client.human_less, page_cap=client.page_cap)
        if client.human_less:
            system = UUID(int=0xA100)
            names = {"issuer": ISSUER_PLACEHOLDER, "subject": client.client_id, "name": client.display_name}
            kind = {"agency": client.agency, "owner": client.owner, "clearance": Clearance.NONE}
            _add(connection, directory.principal, id=system, **names, **kind)
            for role in client.roles:
                _add(connection, directory.principal_role, principal_id=system, role=role, valid_from=LONG_AGO)


def _agreements(connection: sa.Connection) -> None:
    for seeded in AGREEMENTS:
        terms, key = seeded.terms, uuid7()
        row = {"id": key, "reference": terms.reference, "title": seeded.title, "status": "IN_FORCE"}
        words = {"purposes": sorted(terms.purposes), "data_classes": sorted(terms.data_classes)}
        _add(connection, directory.agreement, **row, **words, valid_from=LONG_AGO)
        for owner, basis in terms.parties:
            _add(connection, directory.agreement_party, agreement_id=key, owner=owner, basis=basis)


def _cases(connection: sa.Connection) -> None:
    for number in (1, 2, 3, 4, 5, *range(10, 16)):
        _add(
            connection,
            persons.person,
            id=person_id(number),
            family_name=f"Family{number}",
            given_names=f"Given{number}",
            date_of_birth=date(1980, 1, number),
            gender="MALE",
            **SOURCE,
        )
        _add(connection, coordination.case, **_case(number))


def _case(number: int) -> dict[str, Any]:
    return {
        "id": case_id(number),
        "reference": reference(number),
        "person_id": person_id(number),
        "area_id": ELSEWHERE if number == 3 else AREA,
        "handling": Handling.TERRORISM.stored if number == 5 else Handling.ORDINARY.stored,
        "category": "CATEGORY_4" if number == 5 else "CATEGORY_1",
        "level": "LEVEL_3" if number == 5 else "LEVEL_2",
        "qualifying_reason": "NOTIFICATION_REQUIREMENTS",
        "status": "ACTIVE",
        "lead_agency": "POLICE",
        "next_review_due": date(2026, 3, number),
        **RECORDED,
    }


def _assignments(connection: sa.Connection) -> None:
    who = {"person_id": person_id(1), "valid_from": LONG_AGO, **SOURCE}

    def manager(persona: str) -> dict[str, Any]:
        return {"offender_manager_id": PERSONA_IDS[persona], "offender_manager_name": f"The {persona} manager"}

    _add(connection, police.managed_person, **who, **manager("police"), visor_reference="V-1")
    _add(connection, prison.offender_manager, **who, **manager("prison"))
    _add(connection, probation.supervision, **who, **manager("probation"), event_kind="LICENCE", team="A team")
    victim = {"victim_person_id": UUID(int=0xE001), "victim_name": "A victim", "victim_address": "A safe place"}
    _add(
        connection,
        probation.victim_contact,
        **who,
        **victim,
        liaison_officer_id=PERSONA_IDS["vlo"],
        contact_level="FULL",
    )
    limit = {"person_id": person_id(4), "kind": "RESTRICTION", "valid_from": LONG_AGO, **SOURCE}
    named = {"principal_id": PERSONA_IDS["coordinator"], "principal_name": "The co-ordinator"}
    _add(connection, probation.access_limit, **limit, **named)


def _meeting(connection: sa.Connection) -> None:
    held = {"held_on": DAY, **RECORDED}
    about = {"reference": "MEETING-1", "area_id": AREA, "level": "LEVEL_2", "status": "CIRCULATED"}
    _add(connection, coordination.meeting, id=MEETING, **about, **held)
    item = {"meeting_id": MEETING, "case_id": case_id(1), "position": 1, "purpose": "REVIEW", "status": "LISTED"}
    _add(connection, coordination.meeting_case, **item, **held)
    for persona in ("chair", "housing"):
        _add(
            connection,
            coordination.invitation,
            meeting_id=MEETING,
            area_id=AREA,
            principal_id=PERSONA_IDS[persona],
            name=f"The {persona} guest",
            agency=persona,
            circulated_at=MOMENT,
            response="ACCEPTED",
            **RECORDED,
        )


def _police(connection: sa.Connection) -> None:
    grading = {"source_evaluation": "RELIABLE", "intelligence_assessment": "KNOWN_DIRECTLY"}
    for number, item in enumerate((ItemHandling.OPEN, ItemHandling.OWNER_ONLY, ItemHandling.INTERCEPT), start=1):
        _add(
            connection,
            police.intelligence_item,
            person_id=person_id(1),
            reference=f"INT-{number}",
            reported_on=date(2026, 1, number),
            text=f"Police intelligence, {item}",
            item_handling=item.stored,
            handling_code="SHARING_PERMITTED",
            **grading,
            **SOURCE,
        )


def _prison(connection: sa.Connection) -> None:
    custody = {"place": "IN_CUSTODY", "legal_status": "SENTENCED", "establishment_name": "A prison", "since": DAY}
    _add(connection, prison.custody_status, person_id=person_id(1), **custody, **SOURCE)
    report = {"reference": "SEC-1", "reported_on": DAY, "text": "Prison intelligence"}
    _add(connection, prison.security_report, person_id=person_id(1), **report, **SOURCE)


def _probation(connection: sa.Connection) -> None:
    risk = {"assessed_on": DAY, "status": "COMPLETED", "overall": "HIGH", "who_is_at_risk": "A known adult"}
    _add(connection, probation.rosh_assessment, person_id=person_id(1), **risk, **SOURCE)
    note = {"kind": "MENTAL_HEALTH", "noted_on": DAY, "text": "A note on health"}
    _add(connection, probation.health_note, person_id=person_id(1), **note, **SOURCE)
    conviction = {"offence": "An offence", "convicted_on": DAY, "sentence_kind": "IMPRISONMENT", "main_offence": True}
    _add(connection, probation.conviction, person_id=person_id(1), **conviction, **SOURCE)


def _partners(connection: sa.Connection) -> None:
    for code in ("housing", "health"):
        body = {"code": code, "name": f"The {code} body", "statutory_basis": "CJA 2003 s.325(6)"}
        _add(connection, partners.body, **body, effective_from=LONG_AGO, source="the Act")
        offer = {"body_code": code, "topic": _TOPICS[code], "summary": f"What {code} offers", "offered_on": DAY}
        _add(connection, partners.contribution, person_id=person_id(1), **offer, **SOURCE)


_TOPICS = {"housing": "HOUSING", "health": "HEALTH"}
