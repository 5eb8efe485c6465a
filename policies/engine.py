"""Asks the law. The only module that speaks Polar, and the only one that makes a ``Permit`` or a ``Mandate``.

    law = Law.load()
    permit = law.permit(principal.kind, Purpose.MANAGE_RISK)
    permit.shown(DataClass.IDENTITY)  # the cells in which names are shown
    law.mandate(principal.kind, Purpose.MANAGE_RISK).done(Act.START_REFERRAL)  # the cells in which they may refer

What others own is shown as far as an agreement shares it: ``policies.agreement`` resolves that once for a permit.

Polar is asked with its arguments open, so that one query enumerates every agency, standing, item and ownership in which
a data class is shown to a role for a purpose, and one says of whom and where it is withheld: what was asked before is
not asked again, for whichever kind of principal. Whatever goes wrong in a query (an error, a word that is not in the
vocabulary) denies the data class everywhere and is logged; such a permit is not kept, so that the next request asks
again.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from io import StringIO
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

import structlog
from polar import Polar, Variable
from polar.exceptions import OsoError

from policies import lint
from policies.agreement import NOT_SHARED, Shared, shared
from policies.grammar import PolicyRefused, Source
from policies.mandate import Mandate
from policies.memo import Memo
from policies.permit import Cell, Decision, Permit, every_cell
from policies.principal import PrincipalClass
from policies.processing import ABOUT_NOBODY
from policies.reading import Reading
from policies.vocabulary import (
    ENTRUSTED_ACTS,
    EXPORTING_ACTS,
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
    taken_out_by,
)

DIRECTORY: Final = Path(__file__).parent / "law"
FAILED: Final = "engine.evaluation-failed"
EXPECTED_WARNING: Final = "Your policy does not contain an allow rule"  # oso's own vocabulary, which we do not use
PERMITS: Final = 1024  # kinds of principal x purposes; decisions are shared, so that one is a few kilobytes
DECISIONS: Final = 4096  # more than there are ways in which a class or an act is decided
ANSWERS: Final = 65_536  # more than the domain has questions (roles x agencies x purposes x data classes)

_PLACE: Final = ("standing", "handling", "item", "ownership")

Answer = Mapping[str, object]
"""What Polar bound each name to: a word, or a variable where any will do."""
T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)

log = structlog.get_logger("policies")


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer of Polar: a rule, and the words for which it holds."""

    rule: str
    standings: tuple[Standing, ...]
    handlings: tuple[Handling, ...]
    items: tuple[ItemHandling, ...]
    ownerships: tuple[Ownership, ...]

    def cells(self) -> Iterator[Cell]:
        """The cells of those words."""
        return (_CELLS[words] for words in product(self.standings, self.handlings, self.items, self.ownerships))


