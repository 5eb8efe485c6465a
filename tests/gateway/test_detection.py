"""What the rules over the access record find and must not: one who did it, and one who did nearly the same."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gateway.audit.entry import Entry
from gateway.audit.insertion import ADD_READING, reading_values
from gateway.audit.sharing import Told, reading_of
from gateway.command.detecting import detected
from gateway.detection import detector
from gateway.detection.book import DELIVERED, NAMED, RULES
from gateway.detection.detector import Detector, Stretch, detect, in_force
from gateway.detection.rules import Numbers, Rule
from gateway.log import Log
from gateway.sequencing import parts
from policies.principal import Principal
from policies.vocabulary import Purpose
from schema.transport import Headers
from tests.documents import assert_generated
from tests.gateway.audit.record import Record, entry, set_of
from tests.gateway.served import Database, settings
from tests.gateway.small_caseload import case_id, person_id

UNTIL = datetime(2026, 12, 2, 12, tzinfo=UTC)  # a Wednesday
STRETCH = Stretch(UNTIL - timedelta(days=4), UNTIL)
TUESDAY, SATURDAY = UNTIL - timedelta(days=1), UNTIL - timedelta(days=4) + timedelta(hours=1)
ASSIGNED, AREA, EMERGENCY = 1, 2, 3
READING = reading_of(
    {
        ASSIGNED: Told("assigned/ordinary", {"shown": {"IDENTITY": ["name"]}}),
        AREA: Told("area/ordinary", {"shown": {"IDENTITY": ["name"]}}),
        EMERGENCY: Told("emergency/ordinary", {"shown": {"IDENTITY": ["name"]}}),
    },
    Told("none/ordinary", {"shown": {"AGGREGATE": ["cases"]}}),
)
_numbers = count(1)


@dataclass(frozen=True)
class Person:
    """Somebody who asks."""

    number: int
    name: str = "Ffion Example"

    @property
    def id(self) -> UUID:
        return UUID(int=0xF000 + self.number)

    def asks(self, at: datetime, times: int = 1, **more: Any) -> list[Entry]:  # noqa: ANN401 - whatever a field holds
        """So many entries, a second apart."""
        whom = {"principal_id": self.id, "principal_name": self.name, "subject_set": None, "reading": READING.digest}
        return [entry(recorded_at=at + timedelta(seconds=n), **(whom | more)) for n in range(times)]

    def sees(self, at: datetime, place: int, *subjects: UUID, times: int = 1, **more: Any) -> list[Entry]:  # noqa: ANN401
        named = set_of(*((place, subject) for subject in subjects))
        return self.asks(at, times, subject_set=named, **more)


def some(number: int) -> list[UUID]:
    return [UUID(int=0xAA0000 + place) for place in range(number)]


def refused(person: Person, times: int) -> list[Entry]:
    return person.asks(TUESDAY, times, outcome="REFUSED", reason="NOT_PERMITTED")


def busy(person: Person, lately: int, before: int) -> list[Entry]:
    return [
        *person.sees(UNTIL - timedelta(days=2), AREA, *some(1), times=lately),
        *person.sees(UNTIL - timedelta(days=40), AREA, *some(1), times=before),
    ]


def woken(person: Person, days: int) -> list[Entry]:
    return [*person.asks(UNTIL - timedelta(days=days)), *person.asks(TUESDAY, 10)]


def counted(person: Person, values: Iterable[int]) -> list[Entry]:
    return [told for value in values for told in person.asks(TUESDAY, variables={"area": str(value)})]


RELATED = "Rowan Family1"
TRIED: dict[str, tuple[list[Entry], list[Entry]]] = {}
IDS: dict[str, tuple[UUID, UUID]] = {}
LEAVING: list[UUID] = []
REVIEWED: list[UUID] = []


def tried(rule: str, name: str = "Ffion Example") -> tuple[Person, Person]:
    """Somebody whom the rule must find, and somebody whom it must not."""
    does, does_not = Person(next(_numbers), name), Person(next(_numbers), name)
    IDS[rule] = does.id, does_not.id
    return does, does_not


def _try_all() -> None:
    does, does_not = tried("relative-or-self", RELATED)
    TRIED["relative-or-self"] = (
        does.sees(TUESDAY, AREA, person_id(1)),
        [*does_not.sees(TUESDAY, ASSIGNED, person_id(1)), *does_not.sees(TUESDAY, AREA, person_id(2))],
    )
    does, does_not = tried("colleague")
    TRIED["colleague"] = does.sees(TUESDAY, AREA, person_id(2)), does_not.sees(TUESDAY, AREA, person_id(1))
    does, does_not = tried("no-standing")
    guesses, reads = Person(next(_numbers)), Person(next(_numbers))
    TRIED["no-standing"] = (
        [*refused(does, 20), *guesses.asks(TUESDAY, 20, row_count=0)],
        [*refused(does_not, 19), *reads.asks(TUESDAY, 20, row_count=1)],
    )
    does, does_not = tried("bulk-look-ups")
    TRIED["bulk-look-ups"] = does.sees(TUESDAY, AREA, *some(300)), does_not.sees(TUESDAY, AREA, *some(299), times=5)
    does, does_not = tried("out-of-hours")
    by_night, by_day = Person(next(_numbers)), Person(next(_numbers))
    TRIED["out-of-hours"] = (
        [
            *does.sees(SATURDAY, AREA, *some(1), times=5),
            *by_night.sees(TUESDAY + timedelta(hours=7), AREA, *some(1), times=3),
            *by_night.sees(TUESDAY + timedelta(hours=18, minutes=59), AREA, *some(1), times=2),
        ],
        [
            *by_day.sees(TUESDAY + timedelta(hours=6, minutes=59), AREA, *some(1), times=9),
            *by_day.sees(TUESDAY - timedelta(hours=5), AREA, *some(1), times=9),
            *does_not.sees(SATURDAY, AREA, *some(1), times=5, roles=["PRISON_SECURITY"]),
            *does_not.sees(TUESDAY, AREA, *some(1), times=9),
            *does_not.sees(SATURDAY, AREA, *some(1), times=4),
        ],
    )
    does, does_not = tried("before-leaving")
    stays = Person(next(_numbers))
    LEAVING.extend((does.id, does_not.id))
    TRIED["before-leaving"] = busy(does, 12, 6), [*busy(does_not, 2, 60), *busy(stays, 12, 6)]
    does, does_not = tried("emergency-unreviewed")
    TRIED["emergency-unreviewed"] = (
        does.sees(STRETCH.since + timedelta(hours=1), EMERGENCY, case_id(1)),
        [
            *does_not.sees(TUESDAY, EMERGENCY, case_id(1)),
            *does_not.sees(STRETCH.since + timedelta(hours=1), EMERGENCY, case_id(2)),
        ],
    )
    REVIEWED.append(does_not.id)
    does, does_not = tried("account-awakened")
    TRIED["account-awakened"] = woken(does, 90), [*woken(does_not, 30)]
    does, does_not = tried("differencing")
    TRIED["differencing"] = counted(does, range(30)), counted(does_not, [1] * 40)


_try_all()


async def looked_through(database: Database) -> list[Mapping[str, int]]:
    """Everything above recorded, and what two runs found anew."""
    async with Record.at(database.owner) as record:
        gateway = await record.as_gateway()
        await gateway.execute(ADD_READING, *reading_values(READING))
        for entries in TRIED.values():
            for part in entries:
                await record.put(part)
        return [await detect(gateway, STRETCH) for _ in range(2)]


@pytest.fixture(scope="module")
def found(database: Database) -> list[Mapping[str, int]]:
    people = (
        "insert into directory.principal (id, issuer, subject, name, agency, owner) values (%s, %s, %s, %s, %s, %s)"
    )
    grant = """insert into directory.emergency_grant
        (id, principal_id, case_id, reason, status, granted_at, ends_at, reviewed_at)
        values (gen_random_uuid(), %s, %s, %s, 'REVIEWED', %s, %s, %s)"""
    role = "insert into directory.principal_role values (%s, %s, %s, %s, %s)"
    database.execute(
        people, [UUID(int=0xFFFF), "https://idp.invalid", "namesake", "Given2 Family2", "police", "police"]
    )
    for who in REVIEWED:
        database.execute(people, [who, "https://idp.invalid", str(who), "Ffion Example", "police", "police"])
        times = [STRETCH.since, STRETCH.since + timedelta(hours=12), TUESDAY]
        database.execute(grant, [who, case_id(2), "It could not wait.", *times])
    for who in LEAVING:
        database.execute(people, [who, "https://idp.invalid", str(who), "Ffion Example", "police", "police"])
        database.execute(role, [who, who, "police_offender_manager", date(2026, 1, 1), date(2026, 12, 10)])
    return asyncio.run(looked_through(database))


def by(database: Database, rule: str) -> set[UUID]:
    rows = database.execute("select principal_id from coordination.detection where rule = %s", [rule])
    return {row["principal_id"] for row in rows}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_finds_whoever_did_it_and_not_whoever_did_nearly_the_same(
    database: Database, found: list[Mapping[str, int]], rule: str
) -> None:
    does, does_not = ({each.principal_id for each in part} for part in TRIED[rule])
    assert found[0][rule] >= 1
    assert does <= by(database, rule)
    assert not does_not & by(database, rule)


def test_what_was_found_once_is_not_found_again(found: list[Mapping[str, int]]) -> None:
    assert found[1] == dict.fromkeys((rule.name for rule in RULES), 0)


BULK = """
insert into coordination.detection_number (id, rule, version, span, least, spared, valid_from, source, verified)
values (gen_random_uuid(), 'bulk-look-ups', 2, '1 day', 500, '{}', '2027-01-01', 'A board', true);
update coordination.detection_number set valid_until = '2027-01-01' where rule = 'differencing'
"""
BULK_UNDONE = """
delete from coordination.detection_number where version = 2;
update coordination.detection_number set valid_until = null where rule = 'differencing'
"""


@pytest.fixture
def otherwise(database: Database) -> Iterator[None]:
    """From 2027 on a number of a board's own, and none for one rule."""
    with database.changed(BULK, BULK_UNDONE):
        yield


