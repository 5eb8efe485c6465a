"""The level-setting decision, as mutations."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import DisagreementStatus, DisagreementTopic
from agencies.coordination.process import level, level_terms, receipt
from agencies.coordination.process.common import MANAGED
from agencies.coordination.vocabulary import DecisionStage, Level, ScheduleStatus
from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.prison.vocabulary import CustodyPlace
from agencies.probation import tables as probation
from agencies.probation.vocabulary import AssessmentStatus
from policies.vocabulary import Act
from schema.meeting_facts import MEETINGS_OF_CASE
from schema.mutations import CASE, PERSON, RECORD, TODAY, Mutation, OnRecord
from schema.rules import DAYS, REVIEW_RULES, RULES

_DECISION = t.level_decision.c

_CASE = sa.select(t.case.c.status, t.case.c.level, t.case.c.category).where(t.case.c.id == CASE)
_PROPOSAL = sa.select(_DECISION.level, _DECISION.proposed_by_id).where(_DECISION.id == RECORD)
_OPEN = sa.select(sa.func.count()).where(_DECISION.case_id == CASE, _DECISION.stage.in_(level.OPEN))
_AT_LEVEL_3 = sa.select(sa.func.count()).where(
    t.level_history.c.case_id == CASE, t.level_history.c.level == Level.LEVEL_3
)
_ROSH = probation.rosh_assessment.c
_ASSESSMENTS = sa.select(_ROSH.assessed_on, sa.cast(_ROSH.overall, sa.Text).label("overall")).where(
    _ROSH.person_id == PERSON, _ROSH.superseded_by.is_(None), _ROSH.status == AssessmentStatus.COMPLETED
)
_DISAGREEMENTS = sa.select(sa.func.count()).where(
    t.disagreement.c.case_id == CASE,
    t.disagreement.c.topic == DisagreementTopic.RISK_LEVEL,
    t.disagreement.c.status == DisagreementStatus.OPEN,
)
_STATUS = prison.custody_status.c
_IN_CUSTODY = (
    sa.select((_STATUS.place == CustodyPlace.IN_CUSTODY).label("in_custody"))
    .where(_STATUS.person_id == PERSON, _STATUS.superseded_by.is_(None), _STATUS.place != CustodyPlace.UNKNOWN)
    .order_by(_STATUS.since.desc())
    .limit(1)
)
_SCREENINGS = (
    sa.select(t.screening.c.id, t.referral.c.reference, t.screening.c.outcome)
    .join(t.referral, t.referral.c.id == t.screening.c.referral_id)
    .where(t.screening.c.case_id == CASE)
    .ext(distinct_on(t.screening.c.referral_id))
    .order_by(t.screening.c.referral_id, t.screening.c.held_on.desc(), t.screening.c.id.desc())
)
_BEFORE = (
    sa.select(_DECISION.id)
    .where(_DECISION.case_id == CASE, _DECISION.stage == DecisionStage.DECIDED)
    .order_by(_DECISION.decided_on.desc(), _DECISION.id.desc())
    .limit(1)
)
_PERIODS = sa.select(t.level_history.c.id).where(
    t.level_history.c.case_id == CASE, t.level_history.c.valid_until.is_(None)
)


def _assigned(table: sa.Table, officer: str, agency: str) -> sa.Select[tuple[object, ...]]:
    """Who stands in a table as the person's own, today."""
    key, name = table.c[f"{officer}_id"], table.c[f"{officer}_name"]
    return sa.select(key.label("id"), name.label("name"), sa.literal(agency, sa.Text).label("agency")).where(
        table.c.person_id == PERSON,
        key.is_not(None),
        table.c.superseded_by.is_(None),
        table.c.valid_from <= TODAY,
        sa.or_(table.c.valid_until.is_(None), table.c.valid_until > TODAY),
    )


_PEOPLE = sa.union_all(
    _assigned(police.managed_person, "offender_manager", "police"),
    _assigned(prison.offender_manager, "offender_manager", "prison"),
    _assigned(probation.supervision, "offender_manager", "probation"),
    _assigned(probation.victim_contact, "liaison_officer", "probation"),
).subquery()
_ASSIGNED = sa.select(_PEOPLE.c.id, _PEOPLE.c.name, _PEOPLE.c.agency)

