"""The directory: everybody who may sign in or is named in the caseload, what they do, and where."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from agencies.coordination.rules.book_of_areas import AREAS
from agencies.directory.tables import AgreementStatus, AreaRelation, AuditReach
from gateway.demonstration.agreements import AGREEMENTS, BODIES, Seeded
from gateway.demonstration.caseload.book import Book
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.keeping_rows import OFFICERS
from gateway.demonstration.caseload.margins import area_totals
from gateway.demonstration.caseload.staff import Practitioner, personas, staff_of
from gateway.demonstration.personas import CLIENTS, PERSONAS, DemonstrationClient
from policies.vocabulary import Clearance, Role


class DirectoryWriter:
    """Writes principals of one issuer."""

    def __init__(self, book: Book, issuer: str, chance: Chance) -> None:
        self._book, self._issuer, self._chance = book, issuer, chance
        self._since = chance.today - timedelta(days=1200)
        self._until = chance.today + timedelta(days=365)

    def principal(self, who: Practitioner, roles: frozenset[Role], clearance: Clearance) -> None:
        """A principal and their roles."""
        row: dict[str, Any] = {"id": who.id, "issuer": self._issuer, "subject": who.subject, "name": who.name}
        works = {"agency": who.agency, "owner": who.owner, "clearance": clearance}
        self._book.add("directory.principal", row | works)
        for role in sorted(roles - {Role.INSPECTOR}):  # which is held by a warrant alone
            held = {"id": self._chance.key(), "principal_id": who.id, "role": role, "valid_from": self._since}
            self._book.add("directory.principal_role", held)

    def area(self, who: Practitioner, area: int, roles: frozenset[Role]) -> None:
        """Where a principal works; a co-ordinator co-ordinates there."""
        coordinates = roles & {Role.MAPPA_COORDINATOR, Role.MAPPA_ADMINISTRATOR}
        relation = AreaRelation.COORDINATES if coordinates else AreaRelation.WORKS_IN
        row = {"id": self._chance.key(), "principal_id": who.id, "area_id": area, "relation": relation}
        self._book.add("directory.principal_area", row | {"valid_from": self._since})

    def appointment(self, who: Practitioner) -> None:
        """An auditor of everybody's accesses."""
        reach = {"role": Role.AUDITOR, "reach": AuditReach.NATIONAL, "valid_from": self._since}
        why = {"decided_by": "National Strategic Management Board (demonstration)", "reason": "Audit of access"}
        row = {"id": self._chance.key(), "principal_id": who.id}
        self._book.add("directory.audit_appointment", row | reach | why)

    def warrant(self, who: Practitioner, area: int) -> None:
        """An inspector of the accesses and of the cases of one area, for a year."""
        key, lasts = self._chance.key(), {"valid_from": self._since, "valid_until": self._until}
        whose = {"id": key, "principal_id": who.id, "area_id": area, **lasts}
        held = {"role": Role.INSPECTOR, "reach": AuditReach.AREA}
        why = {"decided_by": OFFICERS[1], "reason": "Joint inspection of the area"}
        by = {"reason": why["reason"], "proposed_by_name": OFFICERS[0], "approved_by_name": OFFICERS[1], "version": 2}
        self._book.add("directory.principal_role", whose | held | by | {"warrant": True})
        self._book.add("directory.audit_appointment", whose | held | why)
        self._book.add("directory.principal_area", whose | {"relation": AreaRelation.WORKS_IN})

    def client(self, client: DemonstrationClient) -> None:
        """A registered client; a human-less one is a principal too."""
        row = {"client_id": client.client_id, "agency": client.agency, "human_less": client.human_less}
        self._book.add("directory.client", row | {"page_cap": client.page_cap})
        if client.human_less:
            role = min(client.roles)
            who = Practitioner(
                self._chance.key(), client.display_name, client.client_id, role, client.agency, client.owner
            )
            self.principal(who, client.roles, Clearance.NONE)

    def agreement(self, seeded: Seeded) -> None:
        """An information-sharing agreement in force, and its parties."""
        terms, key = seeded.terms, self._chance.key()
        row = {"id": key, "reference": terms.reference, "title": seeded.title, "status": AgreementStatus.IN_FORCE}
        words = {"purposes": _array(terms.purposes), "data_classes": _array(terms.data_classes)}
        self._book.add("directory.agreement", row | words | {"valid_from": self._since})
        for owner, basis in sorted(terms.parties):
            party = {"id": self._chance.key(), "agreement_id": key, "owner": owner, "basis": basis}
            self._book.add("directory.agreement_party", party)

    def representative(self, who: Practitioner, area: int, body: str) -> None:
        """Who speaks for a body in an area."""
        row = {"id": self._chance.key(), "body_code": body, "principal_id": who.id, "name": who.name, "area_id": area}
        self._book.add("partners.representative", row | {"valid_from": self._since})


def _array(words: Iterable[str]) -> str:
    """An array of words as COPY reads it."""
    return f"{{{','.join(sorted(words))}}}"


def write_directory(book: Book, issuer: str, cases: int, seed: int, today: date) -> None:
    """The demonstration's people and clients, and the staff of every area."""
    writer = DirectoryWriter(book, issuer, Chance(f"{seed}/directory", today))
    _write_personas(writer, seed, today)
    for client in CLIENTS:
        writer.client(client)
    for seeded in AGREEMENTS:
        writer.agreement(seeded)
    for area, total in zip(AREAS, area_totals(cases), strict=True):
        _write_staff(writer, area.id, total, seed, today)


def _write_personas(writer: DirectoryWriter, seed: int, today: date) -> None:
    people = personas(seed, today)
    for persona in PERSONAS:
        writer.principal(people[persona.name], persona.roles, persona.clearance)
        if Role.INSPECTOR in persona.roles and persona.area is not None:
            writer.warrant(people[persona.name], persona.area)
        elif persona.area is not None:
            writer.area(people[persona.name], persona.area, persona.roles)
        if Role.AUDITOR in persona.roles:
            writer.appointment(people[persona.name])


def _write_staff(writer: DirectoryWriter, area: int, cases: int, seed: int, today: date) -> None:
    staff, people = staff_of(area, cases, seed, today), set(personas(seed, today).values())
    for who in staff.everybody():
        if who in people:
            continue
        cleared = who.role is Role.MAPPA_COORDINATOR
        writer.principal(who, frozenset({who.role}), Clearance.TERRORISM if cleared else Clearance.NONE)
        writer.area(who, area, frozenset({who.role}))
    for body in BODIES:
        writer.representative(staff.representative(body), area, body)
