"""Whether the law is watched: each rule is changed in every small way, and each change must show in the table.

A mutant is a rule that was dropped, widened (a condition taken away), negated (a condition turned round), or that
speaks one word less or another word. It is caught where the printed table would differ, for the committed one is held
against the law by a test, or where the law would no longer load. What is not caught changes nothing that anybody could
see: such a mutant is named in ``EQUIVALENT`` with the reason, or its rule says more than it does.

The second reading decides, for it needs a fraction of a second for the hundreds of laws that differ in one word; a
test holds samples of them against Polar.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from policies.decided import NO_RULES, Key, Rules, about_no_case, allowed_by, denied_by, ids_of, opened, rested, union
from policies.declarations import DECLARED, FAMILIES, Family
from policies.grammar import Among, Call, Condition, Either, Every, Rule, Term, Variable, Word
from policies.lint import sense
from policies.reading import Reading, id_of
from policies.shape import typed
from policies.vocabulary import READING_ACTS, Role

Kinds = Mapping[str, type[StrEnum] | None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule as it is, what was done to it, and what it became: nothing, where it was dropped."""

    rule: Rule
    how: str
    became: Rule | None

    @property
    def name(self) -> str:
        """What it is called in ``EQUIVALENT``: the rule by its id or its place, and what was done."""
        return f"{name_of(self.rule)}: {self.how}"


def name_of(rule: Rule) -> str:
    """A rule by its id; one without, by its name and the first line of its comment, which outlive its place."""
    if DECLARED[rule.head.name].has_id:
        return id_of(rule)
    return f"{rule.head.name} ({rule.comment.split('.')[0]})"


def mutants(reading: Reading) -> Iterator[Mutant]:
    """Every mutant of every rule."""
    for rule in reading.rules:
        yield Mutant(rule, "dropped", None)
        for how, head, added in _heads(rule):
            yield Mutant(rule, how, replace(rule, head=head, body=Every((rule.body, *added))))
        kinds = {term.name: kind for term, kind in typed(rule.head) if isinstance(term, Variable)}
        for how, body in _variants(rule.body, kinds, reading):
            yield Mutant(rule, how, replace(rule, body=body))


def _heads(rule: Rule) -> Iterator[tuple[str, Call, tuple[Among, ...]]]:
    """Each word of the head changed, widened to any word, and turned to any other word."""
    for place, (term, kind) in enumerate(typed(rule.head)):
        if isinstance(term, Word) and kind is not None:
            free = Variable(f"any_{place}")
            others = tuple(Word(word) for word in kind if word != term.text)
            yield f'"{term.text}" to "{_next(kind, (term,))}"', _with(rule.head, place, Word(_next(kind, (term,)))), ()
            yield f'any for "{term.text}"', _with(rule.head, place, free), ()
            yield f'not "{term.text}"', _with(rule.head, place, free), (Among(free, others, rule.place),)


def _with(call: Call, place: int, term: Term) -> Call:
    return replace(call, terms=(*call.terms[:place], term, *call.terms[place + 1 :]))


def _next(kind: type[StrEnum], spoken: Sequence[Word]) -> str:
    """The word after the last of those spoken that is not among them; the vocabulary goes round."""
    words = list(kind)
    said = {word.text for word in spoken}
    after = words.index(kind(spoken[-1].text)) + 1
    return next((word for word in (*words[after:], *words[:after]) if word not in said), words[after - 1])


def _variants(condition: Condition, kinds: Kinds, reading: Reading) -> Iterator[tuple[str, Condition]]:
    match condition:
        case Among():
            yield from _of_among(condition, kinds[condition.variable.name])
        case Call():
            yield from _of_call(condition, reading)
        case Every():
            yield from _of_parts(condition, kinds, reading)
        case Either():
            yield from _of_parts(condition, kinds, reading)
            if len(condition.parts) > 1:
                for place, _ in enumerate(condition.parts):
                    kept = condition.parts[:place] + condition.parts[place + 1 :]
                    yield f"without alternative {place + 1}", Either(kept)


