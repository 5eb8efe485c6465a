"""The tables of the access record, in the PostgreSQL schema ``audit``, on a metadata of their own.

``entry`` is the record. What many entries share stands once, under its SHA-256: whom an answer was about
(``subject_set``) and what it showed and withheld in each place (``reading``); an entry names both by digest, so its
leaf vouches for them too. ``leaf`` and ``tree_head`` commit to the entries; ``checkpoint`` and ``cosignature`` are what
was said of them to others. ``subject_member`` (sets by subject) and ``subtree`` are indexes built behind the record,
which can be thrown away and rebuilt. A set names subjects by aliases; ``subject_key``, in a schema of its own, has what
opens them (``sealing``). ``access`` is a view that puts the parts of an entry together again. How all are kept
append-only, and by whom they may be written, is in the migrations, and their sum in ``migrations/catalogue.txt``.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA = "audit"
KEYS = "audit_keys"  # apart, so that the record can be copied, mirrored and backed up without it

audit_metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def _moment(name: str, *, primary_key: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=False, primary_key=primary_key)


def _digest(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, CheckConstraint(f"octet_length({name}) = 32", name=name), nullable=nullable)


def _object(name: str) -> Column[object]:
    return Column(name, JSONB, CheckConstraint(f"jsonb_typeof({name}) = 'object'", name=name), nullable=False)


# The key begins with the time, because a partitioned table's key must hold its partition column; it therefore also
# serves every look-up by time, and a separate index on ``recorded_at`` would only slow the writes.
entry = Table(
    "entry",
    audit_metadata,
    Column("id", Uuid),
    _moment("recorded_at"),
    Column("request_id", Uuid, nullable=False),
    Column("act", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("principal_id", Uuid),
    Column("principal_name", Text),
    Column("agency", Text),
    Column("roles", ARRAY(Text), nullable=False),
    Column("client", Text),
    Column("acting", ARRAY(Text), nullable=False),
    Column("human", Boolean, nullable=False),
    Column("purpose", Text),
    Column("operation_name", Text),
    _digest("document_hash", nullable=True),
    _object("variables"),
    _digest("subject_set", nullable=True),  # null: the answer was about nobody
    _digest("reading", nullable=True),  # null: nothing was read
    Column("policy_version", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("duration_us", Integer, nullable=False),
    # What was asked about somebody: operation_name, document_hash and variables, sealed, which then say nothing.
    Column("question", LargeBinary),
    PrimaryKeyConstraint("recorded_at", "id"),
    # Times that every reader can hold; an infinite one would stop whoever meets it.
    CheckConstraint("recorded_at >= '2000-01-01Z' and recorded_at < '9000-01-01Z'", name="recorded_at"),
    Index(None, "principal_id", "recorded_at"),
    Index(None, "subject_set", "recorded_at", postgresql_where=text("subject_set is not null")),
    Index("entry_erasing_idx", "recorded_at", postgresql_where=text("act = 'ERASE_ACCESS_RECORD'")),
    postgresql_partition_by="RANGE (recorded_at)",
)

# Time first in the unique key, as in ``entry``: what is still without a leaf is found by merging two short ranges.
# No foreign key to ``entry``: when the body of an old month is one day removed by a retention rule, its leaves stay.
leaf = Table(
    "leaf",
    audit_metadata,
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", Uuid, nullable=False),
    _moment("recorded_at"),
    _digest("leaf_hash"),
    UniqueConstraint("recorded_at", "entry_id"),
)

# ``frontier``: the roots of the whole subtrees of the first ``size`` leaves, so that an append reads one row only.
# ``complete_to``: what was recorded before it was in the tree when this head was made, save what committed late.
tree_head = Table(
    "tree_head",
    audit_metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    _digest("root"),
    Column("frontier", ARRAY(LargeBinary), nullable=False),
    _moment("made_at"),
    _moment("complete_to"),
)

# ``members`` is its own hash's preimage: for each subject one byte that says the place, and the sixteen of its alias.
# Never compressed: aliases are as good as random, and a slice of what is stored plain can be read alone.
subject_set = Table(
    "subject_set",
    audit_metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("members", LargeBinary, CheckConstraint("mod(length(members), 17) = 0", name="members"), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("clock_timestamp()")),
    CheckConstraint("digest = sha256(members)", name="digest"),
    Index(None, "made_at"),
)

# What the log has signed. A size may be signed again, when the keys change, and never with another root.
checkpoint = Table(
    "checkpoint",
    audit_metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    _moment("signed_at", primary_key=True),
    _digest("root"),
    Column("note", Text, nullable=False),  # the checkpoint with the log's own signatures
    Index(None, "signed_at"),
)

# What witnesses have put under it: the first line of each for each size.
cosignature = Table(
    "cosignature",
    audit_metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("witness", Text, primary_key=True),  # the key as its verifiers write it
    _moment("made_at"),
    Column("line", Text, nullable=False),
)

# The roots of whole subtrees of 256, 256 x 256 ... leaves, from which proofs and tiles are made without reading every
# leaf. It says nothing that the leaves do not.
subtree = Table(
    "subtree",
    audit_metadata,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),  # 1 or more: leaves are level 0
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    _digest("hash"),
)

# ``body`` is JSON in its one encoding (``sharing.reading_body``), for every place that rows could be in. ``parsed`` is
# the same as PostgreSQL reads it: a body has some 20 kB, and to parse it for each of a hundred entries took a tenth of
# a second.
reading = Table(
    "reading",
    audit_metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("body", Text, nullable=False),
    Column("parsed", JSONB, Computed("body::jsonb", persisted=True)),
    CheckConstraint("digest = sha256(convert_to(body, 'UTF8'))", name="digest"),
)

# For how long entries of an outcome and a purpose are kept (NULL: of any), by whose decision. Nothing is built in: no
# source that could be read sets a period for all of them, and what nobody has verified erases nothing.
retention_rule = Table(
    "retention_rule",
    audit_metadata,
    Column("id", Uuid, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("outcome", Text),
    Column("purpose", Text),
    Column("keep_months", Integer, CheckConstraint("keep_months > 0", name="keep_months"), nullable=False),
    Column("decided_by", Text),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    CheckConstraint("not verified or decided_by is not null", name="decided"),
    UniqueConstraint("rule", "version"),
)

# An entry that was erased: what its leaf is still made of, under which rule, and the entry that tells of the erasing.
erasure = Table(
    "erasure",
    audit_metadata,
    Column("entry_id", Uuid),
    _moment("recorded_at"),
    _digest("digest"),
    Column("rule_id", Uuid, nullable=False),
    Column("erased_by", Uuid, nullable=False),
    Column("agency", Text),  # for which it was asked; null: for none, or it was erased before this was kept
    PrimaryKeyConstraint("recorded_at", "entry_id"),
    Index(None, "erased_by"),
)

# Not append-only: it says nothing that the sets do not, and `mappa audit reindex` makes it anew from them.
subject_member = Table(
    "subject_member",
    audit_metadata,
    Column("alias", Uuid, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Index(None, "digest"),
)

# What the keys of a month are made from. It is destroyed when the month is over.
period = Table(
    "period",
    audit_metadata,
    Column("starts_on", Date, primary_key=True),
    _digest("secret"),
    schema=KEYS,
)

# What opens an alias: destroyed, nobody can tell whom the entries that name it are about. Without a key are those of a
# record that was begun before there were keys, whose aliases are the subjects themselves.
subject_key = Table(
    "subject_key",
    audit_metadata,
    Column("alias", Uuid, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    Column("key", LargeBinary),
    Column("period", Date),
    CheckConstraint(
        "case when key is null then alias = subject_id and period is null"
        " else period is not null and uuid_send(alias) = substr(sha256(key || uuid_send(subject_id)), 1, 16) end",
        name="opens",
    ),
    Index(None, "subject_id"),
    schema=KEYS,
)

# What seals the bodies and questions of entries about a set: made of the keys of its subjects (``sealing``). It goes
# with the set, and so with the first of these.
set_key = Table(
    "set_key",
    audit_metadata,
    Column("digest", LargeBinary, primary_key=True),
    _digest("key"),
    schema=KEYS,
)

# Sets that were sealed this month, by the hash of who is in them and the month's secret. It can be lost at any moment.
sealed_set = Table(
    "sealed_set",
    audit_metadata,
    Column("name", LargeBinary, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("key", LargeBinary),
    Column("period", Date, nullable=False),
    Index(None, "digest"),
    schema=KEYS,
    prefixes=["UNLOGGED"],
)

APART = ("subject_set", "reading", "question")  # of an entry, for which the view has words

# A view, so apart from the tables: an entry with its subjects and its reading in words, as people and exports read it.
views = MetaData(schema=SCHEMA)
access = Table(
    "access",
    views,
    *(column._copy() for column in entry.columns if column.name not in APART),  # noqa: SLF001 - SQLAlchemy names no other way
    Column("subject_set", LargeBinary),
    Column("reading_digest", LargeBinary),
    Column("subjects", JSONB),  # {"assigned/ordinary": [keys of cases and persons]}
    Column("reading", JSONB),  # {"assigned/ordinary": {"shown": {...}, "withheld": {...}, "rules": [...]}}
    Column("processing", ARRAY(Text)),  # the kinds of DPA 2018 s.62 that it was, of all places together
    Column("holders", ARRAY(Text)),  # whose what was shown is, as owner codes
    Column("opened", JSONB),  # the reading without what it withheld: what every reader of the record is shown
    Column("sealed", JSONB),  # what it withheld, what nobody shared, and the deciding rules
    Column("question", LargeBinary),  # as it is sealed
)

# What the log signed, with what witnesses put under it, as whoever keeps one keeps it.
signed = Table(
    "signed",
    views,
    Column("id", Uuid),
    Column("size", Text),  # in words, for there may be more leaves than GraphQL has whole numbers
    Column("signed_at", DateTime(timezone=True), nullable=False),
    Column("note", Text),
    Column("cosigned", JSONB),  # {"the witness's name": when}
)

# What tells of erasings, by an index of their own: they are few among all entries.
erasing = Table(
    "erasing",
    views,
    Column("id", Uuid),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("agency", Text),
    Column("principal_id", Uuid),
    Column("principal_name", Text),
    Column("subject_set", LargeBinary),
    Column("entries", Integer),
)

# That an entry was there: for its reader, who finds a page where it stood.
erased = Table(
    "erased",
    views,
    Column("id", Uuid),
    Column("recorded_at", DateTime(timezone=True)),
    Column("agency", Text),
    Column("erased_at", DateTime(timezone=True)),
    Column("erased_by_name", Text),
    Column("rule", Text),
    Column("rule_version", Integer),
    Column("keep_months", Integer),
    Column("decided_by", Text),
    Column("source", Text),
    Column("place", Text),  # its leaf's, counted from 0
    Column("digest", Text),  # of what it said, in hexadecimal
)


def is_partition(table: str) -> bool:
    """Whether a table of the schema ``audit`` is a part of ``entry``, which the metadata does not name."""
    return table.startswith("entry_")
