import hmac
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

import asyncpg.pgproto.pgproto
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.keys import uuid7
from gateway.audit.entry import FIELDS, Entry, VariableHasher, canonical_bytes, columns_read, from_row, leaf_of
from gateway.audit.leaf_sql import leaf_hash, readable
from gateway.audit.tables import entry as entry_table
from tests.gateway.audit.record import Record, entry

# What PostgreSQL can hold: text without U+0000, and nothing that UTF-8 cannot encode.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
MAYBE = st.none() | WORDS
ENTRIES = st.builds(
    Entry,
    id=st.uuids(version=4),
    recorded_at=st.datetimes(
        min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is drawn
        max_value=datetime(2060, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    ),
    request_id=st.uuids(),
    act=WORDS,
    outcome=WORDS,
    reason=MAYBE,
    principal_id=st.none() | st.uuids(),
    principal_name=MAYBE,
    agency=MAYBE,
    roles=st.lists(WORDS, max_size=4),
    client=MAYBE,
    acting=st.lists(WORDS, max_size=4).map(tuple),
    human=st.booleans(),
    purpose=MAYBE,
    operation_name=MAYBE,
    document_hash=st.none() | st.binary(min_size=32, max_size=32),
    variables=st.dictionaries(WORDS, WORDS),
    subject_set=st.none() | st.binary(min_size=32, max_size=32),
    reading=st.none() | st.binary(min_size=32, max_size=32),
    policy_version=WORDS,
    row_count=st.integers(0, 2**31 - 1),
    duration_us=st.integers(0, 2**31 - 1),
)
STORED = f"select {columns_read('e')} from audit.entry e where id = $1"  # noqa: S608
ROW = f"""
select {columns_read("e")}, {leaf_hash("e")} as leaf_hash, {readable("e")} as readable
from jsonb_populate_record(null::audit.entry, $1) e
"""  # noqa: S608
HASHER = VariableHasher(bytes(range(32)))


def test_an_entry_has_a_field_for_each_column_and_no_other() -> None:
    assert set(FIELDS) == {column.name for column in entry_table.columns}


def test_the_canonical_bytes_are_these() -> None:
    told = entry(
        id=UUID(int=1),
        request_id=UUID(int=2),
        recorded_at=datetime(2026, 11, 5, 11, 12, 13, 40, tzinfo=timezone(timedelta(hours=1))),
        principal_name='Siân "S" Example\n',
        subject_set=None,
        reading=bytes(range(32, 64)),
    )
    assert canonical_bytes(told) == (
        b"mappa-access-entry-v2\n"
        b'{"act":"CONSULT","acting":[],"agency":"POLICE","client":"mappa-web",'
        b'"document_hash":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","duration_us":1234,'
        b'"human":true,"id":"00000000-0000-0000-0000-000000000001","operation_name":"OneCase","outcome":"GRANTED",'
        b'"policy_version":"1a2b","principal_id":"00000000-0000-0000-0000-000000000007",'
        b'"principal_name":"Si\xc3\xa2n \\"S\\" Example\\n","purpose":"MANAGE_RISK",'
        b'"reading":"202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f","reason":null,'
        b'"recorded_at":"2026-11-05T10:12:13.000040Z","request_id":"00000000-0000-0000-0000-000000000002",'
        b'"roles":["POLICE_OFFENDER_MANAGER"],"row_count":1,'
        b'"subject_set":null,'
        b'"variables":{"reference":"00000000000000000000000000000000"}}'
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(told=ENTRIES)
async def test_the_stored_row_gives_the_same_bytes_as_the_entry_before_it_was_written(
    record: Record, told: Entry
) -> None:
    told = replace(told, id=uuid7())  # an example may be tried twice
    await record.put([told])
    row = await record.superuser.fetchrow(STORED, told.id)
    assert row is not None
    assert canonical_bytes(from_row(row)) == canonical_bytes(told)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(told=ENTRIES, question=st.none() | st.binary(max_size=300))
async def test_the_database_makes_the_leaf_that_is_made_of_the_row_here(
    record: Record, told: Entry, question: bytes | None
) -> None:
    values = {name: _as_json(getattr(replace(told, question=question), name)) for name in FIELDS}
    row = await record.superuser.fetchrow(ROW, orjson.dumps(values).decode())
    assert row is not None
    assert row["readable"]
    assert row["leaf_hash"] == leaf_of(from_row(row)).hash


def _as_json(value: object) -> object:
    return f"\\x{value.hex()}" if isinstance(value, bytes) else value


@pytest.mark.parametrize("field", [field.name for field in fields(Entry)])
def test_no_field_can_change_without_changing_the_bytes(field: str) -> None:
    one = entry()
    other: dict[str, object] = {
        "recorded_at": one.recorded_at + timedelta(microseconds=1),
        "document_hash": b"other",
        "subject_set": b"other",
        "reading": b"other",
        "human": False,
    }
    changed: Entry = replace(one, **{field: other.get(field, "other")})  # type: ignore[arg-type]
    assert canonical_bytes(changed) != canonical_bytes(one)


def test_the_order_of_roles_is_part_of_the_entry() -> None:
    one = entry(roles=["A", "B"])
    assert canonical_bytes(one) != canonical_bytes(replace(one, roles=["B", "A"]))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        canonical_bytes(entry(recorded_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_a_value_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError) as refused:
        canonical_bytes(entry(variables={"a": object()}))
    assert "object has no place in an entry" in str(refused.value.__cause__)


def test_any_mapping_and_any_uuid_is_encoded_as_its_plain_twin() -> None:
    driver_id = asyncpg.pgproto.pgproto.UUID(str(UUID(int=3)))
    one = entry(variables=MappingProxyType({"a": "x"}), principal_id=driver_id)
    assert canonical_bytes(one) == canonical_bytes(replace(one, variables={"a": "x"}, principal_id=UUID(int=3)))


def test_an_auditor_can_test_a_guess() -> None:
    hashed = HASHER.hash_all({"surname": "Example", "area": 7})
    assert {name: len(value) for name, value in hashed.items()} == {"surname": 32, "area": 32}
    assert HASHER.matches("surname", "Example", hashed["surname"])
    assert not HASHER.matches("surname", "example", hashed["surname"])
    assert not HASHER.matches("area", "7", hashed["area"])


def test_the_hash_is_hmac_sha_256_over_name_and_value() -> None:
    key = sha256(b"mappa-access-entry-variables" + bytes(range(32))).digest()
    assert HASHER.hash("area", 7) == hmac.digest(key, b'["area",7]', "sha256")[:16].hex()


def test_equal_values_of_different_variables_do_not_look_alike() -> None:
    assert HASHER.hash("a", "x") != HASHER.hash("b", "x")


def test_a_mapping_hashes_alike_in_whatever_order_it_came() -> None:
    assert HASHER.hash("filter", {"a": 1, "b": [2]}) == HASHER.hash("filter", orjson.loads(b'{"b":[2],"a":1}'))


def test_without_the_key_a_guess_cannot_be_tested() -> None:
    assert not VariableHasher(bytes(32)).matches("a", "x", HASHER.hash("a", "x"))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="has 31 bytes; give at least 32"):
        VariableHasher(bytes(31))
