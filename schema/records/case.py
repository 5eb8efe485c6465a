"""The case, as readers see it: its state and history, the joint record, and what each agency holds of the person."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import CorrectionStatus
from agencies.coordination.vocabulary import CaseStatus
from agencies.person import tables as persons
from policies.vocabulary import DataClass, Handling
from schema.declare import TODAY, Order, Record, Timeline, column, connection, many, one, timeline
from schema.records.case_holdings import AgencyHoldings
from schema.records.wording import in_words, line
from schema.roots import Argument, IdentifierArgument, NameArgument, Operator, Root
from schema.scopes import ByCase, ItselfCase, Unscoped

_LATEST_EDITION = Order("edition", descending=True)
_handling = sa.case({each.stored: each.name for each in Handling}, value=t.case.c.handling)


class Area(Record):
    """One of the 42 MAPPA areas of England and Wales, aligned with police forces."""

    table = t.area
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("name")

    number = column(t.area.c.id, "Its number, 1 to 42, as in public references.")
    code = column(t.area.c.code, "Its code.")
    name = column(t.area.c.name, "Its name.")
    region = column(t.area.c.region, "The region in which annual reports are published.")


class _State:
    """What a case is now."""

    reference = column(t.case.c.reference, "The public reference of the case.", filters=True, sorts=True)
    area_number = column(
        t.case.c.area_id, "The number of the MAPPA area that holds it.", DataClass.MANAGEMENT, filters=True, sorts=True
    )
    category = column(t.case.c.category, "The present statutory category.", DataClass.MANAGEMENT, filters=True)
    category_raw = column(
        t.case.c.category_raw, "The category as received, where it was not recognised.", DataClass.MANAGEMENT
    )
    level = column(t.case.c.level, "The present level of management.", DataClass.MANAGEMENT, filters=True)
    level_raw = column(t.case.c.level_raw, "The level as received, where it was not recognised.", DataClass.MANAGEMENT)
    level_set_on = column(
        t.case.c.level_set_on, "The day the present level was set.", DataClass.MANAGEMENT, filters=True, sorts=True
    )
    qualifying_reason = column(
        t.case.c.qualifying_reason, "By which limb of the statute the person qualifies.", DataClass.CONVICTION
    )
    qualified_on = column(t.case.c.qualified_on, "The day they came to qualify.", DataClass.CONVICTION)
    status = column(t.case.c.status, "Where the case is in its life.", DataClass.MANAGEMENT, filters=True)
    lead_agency = column(t.case.c.lead_agency, "The agency that leads it.", DataClass.MANAGEMENT, filters=True)
    entered_on = column(
        t.case.c.entered_on, "The day it came under MAPPA.", DataClass.MANAGEMENT, filters=True, sorts=True
    )
    exit_due_on = column(
        t.case.c.exit_due_on, "The day it is due to leave MAPPA.", DataClass.MANAGEMENT, filters=True, sorts=True
    )
    exited_on = column(t.case.c.exited_on, "The day it left MAPPA.", DataClass.MANAGEMENT, filters=True, sorts=True)
    next_review_due = column(
        t.case.c.next_review_due,
        "The day by which it is to be reviewed.",
        DataClass.MANAGEMENT,
        filters=True,
        sorts=True,
    )
    last_reviewed_on = column(
        t.case.c.last_reviewed_on, "The day it was last reviewed.", DataClass.MANAGEMENT, filters=True, sorts=True
    )
    review_overdue = column(
        sa.and_(t.case.c.status.in_((CaseStatus.IDENTIFIED, CaseStatus.ACTIVE)), t.case.c.next_review_due < TODAY),
        "Whether its review is overdue; null where no review is scheduled.",
        DataClass.MANAGEMENT,
        filters=True,
    )
    version = column(
        t.case.c.version, "How often it was changed; what an act on it expects you to have seen.", DataClass.MANAGEMENT
    )
    handling = column(
        sa.type_coerce(_handling, sa.Enum(Handling, native_enum=False)),
        "How the whole case is handled: ordinary, limited access, terrorism.",
        DataClass.ACCESS_LIMIT,
    )


class _JointRecord:
    """What co-ordination keeps of a case."""

    area = one("Area", t.case.c.area_id, t.area.c.id, "The MAPPA area that holds it.")
    person = one("Person", t.case.c.person_id, persons.person.c.id, "The person it is about.")
    identifications = connection(
        "Identification",
        t.case.c.person_id,
        t.identification.c.person_id,
        "What the rules say, period by period, whatever category is recorded.",
    )
    findings = connection("Finding", t.case.c.id, t.finding.c.case_id, "What the rules find due or amiss.")
    category_history = many("CategoryPeriod", t.case.c.id, t.category_history.c.case_id, "Its categories over time.")
    level_history = many("LevelPeriod", t.case.c.id, t.level_history.c.case_id, "Its levels over time.")
    level_decisions = connection("LevelDecision", t.case.c.id, t.level_decision.c.case_id, "How its level was set.")
    exits = connection("CaseExit", t.case.c.id, t.case_exit.c.case_id, "How it left MAPPA, or was to.")
    serious_case_reviews = connection(
        "SeriousCaseReview",
        t.case.c.id,
        t.serious_case_review.c.case_id,
        "Serious further offences, and their reviews.",
    )
    corrections = connection(
        "Correction", t.case.c.id, t.correction.c.case_id, "Facts that were reported to be wrong, and the answers."
    )
    disputed = many(
        "Correction",
        t.case.c.id,
        t.correction.c.case_id,
        "Facts that are disputed now: what they say is not to be relied on before their owner has answered.",
        where=t.correction.c.status == CorrectionStatus.REPORTED,
    )
    subject_access_requests = connection(
        "SubjectAccessRequest",
        t.case.c.id,
        t.subject_access_request.c.case_id,
        "Requests for access by the person it is about.",
    )
    joint_care_exceptions = connection(
        "JointCareException",
        t.case.c.id,
        t.joint_care_exception.c.case_id,
        "When it stood on the exceptions list of joint care.",
    )
    shared_items = connection(
        "SharedItem",
        t.case.c.id,
        t.shared_item.c.case_id,
        "Single items that were shared with an associate.",
        same_case=False,
    )
    handling_releases = many(
        "HandlingRelease",
        t.case.c.id,
        t.handling_release.c.case_id,
        "What was proposed, that it is handled as a terrorism case no more.",
    )
    openings = connection(
        "CaseOpening", t.case.c.id, t.case_opening.c.case_id, "To whom it was opened who has no part in it."
    )
    audits = connection("CaseAudit", t.case.c.id, t.case_audit.c.case_id, "Audits for which chance drew it.")
    transfers = connection(
        "Transfer",
        t.case.c.id,
        t.transfer.c.case_id,
        "Offers of it to other areas, each as the area sees it that made it.",
        same_case=False,
    )
    incoming_transfers = connection(
        "IncomingTransfer",
        t.case.c.id,
        t.transfer.c.case_id,
        "Offers of it to other areas, each as the area sees it that it was made to: how the case came to its area.",
        same_case=False,
    )
    steps = many("Step", t.case.c.id, t.step.c.record_id, "What was done to the case itself, in order.")
    referrals = connection("Referral", t.case.c.id, t.referral.c.case_id, "Referrals for level 2 or 3.")
    review_schedule = connection(
        "ScheduledReview", t.case.c.id, t.review_schedule.c.case_id, "When it is and was to be reviewed."
    )
    release_plan = connection(
        "ReleasePlanPart", t.case.c.id, t.release_plan_part.c.case_id, "The parts of the plan for a release."
    )
    safeguarding_referrals = connection(
        "SafeguardingReferral", t.case.c.id, t.safeguarding_referral.c.case_id, "Children referred, and the answers."
    )
    reviews = connection("Review", t.case.c.id, t.review.c.case_id, "The reviews that were held.")
    meetings = connection("AgendaItem", t.case.c.id, t.meeting_case.c.case_id, "The meetings that discuss it.")
    minutes = connection("Minutes", t.case.c.id, t.minutes.c.case_id, "Its minutes, every edition.")
    actions = connection("Action", t.case.c.id, t.action.c.case_id, "What was agreed to be done.")
    disclosures = connection(
        "DisclosureDecision", t.case.c.id, t.disclosure_decision.c.case_id, "What was decided on telling others."
    )
    off_system_disclosures = connection(
        "OffSystemDisclosure",
        t.case.c.id,
        t.off_system_disclosure.c.case_id,
        "What was said, shown, printed or sent of it off the system.",
    )
    risk_management_plan = one(
        "RiskManagementPlan",
        t.case.c.id,
        t.risk_management_plan.c.case_id,
        "The latest edition of its risk management plan.",
        order=_LATEST_EDITION,
    )
    risk_management_plans = connection(
        "RiskManagementPlan",
        t.case.c.id,
        t.risk_management_plan.c.case_id,
        "Every edition of its risk management plan.",
        order=_LATEST_EDITION,
    )
    offender_informed = connection(
        "OffenderInformed", t.case.c.id, t.offender_informed.c.case_id, "What the offender was told, or why not."
    )
    disagreements = connection(
        "Disagreement", t.case.c.id, t.disagreement.c.case_id, "Where sources say different things."
    )
    timeline = timeline("What happened, from every agency, merged in order of time.")


class Case(AgencyHoldings, _JointRecord, _State, Record):
    """A person managed under MAPPA: one case for each, with what every agency holds of it."""

    table = t.case
    scope = ItselfCase()
    exists = DataClass.EXISTENCE
    order = Order("next_review_due")


class CategoryPeriod(Record):
    """A category the case was in, from when until when."""

    table = t.category_history
    scope = ByCase(t.category_history.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("valid_from", descending=True)
    timeline_entry = Timeline(
        on=t.category_history.c.valid_from, kind="CATEGORY", title=line("Now ", in_words(t.category_history.c.category))
    )

    category = column(t.category_history.c.category, "The category.", filters=True)
    category_raw = column(t.category_history.c.category_raw, "As received, where it was not recognised.")
    qualifying_reason = column(
        t.category_history.c.qualifying_reason,
        "By which limb of the statute the person qualified.",
        DataClass.CONVICTION,
    )
    valid_from = column(t.category_history.c.valid_from, "The day from which it held.", filters=True, sorts=True)
    valid_until = column(t.category_history.c.valid_until, "The day on which it ended; null while it holds.")
    reason = column(t.category_history.c.reason, "Why it changed.", DataClass.DECISION)
    case = one("Case", t.category_history.c.case_id, t.case.c.id, "The case.")


class LevelPeriod(Record):
    """A level the case was managed at, from when until when."""

    table = t.level_history
    scope = ByCase(t.level_history.c.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("valid_from", descending=True)
    timeline_entry = Timeline(
        on=t.level_history.c.valid_from,
        kind="LEVEL",
        title=line("Level of management: ", in_words(t.level_history.c.level)),
    )

    level = column(t.level_history.c.level, "The level.", filters=True)
    level_raw = column(t.level_history.c.level_raw, "As received, where it was not recognised.")
    valid_from = column(t.level_history.c.valid_from, "The day from which it held.", filters=True, sorts=True)
    valid_until = column(t.level_history.c.valid_until, "The day on which it ended; null while it holds.")
    decision = one("LevelDecision", t.level_history.c.decision_id, t.level_decision.c.id, "The decision that set it.")
    case = one("Case", t.level_history.c.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "case",
        "Case",
        "One case by its public reference, or by any identifier of the person; null when it is not there for you.",
        one=True,
        arguments=(
            Argument("reference", "reference", Operator.EQUALS, "The public reference, such as MAPPA-07-000123."),
            IdentifierArgument(
                "identifier", "A PNC ID, CRO number, prison number, CRN or other reference, as written."
            ),
        ),
    ),
    Root(
        "cases",
        "Case",
        "The cases that you may see.",
        arguments=(
            NameArgument(
                "called", "Only cases of people called like this, by name or alias; typing mistakes are forgiven."
            ),
        ),
    ),
    Root("areas", "Area", "The 42 MAPPA areas."),
)
