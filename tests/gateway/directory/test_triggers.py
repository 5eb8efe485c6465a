"""The promises that the directory keeps inside the database, whoever writes."""
# ruff: noqa: S608 - the statements are made of the names of our own tables

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest

from policies.vocabulary import Handling
from tests.gateway.served import Database
from tests.gateway.small_caseload import MEETING, PERSONA_IDS, case_id, person_id

ONE, OTHER, BYSTANDER = PERSONA_IDS["police"], PERSONA_IDS["prison"], PERSONA_IDS["admin"]

# The tables whose rows name a principal and decide what they are shown, and the column that does.
FACTS = (
    ("directory.principal_role", "principal_id"),
    ("directory.principal_area", "principal_id"),
    ("directory.emergency_grant", "principal_id"),
    ("directory.conflict_of_interest", "principal_id"),
    ("police.managed_person", "offender_manager_id"),
    ("prison.offender_manager", "offender_manager_id"),
    ("probation.supervision", "offender_manager_id"),
    ("probation.victim_contact", "liaison_officer_id"),
    ("probation.access_limit", "principal_id"),
    ("coordination.invitation", "principal_id"),
    ("coordination.case_opening", "principal_id"),
    ("coordination.shared_item", "principal_id"),
)


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """The owner's, with whatever a test did undone in the end."""
    with psycopg.connect(database.owner) as connection:
        connection.execute(
            "insert into directory.emergency_grant values (gen_random_uuid(), %s, %s, 'why', now(), now())",
            [ONE, case_id(1)],
        )
        connection.execute(
            "insert into directory.conflict_of_interest (id, principal_id, case_id, nature, declared_at, status)"
            " values (gen_random_uuid(), %s, %s, 'a neighbour', now(), 'DECLARED')",
            [ONE, case_id(1)],
        )
        connection.execute(
            "insert into coordination.case_opening (id, case_id, principal_id, principal_name, agency, purpose, reason,"
            " ends_on, status, opened_by_agency, recorded_at) values (gen_random_uuid(), %s, %s, 'A name', 'police',"
            " 'manage_risk', 'why', '2026-01-01', 'OPEN', 'police', now())",
            [case_id(1), ONE],
        )
        connection.execute(
            "insert into coordination.shared_item (id, case_id, principal_id, principal_name, body, case_reference,"
            " subject, content, basis, ends_on, status, shared_by_agency, recorded_at) values (gen_random_uuid(), %s,"
            " %s, 'A name', 'housing', 'X', 'An item', 'What it says', 'why', '2026-01-01', 'SHARED', 'police', now())",
            [case_id(1), ONE],
        )
        yield connection
        connection.rollback()


def versions(connection: psycopg.Connection) -> dict[UUID, int]:
    return dict(connection.execute("select id, version from directory.principal").fetchall())


def risen(connection: psycopg.Connection, statement: str) -> set[UUID]:
    """Whose version a statement raised."""
    before = versions(connection)
    connection.execute(statement.encode())
    after = versions(connection)
    assert all(after[who] >= before[who] for who in before)
    return {who for who in before if after[who] > before[who]}


@pytest.mark.parametrize(("table", "column"), FACTS)
def test_a_fact_raises_the_version_of_whom_it_is_about_and_of_nobody_else(
    connection: psycopg.Connection, table: str, column: str
) -> None:
    connection.execute(f"update {table} set {column} = '{ONE}'".encode())
    assert risen(connection, f"update {table} set {column} = '{ONE}'") == {ONE}
    assert risen(connection, f"update {table} set {column} = '{OTHER}'") == {ONE, OTHER}
    connection.execute(f"create temporary table kept on commit drop as table {table}".encode())
    if table == "coordination.invitation":
        connection.execute("delete from coordination.attendance")
    assert risen(connection, f"delete from {table}") == {OTHER}
    assert risen(connection, f"insert into {table} table kept") == {OTHER}
    assert risen(connection, f"delete from {table} where false") == set()


