"""Emergency access to a case, as those on it and the co-ordination unit see it: an alert, and a queue to review."""

from agencies.coordination import tables as t
from agencies.directory.tables import emergency_grant
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_GRANT = emergency_grant.c


class EmergencyAccess(Record):
    """That somebody who was not on a case looked at it in an emergency: until when, and what a second person found."""

    table = emergency_grant
    scope = ByCase(_GRANT.case_id)
    exists = DataClass.MANAGEMENT
    order = Order("granted_at", descending=True)

    agency = column(_GRANT.agency, "Whom they work for.", filters=True)
    taken_by_name = column(_GRANT.principal_name, "Who took it.", DataClass.PRACTITIONER)
    reason = column(_GRANT.reason, "Why it could not wait.", DataClass.ACCESS_LIMIT)
    granted_at = column(_GRANT.granted_at, "When it began.", filters=True, sorts=True)
    ends_at = column(_GRANT.ends_at, "When it ends, or ended.", filters=True, sorts=True)
    status = column(_GRANT.status, "Whether it has been acknowledged, and reviewed.", filters=True)
    acknowledged_at = column(_GRANT.acknowledged_at, "When the co-ordination unit acknowledged it.")
    acknowledged_by_name = column(_GRANT.acknowledged_by_name, "Who acknowledged it.", DataClass.PRACTITIONER)
    reviewed_at = column(_GRANT.reviewed_at, "When it was reviewed.")
    reviewed_by_name = column(_GRANT.reviewed_by_name, "Who reviewed it.", DataClass.PRACTITIONER)
    outcome = column(_GRANT.outcome, "What the review found.", filters=True)
    review_note = column(_GRANT.review_note, "What the finding rests on.", DataClass.ACCESS_LIMIT)
    version = column(_GRANT.version, "How often it was changed; what an act on it expects you to have seen.")
    case = one("Case", _GRANT.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "emergencyAccesses",
        "EmergencyAccess",
        "Emergency access to the cases that you may see: what is to be acknowledged, and to be reviewed.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
)
