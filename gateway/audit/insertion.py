"""How an entry is put into its table: beside the reading that it records, or by itself.

Lists and JSON travel as text and are cast in SQL: ``unnest`` would flatten a list of lists, and a connection may have
codecs of its own for jsonb.
"""

from collections.abc import Sequence

from gateway.audit.entry import FIELDS, JSON_FIELDS, Entry, canonical_bytes, encode
from gateway.audit.question import SEALED_FIELDS, question, sealed_or_not
from gateway.audit.sealing import SEALING, kept, name_of
from gateway.audit.sharing import NOTHING, Reading, Shared

LIST_FIELDS = ("roles", "acting")

_TYPES = {
    "id": "uuid",
    "recorded_at": "timestamptz",
    "request_id": "uuid",
    "principal_id": "uuid",
    "human": "boolean",
    "document_hash": "bytea",
    "subject_set": "bytea",
    "reading": "bytea",
    "row_count": "integer",
    "duration_us": "integer",
}  # everything else travels as text

ADD_READING = "insert into audit.reading (digest, body) values ($1, $2) on conflict do nothing"


def reading_values(reading: Reading) -> tuple[object, ...]:
    """What ``ADD_READING`` takes. It is committed before an entry names it."""
    return reading.digest, reading.body


# -- by itself


def _selected(name: str) -> str:
    if name == "subject_set":
        return "coalesce(z.digest, t.subject_set)"  # of the set as it is sealed; or of one that is kept already
    if name == "question":
        return question("t.id", "t.operation_name", "t.document_hash", "t.variables::jsonb")
    return sealed_or_not(name, _given(name)) if name in SEALED_FIELDS else _given(name)


def _given(name: str) -> str:
    if name in JSON_FIELDS:
        return f"t.{name}::jsonb"
    return f"t.{name}::text[]" if name in LIST_FIELDS else f"t.{name}"


GIVEN = tuple(name for name in FIELDS if name != "question")  # which is made as the entry is written
SENT = (*GIVEN, "members", "body")  # an entry, and what it names by its hash: a set of subjects, a reading

_INSERT = """
with {sealing}, sent as (select * from unnest({arrays}) as t ({sent})),
t as materialized (select sent.*, {name} as name from sent),
{sets}, readings as (
    insert into audit.reading (digest, body)
    select distinct on (t.reading) t.reading, t.body from t where t.body is not null
    order by t.reading on conflict do nothing
)
insert into audit.entry ({names}) select {selected} from t left join sealed z using (name)
"""


def _insert() -> str:
    types = {**_TYPES, "members": "bytea"}
    arrays = ", ".join(f"${place}::{types.get(name, 'text')}[]" for place, name in enumerate(SENT, start=1))
    return _INSERT.format(
        sealing=SEALING,
        arrays=arrays,
        sent=", ".join(SENT),
        name=name_of("sent.members"),
        sets=kept("(select name, members as plain from t)"),
        names=", ".join(FIELDS),
        selected=", ".join(map(_selected, FIELDS)),
    )


INSERT = _insert()  # takes one array for each of ``SENT``


def parameters(entry: Entry, shared: Shared = NOTHING) -> tuple[object, ...]:
    """The values for ``INSERT``. Raises ``TypeError`` or ``ValueError`` for an entry that has no encoding."""
    canonical_bytes(entry)  # what cannot be encoded could never become a leaf
    values = (_parameter(name, getattr(entry, name)) for name in GIVEN)
    return *values, shared.members, shared.reading.body if shared.reading else None


def _parameter(name: str, value: object) -> object:
    if name in JSON_FIELDS:
        return encode(value).decode()
    if name in LIST_FIELDS and isinstance(value, Sequence):
        return text_array(value)
    return value


def text_array(words: Sequence[str]) -> str:
    """A PostgreSQL array as text, every word quoted."""
    quoted = (word.replace("\\", "\\\\").replace('"', '\\"') for word in words)
    return "{" + ",".join(f'"{word}"' for word in quoted) + "}"


def columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    """Rows of ``parameters`` turned into the arrays that ``INSERT`` takes; of no rows, empty arrays."""
    return [[row[place] for row in rows] for place in range(len(SENT))]


# -- beside the reading

# What the statement itself finds out, or what is alike in every entry that is written so.
_FOUND = {
    "outcome": "'GRANTED'",
    "reason": "null",
    "subject_set": "z.digest",
    "question": question("q.id", "q.operation_name", "q.document_hash", "q.variables"),
    "row_count": "a.rows::integer",
    "duration_us": "q.duration_us + (extract(epoch from clock_timestamp() - statement_timestamp()) * 1000000)::integer",
}
_OF_THE_ASK = ("id", "recorded_at", "request_id", "variables", "duration_us")


def _travelling(names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Name, the type it travels as, the type it has."""
    lists = {**dict.fromkeys(LIST_FIELDS, "text[]"), **dict.fromkeys(JSON_FIELDS, "jsonb")}
    return tuple((name, _TYPES.get(name, "text"), lists.get(name, _TYPES.get(name, "text"))) for name in names)


ASK_FIELDS = _travelling(_OF_THE_ASK)  # ``duration_us``: the time that passed before the statement was sent
ASKER_FIELDS = _travelling([name for name in FIELDS if name not in _OF_THE_ASK and name not in _FOUND])
_WRITTEN = _FOUND | {name: sealed_or_not(name, f"q.{name}") for name in SEALED_FIELDS}


def asker_values(entry: Entry) -> tuple[object, ...]:
    """The entry's values for ``ASKER_FIELDS``. Raises as ``parameters`` does."""
    canonical_bytes(entry)
    return tuple(_parameter(name, getattr(entry, name)) for name, _, _ in ASKER_FIELDS)


def insertions(answers: str, asked: str) -> str:
    """CTEs that add the entries of ``answers`` (n, fresh, plain, name, rows), asked for by ``asked``.

    They come after ``sealing.SEALING``; ``name`` is ``sealing.name_of`` of ``plain``, the set of who is in the answer.
    """
    names = ", ".join(FIELDS)
    selected = ", ".join(_WRITTEN.get(name, f"q.{name}") for name in FIELDS)
    sets = kept(answers, "s.fresh")
    return f"""{sets}, entries as (
    insert into audit.entry ({names}) select {selected} from {answers} a join {asked} q using (n)
    left join sealed z using (name) where a.fresh
)"""  # noqa: S608 - our own words
