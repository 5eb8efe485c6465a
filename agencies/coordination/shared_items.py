"""A single item shared with an associate: whom the responsible authority considers may contribute (s.325(4A)(c))."""

from enum import StrEnum

from sqlalchemy import Column, Date, Table, Text, Uuid

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.holdings import key, metadata, vocabulary


class SharedItemStatus(StrEnum):
    """Whether the item is shared. What ends by its day keeps its status: the day says it."""

    SHARED = "SHARED"
    WITHDRAWN = "WITHDRAWN"


shared_item = Table(
    "shared_item",
    metadata,
    key(),
    of_case(),
    Column("principal_id", Uuid, nullable=False, index=True),  # in the directory, which belongs to the gateway
    Column("principal_name", Text, nullable=False),
    Column("body", Text, nullable=False),  # the code of whom they work for
    Column("case_reference", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("basis", Text, nullable=False),  # why the authority considers that they may contribute
    Column("ends_on", Date, nullable=False),  # the last day on which it is shown to them
    vocabulary("status", SharedItemStatus),
    Column("shared_by_agency", Text, nullable=False),
    *practitioner("shared_by"),
    Column("withdrawn_because", Text),
    *practitioner("withdrawn_by"),
    *recorded(),
    versioned(),
    schema="coordination",
)
