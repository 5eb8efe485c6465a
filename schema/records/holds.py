"""How long entries of the access record are kept, as auditors read it: holds, and rules that are proposed."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.roots import Argument, Operator, Root
from schema.scopes import ByAccess

_HOLD = t.record_hold.c


class RecordHold(Record):
    """A legal hold: entries about somebody, or by somebody, that no retention rule erases while it stands."""

    table = t.record_hold
    scope = ByAccess()
    subject = _HOLD.subject_id  # whoever opens it is told whom it is about
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("placed_at", descending=True)

    about = column(sa.cast(_HOLD.subject_id, sa.Text), "The key of the case or person that is held, as in accessLog.")
    principal = column(sa.cast(_HOLD.principal_id, sa.Text), "The key of the user whose entries are held.")
    asked_by = column(_HOLD.asked_by, "Who wants it kept.")
    reason = column(_HOLD.reason, "What for.")
    status = column(_HOLD.status, "Whether it holds; one that somebody has asked to lift still does.", filters=True)
    placed_at = column(_HOLD.recorded_at, "When it was placed.", filters=True, sorts=True)
    placed_by_name = column(_HOLD.recorded_by_name, "Who placed it.")
    lift_reason = column(_HOLD.lift_reason, "Why it need not be kept any longer.")
    lift_asked_at = column(_HOLD.lift_asked_at, "When somebody asked to lift it.")
    lift_asked_by_name = column(_HOLD.lift_asked_by_name, "Who asked to lift it.")
    lifted_at = column(_HOLD.lifted_at, "When it was lifted.")
    lifted_by_name = column(_HOLD.lifted_by_name, "Who lifted it.")
    version = column(_HOLD.version, "How often it was changed by an act; an act on it says which it has seen.")


_RULE = t.retention_proposal.c


class RetentionProposal(Record):
    """A rule on how long entries of the access record are kept, as somebody proposed it."""

    table = t.retention_proposal
    scope = ByAccess()
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("proposed_at", descending=True)

    rule = column(_RULE.rule, "The name of the rule; where there is one of this name, its next version.")
    outcome = column(_RULE.outcome, "Of entries that ended so; null: of any.")
    purpose = column(_RULE.purpose, "Of entries of this purpose; null: of any.")
    keep_months = column(_RULE.keep_months, "How many months an entry is to be kept.")
    valid_from = column(_RULE.valid_from, "From which day on.")
    decided_by = column(_RULE.decided_by, "Who decided so.")
    source = column(_RULE.source, "Where that stands.")
    reason = column(_RULE.reason, "Why so long, and no longer.")
    status = column(
        _RULE.status, "How far it has come. What is agreed erases nothing before it is taken over.", filters=True
    )
    proposed_at = column(_RULE.recorded_at, "When it was proposed.", filters=True, sorts=True)
    proposed_by_name = column(_RULE.recorded_by_name, "Who proposed it.")
    agreed_at = column(_RULE.agreed_at, "When somebody else agreed.")
    agreed_by_name = column(_RULE.agreed_by_name, "Who agreed.")
    refused_because = column(_RULE.refused_because, "Why it was refused.")
    refused_at = column(_RULE.refused_at, "When it was refused.")
    refused_by_name = column(_RULE.refused_by_name, "Who refused it.")
    taken_over_at = column(_RULE.taken_over_at, "When the owner of the tables took it over; from then on it is a rule.")
    version = column(_RULE.version, "How often it was changed by an act; an act on it says which it has seen.")


ROOTS = (
    Root(
        "recordHolds",
        "RecordHold",
        "Legal holds on entries of the access record: what no retention rule erases.",
        arguments=(Argument("statuses", "status", Operator.ANY_OF, "Only holds that stand so."),),
    ),
    Root(
        "retentionProposals",
        "RetentionProposal",
        "Rules on how long entries of the access record are kept, as they were proposed, agreed or refused.",
        arguments=(Argument("statuses", "status", Operator.ANY_OF, "Only those that have come this far."),),
    ),
)
