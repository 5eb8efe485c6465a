"""How an entry is put into its table: one statement for any number of entries.

Lists and JSON travel as text and are cast in SQL: ``unnest`` would flatten a list of lists, and a connection may have
codecs of its own for jsonb.
"""

from collections.abc import Sequence

from gateway.audit.entry import FIELDS, JSON_FIELDS, Entry, canonical_bytes, encode

LIST_FIELDS = ("roles", "acting")

_TYPES = {
    "id": "uuid",
    "recorded_at": "timestamptz",
    "request_id": "uuid",
    "principal_id": "uuid",
    "human": "boolean",
    "document_hash": "bytea",
    "row_count": "integer",
    "duration_us": "integer",
}  # everything else travels as text


def _selected(name: str) -> str:
    if name in JSON_FIELDS:
        return f"t.{name}::jsonb"
    return f"t.{name}::text[]" if name in LIST_FIELDS else f"t.{name}"


def _insert() -> str:
    arrays = ", ".join(f"${place}::{_TYPES.get(name, 'text')}[]" for place, name in enumerate(FIELDS, start=1))
    names, selected = ", ".join(FIELDS), ", ".join(map(_selected, FIELDS))
    return f"insert into audit.entry ({names}) select {selected} from unnest({arrays}) as t ({names})"  # noqa: S608


INSERT = _insert()  # takes one array for each field, in the order of ``FIELDS``


def parameters(entry: Entry) -> tuple[object, ...]:
    """The entry's values for ``INSERT``. Raises ``TypeError`` or ``ValueError`` for one that has no encoding."""
    canonical_bytes(entry)  # what cannot be encoded could never become a leaf
    return tuple(_parameter(name, getattr(entry, name)) for name in FIELDS)


def _parameter(name: str, value: object) -> object:
    if name in JSON_FIELDS:
        return encode(value).decode()
    if name in LIST_FIELDS and isinstance(value, Sequence):
        return _array(value)
    return value


def _array(words: Sequence[str]) -> str:
    """A PostgreSQL array as text, every word quoted."""
    quoted = (word.replace("\\", "\\\\").replace('"', '\\"') for word in words)
    return "{" + ",".join(f'"{word}"' for word in quoted) + "}"


def columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    """Rows of ``parameters`` turned into the arrays that ``INSERT`` takes; of no rows, empty arrays."""
    return [[row[place] for row in rows] for place in range(len(FIELDS))]