@pytest.mark.usefixtures("otherwise")
async def test_numbers_hold_from_their_day_and_the_newest_version_counts(database: Database) -> None:
    """A board's own number from a day on; a rule whose numbers have ended is not applied, and says so."""
    async with Record.at(database.owner) as record:
        today = {each.rule: each for each in await in_force(record.superuser, date(2026, 12, 31))}
        later = {each.rule: each for each in await in_force(record.superuser, date(2027, 1, 1))}
    assert (today["bulk-look-ups"].least, later["bulk-look-ups"].least) == (300, 500)
    assert NAMED["bulk-look-ups"].says(later["bulk-look-ups"]) == "Was shown 500 cases and persons within 1 day."
    assert ("differencing" in today, "differencing" in later) == (True, False)
    said = await detected(database.owner, STRETCH.since, datetime(2027, 2, 1, tzinfo=UTC), Purpose.MONITOR_CONDUCT)
    assert [line.split(":")[0].split()[-1] for line in said if line.startswith("    -")] == ["differencing"]


def test_a_finding_names_the_accesses_and_is_new(database: Database, found: list[Mapping[str, int]]) -> None:
    assert found
    does, _ = IDS["emergency-unreviewed"]
    (row,) = database.execute("select * from coordination.detection where principal_id = %s", [does])
    assert (row["status"], row["accesses"], row["subject_id"]) == ("NEW", 1, case_id(1))
    assert row["entries"] == [TRIED["emergency-unreviewed"][0][0].id]