_CELLS = {(cell.standing, cell.handling, cell.item, cell.ownership): cell for cell in every_cell()}  # one of each


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of Polar to what was asked of many at once: a fact, and the words of those of whom it holds."""

    who: frozenset[StrEnum]
    fact: Fact


OfRole = Callable[[Role], frozenset[Fact]]
"""What the law says of one role."""


class EvaluationFailed(Exception):
    """Polar raised, or answered with something that is not a word of the law."""


class Law:
    """The law, loaded. One is shared by all requests: its state is two caches and a counter, each behind a lock.

    Polar is asked under a lock of its own: it is synchronous, and two threads in it are slower than one.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        """Hand the sources to Polar as they are: ``load`` is the way in that checks them first."""
        self.version = version(sources)
        self._sources = tuple(sources)
        self._polar = _loaded(sources)
        self._asking = Lock()
        self._evaluations = 0
        self._facts: Memo[tuple[str, ...], frozenset[Said]] = Memo(ANSWERS)
        self._purposes: Memo[Role, frozenset[Purpose]] = Memo(len(Role))
        self._bases: Memo[Agency, frozenset[Basis]] = Memo(len(Agency))
        self._no_case: Memo[tuple[()], frozenset[DataClass]] = Memo(1)
        self._trusted_roles: Memo[Act, frozenset[Role]] = Memo(len(Act))
        self._taking: Memo[tuple[()], frozenset[Role]] = Memo(1)
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

    @property
    def evaluations(self) -> int:
        """How many times Polar has been asked."""
        return self._evaluations

    def purposes(self, kind: PrincipalClass) -> frozenset[Purpose]:
        """The purposes that a principal of this kind may state. A role whose rules fail opens none."""
        return frozenset(purpose for role in kind.roles for purpose in self._open_or_none(role))

    def opening(self, kind: PrincipalClass) -> frozenset[Purpose]:
        """The purposes worth stating: those under which the law opens anything to this kind but the code lists.

        A role counts only in the agency that has it. Elsewhere a purpose may be open to it, and show an empty house.
        """
        found = self.purposes(kind)
        return frozenset(each for each in found if any(self._opens(role, kind.agency, each) for role in kind.roles))

    def _opens(self, role: Role, agency: Agency, purpose: Purpose) -> bool:
        """Whether a purpose opens anything to a role. What cannot be told is opened to nobody."""
        try:
            shown = (self.granted(role, agency, purpose, each) for each in DataClass if each is not DataClass.REFERENCE)
            done = (self.entrusted(role, agency, purpose, act) for act in ENTRUSTED_ACTS)
            return any(shown) or any(done)
        except EvaluationFailed:
            return False

    def acted_in(self, role: Role, held: frozenset[Role]) -> frozenset[Role]:
        """The roles in which somebody acts who holds several and chose one: that one, and whichever take from them.

        Such a role says what somebody is not shown whatever else they are, so nobody puts it aside: what is shown in
        the roles acted in is never more than what is shown in all of them.
        """
        return frozenset({role}) | (held & self.taking())

    def taking(self) -> frozenset[Role]:
        """The roles by which something is withheld or barred. Where that cannot be told, every role may."""
        known = self._taking.recall(())
        if known is not None:
            return known
        where = ("standing", "handling", "item", "ownership")
        try:
            found = self._ask("withheld", ("rule", "role", "clearance", "data_class", *where), _role_named)
            found |= self._ask("barred", ("rule", "role", "clearance", "act", *where), _role_named)
        except EvaluationFailed:
            return frozenset(Role)
        return self._taking.keep((), frozenset(role for named in found for role in named))

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

    def export_permit(self, kind: PrincipalClass, purpose: Purpose) -> Permit | None:
        """What they may take out: what they are shown, where export is entrusted to them; None: nothing."""
        mandate = self.mandate(kind, purpose)
        places = {act: mandate.done(act) for act in EXPORTING_ACTS}
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
            if data_class in self.about_no_case():
                return None
            bases = self.bases(kind.agency)
        except EvaluationFailed:
            return NOT_SHARED
        return shared(kind.agreements, kind.owner, bases, purpose, data_class)

    def _shows(self, kind: PrincipalClass, purpose: Purpose, data_class: DataClass, *, own_alone: bool) -> Decision:
        """Where the class is shown. What nobody shares with them is shown of their own agency's alone."""
        kept = _own if own_alone else frozenset[Fact]
        return self._decide(
            kind,
            purpose,
            lambda role: kept(self.granted(role, kind.agency, purpose, data_class)),
            lambda role: self.withheld(role, kind.clearance, data_class),
        )

    def _does(self, kind: PrincipalClass, purpose: Purpose, act: Act) -> Decision:
        return self._decide(
            kind,
            purpose,
            lambda role: self.entrusted(role, kind.agency, purpose, act),
            lambda role: self.barred(role, kind.clearance, act),
        )

    def _decide(self, kind: PrincipalClass, purpose: Purpose, allows: OfRole, denies: OfRole) -> Decision:
        try:
            allowed = [allows(role) for role in kind.roles if purpose in self._open_to(role)]
            denied = [denies(role) for role in kind.roles]
        except EvaluationFailed:
            return DENIED
        return self._decided(frozenset().union(*allowed), frozenset().union(*denied))

    def _decided(self, allowed: frozenset[Fact], denied: frozenset[Fact]) -> Decision:
        """What is decided alike is one object: a permit would else be many times as large."""
        known = self._decisions.recall((allowed, denied))
        return known or self._decisions.keep((allowed, denied), Decision(_spread(allowed), _spread(denied)))

    def granted(self, role: Role, agency: Agency, purpose: Purpose, data_class: DataClass) -> frozenset[Fact]:
        """Every way in which the law shows the data class to one role."""
        asked = (role, "agency", purpose, data_class)
        return _of({agency}, self._answers("shown", (*asked, "standing", "item", "ownership"), _allowed))

    def withheld(self, role: Role, clearance: Clearance, data_class: DataClass) -> frozenset[Fact]:
        """Every way in which the law withholds the data class from one role, whatever is granted."""
        asked = ("role", "clearance", data_class)
        return _of({role, clearance}, self._answers("withheld", (*asked, *_PLACE), _denied))

    def entrusted(self, role: Role, agency: Agency, purpose: Purpose, act: Act) -> frozenset[Fact]:
        """Every way in which the law entrusts the act to one role: none where no rule does."""
        if role not in self._trusted(act):
            return frozenset()
        asked = (role, "agency", purpose, act)
        return _of({agency}, self._answers("done", (*asked, "standing", "item", "ownership"), _allowed))

    def barred(self, role: Role, clearance: Clearance, act: Act) -> frozenset[Fact]:
        """Every way in which the law bars one role from the act, whatever is entrusted."""
        asked = ("role", "clearance", act)
        return _of({role, clearance}, self._answers("barred", (*asked, *_PLACE), _denied))

    def bases(self, agency: Agency) -> frozenset[Basis]:
        """The footings on which those who work for the agency may be given information."""
        known = self._bases.recall(agency)
        if known is not None:
            return known
        found = self._ask("rests_on", (agency, "basis"), lambda answer: _words(answer, "basis", Basis))
        return self._bases.keep(agency, frozenset(basis for words in found for basis in words))

    def about_no_case(self) -> frozenset[DataClass]:
        """The data classes that are about no case: nobody's to share."""
        known = self._no_case.recall(())
        if known is not None:
            return known
        found = self._ask("about_no_case", ("data_class",), lambda answer: _words(answer, "data_class", DataClass))
        return self._no_case.keep((), frozenset(word for words in found for word in words))

    def _answers(self, name: str, terms: tuple[str, ...], read_answer: Callable[[Answer], Said]) -> frozenset[Said]:
        known = self._facts.recall((name, *terms))
        if known is not None:
            return known
        return self._facts.keep((name, *terms), self._ask(name, ("rule", *terms), read_answer))

    def _trusted(self, act: Act) -> frozenset[Role]:
        """The roles to which any rule entrusts the act, so that the others need not be asked about."""
        known = self._trusted_roles.recall(act)
        if known is not None:
            return known
        terms = ("rule", "role", "agency", act, "standing", "ownership")
        found = self._ask("entrust", terms, lambda answer: _words(answer, "role", Role))
        return self._trusted_roles.keep(act, frozenset(role for words in found for role in words))

    def _open_to(self, role: Role) -> frozenset[Purpose]:
        known = self._purposes.recall(role)
        if known is not None:
            return known
        found = self._ask("open_to", (role, "purpose"), lambda answer: _words(answer, "purpose", Purpose))
        return self._purposes.keep(role, frozenset(purpose for words in found for purpose in words))

    def _open_or_none(self, role: Role) -> frozenset[Purpose]:
        try:
            return self._open_to(role)
        except EvaluationFailed:
            return frozenset()

    def _ask(self, name: str, terms: tuple[str, ...], read_answer: Callable[[Answer], T]) -> frozenset[T]:
        """Every answer to one query: words of the vocabulary are given, other names are asked for."""
        given = [str(term) if isinstance(term, StrEnum) else Variable(term) for term in terms]
        with self._asking:
            self._evaluations += 1
            try:
                found = self._polar.query_rule(name, *given)  # type: ignore[no-untyped-call]
                return frozenset(read_answer(answer["bindings"]) for answer in found)
            except Exception as error:  # whatever it is, it must deny
                # Polar's own words say where; a traceback would print this whole object.
                log.error("policy_evaluation_failed", rule=name, terms=[*map(str, terms)], error=str(error))  # noqa: TRY400
                raise EvaluationFailed(name) from error