@pytest.mark.parametrize(
    "change", ["name = 'x'", "status = 'SUSPENDED'", "clearance = 'terrorism'", "clearance_until = '2020-01-01'"]
)
def test_a_change_of_the_principal_raises_their_version(connection: psycopg.Connection, change: str) -> None:
    assert risen(connection, f"update directory.principal set {change} where id = '{ONE}'") == {ONE}


@pytest.mark.parametrize(
    "change",
    ["area_id = (select max(id) from coordination.area)", "lead_agency = 'PROBATION'", "handling = handling | 2"],
    ids=["area", "lead", "handling"],
)
def test_a_case_that_moves_is_led_or_handled_otherwise_raises_the_version_of_all_who_stand_to_it(
    connection: psycopg.Connection, change: str
) -> None:
    connection.execute(f"update police.managed_person set offender_manager_id = '{OTHER}'".encode())
    moved = risen(connection, f"update coordination.\"case\" set {change} where id = '{case_id(1)}'")
    assert {ONE, OTHER} <= moved
    assert BYSTANDER not in moved
    assert risen(connection, f"update coordination.\"case\" set {change} where id = '{case_id(1)}'") == set()


@pytest.fixture
def unopened(connection: psycopg.Connection) -> psycopg.Connection:
    """Somebody whom the police manage and to whom access is restricted, before there is a case."""
    connection.execute("create temporary table somebody on commit drop as table person.person limit 1")
    connection.execute("update somebody set id = gen_random_uuid()")
    connection.execute("insert into person.person table somebody")
    for table, rows in (("police.managed_person", "offender_manager_id"), ("probation.access_limit", "principal_id")):
        connection.execute(f"create temporary table fact on commit drop as table {table} limit 1".encode())
        changes = f"id = gen_random_uuid(), person_id = (select id from somebody), {rows} = '{OTHER}'"
        kind = ", kind = 'RESTRICTION', valid_until = null" if table.endswith("limit") else ", valid_until = null"
        connection.execute(f"update fact set {changes}{kind}, superseded_by = null".encode())
        connection.execute(f"insert into {table} table fact".encode())
        connection.execute("drop table fact")
    return connection


def test_a_case_that_is_opened_is_marked_and_raises_the_version_of_those_who_stand_to_the_person(
    unopened: psycopg.Connection,
) -> None:
    unopened.execute('create temporary table opened on commit drop as table coordination."case" limit 1')
    unopened.execute(
        "update opened set id = gen_random_uuid(), reference = 'MAPPA-07-999999', handling = 0,"
        " person_id = (select id from somebody)"
    )
    assert risen(unopened, 'insert into coordination."case" table opened') == {OTHER}
    marked = unopened.execute("select handling from coordination.\"case\" where reference = 'MAPPA-07-999999'")
    assert marked.fetchall() == [(Handling.LIMITED_ACCESS.stored,)]


def test_a_version_that_is_set_is_kept_as_it_is_set(connection: psycopg.Connection) -> None:
    connection.execute("update directory.principal set version = version + 10 where id = %s", [ONE])
    before = versions(connection)[ONE]
    connection.execute("update directory.principal set version = version + 1 where id = %s", [ONE])
    assert versions(connection)[ONE] == before + 1


def test_an_agenda_raises_the_version_of_everybody_invited(connection: psycopg.Connection) -> None:
    invited = {PERSONA_IDS["chair"], PERSONA_IDS["housing"]}
    item = f"meeting_id = '{MEETING}' and case_id = '{case_id(1)}'"
    assert risen(connection, f"update coordination.meeting_case set position = 2 where {item}") == invited
    assert (
        risen(
            connection,
            "insert into coordination.meeting_case (id, meeting_id, case_id, position, held_on, purpose, status,"
            f" recorded_at) values (gen_random_uuid(), '{MEETING}', '{case_id(2)}', 3, now(),"
            " 'INITIAL', 'LISTED', now())",
        )
        == invited
    )
    assert risen(connection, f"delete from coordination.meeting_case where case_id = '{case_id(2)}'") == invited


