"""Requests for access by the person a case is about, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import AccessDecision, SubjectAccessStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_REQUEST, _PART = t.subject_access_request.c, t.subject_access_part.c
_LEFT = sa.type_coerce(_REQUEST.respond_by - TODAY, sa.Integer)


class SubjectAccessRequest(Record):
    """A request for access by the person a case is about (DPA 2018 s.45), and how many days are left to answer it."""

    table = t.subject_access_request
    scope = ByCase(_REQUEST.case_id)
    exists = DataClass.DECISION
    order = Order("respond_by")

    made_by = column(_REQUEST.made_by, "Who asks, and how that was checked.")
    scope_asked = column(_REQUEST.scope, "What is asked for.")
    received_on = column(_REQUEST.received_on, "The day on which it was received.", filters=True, sorts=True)
    respond_by = column(_REQUEST.respond_by, "The day by which it is to be answered.", filters=True, sorts=True)
    days_left = column(
        sa.case((_REQUEST.status == SubjectAccessStatus.LOGGED, _LEFT)),
        "How many days are left; below nought where it is late, null once it is answered.",
        filters=True,
        sorts=True,
    )
    extended_because = column(_REQUEST.extended_because, "Why the time was extended by two further months.")
    status = column(_REQUEST.status, "How far it has come.", filters=True)
    answered_on = column(_REQUEST.answered_on, "The day on which it was answered or withdrawn.")
    answered_by_name = column(_REQUEST.answered_by_name, "Who answered it.", DataClass.PRACTITIONER)
    answer = column(_REQUEST.answer, "What was sent, how and when; or why it went no further.")
    version = column(_REQUEST.version, "How often it was changed; what an act on it expects you to have seen.")
    parts = many("SubjectAccessPart", _REQUEST.id, _PART.request_id, "What is held, kind by kind.")
    steps = many("Step", _REQUEST.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _REQUEST.case_id, t.case.c.id, "The case.")


class SubjectAccessPart(Record):
    """One kind of information that is held, and whether it is given to the person or withheld, and on which ground."""

    table = t.subject_access_part
    scope = ByCase(_PART.case_id)
    exists = DataClass.DECISION
    order = Order("kind")

    kind = column(_PART.kind, "The kind of information.", filters=True)
    decision = column(_PART.decision, "What was decided.", filters=True)
    decided = column(_PART.decision != AccessDecision.UNDECIDED, "Whether it was decided.", filters=True)
    ground = column(_PART.ground, "For what it is withheld: DPA 2018 s.45(4).", filters=True)
    reason = column(_PART.reason, "Why.")
    decided_on = column(_PART.decided_on, "The day on which it was decided.")
    decided_by_name = column(_PART.decided_by_name, "Who decided it.", DataClass.PRACTITIONER)
    version = column(_PART.version, "How often it was changed; what an act on it expects you to have seen.")
    request = one("SubjectAccessRequest", _PART.request_id, _REQUEST.id, "The request.")
    steps = many("Step", _PART.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _PART.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "subjectAccessRequests",
        "SubjectAccessRequest",
        "Requests for access by the people whose cases you may see, the most urgent first.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only requests that have come this far."),
            Argument("respondBefore", "respond_by", Operator.BEFORE, "Only requests to be answered before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only requests on cases of this MAPPA area."),
        ),
    ),
)