def read(directory: Path) -> tuple[Source, ...]:
    """The sources of a law, in the order of their names."""
    files = sorted(directory.glob("*.polar"))
    if not files:
        raise PolicyRefused(
            [f"{directory}: no .polar file is here. Install the package again, or name another directory."]
        )
    return tuple(Source(file.name, file.read_text("utf-8")) for file in files)


def version(sources: Sequence[Source]) -> str:
    """A hash of every byte of the law: the same text is the same version wherever it was loaded."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.name):
        digest.update(f"{source.name}\0{len(source.text)}\0{source.text}\0".encode())
    return digest.hexdigest()[:16]


def _loaded(sources: Sequence[Source]) -> Polar:
    """All sources in one load call. Polar prints its doubts to standard output: here any doubt refuses the law.

    The output is the whole process's, so a law is loaded before the threads start that print.
    """
    polar, printed = Polar(), StringIO()
    with redirect_stdout(printed):
        try:
            polar.load_str("\n".join(source.text for source in sources))
        except OsoError as error:
            raise PolicyRefused([f"Polar cannot load the law. Correct this: {error}"]) from error
    doubts = [
        doubt for doubt in printed.getvalue().split("[warning]") if doubt.strip() and EXPECTED_WARNING not in doubt
    ]
    if doubts:
        raise PolicyRefused([f"Polar has doubts about the law. Correct this: {doubt.strip()}" for doubt in doubts])
    return polar


def _allowed(answer: Answer) -> Said:
    """What a rule allows, in which agencies: in every handling, which only the rules that deny look at."""
    return Said(frozenset(_words(answer, "agency", Agency)), _fact(answer, tuple(Handling)))


def _denied(answer: Answer) -> Said:
    """What a rule denies, to which roles at which clearance."""
    who = {*_words(answer, "role", Role), *_words(answer, "clearance", Clearance)}
    return Said(frozenset(who), _fact(answer, _words(answer, "handling", Handling)))


def _fact(answer: Answer, handlings: tuple[Handling, ...]) -> Fact:
    return Fact(
        _rule(answer),
        _words(answer, "standing", Standing),
        handlings,
        _words(answer, "item", ItemHandling),
        _words(answer, "ownership", Ownership),
    )


def _of(who: Collection[StrEnum], said: Iterable[Said]) -> frozenset[Fact]:
    """What is said of somebody, of all that is said."""
    return frozenset(each.fact for each in said if each.who.issuperset(who))


def _own(facts: frozenset[Fact]) -> frozenset[Fact]:
    """The facts as far as they are of what the principal's own agency owns."""
    return frozenset(replace(fact, ownerships=(Ownership.OWN,)) for fact in facts if Ownership.OWN in fact.ownerships)