# -- limited access

LIMIT = """
insert into probation.access_limit (id, person_id, kind, principal_id, principal_name, valid_from, valid_until,
    source_system, as_of, received_at, assertion, subject_category, reliability)
values (gen_random_uuid(), '{person}', '{kind}', '{who}', 'x', '2020-01-01', {until},
    'test', now(), now(), 'FACT', 'CONVICTED', 'VERIFIED')
"""


def handling(connection: psycopg.Connection, case: int) -> Handling:
    row = connection.execute('select handling from coordination."case" where id = %s', [case_id(case)]).fetchone()
    assert row is not None
    return tuple(Handling)[row[0]]


def limit(connection: psycopg.Connection, case: int, kind: str = "RESTRICTION", until: str = "null") -> None:
    statement = LIMIT.format(person=person_id(case), kind=kind, who=BYSTANDER, until=until)
    connection.execute(statement.encode())


@pytest.mark.parametrize(("case", "marked"), [(1, Handling.LIMITED_ACCESS), (5, Handling.TERRORISM_LIMITED_ACCESS)])
def test_a_restriction_marks_the_case_and_its_end_lifts_the_mark(
    connection: psycopg.Connection, case: int, marked: Handling
) -> None:
    plain = handling(connection, case)
    limit(connection, case)
    limit(connection, case)
    assert handling(connection, case) is marked
    one = "(select min(id::text) from probation.access_limit where person_id = %s)"
    connection.execute(f"delete from probation.access_limit where id::text = {one}".encode(), [person_id(case)])
    assert handling(connection, case) is marked
    connection.execute(
        "update probation.access_limit set valid_until = current_date where person_id = %s", [person_id(case)]
    )
    assert handling(connection, case) is plain


def test_a_restriction_that_is_superseded_counts_no_more(connection: psycopg.Connection) -> None:
    limit(connection, 1)
    change = "update probation.access_limit set superseded_by = gen_random_uuid() where person_id = %s"
    connection.execute(change, [person_id(1)])
    assert handling(connection, 1) is Handling.ORDINARY


def test_an_exclusion_marks_no_case(connection: psycopg.Connection) -> None:
    limit(connection, 1, kind="EXCLUSION")
    assert handling(connection, 1) is Handling.ORDINARY


def test_a_restriction_that_moves_to_another_person_marks_the_one_and_frees_the_other(
    connection: psycopg.Connection,
) -> None:
    limit(connection, 1)
    change = "update probation.access_limit set person_id = %s where person_id = %s"
    connection.execute(change, [person_id(2), person_id(1)])
    assert handling(connection, 1) is Handling.ORDINARY
    assert handling(connection, 2) is Handling.LIMITED_ACCESS


def test_no_update_clears_the_mark_of_a_restriction_that_holds(connection: psycopg.Connection) -> None:
    assert handling(connection, 4) is Handling.LIMITED_ACCESS
    for change in ("handling = 0", "handling = 2", "handling = 0, category = 'CATEGORY_4'"):
        connection.execute(f"update coordination.\"case\" set {change} where id = '{case_id(4)}'".encode())
        assert handling(connection, 4) in (Handling.LIMITED_ACCESS, Handling.TERRORISM_LIMITED_ACCESS)
    connection.execute(
        f"update probation.access_limit set valid_until = '2020-02-01' where person_id = '{person_id(4)}'"
    )
    assert handling(connection, 4) is Handling.ORDINARY


def test_a_case_that_passes_to_somebody_restricted_is_marked(connection: psycopg.Connection) -> None:
    connection.execute(f"update probation.access_limit set person_id = '{person_id(2)}'".encode())
    connection.execute(f"update coordination.\"case\" set handling = 0 where id = '{case_id(2)}'".encode())
    assert handling(connection, 2) is Handling.LIMITED_ACCESS
