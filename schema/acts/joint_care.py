"""The exceptions list of joint care, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import joint_care
from agencies.coordination.process.common import MANAGED
from agencies.coordination.rule_vocabulary import ExceptionStatus
from policies.vocabulary import Act
from schema.mutations import CASE, RECORD, TODAY, Mutation, OnRecord
from schema.rules import RULES

_EXCEPTION, _FINDING = t.joint_care_exception.c, t.finding.c

_FOUND = sa.select(_FINDING.kind).where(
    _FINDING.case_id == CASE,
    _FINDING.superseded_by.is_(None),
    sa.or_(_FINDING.holds_until.is_(None), _FINDING.holds_until > TODAY),
)
_LISTED = sa.select(_EXCEPTION.manager, _EXCEPTION.ends_on).where(
    _EXCEPTION.case_id == CASE, _EXCEPTION.status == ExceptionStatus.LISTED
)

MUTATIONS = (
    Mutation(
        Act.LIST_CARE_EXCEPTION,
        "Put a case on the exceptions list of joint care: why it is without a manager, who does the work, until when.",
        joint_care.MACHINE,
        on=OnRecord("Case"),
        gives="JointCareException",
        offered={"status": MANAGED},
        given=joint_care.ListCareException,
        known=joint_care.ListKnown,
        facts={
            "status": sa.select(t.case.c.status).where(t.case.c.id == CASE),
            "found": _FOUND,
            "listed": _LISTED,
            "rules": RULES,
        },
    ),
    Mutation(
        Act.END_CARE_EXCEPTION,
        "Take a case off the exceptions list of joint care before its day, and say why.",
        joint_care.MACHINE,
        on=OnRecord("JointCareException"),
        gives="JointCareException",
        given=joint_care.EndCareException,
        known=joint_care.EndKnown,
        facts={"ends_on": sa.select(_EXCEPTION.ends_on).where(_EXCEPTION.id == RECORD)},
    ),
)
