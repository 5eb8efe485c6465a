"""Looking into what rules over the access record found, and how long entries of it are kept, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import detection, hold, retention
from agencies.directory import tables as directory
from policies.vocabulary import Act
from schema.mutations import ACTOR, RECORD, TODAY, Mutation, OnNothing, OnRecord

_DETECTION = t.detection.c
_FOUND = sa.select(_DETECTION.principal_id).where(_DETECTION.id == RECORD)
_TAKEN_UP = sa.select(_DETECTION.taken_up_by_id).where(_DETECTION.id == RECORD)
_FACTS = {"about": _FOUND, "taken_up_by": _TAKEN_UP}

_HOLD = t.record_hold.c
_HELD = {"hold": sa.select(_HOLD.principal_id, _HOLD.lift_asked_by_id).where(_HOLD.id == RECORD)}
_APPOINTMENT = directory.audit_appointment.c
_APPOINTED = sa.select(_APPOINTMENT.id).where(
    _APPOINTMENT.principal_id == ACTOR,
    _APPOINTMENT.role == "auditor",
    _APPOINTMENT.reach == directory.AuditReach.NATIONAL,
    _APPOINTMENT.valid_from <= TODAY,
    sa.or_(_APPOINTMENT.valid_until.is_(None), _APPOINTMENT.valid_until > TODAY),
)
_ON_HOLD = OnRecord("RecordHold")

_RULE = t.retention_proposal.c
_PROPOSED = {"proposal": sa.select(_RULE.recorded_by_id, _RULE.taken_over_at).where(_RULE.id == RECORD)}
_ON_RULE = OnRecord("RetentionProposal")

MUTATIONS = (
    Mutation(
        Act.TAKE_UP_DETECTION,
        "Take up what a rule over the access record found, to look into it; also from a colleague.",
        detection.MACHINE,
        on=OnRecord("Detection"),
        gives="Detection",
        known=detection.DetectionKnown,
        facts=_FACTS,
    ),
    Mutation(
        Act.CLOSE_DETECTION,
        "Say what came of looking into it, and why. No sanction follows from it by itself.",
        detection.MACHINE,
        on=OnRecord("Detection"),
        gives="Detection",
        given=detection.CloseDetection,
        known=detection.DetectionKnown,
        facts=_FACTS,
    ),
    Mutation(
        Act.PLACE_RECORD_HOLD,
        "Hold entries of the access record about somebody, or by somebody: no retention rule erases them.",
        hold.MACHINE,
        on=OnNothing(),
        gives="RecordHold",
        given=hold.PlaceHold,
        known=hold.PlaceKnown,
        facts={"appointed": _APPOINTED},
    ),
    Mutation(
        Act.ASK_TO_LIFT_RECORD_HOLD,
        "Ask that a hold be lifted, and say why. It holds until a second person lifts it.",
        hold.MACHINE,
        on=_ON_HOLD,
        gives="RecordHold",
        given=hold.AskToLift,
        known=hold.HoldKnown,
        facts=_HELD,
    ),
    Mutation(
        Act.LIFT_RECORD_HOLD,
        "Lift a hold that somebody else asked to lift. What it kept is erased when its retention rule says so.",
        hold.MACHINE,
        on=_ON_HOLD,
        gives="RecordHold",
        known=hold.HoldKnown,
        facts=_HELD,
    ),
    Mutation(
        Act.PROPOSE_RETENTION_RULE,
        "Propose for how long entries of the access record are kept, as a board decided it. It erases nothing yet.",
        retention.MACHINE,
        on=OnNothing(),
        gives="RetentionProposal",
        given=retention.ProposeRule,
        known=retention.RuleAppointed,
        facts={"appointed": _APPOINTED},
    ),
    Mutation(
        Act.AGREE_RETENTION_RULE,
        "Agree to a rule that somebody else proposed. The owner of the tables takes it over, and then it is in force.",
        retention.MACHINE,
        on=_ON_RULE,
        gives="RetentionProposal",
        known=retention.RuleKnown,
        facts=_PROPOSED,
    ),
    Mutation(
        Act.REFUSE_RETENTION_RULE,
        "Refuse a rule that was proposed, or that was agreed and is not taken over yet, and say why.",
        retention.MACHINE,
        on=_ON_RULE,
        gives="RetentionProposal",
        given=retention.RefuseRule,
        known=retention.RuleKnown,
        facts=_PROPOSED,
    ),
)
