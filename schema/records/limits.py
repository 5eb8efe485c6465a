"""That a case is to be opened again, as those see it who are shown who is barred: from a limit, or after category 4."""

from agencies.coordination import tables as coordination
from agencies.probation.tables import limit_release
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase, ByPerson

_RELEASE = limit_release.c
_HANDLING = coordination.handling_release.c


class LimitRelease(Record):
    """A proposal to lift a limit on who may open the case, or to let one more in, and what was decided of it."""

    table = limit_release
    scope = ByPerson(_RELEASE.person_id)
    exists = DataClass.ACCESS_LIMIT
    owner = "probation"
    order = Order("proposed_on", descending=True)

    kind = column(_RELEASE.kind, "What is to be opened.", filters=True)
    lets_in_name = column(_RELEASE.principal_name, "Whom it lets in; nobody where a restriction is lifted.")
    reason = column(_RELEASE.reason, "Why the case may be opened so far again.")
    status = column(_RELEASE.status, "How far it has come.", filters=True)
    proposed_on = column(_RELEASE.proposed_on, "The day it was proposed.", filters=True, sorts=True)
    proposed_by_name = column(_RELEASE.proposed_by_name, "Who proposed it.", DataClass.PRACTITIONER)
    decided_on = column(_RELEASE.decided_on, "The day it was released or refused.")
    decided_by_name = column(_RELEASE.decided_by_name, "Who released or refused it.", DataClass.PRACTITIONER)
    refused_because = column(_RELEASE.refused_because, "Why the limit stays.")
    version = column(_RELEASE.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _RELEASE.id, coordination.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _RELEASE.person_id, coordination.case.c.person_id, "The case of the person.")


class HandlingRelease(Record):
    """A proposal that a case is handled as a terrorism case no more, and what was decided of it."""

    table = coordination.handling_release
    scope = ByCase(_HANDLING.case_id)
    exists = DataClass.ACCESS_LIMIT
    owner = "coordination"
    order = Order("proposed_on", descending=True)

    reason = column(_HANDLING.reason, "Why the case may be opened to those who are not cleared.")
    otherwise_because = column(_HANDLING.otherwise_because, "Why it is lifted although the rules find category 4.")
    status = column(_HANDLING.status, "How far it has come.", filters=True)
    proposed_on = column(_HANDLING.proposed_on, "The day it was proposed.", filters=True, sorts=True)
    proposed_by_name = column(_HANDLING.proposed_by_name, "Who proposed it.", DataClass.PRACTITIONER)
    decided_on = column(_HANDLING.decided_on, "The day it was released or refused.")
    decided_by_name = column(_HANDLING.decided_by_name, "Who released or refused it.", DataClass.PRACTITIONER)
    refused_because = column(_HANDLING.refused_because, "Why the case is handled so still.")
    version = column(_HANDLING.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _HANDLING.id, coordination.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _HANDLING.case_id, coordination.case.c.id, "The case.")


ROOTS = (
    Root(
        "limitReleases",
        "LimitRelease",
        "Proposals to open limited access again, to the cases that you may see, and what was decided of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only proposals that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those of cases of this MAPPA area."),
        ),
    ),
    Root(
        "handlingReleases",
        "HandlingRelease",
        "Proposals that a case is handled as a terrorism case no more after category 4, and what was decided of them.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only proposals that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only those of cases of this MAPPA area."),
        ),
    ),
)
