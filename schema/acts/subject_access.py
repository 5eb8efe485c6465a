"""Access by the person a case is about, as mutations."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import AccessDecision
from agencies.coordination.process import subject_access
from policies.vocabulary import Act, DataClass
from schema.about_cases import about_cases
from schema.mutations import CASE, PERSON, RECORD, Mutation, OnRecord
from schema.rules import TIMINGS
from schema.scopes import ByCase, ByPerson

_REQUEST, _PART = t.subject_access_request.c, t.subject_access_part.c


def _held() -> sa.Select[Any]:
    """Which kinds of information are held: of each record of the case or its person, whether there is a row."""
    kinds = sa.union_all(*_kinds()).subquery()
    return sa.select(kinds.c.kind).distinct().order_by(kinds.c.kind)


def _kinds() -> Iterator[sa.Select[Any]]:
    """One statement for each record; how a case is managed is held of every case."""
    yield sa.select(sa.literal(DataClass.MANAGEMENT.value, sa.Text).label("kind"))
    for record in about_cases().values():
        scope, theirs = record.scope, CASE
        if isinstance(scope, ByPerson):
            theirs = PERSON
        if isinstance(scope, ByCase | ByPerson) and record.exists is not DataClass.EXISTENCE:
            yield (
                sa.select(sa.literal(record.exists.value, sa.Text))
                .select_from(record.table)
                .where(record.table.c[scope.column.name] == theirs)
                .limit(1)
            )


_THIS = sa.select(_REQUEST.received_on, _REQUEST.extended_because).where(_REQUEST.id == RECORD)
_UNDECIDED = (
    sa.select(_PART.kind)
    .where(_PART.request_id == RECORD, _PART.decision == AccessDecision.UNDECIDED)
    .order_by(_PART.kind)
)
_STATUS = (
    sa.select(_REQUEST.status).join(t.subject_access_part, _PART.request_id == _REQUEST.id).where(_PART.id == RECORD)
)

_ON = OnRecord("SubjectAccessRequest")

MUTATIONS = (
    Mutation(
        Act.LOG_SUBJECT_ACCESS,
        "Log a request for access by the person. What is held is found, kind by kind; the month begins on its receipt.",
        subject_access.MACHINE,
        on=OnRecord("Case"),
        gives="SubjectAccessRequest",
        given=subject_access.LogSubjectAccess,
        known=subject_access.LogKnown,
        facts={"held": _held(), "timings": TIMINGS},
    ),
    Mutation(
        Act.EXTEND_SUBJECT_ACCESS,
        "Extend the time for the answer by two further months, and say why.",
        subject_access.MACHINE,
        on=_ON,
        gives="SubjectAccessRequest",
        given=subject_access.ExtendSubjectAccess,
        known=subject_access.RequestKnown,
        facts={"request": _THIS, "timings": TIMINGS},
    ),
    Mutation(
        Act.DECIDE_SUBJECT_ACCESS,
        "Decide whether a kind of information is given to the person, or is withheld and on which ground.",
        subject_access.PART,
        on=OnRecord("SubjectAccessPart"),
        gives="SubjectAccessPart",
        given=subject_access.DecideSubjectAccess,
        known=subject_access.PartKnown,
        facts={"status": _STATUS},
    ),
    Mutation(
        Act.ANSWER_SUBJECT_ACCESS,
        "Note that a request for access was answered, every kind of information that is held having been decided.",
        subject_access.MACHINE,
        on=_ON,
        gives="SubjectAccessRequest",
        given=subject_access.AnswerSubjectAccess,
        known=subject_access.AnswerKnown,
        facts={"undecided": _UNDECIDED},
    ),
    Mutation(
        Act.WITHDRAW_SUBJECT_ACCESS,
        "Note that the person took back a request for access, or that it was none.",
        subject_access.MACHINE,
        on=_ON,
        gives="SubjectAccessRequest",
        given=subject_access.AnswerSubjectAccess,
    ),
)
