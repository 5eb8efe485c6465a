"""The tables of the access record, in the PostgreSQL schema ``audit``, on a metadata of their own.

``entry`` is the record. ``leaf`` and ``tree_head`` commit to it; ``checkpoint`` and ``cosignature`` are what was said
of it to others; ``subject_entry`` and ``subtree`` are indexes built behind it, which can be thrown away and rebuilt.
How they are kept append-only, and by whom they may be written, is in ``ddl``.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
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
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA = "audit"

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
    _object("subjects"),
    _object("reading"),
    Column("policy_version", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("duration_us", Integer, nullable=False),
    PrimaryKeyConstraint("recorded_at", "id"),
    # Times that every reader can hold; an infinite one would stop whoever meets it.
    CheckConstraint("recorded_at >= '2000-01-01Z' and recorded_at < '9000-01-01Z'", name="recorded_at"),
    Index(None, "principal_id", "recorded_at"),
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

# Not append-only: it says nothing that the entries do not, and ``projection.rebuild`` makes it anew from them.
subject_entry = Table(
    "subject_entry",
    audit_metadata,
    Column("subject_id", Uuid, primary_key=True),
    _moment("recorded_at", primary_key=True),
    Column("entry_id", Uuid, primary_key=True),
)

# What the log has signed. A size may be signed again, when the keys change, and never with another root.
checkpoint = Table(
    "checkpoint",
    audit_metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    _moment("signed_at", primary_key=True),
    _digest("root"),
    Column("note", Text, nullable=False),  # the checkpoint with the log's own signatures
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

RECORD = (entry, leaf, tree_head, subject_entry)
PUBLISHED = (checkpoint, cosignature, subtree)
APPEND_ONLY = ("entry", "leaf", "tree_head", "checkpoint", "cosignature", "subtree")
