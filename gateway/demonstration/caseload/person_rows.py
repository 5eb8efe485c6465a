"""The person: names, other names, and the numbers by which agencies know them.

The numbers have the shape of real ones. PNC serials begin at nine million, CRNs and prison numbers with X, so that
none is likely to be anybody's.
"""

from typing import Any

from agencies.holdings import Reliability
from agencies.person.identifiers import IdentifierKind, make_crn, make_cro, make_pnc, make_prison_number
from agencies.person.vocabulary import AliasKind, IdentifierStatus
from gateway.demonstration.caseload.desk import POLICE_SYSTEM, PRISON_SYSTEM, PROBATION_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.names import FAMILY, NICKNAMES


def write_person(desk: Desk, life: Life) -> None:
    """The person with every name and number."""
    who = life.person
    row: dict[str, Any] = {
        "id": life.person_id,
        "family_name": who.family_name,
        "given_names": who.given_names,
        "date_of_birth": who.born,
        "gender": who.gender,
        "ethnicity": who.ethnicity,
        "nationality": who.nationality,
        "deceased_on": None,
    }
    desk.book.add("person.person", row | source(PROBATION_SYSTEM, desk.chance.before(desk.today, 1, 300)))
    _write_identifiers(desk, life)
    if desk.chance.happens(0.22):
        write_alias(desk, life, *_other_name(desk, life))


def write_alias(desk: Desk, life: Life, kind: AliasKind, name: str) -> None:
    """Another name, as the police know it."""
    told = source(POLICE_SYSTEM, life.sentence.convicted_on, reliability=Reliability.REPORTED)
    desk.add("person.alias", person_id=life.person_id, kind=kind, name=name, **told)


def _other_name(desk: Desk, life: Life) -> tuple[AliasKind, str]:
    kind = desk.chance.pick((AliasKind.ALIAS, AliasKind.ALIAS, AliasKind.NICKNAME, AliasKind.SPELLING))
    if kind is AliasKind.NICKNAME:
        return kind, desk.chance.pick(NICKNAMES)
    if kind is AliasKind.SPELLING:
        return kind, f"{life.person.given_names.split()[0]} {life.person.family_name}e"
    return kind, f"{life.person.given_names.split()[0]} {desk.chance.pick(FAMILY)}"


def _write_identifiers(desk: Desk, life: Life) -> None:
    year = life.person.born.year + 17
    _write(desk, life, IdentifierKind.PNC, make_pnc(year, 9_000_000 + life.number), POLICE_SYSTEM)
    _write(desk, life, IdentifierKind.CRN, make_crn(life.number), PROBATION_SYSTEM)
    if desk.chance.happens(0.5):
        _write(desk, life, IdentifierKind.CRO, make_cro(life.sentence.convicted_on.year, life.number), POLICE_SYSTEM)
    if life.sentence.custodial:
        _write(desk, life, IdentifierKind.PRISON_NUMBER, make_prison_number(life.number), PRISON_SYSTEM)
    if desk.chance.happens(0.01):  # a mistyped number is kept as it came, and finds nobody
        told = source(PRISON_SYSTEM, life.sentence.sentenced_on, reliability=Reliability.UNVERIFIED)
        rejected = {"kind": IdentifierKind.PNC, "raw": f"{year % 100:02d}/{life.number}?"}
        desk.add("person.identifier", person_id=life.person_id, status=IdentifierStatus.REJECTED, **rejected, **told)


def _write(desk: Desk, life: Life, kind: IdentifierKind, number: str, system: str) -> None:
    told = source(system, life.sentence.convicted_on)
    named = {"kind": kind, "canonical": number, "raw": number, "status": IdentifierStatus.CURRENT}
    desk.add("person.identifier", person_id=life.person_id, **named, **told)
