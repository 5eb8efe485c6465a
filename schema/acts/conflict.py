"""Conflicts of interest, as mutations."""

import sqlalchemy as sa

from agencies.directory import conflicts
from agencies.directory import tables as directory
from policies.vocabulary import Act
from schema.mutations import RECORD, Mutation, OnRecord

_CONFLICT = directory.conflict_of_interest.c

MUTATIONS = (
    Mutation(
        Act.DECLARE_CONFLICT,
        "Declare that you have a conflict of interest in a case. The case is closed to you from your next request: the "
        "answer to this one gives nothing back.",
        conflicts.MACHINE,
        on=OnRecord("Case"),
        gives="ConflictOfInterest",
        given=conflicts.DeclareConflict,
    ),
    Mutation(
        Act.LIFT_CONFLICT,
        "Lift a conflict of interest that somebody else declared, and say what was found.",
        conflicts.MACHINE,
        on=OnRecord("ConflictOfInterest"),
        gives="ConflictOfInterest",
        given=conflicts.LiftConflict,
        known=conflicts.LiftKnown,
        facts={"declared": sa.select(_CONFLICT.principal_id).where(_CONFLICT.id == RECORD)},
    ),
)
