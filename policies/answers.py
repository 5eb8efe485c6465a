"""What Polar answers, each question asked of it once. The only module that speaks Polar.

Polar is asked with its arguments open, so that one query enumerates every agency, standing, item and ownership in which
a data class is shown to a role for a purpose, and one says of whom and where it is withheld: what was asked before is
not asked again, for whichever kind of principal. Whatever goes wrong in a query (an error, a word that is not in the
vocabulary) raises ``EvaluationFailed`` and is logged; it is not kept, so that the next who asks asks again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from itertools import product
from threading import Lock
from typing import Final, TypeVar

import structlog
from polar import Polar, Variable
from polar.exceptions import OsoError

from policies.grammar import PolicyRefused, Source
from policies.memo import Memo
from policies.permit import Cell, every_cell
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

EXPECTED_WARNING: Final = "Your policy does not contain an allow rule"  # oso's own vocabulary, which we do not use
KEPT: Final = 65_536  # more than the domain has questions (roles x agencies x purposes x data classes)

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


class EvaluationFailed(Exception):
    """Polar raised, or answered with something that is not a word of the law."""


class Answers:
    """The answers of one law. Shared by all requests: its state is what it remembers and a counter, behind locks.

    Polar is asked under a lock of its own: it is synchronous, and two threads in it are slower than one.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        """Hand the sources to Polar as they are."""
        self._polar = _loaded(sources)
        self._asking = Lock()
        self._evaluations = 0
        self._facts: Memo[tuple[str, ...], frozenset[Said]] = Memo(KEPT)
        self._purposes: Memo[Role, frozenset[Purpose]] = Memo(len(Role))
        self._bases: Memo[Agency, frozenset[Basis]] = Memo(len(Agency))
        self._no_case: Memo[tuple[()], frozenset[DataClass]] = Memo(1)
        self._trusted_roles: Memo[Act, frozenset[Role]] = Memo(len(Act))
        self._taking: Memo[tuple[()], frozenset[Role]] = Memo(1)

    @property
    def evaluations(self) -> int:
        """How many times Polar has been asked."""
        return self._evaluations

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

    def open_to(self, role: Role) -> frozenset[Purpose]:
        """The purposes that a role may state."""
        known = self._purposes.recall(role)
        if known is not None:
            return known
        found = self._ask("open_to", (role, "purpose"), lambda answer: _words(answer, "purpose", Purpose))
        return self._purposes.keep(role, frozenset(purpose for words in found for purpose in words))

    def taking(self) -> frozenset[Role]:
        """The roles by which something is withheld or barred. Where that cannot be told, every role may."""
        known = self._taking.recall(())
        if known is not None:
            return known
        try:
            found = self._ask("withheld", ("rule", "role", "clearance", "data_class", *_PLACE), _role_named)
            found |= self._ask("barred", ("rule", "role", "clearance", "act", *_PLACE), _role_named)
        except EvaluationFailed:
            return frozenset(Role)
        return self._taking.keep((), frozenset(role for named in found for role in named))

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