async def test_a_run_beside_another_finds_nothing(database: Database) -> None:
    async with Record.at(database.owner) as record:
        await record.superuser.execute("select pg_advisory_lock($1)", 0x64657465)
        gateway = await record.as_gateway()
        assert set((await detect(gateway, STRETCH)).values()) == {0}


async def test_the_worker_looks_at_the_last_days(database: Database) -> None:
    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(database.gateway)

    looked = await Detector(connect).look()
    assert looked is not None
    assert set(looked.found) == {rule.name for rule in RULES}


async def test_a_rule_that_takes_too_long_keeps_no_other_from_being_applied(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = list[str]()

    async def apply(_: object, __: Stretch, numbers: Numbers) -> int:
        applied.append(numbers.rule)
        if numbers.rule == "colleague":
            raise TimeoutError
        return 0

    monkeypatch.setattr(detector, "_applied", apply)
    async with Record.at(database.owner) as record:
        with pytest.raises(TimeoutError, match=r"more than 900 seconds each: colleague$"):
            await detect(await record.as_gateway(), STRETCH)
    assert set(applied) == {rule.name for rule in RULES}


async def test_whoever_is_on_duty_is_told_of_a_rule_that_was_given_up_until_it_is_applied(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = {"colleague"}

    async def apply(_: object, __: Stretch, numbers: Numbers) -> int:
        if numbers.rule in slow:
            raise TimeoutError
        return 0

    monkeypatch.setattr(detector, "_applied", apply)
    given_up = "not applied, for they took more than 900 seconds each: colleague"
    async with parts(settings(database, "https://idp.invalid", log_keys=None)) as held:
        told = Log.of(held, held.condition).aside(identified_by_nobody).notices
        assert "detection" not in await told()
        await held.detector.look()
        assert (await told())["detection"] == given_up
        slow.clear()
        async with Record.at(database.owner) as record:
            await record.superuser.execute("select pg_advisory_lock($1)", detector.LOCK)
            await held.detector.look()
            assert (await told())["detection"] == given_up, "somebody else looks, and nothing new is known here"
        await held.detector.look()
        assert "detection" not in await told()


async def identified_by_nobody(_: Headers) -> Principal:
    raise AssertionError("nobody asks for a file of the log")


async def test_whoever_is_on_duty_is_told_that_the_record_could_not_be_looked_through() -> None:
    async def connect() -> asyncpg.Connection:
        raise ConnectionRefusedError

    worker = Detector(connect)
    assert await worker.look() is None
    assert worker.fault == "could not be applied; the log says why"


def test_no_number_is_taken_for_sourced_that_is_not() -> None:
    assert [each.rule for each in DELIVERED if each.verified and each.source.startswith("UNSOURCED")] == []
    assert [each.rule for each in DELIVERED] == [rule.name for rule in RULES] == list(NAMED)


def row(rule: Rule) -> str:
    (numbers,) = [each for each in DELIVERED if each.rule == rule.name]
    version = f"{numbers.version}, from {numbers.valid_from:%-d %B %Y}"
    source = "checked" if numbers.verified else "unverified"
    return f"| {rule.title} (`{rule.name}`) | {rule.says(numbers)} | {rule.why} | {version}; {source} |\n"


def test_the_rules_are_told_in_the_documents() -> None:
    table = "| Rule | Finds | What may lie behind it | Version |\n| --- | --- | --- | --- |\n"
    assert_generated("docs/audit.md", "detections", table + "".join(map(row, RULES)))
