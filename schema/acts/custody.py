"""Public protection in custody, as mutations."""

import sqlalchemy as sa

from agencies.prison import tables as t
from agencies.prison.process import measure, no_contact
from agencies.prison.vocabulary import MeasureStatus
from policies.vocabulary import Act
from schema.mutations import PERSON, RECORD, TODAY, Mutation, OnRecord

_MEASURE = t.protection_measure.c
_STANDING = sa.select(_MEASURE.id, _MEASURE.kind).where(
    _MEASURE.person_id == PERSON,
    _MEASURE.superseded_by.is_(None),
    _MEASURE.status == MeasureStatus.SET,
    sa.or_(_MEASURE.ends_on.is_(None), _MEASURE.ends_on >= TODAY),
)
_DAYS = sa.select(_MEASURE.next_review_due, _MEASURE.ends_on).where(_MEASURE.id == RECORD)
_ON_CASE, _ON_MEASURE = OnRecord("Case"), OnRecord("ProtectionMeasure")

MUTATIONS = (
    Mutation(
        Act.SET_PROTECTION_MEASURE,
        "Begin a measure in custody, such as monitoring: why, until when, and when it is reviewed.",
        measure.MACHINE,
        on=_ON_CASE,
        gives="ProtectionMeasure",
        given=measure.SetMeasure,
        known=measure.StandingKnown,
        facts={"standing": _STANDING},
    ),
    Mutation(
        Act.DECIDE_CHILD_CONTACT,
        "Decide how a person in custody may be in contact with children. The level before it ends.",
        measure.MACHINE,
        on=_ON_CASE,
        gives="ProtectionMeasure",
        given=measure.DecideContact,
        known=measure.StandingKnown,
        facts={"standing": _STANDING},
    ),
    Mutation(
        Act.REVIEW_PROTECTION_MEASURE,
        "Review a measure in custody that goes on, and say when it is reviewed next.",
        measure.MACHINE,
        on=_ON_MEASURE,
        gives="ProtectionMeasure",
        given=measure.ReviewMeasure,
        known=measure.ReviewKnown,
        facts={"days": _DAYS},
    ),
    Mutation(
        Act.END_PROTECTION_MEASURE,
        "End a measure in custody, and say why.",
        measure.MACHINE,
        on=_ON_MEASURE,
        gives="ProtectionMeasure",
        given=measure.EndMeasure,
    ),
    Mutation(
        Act.ADD_NO_CONTACT,
        "Put somebody on the list of those whom a person in custody may not contact.",
        no_contact.MACHINE,
        on=_ON_CASE,
        gives="NoContact",
        given=no_contact.AddNoContact,
    ),
    Mutation(
        Act.REMOVE_NO_CONTACT,
        "Take somebody off the list of those whom a person in custody may not contact, and say why.",
        no_contact.MACHINE,
        on=OnRecord("NoContact"),
        gives="NoContact",
        given=no_contact.RemoveNoContact,
    ),
)
