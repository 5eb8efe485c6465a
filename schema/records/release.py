"""The plan for a release, and children referred to those who protect them, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.rule_vocabulary import PartStatus, SafeguardingAnswer
from policies.vocabulary import DataClass
from schema.declare import (
    TODAY,
    Order,
    Record,
    Timeline,
    column,
    one,
)
from schema.records.wording import in_words, line
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
    case = one("Case", t.release_plan_part.c.case_id, t.case.c.id, _CASE)


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
    case = one("Case", t.safeguarding_referral.c.case_id, t.case.c.id, _CASE)
