"""How a case comes to its level: referral, screening, and the level-setting decision with what it rests on."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, SmallInteger, Table, Text, Uuid, true

from agencies.coordination.columns import data_class, item_handling, of_case, practitioner, recorded, versioned
from agencies.coordination.vocabulary import (
    AssessmentState,
    Category,
    DecisionStage,
    Level,
    LevelCriterion,
    ReceiptStatus,
    ReferralReason,
    ReferralStatus,
    ScreeningOutcome,
)
from agencies.holdings import key, metadata, vocabulary
from policies.vocabulary import DataClass

# An agency asks that a case be managed at level 2 or 3 (MAPPA A).
referral = Table(
    "referral",
    metadata,
    key(),
    Column("reference", Text, nullable=False, unique=True),
    of_case(),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    vocabulary("level_sought", Level),
    vocabulary("reason", ReferralReason),
    Column("referred_on", Date, nullable=False),
    Column("received_on", Date),
    Column("information_due_on", Date),
    *practitioner("referred_by"),
    Column("referring_agency", Text, nullable=False),
    Column("summary", Text),
    vocabulary("status", ReferralStatus),
    Column("withdrawn_because", Text),
    Column("form_id", Uuid, ForeignKey("coordination.form.id"), index=True),  # NULL: from before the form was data
    Column("parts_required", SmallInteger, nullable=False, server_default="0"),
    Column("parts_complete", SmallInteger, nullable=False, server_default="0"),  # of those that are required
    Column("screen_by", Date),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, referral.c.referred_on, referral.c.id)
Index(None, referral.c.area_id, referral.c.referred_on, referral.c.id)

# The co-ordinator's screening of a referral; pending information is followed by another (mappa.md 2.3).
screening = Table(
    "screening",
    metadata,
    key(),
    of_case(),
    Column("referral_id", Uuid, ForeignKey("coordination.referral.id"), nullable=False, index=True),
    Column("held_on", Date, nullable=False),
    vocabulary("outcome", ScreeningOutcome),
    Column("rationale", Text),
    Column("information_needed", Text),
    *practitioner("screened_by"),
    *recorded(),
    schema="coordination",
)

# The decision that sets the level, from proposal to decision, and the one it follows (mappa.md 2.2-2.3).
level_decision = Table(
    "level_decision",
    metadata,
    key(),
    of_case(),
    vocabulary("level", Level),
    vocabulary("previous_level", Level, nullable=True),
    vocabulary("stage", DecisionStage),
    Column("proposed_on", Date, nullable=False),
    *practitioner("proposed_by"),
    Column("proposing_agency", Text, nullable=False),
    Column("endorsed_on", Date),
    *practitioner("endorsed_by"),
    Column("decided_on", Date),
    *practitioner("decided_by"),
    Column("meeting_case_id", Uuid, ForeignKey("coordination.meeting_case.id"), index=True),  # where decided,
    Column("screening_id", Uuid, ForeignKey("coordination.screening.id"), index=True),  # or at which screening
    Column("rationale", Text),
    Column("dissent", Text),  # every differing view is recorded (MAPPA guidance, chapter 13b)
    Column("effective_from", Date, nullable=False),  # from when it holds, or is proposed to
    Column("supersedes", Uuid, ForeignKey("coordination.level_decision.id"), index=True),  # the decision before it
    # What was known when it was decided, by which it is compared with others and judged.
    vocabulary("category", Category, nullable=True),
    Column("risk_band", Text),  # the overall level of risk of serious harm, as probation assessed it
    Column("in_custody", Boolean),
    Column("assessed_on", Date),
    vocabulary("assessment_state", AssessmentState, nullable=True),
    Column("assessment_stands_because", Text),
    Column("closed_because", Text),  # why it was not agreed, or withdrawn
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, level_decision.c.effective_from, level_decision.c.id)

# A test for the level that was found met, and how (MAPPA guidance, chapter 7).
decision_criterion = Table(
    "decision_criterion",
    metadata,
    key(),
    of_case(),
    Column("decision_id", Uuid, ForeignKey("coordination.level_decision.id"), nullable=False, index=True),
    Column("position", SmallInteger, nullable=False),
    vocabulary("criterion", LevelCriterion),
    Column("met", Boolean, nullable=False, server_default=true()),
    Column("how_met", Text),  # how it is met, or why it is not
    schema="coordination",
)

# What the decision relied on, with the date of that item: a decision is judged by what was known when it was made.
decision_evidence = Table(
    "decision_evidence",
    metadata,
    key(),
    of_case(),
    Column("decision_id", Uuid, ForeignKey("coordination.level_decision.id"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the code of the agency whose item it is
    Column("dated_on", Date),
    *data_class(DataClass.DECISION),
    item_handling(),
    schema="coordination",
)

# Somebody saw it differently. Every view is recorded beside the decision (MAPPA guidance, chapter 13b).
decision_dissent = Table(
    "decision_dissent",
    metadata,
    key(),
    of_case(),
    Column("decision_id", Uuid, ForeignKey("coordination.level_decision.id"), nullable=False, index=True),
    Column("agency", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("voiced_on", Date, nullable=False),
    *recorded(),
    schema="coordination",
)

# A decision as it was communicated: to a responsible authority, or to one of those who are assigned to the case.
decision_receipt = Table(
    "decision_receipt",
    metadata,
    key(),
    of_case(),
    Column("decision_id", Uuid, ForeignKey("coordination.level_decision.id"), nullable=False, index=True),
    Column("to_agency", Text, nullable=False),
    *practitioner("to"),  # NULL: to the agency itself
    Column("sent_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    vocabulary("status", ReceiptStatus),
    Column("acknowledged_on", Date),
    *practitioner("acknowledged_by"),
    Column("note", Text),
    Column("chased", SmallInteger, nullable=False, server_default="0"),
    Column("last_chased_on", Date),
    *recorded(),
    versioned(),
    schema="coordination",
)
Index(None, decision_receipt.c.to_agency, decision_receipt.c.due_on, decision_receipt.c.id)
Index(None, decision_receipt.c.due_on, decision_receipt.c.id)
