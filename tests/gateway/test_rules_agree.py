"""Each rule's statement finds what the plain one finds, row by row, in a record that chance has made."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gateway.audit.entry import Entry
from gateway.audit.insertion import ADD_READING, reading_values
from gateway.audit.sharing import Told, reading_of
from gateway.detection.book import DELIVERED, NAMED
from gateway.detection.rules import Numbers
from tests.gateway.audit.record import Record, entry, set_of
from tests.gateway.plain_rules import PLAINLY
from tests.gateway.served import Database
from tests.gateway.small_caseload import case_id, person_id

UNTIL = datetime(2026, 12, 2, 12, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=4)
PEOPLE, ENTRIES = 12, 900
PLACES = ("assigned/ordinary", "area/ordinary", "emergency/ordinary", "assigned/limited", "none/ordinary")
SUBJECTS = [*(person_id(n) for n in (1, 2, 3)), *(case_id(n) for n in (1, 2, 3)), UUID(int=0xABC1), UUID(int=0xABC2)]
NOBODY = Told("none/ordinary", {"shown": {"AGGREGATE": ["cases"]}})
READINGS = [
    reading_of({n: Told(cell, {"shown": {}}) for n, cell in enumerate(PLACES)}, NOBODY),
    reading_of({n: Told(cell, {"shown": {}}) for n, cell in enumerate(PLACES[:2])}, Told("none/ordinary", {})),
    reading_of({0: Told(PLACES[0], {"shown": {}})}, NOBODY),
]
NAMES = ("Rowan Family1", "Ffion Family2", "Given2 Family2", "Imogen Nobody")
LEAST = {"bulk-look-ups": 4, "out-of-hours": 2, "no-standing": 2, "account-awakened": 3, "differencing": 2}
SPAN = {"before-leaving": timedelta(days=2), "account-awakened": timedelta(hours=9)}


def made(chance: Random) -> Entry:
    """An entry of one kind or another, of which each column that a rule asks about varies."""
    who = chance.randrange(PEOPLE)
    seen = {(chance.randrange(len(PLACES)), each) for each in chance.sample(SUBJECTS, chance.choice((0, 1, 1, 2, 4)))}
    refused = chance.random() < 0.2
    changes: dict[str, Any] = {
        "recorded_at": SINCE - timedelta(days=1) + timedelta(seconds=chance.randrange(5 * 86_400)),
        "principal_id": None if chance.random() < 0.05 else UUID(int=0xE000 + who),
        "principal_name": NAMES[who % len(NAMES)],
        "human": chance.random() < 0.95,
        "roles": chance.choice((["POLICE_OFFENDER_MANAGER"], ["PRISON_SECURITY"])),
        "act": chance.choice(("CONSULT", "CONSULT", "CONSULT", "CONSULT_ACCESS_RECORD")),
        "outcome": "REFUSED" if refused else "GRANTED",
        "reason": chance.choice(("NOT_PERMITTED", "NOT_FOUND", "PURPOSE_REQUIRED")) if refused else None,
        "subject_set": set_of(*seen) if seen and not refused else None,
        "reading": None if refused else chance.choice(READINGS).digest,
        "row_count": chance.choice((0, 1)),
        "variables": {"area": str(chance.randrange(3))} if chance.random() < 0.9 else {},
        "document_hash": bytes([chance.randrange(2)]) * 32,
    }
    return entry(**changes)


def numbers(rule: str) -> Numbers:
    """The delivered ones, with bounds that a record of this size reaches, and does not always."""
    (given,) = [each for each in DELIVERED if each.rule == rule]
    least, span = LEAST.get(rule, 1), SPAN.get(rule, given.span)
    return Numbers(
        rule=rule, version=1, span=span, least=least, spared=given.spared, ahead=given.ahead, day_from=given.day_from,
        day_until=given.day_until, valid_from=given.valid_from, source=given.source,
    )  # fmt: skip


async def filled(database: Database) -> None:
    chance = Random(7)  # noqa: S311 - no secret
    async with Record.at(database.owner) as record:
        gateway = await record.as_gateway()
        for reading in READINGS:
            await gateway.execute(ADD_READING, *reading_values(reading))
        await record.put(made(chance) for _ in range(ENTRIES))


@pytest.fixture(scope="module")
def record_of_chance(database: Database) -> Database:
    people = (
        "insert into directory.principal (id, issuer, subject, name, agency, owner) values (%s, %s, %s, %s, %s, %s)"
    )
    grant = """insert into directory.emergency_grant
        (id, principal_id, case_id, reason, status, granted_at, ends_at, reviewed_at)
        values (gen_random_uuid(), %s, %s, 'It could not wait.', 'REVIEWED', %s, %s, %s)"""
    for who in range(PEOPLE):
        key = UUID(int=0xE000 + who)
        database.execute(people, [key, "https://idp.invalid", f"e{who}", NAMES[who % len(NAMES)], "police", "police"])
        database.execute(
            "insert into directory.principal_role values (%s, %s, %s, %s, %s)",
            [key, key, "police_offender_manager", date(2026, 1, 1), date(2026, 12, 10) if who % 2 else None],
        )
        if who % 3 == 0:
            times = [SINCE, SINCE + timedelta(hours=12), SINCE + timedelta(hours=who + 1)]
            database.execute(grant, [key, case_id(1), *times])
    asyncio.run(filled(database))
    return database


@pytest.mark.parametrize("rule", list(NAMED))
async def test_a_rule_finds_what_the_plain_one_finds(record_of_chance: Database, rule: str) -> None:
    connection = await asyncpg.connect(record_of_chance.gateway)
    try:
        given = (SINCE, UNTIL, *numbers(rule).bound)
        found = await connection.fetch(NAMED[rule].sql, *given)
        plainly = await connection.fetch(PLAINLY[rule], *given)
    finally:
        await connection.close()
    assert sorted(told(row) for row in found) == sorted(told(row) for row in plainly)
    assert plainly, "a comparison with nothing"


def told(row: asyncpg.Record) -> str:
    """A row whose order of columns is nobody's business."""
    return repr(sorted(row.items()))
