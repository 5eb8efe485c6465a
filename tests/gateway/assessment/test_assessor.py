"""The rules applied to holdings: what they find is kept, once, and superseded when a fact changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa

from agencies.coordination import tables as coordination
from agencies.coordination.rules.book import DELIVERED
from agencies.person import tables as persons
from agencies.probation import tables as probation
from gateway.assessment import rulebook
from gateway.assessment.assessor import Assessed, Assessor
from gateway.assessment.following import assess_next, following
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade
from tests.gateway.served import until

TODAY = date(2026, 3, 31)
MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOURCE: dict[str, Any] = {
    "source_system": "a source system",
    "as_of": MOMENT,
    "received_at": MOMENT,
    "assertion": "FACT",
    "subject_category": "CONVICTED",
    "reliability": "VERIFIED",
}
ON_LICENCE, OVER, NEW, RESTRICTED, NOWHERE, DEAD = (UUID(int=0xB000 + n) for n in range(6))
CASES = {ON_LICENCE: UUID(int=0xC000), OVER: UUID(int=0xC001)}
DAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def dsn(postgres: EmbeddedPostgres) -> str:
    """A migrated database with six people in it, two of whom have a case."""
    address = postgres.create_database("assessment")
    upgrade(address)
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.begin() as connection:
        _fill(connection)
    return address


def _fill(connection: sa.Connection) -> None:
    area = {"id": 7, "code": "A07", "name": "Area 7", "region": "A region"}
    connection.execute(coordination.area.insert(), area)
    for who in (ON_LICENCE, OVER, NEW, RESTRICTED, NOWHERE, DEAD):
        died = DAY if who == DEAD else None
        row = {"family_name": "F", "given_names": "G", "gender": "MALE", "deceased_on": died}
        connection.execute(persons.person.insert(), {"id": who, **row, **SOURCE})
        connection.execute(probation.conviction.insert(), _robbery(who))
        if who != NOWHERE:
            lasted = {"event_kind": "LICENCE", "area_id": 7, "valid_from": DAY}
            connection.execute(probation.supervision.insert(), {"person_id": who, **lasted, **SOURCE})
    for who, case in CASES.items():
        connection.execute(coordination.case.insert(), _case(who, case))
    limit = {"kind": "RESTRICTION", "principal_id": UUID(int=1), "principal_name": "N", "valid_from": DAY}
    connection.execute(probation.access_limit.insert(), {"person_id": RESTRICTED, **limit, **SOURCE})


def _robbery(who: UUID) -> dict[str, Any]:
    sentence = {"sentence_kind": "IMPRISONMENT", "length_months": 12, "main_offence": True, "sentenced_on": DAY}
    ends_on = date(2026, 3, 30) if who == OVER else date(2026, 5, 31)
    offence = {"offence": "Robbery", "schedule": "CJA 2003, Sch. 15 Part 1", "convicted_on": DAY, "ends_on": ends_on}
    return {"person_id": who, **offence, **sentence, **SOURCE}


def _case(who: UUID, case: UUID) -> dict[str, Any]:
    words = {"category": "CATEGORY_2", "level": "LEVEL_1", "qualifying_reason": "QUALIFYING_SENTENCE"}
    state = {"status": "ACTIVE", "lead_agency": "PROBATION", "entered_on": DAY, "recorded_at": MOMENT}
    return {"id": case, "reference": f"MAPPA-07-{case.int:06d}", "person_id": who, "area_id": 7, **words, **state}


@pytest.fixture
def connection(dsn: str) -> Iterator[psycopg.Connection]:
    """A connection whose changes are undone."""
    with psycopg.connect(dsn) as opened:
        rulebook.load_delivered(opened)
        yield opened
        opened.rollback()


def assess(connection: psycopg.Connection, on: date = TODAY) -> Assessed:
    return Assessor.of(connection, on).assess_all()


def findings(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    statement = "SELECT case_id, kind, holds_from, settle_by FROM coordination.finding WHERE superseded_by IS NULL"
    return connection.execute(f"{statement} ORDER BY case_id, kind").fetchall()


def test_the_delivered_rules_come_back_from_the_database_as_they_were(connection: psycopg.Connection) -> None:
    read = rulebook.read(connection)
    for name, _, _ in rulebook.KINDS:
        assert set(getattr(read, name)) == set(getattr(DELIVERED, name))
    assert rulebook.load_delivered(connection) == 0


def test_an_exit_is_found_for_the_day_it_falls_due_and_none_before(connection: psycopg.Connection) -> None:
    assess(connection)
    assert findings(connection) == [
        (CASES[ON_LICENCE], "EXIT_DUE", date(2026, 6, 1), date(2026, 6, 15)),
        (CASES[OVER], "EXIT_DUE", date(2026, 3, 31), date(2026, 4, 16)),  # Easter lies within
    ]


def test_who_qualifies_without_a_case_is_listed_with_their_area_and_handling(connection: psycopg.Connection) -> None:
    done = assess(connection)
    listed = connection.execute(
        "SELECT person_id, area_id, handling, category, notify_by, holds_until FROM coordination.identified_person"
        " ORDER BY person_id"
    ).fetchall()
    said = ("CATEGORY_2", date(2025, 6, 20), date(2026, 6, 1))
    assert listed == [(NEW, 7, 0, *said), (RESTRICTED, 7, 1, *said), (NOWHERE, None, 0, *said)]
    assert done.without_area == 1


def test_of_the_dead_nothing_is_asked(connection: psycopg.Connection) -> None:
    assert assess(connection).persons == 5


def test_asking_twice_changes_nothing_and_the_next_day_neither(connection: psycopg.Connection) -> None:
    assert assess(connection).new > 0
    assert assess(connection).new == 0
    assert assess(connection, date(2026, 4, 1)).new == 0


def test_a_changed_fact_supersedes_what_was_found_and_a_fact_set_right_brings_it_back(
    connection: psycopg.Connection,
) -> None:
    assess(connection)
    before = findings(connection)
    connection.execute("UPDATE probation.conviction SET length_months = 11 WHERE person_id = %s", [ON_LICENCE])
    assess(connection)
    assert findings(connection)[0][:2] == (CASES[ON_LICENCE], "CATEGORY_DISAGREES")
    kept = connection.execute("SELECT count(*) FROM coordination.finding WHERE superseded_by IS NOT NULL").fetchone()
    assert kept == (1,)
    connection.execute("UPDATE probation.conviction SET length_months = 12 WHERE person_id = %s", [ON_LICENCE])
    assess(connection)
    assert findings(connection) == before


def test_a_case_opened_takes_the_person_off_the_list(connection: psycopg.Connection) -> None:
    assess(connection)
    with connection.cursor() as cursor:
        row = _case(NEW, UUID(int=0xC00F))
        names = ", ".join(row)
        cursor.execute(
            f"INSERT INTO coordination.case ({names}) VALUES ({', '.join(['%s'] * len(row))})",  # noqa: S608 - our own
            list(row.values()),
        )
    assess(connection)
    listed = connection.execute(
        "SELECT person_id FROM coordination.identified_person WHERE superseded_by IS NULL ORDER BY 1"
    ).fetchall()
    assert listed == [(RESTRICTED,), (NOWHERE,)]


def test_what_the_police_say_has_ended_counts_no_longer(connection: psycopg.Connection) -> None:
    connection.execute(
        "INSERT INTO police.notification_period (id, person_id, status, basis, starts_on, indefinite, source_system,"
        " as_of, received_at, assertion, subject_category, reliability) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s,"
        " 'x', %s, %s, 'FACT', 'CONVICTED', 'VERIFIED')",
        [ON_LICENCE, "ENDED", "CUSTODY_OVER_30_MONTHS", DAY, True, MOMENT, MOMENT],
    )
    assess(connection)
    said = connection.execute(
        "SELECT category, holds_from, holds_until FROM coordination.identification WHERE person_id = %s"
        " AND superseded_by IS NULL ORDER BY holds_from",
        [ON_LICENCE],
    ).fetchall()
    assert said[0] == ("CATEGORY_1", DAY, date(2026, 3, 2))
    assert said[1] == ("CATEGORY_2", date(2026, 3, 2), date(2026, 6, 1))


def test_a_day_of_our_own_moves_a_limit(connection: psycopg.Connection) -> None:
    connection.execute(
        "INSERT INTO coordination.calendar_day (id, area_id, day, worked, reason, source) VALUES"
        " (gen_random_uuid(), NULL, '2026-06-02', false, 'Closed', 'a test'),"
        " (gen_random_uuid(), 7, '2026-06-02', true, 'Open here', 'a test'),"
        " (gen_random_uuid(), 7, '2026-06-03', false, 'Closed here', 'a test')"
    )
    assess(connection)
    assert findings(connection)[0][3] == date(2026, 6, 16)


def test_a_case_that_an_act_marked_is_assessed_and_its_marks_are_taken_away(dsn: str) -> None:
    mark = "insert into coordination.changed_case (id, case_id, changed_at) values (gen_random_uuid(), %s, now())"
    with psycopg.connect(dsn, autocommit=True) as opened, opened.transaction(force_rollback=True):
        rulebook.load_delivered(opened)
        for case in (OVER, OVER, ON_LICENCE):
            opened.execute(mark, [CASES[case]])
        assessed = {assess_next(opened, TODAY), assess_next(opened, TODAY)}
        assert assessed == {CASES[OVER], CASES[ON_LICENCE]}
        assert assess_next(opened, TODAY) is None
        assert [row[0] for row in findings(opened)] == [CASES[ON_LICENCE], CASES[OVER]]


def test_what_fails_leaves_the_mark_and_nothing_is_lost(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(dsn, autocommit=True) as opened, opened.transaction(force_rollback=True):
        rulebook.load_delivered(opened)
        opened.execute("insert into coordination.changed_case values (gen_random_uuid(), %s, now())", [CASES[OVER]])
        with monkeypatch.context() as broken:
            broken.setattr(Assessor, "assess", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                assess_next(opened, TODAY)
        assert findings(opened) == []
        assert assess_next(opened, TODAY) == CASES[OVER]
        assert len(findings(opened)) == 1


def test_what_is_marked_is_followed_until_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refused(dsn: str, **_: object) -> None:
        asked.append(dsn)
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg, "connect", refused)
    with following("the database", lambda: TODAY):
        until(lambda: asked)
    assert asked == ["the database"]