_RECEIPT = t.decision_receipt.c
_RECEIVED = sa.select(_RECEIPT.to_id, _RECEIPT.due_on, _RECEIPT.chased).where(_RECEIPT.id == RECORD)

_ON_DECISION = OnRecord("LevelDecision")
_ON_RECEIPT = OnRecord("DecisionReceipt")

MUTATIONS = (
    Mutation(
        Act.PROPOSE_LEVEL,
        "Propose the level at which a case is managed: the tests of chapter 7 as a checklist, and what they rest on.",
        level.MACHINE,
        on=OnRecord("Case"),
        gives="LevelDecision",
        offered={"status": MANAGED},
        given=level_terms.ProposeLevel,
        known=level_terms.ProposeKnown,
        facts={"case": _CASE, "open_proposals": _OPEN, "times_at_level_3": _AT_LEVEL_3},
    ),
    Mutation(
        Act.ENDORSE_LEVEL,
        "Endorse a level that somebody else proposed.",
        level.MACHINE,
        on=_ON_DECISION,
        gives="LevelDecision",
        known=level_terms.ProposalKnown,
        facts={"proposal": _PROPOSAL},
    ),
    Mutation(
        Act.RECORD_DISSENT,
        "Say where you see a level differently. It stands beside the decision.",
        level.MACHINE,
        on=_ON_DECISION,
        gives="LevelDecision",
        given=level_terms.RecordDissent,
    ),
    Mutation(
        Act.DECIDE_LEVEL,
        "Decide an endorsed level in a meeting or in screening. It supersedes the one before, and is communicated.",
        level.MACHINE,
        on=_ON_DECISION,
        gives="LevelDecision",
        given=level_terms.DecideLevel,
        known=level_terms.DecideKnown,
        facts={
            "proposal": _PROPOSAL,
            "case": _CASE,
            "assessments": _ASSESSMENTS,
            "disagreements": _DISAGREEMENTS,
            "in_custody": _IN_CUSTODY,
            "meetings": MEETINGS_OF_CASE,
            "screenings": _SCREENINGS,
            "decided_before": _BEFORE,
            "periods": _PERIODS,
            "assigned": _ASSIGNED,
            "rules": RULES,
            "reviews": sa.select(t.review_schedule.c.id).where(
                t.review_schedule.c.case_id == CASE, t.review_schedule.c.status == ScheduleStatus.DUE
            ),
            "review_rules": REVIEW_RULES,
            "days": DAYS,
        },
    ),
    Mutation(
        Act.DECLINE_LEVEL,
        "Not agree to a level that was proposed, and say why.",
        level.MACHINE,
        on=_ON_DECISION,
        gives="LevelDecision",
        given=level_terms.CloseProposal,
        known=level_terms.ProposalKnown,
        facts={"proposal": _PROPOSAL},
    ),
    Mutation(
        Act.WITHDRAW_LEVEL_PROPOSAL,
        "Take back a level that your agency proposed. It stays on record.",
        level.MACHINE,
        on=_ON_DECISION,
        gives="LevelDecision",
        given=level_terms.CloseProposal,
    ),
    Mutation(
        Act.ACKNOWLEDGE_DECISION,
        "Acknowledge a decision that was communicated to you or to your agency.",
        receipt.MACHINE,
        on=_ON_RECEIPT,
        gives="DecisionReceipt",
        given=receipt.Acknowledge,
        known=receipt.ReceiptKnown,
        facts={"receipt": _RECEIVED},
    ),
    Mutation(
        Act.CHASE_ACKNOWLEDGEMENT,
        "Note that an overdue acknowledgement was chased.",
        receipt.MACHINE,
        on=_ON_RECEIPT,
        gives="DecisionReceipt",
        known=receipt.ReceiptKnown,
        facts={"receipt": _RECEIVED},
    ),
)
