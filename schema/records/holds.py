"""Holds on entries of the access record, as auditors read them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Argument, Operator, Order, Record, Root, column
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


ROOTS = (
    Root(
        "recordHolds",
        "RecordHold",
        "Legal holds on entries of the access record: what no retention rule erases.",
        arguments=(Argument("statuses", "status", Operator.ANY_OF, "Only holds that stand so."),),
    ),
)
