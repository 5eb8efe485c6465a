"""To whom a case was opened who has no part in it, as those see it who have."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, many, one
from schema.scopes import ByCase

_OPENING = t.case_opening.c


class CaseOpening(Record):
    """That a case was opened to somebody: for one purpose, to a day, by whom and why."""

    table = t.case_opening
    scope = ByCase(_OPENING.case_id)
    exists = DataClass.MANAGEMENT
    owner = _OPENING.opened_by_agency
    order = Order("ends_on", descending=True)

    to_name = column(_OPENING.principal_name, "To whom.", DataClass.PRACTITIONER)
    to_agency = column(_OPENING.agency, "The code of whom they work for.", filters=True)
    purpose = column(_OPENING.purpose, "For which purpose, in the words of the law.", filters=True)
    reason = column(_OPENING.reason, "Why they need to see it.")
    ends_on = column(_OPENING.ends_on, "The last day.", filters=True, sorts=True)
    status = column(_OPENING.status, "Whether it was closed before its day.", filters=True)
    opened_by_agency = column(_OPENING.opened_by_agency, "The agency that opened it.")
    opened_by_name = column(_OPENING.opened_by_name, "Who opened it.", DataClass.PRACTITIONER)
    closed_because = column(_OPENING.closed_because, "Why it was closed.")
    closed_by_name = column(_OPENING.closed_by_name, "Who closed it.", DataClass.PRACTITIONER)
    version = column(_OPENING.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _OPENING.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _OPENING.case_id, t.case.c.id, "The case.")
