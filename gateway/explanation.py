"""``why``: what decides one place of the law, for whoever answers for it, and for callers about themselves.

What is asked about is a place of the law (a standing, a handling, an item's handling, whose it is), never a record: the
answer is the same whether there is such a case or not. About other kinds of people it is answered to those whom the law
shows the record of access, and to those who keep the agreements it rests on; to everybody else it is null.
"""

from typing import Annotated

import strawberry

import schema.types  # noqa: F401 - gives the vocabulary its GraphQL form before it is used below
from policies.engine import Law
from policies.permit import Cell, Permit
from policies.prose import said
from policies.vocabulary import (
    Act,
    Agency,
    Basis,
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)
from policies.why import ELSE, Asking, Why, Worded, answer, why
from schema.roots import ComputedRoot

WORDS = {
    Standing: "How somebody stands towards a case.",
    Handling: "How a whole case is handled.",
    ItemHandling: "How its owner marked one item.",
    Ownership: "Whether an item is of somebody's own agency or body.",
    Clearance: "What vetting lets somebody see.",
    Basis: "On which footing of the Act somebody is given what others own.",
}
for _words, _description in WORDS.items():
    strawberry.enum(_words, description=_description)


@strawberry.input(
    description="A place of the law: what it needs to know of a case and an item. What is left out is usual."
)
class WhyWhere:
    """A cell."""

    standing: Standing = strawberry.field(default=Standing.NONE, description="How they stand towards the case.")
    handling: Handling = strawberry.field(default=Handling.ORDINARY, description="How the case is handled.")
    item: ItemHandling = strawberry.field(default=ItemHandling.OPEN, description="How its owner marked the item.")
    ownership: Ownership = strawberry.field(
        default=Ownership.OTHER, description="Whether their own agency or body owns the item."
    )

    @property
    def cell(self) -> Cell:
        """As the law has it."""
        return Cell(self.standing, self.handling, self.item, self.ownership)


@strawberry.input(description="Somebody else, as the access record or the directory has them.")
class WhyAbout:
    """All that the law asks about a principal."""

    roles: list[Role] = strawberry.field(description="What they do; several for one person.")
    agency: Agency = strawberry.field(description="Whom they work for.")
    clearance: Clearance = strawberry.field(default=Clearance.NONE, description="What vetting lets them see.")
    purpose: Purpose = strawberry.field(description="Why they ask.")
    basis: Basis | None = strawberry.field(
        default=None, description="On which an agreement in force shares it with them; without one, none does."
    )


@strawberry.type(description="A rule of the law, in its own words.")
class WhyRule:
    """One rule that decides."""

    id: str = strawberry.field(description="By which the access record names it.")
    text: str = strawberry.field(description="What it says.")
    source: str = strawberry.field(description="Where it comes from; empty where it is our own.")
    file: str = strawberry.field(description="The file of the law.")
    line: int = strawberry.field(description="The line in it.")


@strawberry.type(description="Why something is shown or done in one place of the law, or is not.")
class Explained:
    """The answer, what it rests on, and what would change it."""

    holds: bool = strawberry.field(description="Whether it is shown, or may be done.")
    answer: str = strawberry.field(description="The same in a sentence.")
    purpose_open: bool = strawberry.field(description="Whether the purpose is open to any of the roles.")
    allowed_by: list[WhyRule] = strawberry.field(description="The rules that allow it.")
    denied_by: list[WhyRule] = strawberry.field(description="The rules that deny it; one is enough.")
    footing: str = strawberry.field(
        description="Whether sharing is needed there, and rests: NOT_NEEDED, AGREED, NO_AGREEMENT or NOT_THEIRS."
    )
    agreements: list[str] = strawberry.field(
        description="The references of the agreements by which it is shared with you; of others the record has them."
    )
    otherwise: list[str] = strawberry.field(description="Single facts that would turn the answer round.")
    policy_version: str = strawberry.field(description="The version of the law.")


class Explainer:
    """Answers ``why`` for one caller."""

    def __init__(self, permit: Permit, law: Law) -> None:
        self.permit = permit
        self.law = law

    def explained(self, what: DataClass | Act, cell: Cell, about: WhyAbout | None) -> Explained | None:
        """Why; None where it is about somebody else and the caller does not answer for the law."""
        if about is not None and not self._answers_for_the_law():
            return None
        asking = self._own(what, cell) if about is None else _of(about, what, cell)
        found = why(self.law.reading, asking)
        return _told(found, self.law.version, self._agreements(what) if about is None else [])

    def _answers_for_the_law(self) -> bool:
        keeps = self.law.mandate(self.permit.kind, self.permit.purpose).done(Act.PROPOSE_AGREEMENT)
        return bool(keeps or self.permit.shown(DataClass.ACCESS_RECORD))

    def _own(self, what: DataClass | Act, cell: Cell) -> Asking:
        kind, bases = self.permit.kind, [basis for _, basis in self._rests(what)]
        basis = min(bases) if bases else None
        return Asking(kind.roles, kind.agency, kind.clearance, self.permit.purpose, what, cell, basis)

    def _agreements(self, what: DataClass | Act) -> list[str]:
        return sorted({reference for reference, _ in self._rests(what)})

    def _rests(self, what: DataClass | Act) -> frozenset[tuple[str, Basis]]:
        shared = self.permit.sharing.get(what) if isinstance(what, DataClass) else None
        return shared.rests if shared else frozenset()


def _of(about: WhyAbout, what: DataClass | Act, cell: Cell) -> Asking:
    return Asking(frozenset(about.roles), about.agency, about.clearance, about.purpose, what, cell, about.basis)


def _told(found: Why, version: str, agreements: list[str]) -> Explained:
    return Explained(
        holds=found.holds,
        answer=answer(found),
        purpose_open=found.purpose_open,
        allowed_by=[_rule(rule) for rule in found.allowed_by],
        denied_by=[_rule(rule) for rule in found.denied_by],
        footing=found.footing.name,
        agreements=agreements,
        otherwise=[ELSE[vocabulary].format(said(words, "or")) for vocabulary, words in found.otherwise.items()],
        policy_version=version,
    )


def _rule(rule: Worded) -> WhyRule:
    return WhyRule(id=rule.id, text=rule.text, source=rule.source, file=rule.place.file, line=rule.place.line)


def resolve_why(
    info: strawberry.Info,
    data_class: Annotated[DataClass | None, strawberry.argument(description="The kind of information; or act.")] = None,
    act: Annotated[Act | None, strawberry.argument(description="The act; or dataClass.")] = None,
    where: Annotated[WhyWhere | None, strawberry.argument(description="In which place of the law.")] = None,
    about: Annotated[WhyAbout | None, strawberry.argument(description="Somebody else; else you, as you ask.")] = None,
) -> Explained | None:
    """What ``why`` answers. One thing is asked about: a kind of information, or an act."""
    what = data_class or act
    if what is None or (data_class and act):
        raise ValueError("Ask why of one thing: give dataClass, or act.")
    explainer: Explainer = info.root_value.explainer
    return explainer.explained(what, (where or WhyWhere()).cell, about)


WHY = ComputedRoot(
    "why",
    Explained,
    "Why the law shows a kind of information, or lets an act be done, in one place; or does not. About you, as you ask "
    "now; about others, for those who answer for the law.",
    resolver=resolve_why,
)
