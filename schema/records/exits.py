"""How a case leaves MAPPA, as readers see it."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_EXIT = t.case_exit.c


class CaseExit(Record):
    """An exit from MAPPA: proposed by whoever has a part in the case, confirmed by a person, kept for good."""

    table = t.case_exit
    scope = ByCase(_EXIT.case_id)
    exists = DataClass.MANAGEMENT
    owner = _EXIT.proposed_by_agency
    order = Order("proposed_on", descending=True)
    timeline_entry = Timeline(on=_EXIT.proposed_on, kind="EXIT", title=line("Exit ", in_words(_EXIT.status)))

    why = column(_EXIT.why, "By which of the ways the case leaves.", filters=True)
    reason = column(_EXIT.reason, "What happened, or was decided.", DataClass.DECISION)
    occurred_on = column(_EXIT.occurred_on, "The day of the death, or on which the ground ended.")
    found = column(_EXIT.found, "What the rules found when it was proposed.", DataClass.CONVICTION)
    proposed_on = column(_EXIT.proposed_on, "The day it was proposed.", filters=True, sorts=True)
    proposed_by_agency = column(_EXIT.proposed_by_agency, "The agency that proposed it.", filters=True)
    proposed_by_name = column(_EXIT.proposed_by_name, "Who proposed it.", DataClass.PRACTITIONER)
    status = column(_EXIT.status, "How far it has come.", filters=True)
    answered_on = column(_EXIT.answered_on, "The day it was confirmed, refused or withdrawn.")
    answered_by_name = column(_EXIT.answered_by_name, "Who did so.", DataClass.PRACTITIONER)
    answer = column(_EXIT.answer, "Why it was confirmed, refused or withdrawn.", DataClass.DECISION)
    otherwise_because = column(
        _EXIT.otherwise_because, "Why it was confirmed while the rules found none due.", DataClass.DECISION
    )
    handed_over = column(
        _EXIT.handed_over, "Who goes on with the actions that were open, outside MAPPA.", DataClass.ACTION
    )
    version = column(_EXIT.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", _EXIT.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _EXIT.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "exits",
        "CaseExit",
        "Exits of the cases that you may see: proposed, confirmed, refused, withdrawn.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only exits that have come this far."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only exits of cases of this MAPPA area."),
        ),
    ),
)
