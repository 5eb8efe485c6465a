"""The plan for a release, and children referred to those who protect them, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.rule_vocabulary import PartStatus, SafeguardingAnswer
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_CASE = "The case."
_OPEN = (PartStatus.NOT_BEGUN, PartStatus.IN_HAND)


class ReleasePlanPart(Record):
    """A part of the plan for a release: whose it is, by when, and how far it has come."""

    table = t.release_plan_part
    scope = ByCase(t.release_plan_part.c.case_id)
    exists = DataClass.CUSTODY
    owner = t.release_plan_part.c.owner
    order = Order("due_on")

    part = column(t.release_plan_part.c.part, "Which part it is.", filters=True)
    release_on = column(
        t.release_plan_part.c.release_on, "The release that it is planned for.", filters=True, sorts=True
    )
    owning_agency = column(t.release_plan_part.c.owner, "The agency whose part it is.", filters=True)
    assigned_to_name = column(t.release_plan_part.c.assigned_to_name, "Who is to see to it.", DataClass.PRACTITIONER)
    due_on = column(t.release_plan_part.c.due_on, "The day by which it is to be done.", filters=True, sorts=True)
    status = column(t.release_plan_part.c.status, "How far it has come.", filters=True)
    late = column(
        sa.and_(t.release_plan_part.c.status.in_(_OPEN), t.release_plan_part.c.due_on < TODAY),
        "Whether its day has passed and it is not done.",
        filters=True,
    )
    done_on = column(t.release_plan_part.c.done_on, "The day it was done.", filters=True, sorts=True)
    detail = column(t.release_plan_part.c.detail, "What was planned.", DataClass.RISK_PLAN)
    evidence = column(t.release_plan_part.c.evidence, "What shows that it was done.", DataClass.RISK_PLAN)
    done_by_name = column(
        t.release_plan_part.c.done_by_name, "Who said that it is done, or not needed.", DataClass.PRACTITIONER
    )
    not_needed_because = column(
        t.release_plan_part.c.not_needed_because, "Why it is not needed, where it is not.", DataClass.RISK_PLAN
    )
    version = column(
        t.release_plan_part.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    notes = many(
        "ReleaseNote", t.release_plan_part.c.id, t.release_note.c.part_id, "What was said of it as it came on."
    )
    steps = many("Step", t.release_plan_part.c.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", t.release_plan_part.c.case_id, t.case.c.id, _CASE)


class ReleaseNote(Record):
    """What was said of a part of the plan for a release as it came on."""

    table = t.release_note
    scope = ByCase(t.release_note.c.case_id)
    exists = DataClass.RISK_PLAN
    owner = t.release_note.c.said_by_agency
    order = Order("said_on")

    says = column(t.release_note.c.says, "What was said.")
    said_on = column(t.release_note.c.said_on, "The day it was said.", filters=True, sorts=True)
    said_by_agency = column(t.release_note.c.said_by_agency, "The agency that said it.", filters=True)
    said_by_name = column(t.release_note.c.recorded_by_name, "Who said it.", DataClass.PRACTITIONER)


class SafeguardingReferral(Record):
    """Children referred to those who protect them: about what, by whom, to whom, and what they answered."""

    table = t.safeguarding_referral
    scope = ByCase(t.safeguarding_referral.c.case_id)
    exists = DataClass.PUBLIC_PROTECTION
    owner = t.safeguarding_referral.c.owner
    order = Order("made_on", descending=True)
    timeline_entry = Timeline(
        on=t.safeguarding_referral.c.made_on,
        kind="SAFEGUARDING_REFERRAL",
        title=line("Children referred: ", in_words(t.safeguarding_referral.c.answer)),
    )

    reference = column(t.safeguarding_referral.c.reference, "Its reference.", filters=True)
    made_on = column(t.safeguarding_referral.c.made_on, "The day it was made.", filters=True, sorts=True)
    owning_agency = column(t.safeguarding_referral.c.owner, "The agency that made it.", filters=True)
    made_by_name = column(t.safeguarding_referral.c.made_by_name, "Who made it.", DataClass.PRACTITIONER)
    made_to = column(t.safeguarding_referral.c.made_to, "The body that it was made to.", filters=True)
    children = column(t.safeguarding_referral.c.children, "Whom it is about.", DataClass.THIRD_PARTY)
    concern = column(t.safeguarding_referral.c.concern, "What gave concern.", DataClass.RISK_NARRATIVE)
    answer = column(t.safeguarding_referral.c.answer, "What they answered.", filters=True)
    answered = column(
        t.safeguarding_referral.c.answer != SafeguardingAnswer.AWAITED, "Whether they have answered.", filters=True
    )
    answered_on = column(t.safeguarding_referral.c.answered_on, "The day they answered.", filters=True, sorts=True)
    answer_detail = column(t.safeguarding_referral.c.answer_detail, "The answer in words.", DataClass.RISK_NARRATIVE)
    version = column(
        t.safeguarding_referral.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    steps = many("Step", t.safeguarding_referral.c.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", t.safeguarding_referral.c.case_id, t.case.c.id, _CASE)


ROOTS = (
    Root(
        "releasePlanParts",
        "ReleasePlanPart",
        "The parts of the plans for releases, each with its owner and its day.",
        arguments=(
            Argument("late", "late", Operator.EQUALS, "Only parts that are, or are not, late."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only parts of this agency."),
            Argument("dueBefore", "due_on", Operator.BEFORE, "Only parts due before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "safeguardingReferrals",
        "SafeguardingReferral",
        "Children referred to those who protect them, and what they answered.",
        arguments=(
            Argument("answered", "answered", Operator.EQUALS, "Only referrals that are, or are not, answered."),
            Argument("madeBefore", "made_on", Operator.BEFORE, "Only referrals made before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
)
