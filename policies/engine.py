"""What the law makes of a kind of principal: the only module that makes a ``Permit`` or a ``Mandate``.

    law = Law.load()
    permit = law.permit(principal.kind, Purpose.MANAGE_RISK)
    permit.shown(DataClass.IDENTITY)  # the cells in which names are shown
    law.mandate(principal.kind, Purpose.MANAGE_RISK).done(Act.START_REFERRAL)  # the cells in which they may refer

What the rules say of one role is ``policies.answers``; here the roles of a principal are put together: what any of
them is granted, less what any is denied. What others own is shown as far as an agreement shares it:
``policies.agreement`` resolves that once for a permit. What Polar cannot answer is denied everywhere; such a permit is
not kept, so that the next request asks again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from policies import lint
from policies.agreement import NOT_SHARED, Shared, shared
from policies.answers import Answers, EvaluationFailed, Fact
from policies.grammar import Source
from policies.mandate import Mandate
from policies.memo import Memo
from policies.permit import Cell, Decision, Permit, every_cell
from policies.principal import PrincipalClass
from policies.processing import ABOUT_NOBODY
from policies.reading import Reading
from policies.sources import DIRECTORY, read, version
from policies.vocabulary import (
    ENTRUSTED_ACTS,
    EXPORTING_ACTS,
    Act,
    Agency,
    DataClass,
    Ownership,
    Purpose,
    Role,
    taken_out_by,
)

FAILED: Final = "engine.evaluation-failed"
PERMITS: Final = 1024  # kinds of principal x purposes; decisions are shared, so that one is a few kilobytes
DECISIONS: Final = 4096  # more than there are ways in which a class or an act is decided

OfRole = Callable[[Role], frozenset[Fact]]
"""What the law says of one role."""


class Law:
    """The law, loaded. One is shared by all requests: its state is what it and its answers remember, behind locks."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Hand the sources to Polar as they are: ``load`` is the way in that checks them first."""
        self.version = version(sources)
        self._sources = tuple(sources)
        self.answers = Answers(sources)
        self._decisions: Memo[tuple[frozenset[Fact], frozenset[Fact]], Decision] = Memo(DECISIONS)
        self.permits: Memo[tuple[PrincipalClass, Purpose], Permit] = Memo(PERMITS)
        self.mandates: Memo[tuple[PrincipalClass, Purpose], Mandate] = Memo(PERMITS)

    @classmethod
    def load(cls, directory: Path | None = None) -> "Law":
        """The law of a directory of ``.polar`` files; ``PolicyRefused`` names file, line and remedy."""
        sources = read(directory or DIRECTORY)
        reading = lint.check(sources)
        law = cls(sources)
        law.reading = reading
        return law

    @cached_property
    def reading(self) -> Reading:
        """The rules as they are read, for whoever asks why. ``PolicyRefused`` where they would not load."""
        return lint.check(self._sources)

    def purposes(self, kind: PrincipalClass) -> frozenset[Purpose]:
        """The purposes that a principal of this kind may state. A role whose rules fail opens none."""
        return frozenset(purpose for role in kind.roles for purpose in self._open_or_none(role))

    def opening(self, kind: PrincipalClass, *, leads: bool) -> frozenset[Purpose]:
        """The purposes worth stating: those under which the law opens anything to this kind but the code lists.

        A role counts only in the agency that has it. Elsewhere a purpose may be open to it, and show an empty house.
        So does one that opens no more than who has seen the cases that one's own agency leads, where it ``leads`` none.
        """
        found = {
            each for each in self.purposes(kind) if any(self._opens(role, kind.agency, each) for role in kind.roles)
        }
        return frozenset(each for each in found if leads or not self._is_of_led_cases(kind, each))

    def _is_of_led_cases(self, kind: PrincipalClass, purpose: Purpose) -> bool:
        """Whether a purpose opens no more than who has seen cases that one's own agency leads, and that they are."""
        permit, mandate = self.permit(kind, purpose), self.mandate(kind, purpose)
        who_saw = permit.shown(DataClass.CASE_ACCESS)
        if not who_saw or any(cell.ownership is Ownership.OTHER for cell in who_saw):
            return False
        beside = {DataClass.REFERENCE, DataClass.EXISTENCE, DataClass.CASE_ACCESS}
        more = any(permit.shown(each) for each in DataClass if each not in beside)
        return not more and not any(mandate.done(act) for act in ENTRUSTED_ACTS)

    def _opens(self, role: Role, agency: Agency, purpose: Purpose) -> bool:
        """Whether a purpose opens anything to a role. What cannot be told is opened to nobody."""
        try:
            shown = (
                self.answers.granted(role, agency, purpose, each)
                for each in DataClass
                if each is not DataClass.REFERENCE
            )
            done = (self.answers.entrusted(role, agency, purpose, act) for act in ENTRUSTED_ACTS)
            return any(shown) or any(done)
        except EvaluationFailed:
            return False

    def acted_in(self, role: Role, held: frozenset[Role]) -> frozenset[Role]:
        """The roles in which somebody acts who holds several and chose one: that one, and whichever take from them.

        Such a role says what somebody is not shown whatever else they are, so nobody puts it aside: what is shown in
        the roles acted in is never more than what is shown in all of them.
        """
        return frozenset({role}) | (held & self.answers.taking())

    def permit(self, kind: PrincipalClass, purpose: Purpose) -> Permit:
        """What this kind of principal is shown for this purpose: what any role is granted, less what any is denied."""
        known = self.permits.recall((kind, purpose))
        if known is not None:
            return known
        sharing = {data_class: self._shared(kind, purpose, data_class) for data_class in DataClass}
        decisions = {
            data_class: self._shows(kind, purpose, data_class, own_alone=found is not None and not found)
            for data_class, found in sharing.items()
        }
        permit = Permit(kind, purpose, self.version, decisions, sharing)
        if DENIED in decisions.values():
            return permit
        return self.permits.keep((kind, purpose), permit)

    def export_permit(self, kind: PrincipalClass, purpose: Purpose, *, minutes: bool = False) -> Permit | None:
        """What they may take out: what they are shown, where export is entrusted to them; None: nothing.

        ``minutes``: the question is for the minutes of a case alone, so that those who may take out no more may ask it.
        """
        mandate = self.mandate(kind, purpose)
        places = {act: mandate.done(act) for act in EXPORTING_ACTS - {Act.EXPORT_MINUTES}}
        if minutes:
            places[Act.EXPORT] |= mandate.done(Act.EXPORT_MINUTES)
        if not any(places.values()):
            return None
        permit = self.permit(kind, purpose)
        decisions = {
            data_class: decision if data_class in ABOUT_NOBODY else decision.within(places[taken_out_by(data_class)])
            for data_class, decision in permit.decisions.items()
        }
        return replace(permit, decisions=decisions, exported=True)

    def mandate(self, kind: PrincipalClass, purpose: Purpose) -> Mandate:
        """What this kind of principal may do for this purpose: what any role is entrusted, less what any is barred."""
        known = self.mandates.recall((kind, purpose))
        if known is not None:
            return known
        decisions = {act: self._does(kind, purpose, act) for act in ENTRUSTED_ACTS}
        mandate = Mandate(kind, purpose, self.version, decisions)
        if DENIED in decisions.values():
            return mandate
        return self.mandates.keep((kind, purpose), mandate)

    def _shared(self, kind: PrincipalClass, purpose: Purpose, data_class: DataClass) -> Shared | None:
        """What agreements share of the class; None where it is about no case. What cannot be told is not shared."""
        try:
            if data_class in self.answers.about_no_case():
                return None
            bases = self.answers.bases(kind.agency)
        except EvaluationFailed:
            return NOT_SHARED
        return shared(kind.agreements, kind.owner, bases, purpose, data_class)

    def _shows(self, kind: PrincipalClass, purpose: Purpose, data_class: DataClass, *, own_alone: bool) -> Decision:
        """Where the class is shown. What nobody shares with them is shown of their own agency's alone."""
        kept = _own if own_alone else frozenset[Fact]
        return self._decide(
            kind,
            purpose,
            lambda role: kept(self.answers.granted(role, kind.agency, purpose, data_class)),
            lambda role: self.answers.withheld(role, kind.clearance, data_class),
        )

    def _does(self, kind: PrincipalClass, purpose: Purpose, act: Act) -> Decision:
        return self._decide(
            kind,
            purpose,
            lambda role: self.answers.entrusted(role, kind.agency, purpose, act),
            lambda role: self.answers.barred(role, kind.clearance, act),
        )

    def _decide(self, kind: PrincipalClass, purpose: Purpose, allows: OfRole, denies: OfRole) -> Decision:
        try:
            allowed = [allows(role) for role in kind.roles if purpose in self.answers.open_to(role)]
            denied = [denies(role) for role in kind.roles]
        except EvaluationFailed:
            return DENIED
        return self._decided(frozenset().union(*allowed), frozenset().union(*denied))

    def _decided(self, allowed: frozenset[Fact], denied: frozenset[Fact]) -> Decision:
        """What is decided alike is one object: a permit would else be many times as large."""
        known = self._decisions.recall((allowed, denied))
        return known or self._decisions.keep((allowed, denied), Decision(_spread(allowed), _spread(denied)))

    def _open_or_none(self, role: Role) -> frozenset[Purpose]:
        try:
            return self.answers.open_to(role)
        except EvaluationFailed:
            return frozenset()


def _own(facts: frozenset[Fact]) -> frozenset[Fact]:
    """The facts as far as they are of what the principal's own agency owns."""
    return frozenset(replace(fact, ownerships=(Ownership.OWN,)) for fact in facts if Ownership.OWN in fact.ownerships)


@lru_cache(maxsize=4096)  # permits share these: there are few distinct sets of facts
def _spread(facts: frozenset[Fact]) -> Mapping[Cell, frozenset[str]]:
    """The rules that hold in each cell."""
    rules: dict[Cell, set[str]] = {}
    for fact in facts:
        for cell in fact.cells():
            rules.setdefault(cell, set()).add(fact.rule)
    return {cell: frozenset(names) for cell, names in rules.items()}


DENIED: Final = Decision({}, {cell: frozenset({FAILED}) for cell in every_cell()})
