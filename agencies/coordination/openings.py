"""A case that is opened to somebody who has no part in it: for one purpose, to a day, by whoever may open it."""

from enum import StrEnum

from sqlalchemy import Column, Date, Table, Text, Uuid

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.holdings import key, metadata, vocabulary


class OpeningStatus(StrEnum):
    """Whether the case is opened to them. What ends by its day keeps its status: the day says it."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


case_opening = Table(
    "case_opening",
    metadata,
    key(),
    of_case(),
    Column("principal_id", Uuid, nullable=False, index=True),  # in the directory, which belongs to the gateway
    Column("principal_name", Text, nullable=False),
    Column("agency", Text, nullable=False),  # the code of whom they work for
    Column("purpose", Text, nullable=False),  # a word of ``policies.vocabulary``: for this one alone it is opened
    Column("reason", Text, nullable=False),
    Column("ends_on", Date, nullable=False),  # the last day on which it is opened
    vocabulary("status", OpeningStatus),
    Column("opened_by_agency", Text, nullable=False),
    *practitioner("opened_by"),
    Column("closed_because", Text),
    *practitioner("closed_by"),
    *recorded(),
    versioned(),
    schema="coordination",
)
