"""Joint care: who may be held for a while without one of the two managers of a sexual offender in custody, and why."""

from sqlalchemy import Column, Date, Index, Table, Text

from agencies.coordination.columns import of_case, practitioner, recorded, versioned
from agencies.coordination.rule_vocabulary import ExceptionStatus, JointManager
from agencies.holdings import key, metadata, vocabulary

# A case on the exceptions list for one of its managers. What ends by its day keeps its row and its status: the day says
# it, so that nothing has to be done for it to end.
joint_care_exception = Table(
    "joint_care_exception",
    metadata,
    key(),
    of_case(),
    vocabulary("manager", JointManager),  # whom the person is without
    Column("reason", Text, nullable=False),
    Column("meanwhile", Text, nullable=False),  # who does the work until there is one
    Column("ends_on", Date, nullable=False),  # the last day on which it stands
    vocabulary("status", ExceptionStatus),
    Column("listed_on", Date, nullable=False),
    Column("listed_by_agency", Text, nullable=False),
    *practitioner("listed_by"),
    Column("ended_on", Date),
    Column("ended_because", Text),
    *practitioner("ended_by"),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, joint_care_exception.c.ends_on, joint_care_exception.c.id)
