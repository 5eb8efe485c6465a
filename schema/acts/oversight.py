"""Looking into what rules over the access record found, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import detection
from policies.vocabulary import Act
from schema.mutations import RECORD, Mutation, OnRecord

_DETECTION = t.detection.c
_FOUND = sa.select(_DETECTION.principal_id).where(_DETECTION.id == RECORD)
_TAKEN_UP = sa.select(_DETECTION.taken_up_by_id).where(_DETECTION.id == RECORD)
_FACTS = {"about": _FOUND, "taken_up_by": _TAKEN_UP}

MUTATIONS = (
    Mutation(
        Act.TAKE_UP_DETECTION,
        "Take up what a rule over the access record found, to look into it; also from a colleague.",
        detection.MACHINE,
        on=OnRecord("Detection"),
        gives="Detection",
        known=detection.DetectionKnown,
        facts=_FACTS,
    ),
    Mutation(
        Act.CLOSE_DETECTION,
        "Say what came of looking into it, and why. No sanction follows from it by itself.",
        detection.MACHINE,
        on=OnRecord("Detection"),
        gives="Detection",
        given=detection.CloseDetection,
        known=detection.DetectionKnown,
        facts=_FACTS,
    ),
)