def _of_parts(condition: Every | Either, kinds: Kinds, reading: Reading) -> Iterator[tuple[str, Condition]]:
    for place, part in enumerate(condition.parts):
        for how, variant in _variants(part, kinds, reading):
            yield how, replace(condition, parts=(*condition.parts[:place], variant, *condition.parts[place + 1 :]))


def _of_among(among: Among, kind: type[StrEnum] | None) -> Iterator[tuple[str, Condition]]:
    """Any word, all the other words, a word less, and a word changed."""
    name, words = among.variable.name, among.words
    if kind is None:
        return
    said = {word.text for word in words}
    if not said >= {word for word in kind if word not in READING_ACTS}:  # about reading acts nobody asks
        yield f"any {name}", Every(())
        yield f"{name} turned round", replace(among, words=tuple(Word(word) for word in kind if word not in said))
    for place, word in enumerate(words):
        rest = words[:place] + words[place + 1 :]
        if rest:
            yield f'without "{word.text}"', replace(among, words=rest)
        other = _next(kind, (*rest, word))
        if other not in said:
            yield f'"{word.text}" to "{other}"', replace(among, words=(*rest, Word(other)))


def _of_call(call: Call, reading: Reading) -> Iterator[tuple[str, Condition]]:
    """The condition taken away; and turned round, where it is a name for a group of words."""
    yield f"without {call.name}", Every(())
    (kind, *more) = DECLARED[call.name].arguments
    if kind is None or more or not isinstance(call.terms[0], Variable):
        return
    held = frozenset[str]().union(*(box[0] for box in reading.boxes(call.name)))
    if others := tuple(Word(word) for word in kind if word not in held):
        yield f"not {call.name}", Among(call.terms[0], others, call.place)


# -- whether a mutant is caught ------------------------------------------------------------------------------------

Denied = Mapping[tuple[Role, StrEnum], Rules]
ALONE: Final[Mapping[str, Callable[[Reading], object]]] = {
    "open_to": opened,
    "rests_on": rested,
    "about_no_case": about_no_case,
}
"""What the table says of rules that belong to no family."""


class Watch:
    """Holds mutants against the law that they were made from. What a mutant does not reach is not compared."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._denied = {family.denying: denied_by(reading, family) for family in FAMILIES}
        self._without = Reading(rule for rule in reading.rules if not DECLARED[rule.head.name].has_id)
        self._bare: dict[str, Reading] = {}  # by the id of the one rule that it has

    def catches(self, mutant: Mutant) -> bool:
        """Whether the table would differ, or the law would not load."""
        return self._differs(mutant) or self._refused(mutant)

    def _differs(self, mutant: Mutant) -> bool:
        reached = self.reading.reached_by(mutant.rule.head.name)
        if DECLARED[mutant.rule.head.name].has_id:
            return self._differ(*self._alone(mutant), reached)
        return self._differ(self.reading, self._changed(mutant), reached)

    def _alone(self, mutant: Mutant) -> tuple[Reading, Reading]:
        """A rule that has an id adds its own and nothing else: it is compared without the others of its kind."""
        name = id_of(mutant.rule)
        if name not in self._bare:
            self._bare[name] = self._without.replaced(None, mutant.rule)
        return self._bare[name], self._without.replaced(None, mutant.became)

    def _differ(self, one: Reading, other: Reading, reached: frozenset[str]) -> bool:
        """Whether the table says of one law what it does not of the other, where these rules have a part."""
        alone = (tell for name, tell in ALONE.items() if name in reached)
        return any(tell(one) != tell(other) for tell in alone) or any(
            self._differ_in(family, one, other, reached) for family in FAMILIES
        )

    def _differ_in(self, family: Family, one: Reading, other: Reading, reached: frozenset[str]) -> bool:
        """By what is denied; and where that is the same, by what is allowed and not denied."""
        if family.denying in reached and denied_by(one, family) != denied_by(other, family):
            return True
        if family.allowing not in reached:
            return False
        rules = _holding_elsewhere(family.allowing, one, other)
        denied = self._denied[family.denying]
        return bool(rules) and _shown(one, family, denied, rules) != _shown(other, family, denied, rules)

    def _changed(self, mutant: Mutant) -> Reading:
        return self.reading.replaced(mutant.rule, mutant.became)

    def _refused(self, mutant: Mutant) -> bool:
        """By what the rules say together: how a mutant is spelt is our own doing."""
        return any(sense(self._changed(mutant)))


def _holding_elsewhere(name: str, one: Reading, other: Reading) -> frozenset[str]:
    """The ids of the rules that do not hold in the same boxes in both: what the others allow is the same."""
    differing = set(one.boxes(name)) ^ set(other.boxes(name))
    return frozenset[str]().union(*(ids_of(name, box) for box in differing))


def _shown(reading: Reading, family: Family, denied: Denied, rules: frozenset[str]) -> dict[Key, dict[str, int]]:
    """Where which of these rules allow it and none denies it."""
    shown: dict[Key, dict[str, int]] = {}
    for key, held_by in allowed_by(reading, family, rules).items():
        free = ~union(denied.get((key.role, key.what), NO_RULES))
        if told := {rule: held & free for rule, held in held_by.items() if held & free}:
            shown[key] = told
    return shown


def survivors(reading: Reading) -> Iterator[Mutant]:
    """The mutants that nothing catches."""
    watch = Watch(reading)
    return (mutant for mutant in mutants(reading) if not watch.catches(mutant))


@dataclass(frozen=True, slots=True)
class Score:
    """How well the law is watched. ``stale`` is named in ``EQUIVALENT``, and is caught or not made."""

    made: int
    alive: tuple[str, ...]
    equivalent: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every mutant is caught or known to change nothing."""
        return not self.alive and not self.stale

    @property
    def percent(self) -> float:
        """Of the mutants that change something, how many are caught."""
        counted = self.made - len(self.equivalent)
        return 100 * (counted - len(self.alive)) / counted


