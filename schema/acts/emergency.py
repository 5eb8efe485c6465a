"""Emergency access, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.directory import emergency
from agencies.directory import tables as directory
from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.probation import tables as probation
from policies.vocabulary import Act, Clearance
from schema.mutations import ACTOR, AREA, RECORD, TODAY, Mutation, OnArea, OnRecord

_GRANT, _CONFLICT, _LIMIT, _PRINCIPAL, _RULE = (
    directory.emergency_grant.c,
    directory.conflict_of_interest.c,
    probation.access_limit.c,
    directory.principal.c,
    directory.emergency_rule.c,
)
_REFERENCE = sa.bindparam("reference", None, sa.Text)


def _named_case(given: emergency.TakeEmergencyAccess, _today: date) -> Mapping[str, Any]:
    return {"reference": given.reference}


def _live(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    until = table.c.valid_until
    return [table.c.valid_from <= TODAY, sa.or_(until.is_(None), until > TODAY)]


def _named(kind: str) -> sa.Exists:
    """Whether they are named as excluded from the case, or as permitted."""
    of_them = (_LIMIT.person_id == t.case.c.person_id, _LIMIT.principal_id == ACTOR, _LIMIT.kind == kind)
    return sa.exists().where(*of_them, _LIMIT.superseded_by.is_(None), *_live(probation.access_limit))


def _assigned(table: sa.Table, officer: str) -> sa.Exists:
    theirs = (table.c.person_id == t.case.c.person_id, table.c[officer] == ACTOR, table.c.superseded_by.is_(None))
    return sa.exists().where(*theirs, *_live(table))


_CONFLICTED = sa.exists().where(
    _CONFLICT.case_id == t.case.c.id, _CONFLICT.principal_id == ACTOR, _CONFLICT.status == "DECLARED"
)
_CLEARED = sa.exists().where(
    _PRINCIPAL.id == ACTOR,
    _PRINCIPAL.clearance == Clearance.TERRORISM.value,
    sa.or_(_PRINCIPAL.clearance_until.is_(None), _PRINCIPAL.clearance_until > TODAY),
)
_ON_THE_CASE = sa.or_(
    _assigned(police.managed_person, "offender_manager_id"),
    _assigned(prison.offender_manager, "offender_manager_id"),
    _assigned(probation.supervision, "offender_manager_id"),
    _assigned(probation.victim_contact, "liaison_officer_id"),
)
_CASE = sa.select(
    t.case.c.id,
    t.case.c.handling,
    sa.or_(_named("EXCLUSION"), _CONFLICTED).label("excluded"),
    _named("RESTRICTION").label("permitted"),
    _CLEARED.label("cleared"),
    _ON_THE_CASE.label("on_the_case"),
).where(t.case.c.reference == _REFERENCE, t.case.c.area_id == AREA)
_UNTIL = (
    sa.select(sa.func.max(_GRANT.ends_at))
    .join(t.case, t.case.c.id == _GRANT.case_id)
    .where(t.case.c.reference == _REFERENCE, _GRANT.principal_id == ACTOR)
)
_HOURS = sa.select(_RULE.hours).where(*_live(directory.emergency_rule)).order_by(_RULE.valid_from.desc()).limit(1)
_TAKEN = sa.select(_GRANT.principal_id, _GRANT.ends_at).where(_GRANT.id == RECORD)
_ON_ACCESS = OnRecord("EmergencyAccess")

MUTATIONS = (
    Mutation(
        Act.TAKE_EMERGENCY_ACCESS,
        "Look at one case that you are not on, because it cannot wait. It is short, told to the co-ordination unit of "
        "the area, and reviewed by a second person.",
        emergency.MACHINE,
        on=OnArea(),
        gives="EmergencyAccess",
        given=emergency.TakeEmergencyAccess,
        known=emergency.TakeKnown,
        facts={"case": _CASE, "until": _UNTIL, "hours": _HOURS},
        asks=_named_case,
    ),
    Mutation(
        Act.ACKNOWLEDGE_EMERGENCY_ACCESS,
        "Acknowledge that emergency access was taken to a case of your area.",
        emergency.MACHINE,
        on=_ON_ACCESS,
        gives="EmergencyAccess",
        known=emergency.TakenKnown,
        facts={"taken": _TAKEN},
    ),
    Mutation(
        Act.REVIEW_EMERGENCY_ACCESS,
        "Review an emergency access that somebody else took. One that was not justified ends at once.",
        emergency.MACHINE,
        on=_ON_ACCESS,
        gives="EmergencyAccess",
        given=emergency.ReviewEmergencyAccess,
        known=emergency.TakenKnown,
        facts={"taken": _TAKEN},
    ),
)
