"""Conflicts of interest in a case, as those see them who go on working on it."""

from agencies.coordination import tables as t
from agencies.directory.tables import conflict_of_interest
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, one
from schema.scopes import ByCase

_CONFLICT = conflict_of_interest.c


class ConflictOfInterest(Record):
    """That somebody declared a conflict of interest in a case, and is kept out of it until it is lifted."""

    table = conflict_of_interest
    scope = ByCase(_CONFLICT.case_id)
    exists = DataClass.ACCESS_LIMIT
    order = Order("declared_at", descending=True)

    agency = column(_CONFLICT.agency, "Whom they work for.", filters=True)
    declared_by_name = column(_CONFLICT.principal_name, "Who declared it.", DataClass.PRACTITIONER)
    nature = column(_CONFLICT.nature, "What ties them to the case.")
    declared_at = column(_CONFLICT.declared_at, "When it was declared.", filters=True, sorts=True)
    status = column(_CONFLICT.status, "Whether it stands.", filters=True)
    lifted_at = column(_CONFLICT.lifted_at, "When it was lifted.")
    lifted_by_name = column(_CONFLICT.lifted_by_name, "Who lifted it.", DataClass.PRACTITIONER)
    lifted_because = column(_CONFLICT.lifted_because, "Why they may work on the case again.")
    version = column(_CONFLICT.version, "How often it was changed; what an act on it expects you to have seen.")
    case = one("Case", _CONFLICT.case_id, t.case.c.id, "The case.")
