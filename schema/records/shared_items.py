"""Single items shared with an associate, as those see them who work on the case, and as the one they are for does."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCaseShared

_ITEM = t.shared_item.c


class SharedItem(Record):
    """An item that was shared with one associate, and is all that they are shown of the case.

    It leads to no other record: whoever is assigned to it alone would be shown there what the assigned are shown.
    """

    table = t.shared_item
    scope = ByCaseShared(_ITEM.case_id)
    exists = DataClass.DISCLOSURE
    owner = _ITEM.shared_by_agency
    order = Order("ends_on", descending=True)

    case_reference = column(_ITEM.case_reference, "The reference of the case.", DataClass.MANAGEMENT, filters=True)
    about = column(_ITEM.subject, "What the item is about.")
    content = column(_ITEM.content, "The item itself.")
    basis = column(_ITEM.basis, "Why the responsible authority considers that they may contribute.")
    with_name = column(_ITEM.principal_name, "With whom it is shared.")
    with_body = column(_ITEM.body, "The code of whom they work for.", filters=True)
    ends_on = column(_ITEM.ends_on, "The last day on which it is shown to them.", filters=True, sorts=True)
    status = column(_ITEM.status, "Whether it was withdrawn before its day.", filters=True)
    shared_by_agency = column(_ITEM.shared_by_agency, "The agency that shared it.")
    shared_by_name = column(_ITEM.shared_by_name, "Who shared it.", DataClass.PRACTITIONER)
    withdrawn_because = column(_ITEM.withdrawn_because, "Why it was withdrawn.")
    version = column(_ITEM.version, "How often it was changed; what an act on it expects you to have seen.")


ROOTS = (
    Root(
        "shared_items",
        "SharedItem",
        "Single items of cases that were shared with an associate: their own, and those of the cases that you may see.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),),
    ),
)
