"""Corrections, as mutations: what a field holds comes from its declaration, and who saw it from the access record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from agencies.coordination import tables as t
from agencies.coordination.process import correction
from agencies.coordination.process.information import ALREADY_THERE
from agencies.partners import tables as partners
from policies.vocabulary import Act
from schema.about_cases import about_cases
from schema.declare import ColumnField, camel
from schema.mutations import CASE, PERSON, RECORD, TODAY, Mutation, OnRecord
from schema.rules import RULES, TIMINGS

_CORRECTION, _NOTICE = t.correction.c, t.correction_notice.c


def named(given: correction.ReportError, _today: date) -> Mapping[str, Any]:
    """Which kind of information the field holds, and whose every record of its kind is."""
    record = about_cases().get(given.record)
    fields = {camel(name): each for name, each in record.fields.items()} if record else {}
    declared = fields.get(given.field)
    holds = record.class_of(declared).value if record and isinstance(declared, ColumnField) else None
    return {"holds": holds, "fact_owner": record.owner if record and isinstance(record.owner, str) else None}


_OWNERS = (
    sa.select(partners.body.c.code)
    .where(
        partners.body.c.effective_from <= TODAY,
        sa.or_(partners.body.c.effective_until.is_(None), partners.body.c.effective_until > TODAY),
    )
    .union(*(sa.select(sa.literal(each, sa.Text)) for each in (*ALREADY_THERE, "coordination")))
    .subquery()
)
_REPORTED = (
    sa.select(
        _CORRECTION.reported_by_id,
        t.case.c.reference,
        _CORRECTION.record,
        _CORRECTION.field,
        _CORRECTION.owner,
        _CORRECTION.data_class,
    )
    .join(t.case, t.case.c.id == _CORRECTION.case_id)
    .where(_CORRECTION.id == RECORD)
)
_THIS = sa.select(_NOTICE.to_id, _NOTICE.due_on, _NOTICE.chased).where(_NOTICE.id == RECORD)

# The access record as its readers have it: this floor knows the names of its columns, and nothing else of it.
_ACCESS = sa.table(
    "access",
    sa.column("principal_id", sa.Uuid()),
    sa.column("principal_name", sa.Text()),
    sa.column("agency", sa.Text()),
    sa.column("outcome", sa.Text()),
    sa.column("human", sa.Boolean()),
    sa.column("subject_set", sa.LargeBinary()),
    sa.column("recorded_at", sa.DateTime(timezone=True)),
    sa.column("subjects", JSONB()),
    sa.column("reading", JSONB()),
    schema="audit",
)

# Which sets of subjects hold whom; the sequencer keeps it a little behind the record.
_MEMBER = sa.table("about", sa.column("subject_id", sa.Uuid()), sa.column("digest", sa.LargeBinary()), schema="audit")


def _about_them() -> sa.ColumnElement[bool]:
    """Whether the entry is about the case or its person, or is too recent for the index of subjects to say."""
    theirs = sa.select(_MEMBER.c.digest).where(_MEMBER.c.subject_id.in_([CASE, PERSON]))
    known = sa.select(sa.literal(1)).where(_MEMBER.c.digest == _ACCESS.c.subject_set).correlate(_ACCESS).exists()
    return sa.or_(_ACCESS.c.subject_set.in_(theirs), sa.not_(known))


def _shown() -> sa.ColumnElement[bool]:
    """Whether the entry showed this field of this case or its person, in a place where one of them was seen."""
    field = sa.select(_CORRECTION.record + "." + _CORRECTION.field).where(_CORRECTION.id == RECORD).scalar_subquery()
    holds = sa.select(_CORRECTION.data_class).where(_CORRECTION.id == RECORD).scalar_subquery()
    place = sa.func.jsonb_each(_ACCESS.c.subjects).table_valued("key", sa.column("value", JSONB())).alias("place")
    about = sa.or_(place.c.value.op("?")(sa.cast(CASE, sa.Text)), place.c.value.op("?")(sa.cast(PERSON, sa.Text)))
    told = _ACCESS.c.reading.op("->")(place.c.key)
    verdicts = (told.op("->")(verdict).op("->")(holds).op("?")(field) for verdict in ("shown", "depends"))
    return sa.select(sa.literal(1)).select_from(place).where(about, sa.or_(*verdicts)).correlate(_ACCESS).exists()


_RECIPIENTS = (
    sa.select(
        _ACCESS.c.principal_id.label("id"),
        sa.func.max(_ACCESS.c.principal_name).label("name"),
        _ACCESS.c.agency,
        sa.func.max(_ACCESS.c.recorded_at).label("last_shown_at"),
    )
    .where(
        _ACCESS.c.principal_id.is_not(None), _ACCESS.c.human, _ACCESS.c.outcome == "GRANTED", _about_them(), _shown()
    )
    .group_by(_ACCESS.c.principal_id, _ACCESS.c.agency)
    .order_by(sa.func.max(_ACCESS.c.recorded_at).desc(), _ACCESS.c.principal_id)
)

_ON, _ON_NOTICE = OnRecord("Correction"), OnRecord("CorrectionNotice")

MUTATIONS = (
    Mutation(
        Act.REPORT_ERROR,
        "Report that a fact about a case is wrong. It is shown as disputed until its owner answers.",
        correction.MACHINE,
        on=OnRecord("Case"),
        gives="Correction",
        given=correction.ReportError,
        known=correction.ReportKnown,
        facts={
            "holds": sa.select(sa.bindparam("holds", None, sa.Text).label("holds")),
            "fact_owner": sa.select(sa.bindparam("fact_owner", None, sa.Text).label("fact_owner")),
            "owners": sa.select(_OWNERS.c.code).order_by(_OWNERS.c.code),
            "timings": TIMINGS,
        },
        asks=named,
    ),
    Mutation(
        Act.CORRECT_ERROR,
        "Correct a fact of your agency that was reported to be wrong. Everybody who was shown it gets a notice.",
        correction.MACHINE,
        on=_ON,
        gives="Correction",
        given=correction.AnswerError,
        known=correction.CorrectKnown,
        facts={"reported": _REPORTED, "recipients": _RECIPIENTS, "rules": RULES},
    ),
    Mutation(
        Act.REFUSE_CORRECTION,
        "Find that a fact of your agency stands as it is, and say why.",
        correction.MACHINE,
        on=_ON,
        gives="Correction",
        given=correction.AnswerError,
    ),
    Mutation(
        Act.ACKNOWLEDGE_CORRECTION,
        "Acknowledge that a fact you were shown was corrected, also of a case that you have left since.",
        correction.NOTICE,
        on=OnRecord("CorrectionTold"),
        gives="CorrectionTold",
        given=correction.AcknowledgeCorrection,
        known=correction.NoticeKnown,
        facts={"notice": _THIS},
    ),
    Mutation(
        Act.CHASE_CORRECTION,
        "Note that an overdue acknowledgement of a correction was chased.",
        correction.NOTICE,
        on=_ON_NOTICE,
        gives="CorrectionNotice",
        known=correction.NoticeKnown,
        facts={"notice": _THIS},
    ),
)
