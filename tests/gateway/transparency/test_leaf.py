from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transparency.leaf import Leaf
from gateway.transparency.text import FormatRefused

LEAF = Leaf(UUID(int=1), datetime(2026, 11, 5, 11, 12, 13, 40, tzinfo=timezone(timedelta(hours=1))), bytes(range(32)))
WRITTEN = (
    b"mappa-access-leaf-v1\n"
    b"00000000-0000-0000-0000-000000000001\n"
    b"2026-11-05T10:12:13.000040Z\n"
    b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
)


def test_a_leaf_is_written_so_and_hashed_as_rfc_9162_says() -> None:
    assert bytes(LEAF) == WRITTEN
    assert LEAF.hash == sha256(b"\0" + WRITTEN).digest()
    assert Leaf.parse(WRITTEN) == Leaf(LEAF.entry_id, LEAF.recorded_at.astimezone(UTC), LEAF.digest)


@given(st.data())
def test_a_leaf_with_a_byte_changed_is_another_leaf_or_none(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(WRITTEN) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != WRITTEN[place]))
    changed = WRITTEN[:place] + bytes([byte]) + WRITTEN[place + 1 :]
    try:
        leaf = Leaf.parse(changed)
    except FormatRefused:
        return
    assert bytes(leaf) == changed
    assert leaf.hash != LEAF.hash


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"v1", b"v2", "four lines"),
        (b"0001\n", b"000g\n", "id is none"),
        (b"0001\n", b"000A\n", "not written as leaves are"),
        (b"-11-05T", b"-13-05T", "time is none"),
        (b"000040Z", b"00040Z", "time is none"),
        (b"Hh8=", b"Hh9=", "not the base64"),
    ],
)
def test_what_is_no_leaf_is_refused_with_the_reason(old: bytes, new: bytes, says: str) -> None:
    with pytest.raises(FormatRefused, match=says):
        Leaf.parse(WRITTEN.replace(old, new))
