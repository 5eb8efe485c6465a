"""An entry's leaf as PostgreSQL makes it, beside the row: the bytes are those of ``entry.leaf_of``.

To fetch an entry, encode it here and send its hash back took a fifth of what answering a short question took. Two
makers of one encoding are a danger and a guard: whatever is verified, received or copied is made by ``entry`` of the
stored row, so where the two differ in a single byte the first verification says so; and tests hold them to each other.

``row_to_json`` writes as RFC 8259 asks and as the encoding does: no spaces, members in the order of the columns, and of
characters only quotation mark, reverse solidus and U+0000..U+001F escaped.
"""

from collections.abc import Iterable

from gateway.audit.entry import BYTES_FIELDS, FIELDS, JSON_FIELDS
from gateway.transparency.leaf import ENTRY_VERSION, VERSION

_INSTANT = "to_char({column} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

# PostgreSQL keeps the members of an object by length and then by name; the encoding has them by name.
_OBJECT = """case when {column} = '{{}}' then '{{}}'::json else (
    select ('{{' || string_agg(to_json(m.key) || ':' || m.value, ',' order by m.key collate "C") || '}}')::json
    from jsonb_each({column}) m) end"""


def readable(alias: str) -> str:
    """Whether a row is one that we could have written: its variables are text."""
    members = f"select from jsonb_each({alias}.variables) m where jsonb_typeof(m.value) <> 'string'"
    return f"({alias}.variables = '{{}}' or not exists ({members}))"


def leaf_hash(alias: str) -> str:
    """The hash of the leaf of a row of ``audit.entry`` that is ``readable``."""
    moment = _INSTANT.format(column=f"{alias}.recorded_at")
    told = f"{_line(VERSION)} || {alias}.id || E'\\n' || {moment} || E'\\n' || encode({_digest(alias)}, 'base64')"
    return f"sha256('\\x00'::bytea || convert_to({told} || E'\\n', 'UTF8'))"


def _digest(alias: str) -> str:
    """SHA-256 of the canonical encoding, which does not name a question where none is sealed."""
    without = _encoded(alias, (name for name in FIELDS if name != "question"))
    told = f"case when {alias}.question is null then {without} else {_encoded(alias, FIELDS)} end"
    return f"sha256(convert_to({_line(ENTRY_VERSION.decode().rstrip())} || {told}, 'UTF8'))"


def _encoded(alias: str, names: Iterable[str]) -> str:
    members = ", ".join(f"{_member(name, f'{alias}.{name}')} as {name}" for name in sorted(names))
    return f"(select row_to_json(r)::text from (select {members}) r)"  # noqa: S608 - built of our own column names


def _member(name: str, column: str) -> str:
    if name in BYTES_FIELDS:
        return f"encode({column}, 'hex')"
    if name in JSON_FIELDS:
        return _OBJECT.format(column=column)
    return _INSTANT.format(column=column) if name == "recorded_at" else column


def _line(words: str) -> str:
    return f"E'{words}\\n'"
