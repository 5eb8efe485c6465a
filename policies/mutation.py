"""Whether the law is watched: each rule is changed in every small way, and each change must show in the table.

A mutant is a rule that was dropped, widened (a condition taken away), negated (a condition turned round), or that
speaks one word less or another word. It is caught where the printed table would differ, for the committed one is held
against the law by a test, or where the law would no longer load. What is not caught changes nothing that anybody could
see: such a mutant is named in ``EQUIVALENT`` with the reason, or its rule says more than it does.

The second reading decides, for it needs a fraction of a second for the hundreds of laws that differ in one word; a
test holds samples of them against Polar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from policies.decided import NO_RULES, Decided, as_read, union
from policies.declarations import DECLARED
from policies.grammar import Among, Call, Condition, Either, Every, Rule, Term, Variable, Word
from policies.lint import sense
from policies.reading import Reading, id_of
from policies.shape import typed
from policies.vocabulary import READING_ACTS

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

Told = tuple[object, ...]


class Watch:
    """Holds mutants against the law that they were made from. What does not depend on the mutant is decided once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.decided = as_read(reading)
        self.told = _told(self.decided, self.decided)
        self._alone: dict[str, Told] = {}

    def catches(self, mutant: Mutant) -> bool:
        """Whether the table would differ, or the law would not load."""
        return self._differs(mutant) or self._refused(mutant)

    def _differs(self, mutant: Mutant) -> bool:
        if DECLARED[mutant.rule.head.name].has_id:
            return self._differs_alone(mutant)
        rules = (mutant.became if rule is mutant.rule else rule for rule in self.reading.rules)
        changed = as_read(Reading(rule for rule in rules if rule is not None))
        return _told(changed, changed) != self.told

    def _differs_alone(self, mutant: Mutant) -> bool:
        """A rule that has an id adds its own and nothing else: it is compared without the others of its kind."""
        name = id_of(mutant.rule)
        if name not in self._alone:
            self._alone[name] = _told(self._with_only(mutant.rule), self.decided)
        return _told(self._with_only(mutant.became), self.decided) != self._alone[name]

    def _with_only(self, rule: Rule | None) -> Decided:
        shared = [each for each in self.reading.rules if not DECLARED[each.head.name].has_id]
        return as_read(Reading([*shared, *([rule] if rule else [])]))

    def _refused(self, mutant: Mutant) -> bool:
        """By what the rules say together: how a mutant is spelt is our own doing."""
        rules = (mutant.became if rule is mutant.rule else rule for rule in self.reading.rules)
        return any(sense(Reading(rule for rule in rules if rule is not None)))


def _told(decided: Decided, by: Decided) -> Told:
    """What the table says: who may ask for what, where which rules allow it, what is denied, what sharing rests on."""
    shown: dict[object, dict[str, int]] = {}
    for key, rules in decided.allowed.items():
        free = ~union(by.denied.get((key.role, key.what), NO_RULES))
        if told := {rule: held & free for rule, held in rules.items() if held & free}:
            shown[key] = told
    return decided.open_to, decided.rests_on, shown, decided.denied


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
    'serves (To audit access, the record of it): any for "audit_access"': (
        "the record is granted to auditors and inspectors alone, who may state no other purpose"
    ),
    "barred (Nobody acts on a case that is withheld from them, nor on anything in it: what is hidden does not exist): "
    "without on_a_case": "so far every act is on a case",
    "furthers (A case is referred so that risk is managed, a release is planned or a meeting is prepared): any act": (
        _ELSEWHERE
    ),
    "furthers (It is screened, and information is asked for, to run the arrangements): any act": _ELSEWHERE,
    "furthers (A level is proposed and endorsed, and seen differently, to manage the risk, to plan a release or to "
    "prepare a meeting): any act": _ELSEWHERE,
    "furthers (It is decided in a meeting or in screening, where risk is managed and the arrangements are run): "
    "any act": _ELSEWHERE,
    "furthers (A victim liaison officer does what was agreed for the victim): any act": _ELSEWHERE,
    "furthers (Whether it was done is verified where the arrangements are run): any act": _ELSEWHERE,
}