def score(reading: Reading) -> Score:
    """The score of a law."""
    made = sum(1 for _ in mutants(reading))
    return scored(made, [mutant.name for mutant in survivors(reading)], EQUIVALENT)


def scored(made: int, uncaught: Sequence[str], known: Mapping[str, str]) -> Score:
    """The score where these are not caught, and those are known to change nothing."""
    return Score(
        made,
        tuple(name for name in uncaught if name not in known),
        tuple(name for name in uncaught if name in known),
        tuple(name for name in known if name not in uncaught),
    )


# Mutants that change nothing that anybody could see, and why they do not.
_ELSEWHERE: Final = "whoever is entrusted with another act may state none of these purposes that it does not further"
EQUIVALENT: Final[Mapping[str, str]] = {
    'reaches (The chair sees what waits for the chair\'s release, and decides): any for "other"': (
        "what waits for release and is the chair's own agency's is in reach already"
    ),
    "furthers (Agreements are kept where the platform is administered): any act": _ELSEWHERE,
    'furthers (Agreements are kept where the platform is administered): any for "administer_platform"': (
        "they are entrusted to policy officers alone, who may state no other purpose"
    ),
    "furthers (The directory is kept where the platform is administered): any act": _ELSEWHERE,
    'furthers (The directory is kept where the platform is administered): any for "administer_platform"': (
        "it is entrusted to those who may state no other purpose"
    ),
    'furthers (That it is over is found where the arrangements are run): any for "lift_conflict"': _ELSEWHERE,
    'furthers (It is taken out where the arrangements are run): any for "export"': _ELSEWHERE,
    "furthers (They are taken out for whatever a log may be used for): any purpose": (
        "auditors, to whom alone it is entrusted, may state no other purpose"
    ),
    "furthers (A victim liaison officer does what was agreed for the victim): any act": _ELSEWHERE,
    "furthers (It is seen to where risk is managed, a release is planned, a meeting prepared, or children are "
    "protected): any purpose": "the prison's people, to whom alone it is entrusted, may state no other purpose",
    "furthers (What victims ask of the licence is passed on by their liaison officer): any act": _ELSEWHERE,
    "furthers (It is answered to run the arrangements): any act": _ELSEWHERE,
    "serves (To administer the platform, how past accesses were decided, in numbers: a change of the law is tried on "
    'them before it is made): any for "administer_platform"': (
        "it is granted to policy officers alone, who may state no other purpose"
    ),
    "furthers (Those who have not acknowledged are chased to run the arrangements): any for "
    '"chase_correction"': _ELSEWHERE,
}