def _rule(answer: Answer) -> str:
    rule = answer["rule"]
    if isinstance(rule, Variable) or not isinstance(rule, str):  # a Variable is a str as well
        raise TypeError(f"a rule without an id answered: {rule!r}")
    return rule


def _words(answer: Answer, name: str, vocabulary: type[W]) -> tuple[W, ...]:
    """The words an answer stands for: the one it names, or all where any will do. Other words raise."""
    value = answer[name]
    return tuple(vocabulary) if isinstance(value, Variable) else (vocabulary(str(value)),)


def _role_named(answer: Answer) -> tuple[Role, ...]:
    """The role that an answer speaks of; none where it speaks of them all."""
    return () if isinstance(answer["role"], Variable) else _words(answer, "role", Role)


@lru_cache(maxsize=4096)  # permits share these: there are few distinct sets of facts
def _spread(facts: frozenset[Fact]) -> Mapping[Cell, frozenset[str]]:
    """The rules that hold in each cell."""
    rules: dict[Cell, set[str]] = {}
    for fact in facts:
        for cell in fact.cells():
            rules.setdefault(cell, set()).add(fact.rule)
    return {cell: frozenset(names) for cell, names in rules.items()}


DENIED: Final = Decision({}, {cell: frozenset({FAILED}) for cell in every_cell()})
