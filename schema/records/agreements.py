"""Information-sharing agreements, as everybody may read them: who shares what with whom, for what, on which basis."""

from agencies.directory.tables import agreement, agreement_party
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import Unscoped

_AGREEMENT, _PARTY = agreement.c, agreement_party.c


class Agreement(Record):
    """An information-sharing agreement: what agencies own is shown to others only while one is in force."""

    table = agreement
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("reference")

    reference = column(_AGREEMENT.reference, "Its reference, by which the access record names it.", filters=True)
    title = column(_AGREEMENT.title, "What it is about.")
    purposes = column(_AGREEMENT.purposes, "For which purposes it shares, in the words of the law.")
    data_classes = column(_AGREEMENT.data_classes, "Which kinds of information it shares, in the words of the law.")
    status = column(_AGREEMENT.status, "Whether it is in force.", filters=True)
    valid_from = column(_AGREEMENT.valid_from, "Its first day.", filters=True, sorts=True)
    valid_until = column(_AGREEMENT.valid_until, "The day on which it no longer holds.", filters=True, sorts=True)
    proposed_by_name = column(_AGREEMENT.proposed_by_name, "Who proposed it.")
    approved_by_name = column(_AGREEMENT.approved_by_name, "Who put it in force.")
    approved_on = column(_AGREEMENT.approved_on, "The day it was put in force.")
    closed_because = column(_AGREEMENT.closed_because, "Why it was refused, or ended.")
    version = column(_AGREEMENT.version, "How often it was changed; what an act on it expects you to have seen.")
    parties = many("AgreementParty", _AGREEMENT.id, _PARTY.agreement_id, "Who shares with whom.")


class AgreementParty(Record):
    """A party to an agreement."""

    table = agreement_party
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("party")

    party = column(_PARTY.owner, "Its code: an agency's, the co-ordination unit's, or a body's.", filters=True)
    basis = column(_PARTY.basis, "On which footing of the Act it is a party, in the words of the law.")
    agreement = one("Agreement", _PARTY.agreement_id, _AGREEMENT.id, "The agreement.")


ROOTS = (
    Root(
        "agreements",
        "Agreement",
        "The information-sharing agreements that there are, were, or are proposed.",
        arguments=(
            Argument("reference", "reference", Operator.EQUALS, "Only the one with this reference."),
            Argument("status", "status", Operator.EQUALS, "Only those that have come so far."),
        ),
    ),
)
