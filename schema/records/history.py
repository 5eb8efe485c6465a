"""What was done, as readers see it."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.scopes import ByCase


class Step(Record):
    """One act that was done to a record, and the state that it led to. The present state is where its steps lead."""

    table = t.step
    scope = ByCase(t.step.c.case_id)
    exists = DataClass.EXISTENCE
    order = Order("version")
    row_class = t.step.c.data_class

    record = column(t.step.c.record, "What kind of record it was done to.", filters=True)
    act = column(t.step.c.act, "What was done.", filters=True)
    version = column(t.step.c.version, "The version that it left the record at.")
    from_state = column(t.step.c.from_state, "The state before; null where the record began here.")
    to_state = column(t.step.c.to_state, "The state after.")
    done_at = column(t.step.c.done_at, "When it was done.", filters=True, sorts=True)
    done_by_name = column(t.step.c.done_by_name, "Who did it.", DataClass.PRACTITIONER)
    done_by_agency = column(t.step.c.done_by_agency, "The agency or body they did it for.", filters=True)
