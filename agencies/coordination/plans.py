"""What was agreed: actions, disclosure, the risk management plan, what the offender is told, and disagreements."""

from sqlalchemy import Column, Date, ForeignKey, Index, SmallInteger, Table, Text, UniqueConstraint, Uuid

from agencies.coordination.columns import data_class, item_handling, of_case, practitioner, recorded, versioned
from agencies.coordination.meeting_vocabulary import (
    ActionChangeKind,
    ActionStatus,
    DisagreementStatus,
    DisagreementTopic,
    DisclosureOutcome,
    Informed,
    PlanStatus,
)
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import DataClass


def at_item() -> Column[object]:
    """The case on an agenda where it was agreed; NULL where it was agreed outside a meeting."""
    return Column("meeting_case_id", Uuid, ForeignKey("coordination.meeting_case.id"), index=True)


# Something an agency undertook to do by a date.
action = Table(
    "action",
    metadata,
    key(),
    Column("reference", Text, nullable=False, unique=True),
    of_case(),
    at_item(),
    Column("meeting_id", Uuid, ForeignKey("coordination.meeting.id"), index=True),
    Column("description", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency or body that is to do it
    *practitioner("assigned_to"),
    Column("set_on", Date, nullable=False),
    Column("due_on", Date),
    vocabulary("status", ActionStatus),
    Column("accepted_on", Date),
    *practitioner("accepted_by"),
    Column("completed_on", Date),
    *practitioner("completed_by"),
    Column("completion_note", Text),  # what was done
    Column("evidence", Text),  # what shows it
    Column("not_possible_because", Text),
    Column("closed_on", Date),
    *practitioner("closed_by"),
    Column("closed_because", Text),  # what verified it, or why it was withdrawn
    Column("escalated", SmallInteger, nullable=False, server_default="0"),  # how many steps, since the present day due
    Column("last_escalated_on", Date),
    item_handling(),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, action.c.due_on, action.c.id)
Index(None, action.c.owner, action.c.due_on, action.c.id)
Index(None, action.c.status, action.c.case_id)  # the open ones of an area's cases, which are a tenth of all

# How an action was before it was extended, given to somebody else, returned, or said not to be possible; and why.
action_change = Table(
    "action_change",
    metadata,
    key(),
    of_case(),
    Column("action_id", Uuid, ForeignKey("coordination.action.id"), nullable=False, index=True),
    vocabulary("kind", ActionChangeKind),
    Column("changed_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("due_on_before", Date),
    Column("owner_before", Text, nullable=False),
    Column("assigned_to_before", Text),
    *recorded(),
    schema="coordination",
)

# That something overdue was taken a step further, by which rule and to whom. Added to, and never changed.
escalation = Table(
    "escalation",
    metadata,
    key(),
    of_case(),
    Column("record", Text, nullable=False),  # what a practitioner calls what is overdue
    Column("record_id", Uuid, nullable=False, index=True),
    Column("step", SmallInteger, nullable=False),  # 1 first
    Column("to_agency", Text, nullable=False),  # the code of the agency, body or board that was told
    Column("due_on", Date, nullable=False),  # the day that had passed
    Column("escalated_on", Date, nullable=False),
    Column("note", Text),
    Column("rule_code", Text, nullable=False),
    Column("rule_source", Text, nullable=False),
    *data_class(DataClass.MANAGEMENT),
    *recorded(),
    schema="coordination",
)

# Whether somebody outside MAPPA is told: who, by whom, how and when, or why not (MAPPA guidance, chapter 10).
disclosure_decision = Table(
    "disclosure_decision",
    metadata,
    key(),
    of_case(),
    at_item(),
    vocabulary("outcome", DisclosureOutcome),
    Column("decided_on", Date, nullable=False),
    Column("told_whom", Text),
    Column("told_by_agency", Text),
    *practitioner("told_by"),
    Column("how", Text),
    Column("tell_by", Date),
    Column("told_on", Date),
    Column("what_was_told", Text),
    Column("reason", Text, nullable=False),  # why, or why not: a refusal is recorded too
    item_handling(),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, disclosure_decision.c.tell_by, disclosure_decision.c.id)

# The plan as MAPPA agreed it: four pillars and contingency (mappa.md 4.7). Each edition stands as written.
risk_management_plan = Table(
    "risk_management_plan",
    metadata,
    key(),
    of_case(),
    at_item(),
    Column("edition", SmallInteger, nullable=False),
    vocabulary("status", PlanStatus),
    Column("agreed_on", Date),
    *practitioner("agreed_by"),
    Column("supervision", Text),
    Column("monitoring_and_control", Text),
    Column("interventions_and_treatment", Text),
    Column("victim_safety_planning", Text),
    Column("contingency", Text),
    item_handling(),
    *recorded(),
    UniqueConstraint("case_id", "edition"),
    schema="coordination",
)

# That the person was told of a meeting or decision, what was said, or why it was withheld (mappa.md 5.1, point 11).
offender_informed = Table(
    "offender_informed",
    metadata,
    key(),
    of_case(),
    at_item(),
    vocabulary("outcome", Informed),
    Column("decided_on", Date, nullable=False),
    Column("informed_on", Date),
    *practitioner("informed_by"),
    Column("how", Text),
    Column("what_was_said", Text),
    Column("reason_withheld", Text),
    *recorded(),
    versioned(),
    schema="coordination",
)

# Two sources say different things; both stand, and that they differ is itself on record (DPA 2018 s.38(4)).
disagreement = Table(
    "disagreement",
    metadata,
    key(),
    of_case(),
    vocabulary("topic", DisagreementTopic),
    *data_class(DataClass.MANAGEMENT),
    Column("source_a", Text, nullable=False),
    Column("says_a", Text, nullable=False),
    Column("source_b", Text, nullable=False),
    Column("says_b", Text, nullable=False),
    Column("noticed_on", Date, nullable=False),
    vocabulary("status", DisagreementStatus),
    Column("resolution", Text),
    Column("resolved_on", Date),
    item_handling(),
    *recorded(),
    schema="coordination",
)
