"""Identification, the start of management and the change of a category, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import identification, management
from agencies.person import tables as persons
from agencies.person.identifiers import candidates
from agencies.probation import tables as probation
from policies.vocabulary import Act
from schema.mutations import AREA, CASE, PERSON, RECORD, TODAY, Mutation, OnArea, OnRecord
from schema.rules import RULES

_NOTICE = t.identification_notice.c
_HELD = t.identification.c
_LIMIT = probation.access_limit.c

_IDENTIFIERS = sa.bindparam("identifiers", None, sa.ARRAY(sa.Text))


def _written(given: identification.NotifyIdentification, today: date) -> Mapping[str, Any]:
    return {"identifiers": sorted({each.canonical for each in candidates(given.identifier, today)})}


_PERSONS = (
    sa.select(persons.identifier.c.person_id)
    .distinct()
    .where(persons.identifier.c.canonical == sa.any_(_IDENTIFIERS), persons.identifier.c.superseded_by.is_(None))
)
_OF_NOTICE = sa.select(_NOTICE.person_id, _NOTICE.area_id, _NOTICE.notified_by_id).where(_NOTICE.id == RECORD)
# Locked, so that nothing is done to a case that was left while it is opened anew.
_CASE_OF_PERSON = (
    sa.select(t.case.c.id, t.case.c.status, t.case.c.exited_on, t.case.c.handling)
    .where(t.case.c.person_id == PERSON)
    .with_for_update(key_share=True)
)
FOUND = (
    sa.select(
        _HELD.verdict, _HELD.category, _HELD.limb, _HELD.reason, _HELD.unknowns, _HELD.rule_code, _HELD.holds_from
    )
    .where(
        _HELD.person_id == PERSON,
        _HELD.superseded_by.is_(None),
        _HELD.holds_from <= TODAY,
        sa.or_(_HELD.holds_until.is_(None), _HELD.holds_until > TODAY),
    )
    .order_by(_HELD.holds_from.desc())
    .limit(1)
)
_RESTRICTED = sa.select(
    sa.exists().where(
        _LIMIT.person_id == PERSON,
        _LIMIT.kind == "RESTRICTION",
        _LIMIT.superseded_by.is_(None),
        _LIMIT.valid_from <= TODAY,
        sa.or_(_LIMIT.valid_until.is_(None), _LIMIT.valid_until > TODAY),
    )
)
_NUMBER = sa.select(sa.func.max(sa.cast(sa.func.split_part(t.case.c.reference, "-", 3), sa.Integer))).where(
    sa.func.split_part(t.case.c.reference, "-", 2) == sa.func.lpad(sa.cast(AREA, sa.Text), 2, "0")
)
_LISTED = sa.select(t.identified_person.c.id).where(
    t.identified_person.c.person_id == PERSON, t.identified_person.c.superseded_by.is_(None)
)
_CASE = sa.select(t.case.c.category, t.case.c.level, t.case.c.lead_agency, t.case.c.handling).where(t.case.c.id == CASE)
_PERIODS = sa.select(t.category_history.c.id).where(
    t.category_history.c.case_id == CASE, t.category_history.c.valid_until.is_(None)
)

_ON_NOTICE = OnRecord("IdentificationNotice")

MUTATIONS = (
    Mutation(
        Act.NOTIFY_IDENTIFICATION,
        "Notify the co-ordination unit that somebody comes under MAPPA. You are not told whether they have a case.",
        identification.MACHINE,
        on=OnArea(),
        gives="IdentificationNotice",
        given=identification.NotifyIdentification,
        known=identification.NotifyKnown,
        facts={"persons": _PERSONS, "rules": RULES},
        asks=_written,
    ),
    Mutation(
        Act.WITHDRAW_IDENTIFICATION,
        "Take back a notice that your agency made and nobody has answered. It stays on record.",
        identification.MACHINE,
        on=_ON_NOTICE,
        gives="IdentificationNotice",
        given=identification.CloseNotice,
    ),
    Mutation(
        Act.REFUSE_IDENTIFICATION,
        "Find that somebody who was notified does not come under MAPPA, and say why.",
        identification.MACHINE,
        on=_ON_NOTICE,
        gives="IdentificationNotice",
        given=identification.CloseNotice,
        known=identification.AnswerKnown,
        facts={"notice": _OF_NOTICE},
    ),
    Mutation(
        Act.CONFIRM_IDENTIFICATION,
        "Confirm that somebody comes under MAPPA: their case is opened, or opened anew, with category and lead agency.",
        identification.MACHINE,
        on=_ON_NOTICE,
        gives="IdentificationNotice",
        given=identification.ConfirmIdentification,
        known=identification.ConfirmKnown,
        facts={
            "notice": _OF_NOTICE,
            "case": _CASE_OF_PERSON,
            "found": FOUND,
            "restricted": _RESTRICTED,
            "last_number": _NUMBER,
            "listed": _LISTED,
        },
    ),
    Mutation(
        Act.START_MANAGEMENT,
        "Begin to manage a case that was identified: it is active from now on.",
        management.MACHINE,
        on=OnRecord("Case"),
        gives="Case",
        known=management.StartKnown,
        facts={"case": _CASE},
    ),
    Mutation(
        Act.CONFIRM_CATEGORY,
        "Change the category of a case, having looked at what the rules find. A finding alone changes nothing.",
        management.MACHINE,
        on=OnRecord("Case"),
        gives="Case",
        given=management.ConfirmCategory,
        known=management.CategoryKnown,
        facts={"case": _CASE, "found": FOUND, "periods": _PERIODS},
    ),
)
