"""How a case comes to its level, as readers see it: referral, screening, level-setting decision."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.vocabulary import ReferralStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_CASE = "The case."
_WAITING = t.referral.c.status.in_([ReferralStatus.DRAFT, ReferralStatus.SUBMITTED, ReferralStatus.PENDING_INFORMATION])
_DAYS = sa.type_coerce(TODAY - t.referral.c.referred_on, sa.Integer)


class Referral(Record):
    """An agency's request that a case be managed at level 2 or 3 (MAPPA A)."""

    table = t.referral
    scope = ByCase(t.referral.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("referred_on", descending=True)
    owner = t.referral.c.referring_agency
    timeline_entry = Timeline(
        on=t.referral.c.referred_on, kind="REFERRAL", title=line("Referred for ", in_words(t.referral.c.level_sought))
    )

    reference = column(t.referral.c.reference, "The public reference of the referral.", filters=True)
    area_number = column(t.referral.c.area_id, "The number of the MAPPA area it was made to.", filters=True)
    level_sought = column(t.referral.c.level_sought, "The level that is asked for.", filters=True)
    reason = column(t.referral.c.reason, "Why multi-agency management is asked for.", filters=True)
    referred_on = column(t.referral.c.referred_on, "The day it was made.", filters=True, sorts=True)
    received_on = column(t.referral.c.received_on, "The day co-ordination received it.", filters=True, sorts=True)
    information_due_on = column(
        t.referral.c.information_due_on, "The day by which information asked for is due.", filters=True, sorts=True
    )
    referring_agency = column(t.referral.c.referring_agency, "The agency that made it.", filters=True)
    referred_by_name = column(t.referral.c.referred_by_name, "Who made it.", DataClass.PRACTITIONER)
    summary = column(t.referral.c.summary, "The case for it, in the words of who made it.", DataClass.DECISION)
    status = column(t.referral.c.status, "Where it is in its life.", filters=True)
    withdrawn_because = column(t.referral.c.withdrawn_because, "Why it was withdrawn.", DataClass.DECISION)
    version = column(t.referral.c.version, "How often it was changed; what an act on it expects you to have seen.")
    days_waiting = column(
        sa.case((_WAITING, _DAYS)), "How many days ago it was made; null once it is decided.", filters=True, sorts=True
    )
    screen_by = column(t.referral.c.screen_by, "The day by which it is to be screened.", filters=True, sorts=True)
    screening_overdue = column(
        sa.and_(t.referral.c.status == ReferralStatus.SUBMITTED, t.referral.c.screen_by < TODAY),
        "Whether it waits for its first screening and the day has passed.",
        filters=True,
    )
    parts_required = column(t.referral.c.parts_required, "How many parts of its form must be filled in.")
    parts_complete = column(t.referral.c.parts_complete, "How many of those are filled in.")
    complete = column(
        t.referral.c.parts_complete >= t.referral.c.parts_required,
        "Whether every part that must be is filled in.",
        filters=True,
    )
    form = one("Form", t.referral.c.form_id, t.form.c.id, "The edition of the form it is written on.", same_case=False)
    parts = many(
        "ReferralPart",
        t.referral.c.id,
        t.referral_part.c.referral_id,
        "The parts of its form as they now stand, as far as you see them.",
        where=t.referral_part.c.superseded_by.is_(None),
    )
    part_versions = many(
        "ReferralPart", t.referral.c.id, t.referral_part.c.referral_id, "Every text that was written in it."
    )
    information_requests = many(
        "InformationRequest",
        t.referral.c.id,
        t.information_request.c.referral_id,
        "What agencies were asked for.",
        same_case=False,
    )
    steps = many("Step", t.referral.c.id, t.step.c.record_id, "What was done to it, in order.")
    screening = one(
        "Screening",
        t.referral.c.id,
        t.screening.c.referral_id,
        "The latest screening: how the referral stands.",
        order=Order("held_on", descending=True),
    )
    screenings = many("Screening", t.referral.c.id, t.screening.c.referral_id, "Every screening, latest first.")
    case = one("Case", t.referral.c.case_id, t.case.c.id, _CASE)


class Screening(Record):
    """The co-ordinator's screening of a referral, and how it ended."""

    table = t.screening
    scope = ByCase(t.screening.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("held_on", descending=True)
    timeline_entry = Timeline(
        on=t.screening.c.held_on, kind="SCREENING", title=line("Screened: ", in_words(t.screening.c.outcome))
    )

    held_on = column(t.screening.c.held_on, "The day it was held.", filters=True, sorts=True)
    outcome = column(t.screening.c.outcome, "How it ended.", filters=True)
    rationale = column(t.screening.c.rationale, "Why it ended so.", DataClass.DECISION)
    information_needed = column(
        t.screening.c.information_needed, "What is still needed before it can be decided.", DataClass.DECISION
    )
    screened_by_name = column(t.screening.c.screened_by_name, "Who screened it.", DataClass.PRACTITIONER)
    referral = one("Referral", t.screening.c.referral_id, t.referral.c.id, "The referral that was screened.")
    case = one("Case", t.screening.c.case_id, t.case.c.id, _CASE)


class LevelDecision(Record):
    """A level-setting decision: from proposal over endorsement to decision, with its reasons."""

    table = t.level_decision
    scope = ByCase(t.level_decision.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("effective_from", descending=True)
    owner = t.level_decision.c.proposing_agency
    timeline_entry = Timeline(
        on=t.level_decision.c.effective_from,
        kind="LEVEL_DECISION",
        title=line("Level decision: ", in_words(t.level_decision.c.level), ", ", in_words(t.level_decision.c.stage)),
    )

    level = column(t.level_decision.c.level, "The level that was set, or is proposed.", filters=True)
    previous_level = column(t.level_decision.c.previous_level, "The level before it.", filters=True)
    stage = column(t.level_decision.c.stage, "How far the decision has come.", filters=True)
    effective_from = column(
        t.level_decision.c.effective_from, "The day from which it holds, or would hold.", filters=True, sorts=True
    )
    proposed_on = column(t.level_decision.c.proposed_on, "The day it was proposed.", filters=True, sorts=True)
    proposed_by_name = column(t.level_decision.c.proposed_by_name, "Who proposed it.", DataClass.PRACTITIONER)
    proposing_agency = column(t.level_decision.c.proposing_agency, "The agency that proposed it.", filters=True)
    endorsed_on = column(t.level_decision.c.endorsed_on, "The day it was endorsed.")
    endorsed_by_name = column(t.level_decision.c.endorsed_by_name, "Who endorsed it.", DataClass.PRACTITIONER)
    decided_on = column(t.level_decision.c.decided_on, "The day it was decided.", filters=True, sorts=True)
    decided_by_name = column(t.level_decision.c.decided_by_name, "Who decided it.", DataClass.PRACTITIONER)
    rationale = column(t.level_decision.c.rationale, "Why this level, in the decider's words.", DataClass.DECISION)
    dissent = column(t.level_decision.c.dissent, "Who saw it differently, and why.", DataClass.DECISION)
    category = column(t.level_decision.c.category, "The category when it was decided.", filters=True)
    risk_band = column(
        t.level_decision.c.risk_band, "The level of risk of serious harm when it was decided.", DataClass.RISK_LEVEL
    )
    in_custody = column(
        t.level_decision.c.in_custody, "Whether the person was in custody when it was decided.", DataClass.CUSTODY
    )
    assessed_on = column(
        t.level_decision.c.assessed_on, "The day of the assessment that it rests on.", DataClass.RISK_LEVEL
    )
    assessment_state = column(
        t.level_decision.c.assessment_state, "How that assessment stood when it was decided.", DataClass.RISK_LEVEL
    )
    assessment_stands_because = column(
        t.level_decision.c.assessment_stands_because,
        "Why the decision stands although the assessment was missing, old or contradicted.",
        DataClass.DECISION,
    )
    closed_because = column(
        t.level_decision.c.closed_because, "Why it was not agreed, or was withdrawn.", DataClass.DECISION
    )
    version = column(
        t.level_decision.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    dissents = many(
        "DecisionDissent", t.level_decision.c.id, t.decision_dissent.c.decision_id, "Who saw it differently, and why."
    )
    receipts = many(
        "DecisionReceipt", t.level_decision.c.id, t.decision_receipt.c.decision_id, "Whom it was communicated to."
    )
    steps = many("Step", t.level_decision.c.id, t.step.c.record_id, "What was done to it, in order.")
    agenda_item = one(
        "AgendaItem",
        t.level_decision.c.meeting_case_id,
        t.meeting_case.c.id,
        "The meeting item at which it was decided.",
    )
    screening = one(
        "Screening", t.level_decision.c.screening_id, t.screening.c.id, "The screening at which it was decided."
    )
    criteria = many(
        "DecisionCriterion",
        t.level_decision.c.id,
        t.decision_criterion.c.decision_id,
        "The tests for the level.",
    )
    evidence = many(
        "DecisionEvidence", t.level_decision.c.id, t.decision_evidence.c.decision_id, "What it relied on, with dates."
    )
    supersedes = one("LevelDecision", t.level_decision.c.supersedes, t.level_decision.c.id, "The decision it follows.")
    case = one("Case", t.level_decision.c.case_id, t.case.c.id, _CASE)


class DecisionCriterion(Record):
    """A test for the level, whether it was found to be met, and how or why not (MAPPA guidance, chapter 7)."""

    table = t.decision_criterion
    scope = ByCase(t.decision_criterion.c.case_id)
    exists = DataClass.DECISION
    order = Order("position")

    position = column(t.decision_criterion.c.position, "Its place among the tests of the decision.")
    criterion = column(t.decision_criterion.c.criterion, "The test.")
    met = column(t.decision_criterion.c.met, "Whether it was found to be met.")
    how_met = column(t.decision_criterion.c.how_met, "How it is met.")


class DecisionEvidence(Record):
    """Something a level-setting decision relied on, with the date it bore at the time."""

    table = t.decision_evidence
    scope = ByCase(t.decision_evidence.c.case_id)
    exists = DataClass.DECISION
    owner = t.decision_evidence.c.owner
    row_class = t.decision_evidence.c.data_class
    order = Order("dated_on", descending=True)

    what = column(t.decision_evidence.c.what, "What was relied on.")
    source = column(t.decision_evidence.c.source, "Where it came from.")
    dated_on = column(t.decision_evidence.c.dated_on, "The date of the item: how old it was when relied on.")


ROOTS = (
    Root(
        "levelDecisions",
        "LevelDecision",
        "Level-setting decisions on the cases that you may see.",
        arguments=(
            Argument("area", "case.area_number", Operator.EQUALS, "Only decisions on cases of this MAPPA area."),
        ),
    ),
    Root(
        "referrals",
        "Referral",
        "Referrals of the cases that you may see.",
        arguments=(Argument("area", "case.area_number", Operator.EQUALS, "Only referrals in this MAPPA area."),),
    ),
)
