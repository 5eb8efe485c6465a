"""The exceptions list of joint care, as readers see it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.rule_vocabulary import ExceptionStatus
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_EXCEPTION = t.joint_care_exception.c


class JointCareException(Record):
    """A case on the exceptions list of joint care: a sexual offender in custody without one of the two managers."""

    table = t.joint_care_exception
    scope = ByCase(_EXCEPTION.case_id)
    exists = DataClass.SUPERVISION
    owner = _EXCEPTION.listed_by_agency
    order = Order("ends_on")

    manager = column(_EXCEPTION.manager, "Whom the person is without.", filters=True)
    reason = column(_EXCEPTION.reason, "Why there is none for now.")
    meanwhile = column(_EXCEPTION.meanwhile, "Who does the work meanwhile.", DataClass.PRACTITIONER)
    ends_on = column(_EXCEPTION.ends_on, "The last day of the exception.", filters=True, sorts=True)
    in_force = column(
        sa.and_(_EXCEPTION.status == ExceptionStatus.LISTED, _EXCEPTION.ends_on >= TODAY),
        "Whether it stands today: it was not ended, and its last day has not passed.",
        filters=True,
    )
    status = column(_EXCEPTION.status, "Whether it was ended by somebody; by its day it ends of itself.", filters=True)
    listed_on = column(_EXCEPTION.listed_on, "The day on which it was put on the list.", filters=True, sorts=True)
    listed_by_agency = column(_EXCEPTION.listed_by_agency, "The agency that put it on the list.")
    listed_by_name = column(_EXCEPTION.listed_by_name, "Who put it on the list.", DataClass.PRACTITIONER)
    ended_on = column(_EXCEPTION.ended_on, "The day on which somebody ended it.")
    ended_because = column(_EXCEPTION.ended_because, "Why they ended it.")
    ended_by_name = column(_EXCEPTION.ended_by_name, "Who ended it.", DataClass.PRACTITIONER)
    version = column(_EXCEPTION.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _EXCEPTION.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _EXCEPTION.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "jointCareExceptions",
        "JointCareException",
        "The exceptions list of joint care: who is in custody without one of their two managers, why, and until when.",
        arguments=(
            Argument("inForce", "in_force", Operator.EQUALS, "Only exceptions that do, or do not, stand today."),
            Argument("manager", "manager", Operator.EQUALS, "Only of people without this manager."),
            Argument("endsBefore", "ends_on", Operator.BEFORE, "Only exceptions that end before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
)
