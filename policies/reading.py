"""What the rules say, worked out in Python from their text: a second reading of the law, without Polar.

A rule holds in *boxes*: for each of its arguments a set of words, any combination of which satisfies it. The lint
uses them to find rules that can never matter, and the tests hold Polar's answers against them over the whole domain.
"""

from collections.abc import Iterable, Iterator, Mapping

from policies.declarations import DECLARED, words
from policies.grammar import Among, Call, Condition, Every, Rule, Variable, Word, calls

Box = tuple[frozenset[str], ...]
"""For each argument of a rule, the words that satisfy it."""

Binding = Mapping[str, frozenset[str]]
"""For each variable of a rule, the words it may still stand for."""


class Shelf:
    """The boxes of one name, found without looking into those that have none of the words sought."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.boxes = tuple(boxes)
        self._known: dict[tuple[int, frozenset[str]], int] = {}

    def meeting(self, sought: Iterable[tuple[int, frozenset[str]]]) -> Iterator[Box]:
        """The boxes that have, in each of these places, any of its words; in their order."""
        held = (1 << len(self.boxes)) - 1
        for place, wanted in sought:
            held &= self._having(place, wanted)
        while held:
            lowest = held & -held
            yield self.boxes[lowest.bit_length() - 1]
            held ^= lowest

    def _having(self, place: int, wanted: frozenset[str]) -> int:
        """The boxes with any of the words in this place, as bits."""
        known = self._known.get((place, wanted))
        if known is None:
            known = sum(1 << bit for bit, box in enumerate(self.boxes) if not wanted.isdisjoint(box[place]))
            self._known[place, wanted] = known
        return known


class Reading:
    """The rules of a law whose shape has been checked: each name declared, each variable in its head."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.rule_ids = frozenset(id_of(rule) for rule in self.rules if DECLARED[rule.head.name].has_id)
        self._known: dict[str, Shelf] = {}
        self._reached: dict[str, frozenset[str]] = {}

    def replaced(self, rule: Rule | None, became: Rule | None) -> "Reading":
        """The same law with one rule changed, dropped or added: what that cannot reach is not worked out again."""
        kept = (became if each is rule else each for each in self.rules)
        added = (became,) if rule is None else ()
        changed = Reading(each for each in (*kept, *added) if each is not None)
        names = {each.head.name for each in (rule, became) if each is not None}
        reached = frozenset[str]().union(*map(self.reached_by, names))
        changed._known = {name: shelf for name, shelf in self._known.items() if name not in reached}
        return changed

    def reached_by(self, name: str) -> frozenset[str]:
        """The names of the rules that ask this one, near or far, and its own."""
        if name not in self._reached:
            self._reached[name] = self._reaching(name)
        return self._reached[name]

    def _reaching(self, name: str) -> frozenset[str]:
        reached = {name}
        for rule in sorted(self.rules, key=lambda rule: DECLARED[rule.head.name].rank):  # none asks one of its rank
            if any(call.name in reached for call in calls(rule.body)):
                reached.add(rule.head.name)
        return frozenset(reached)

    def named(self, name: str) -> tuple[Rule, ...]:
        """The rules of this name, in the order of their files."""
        return tuple(rule for rule in self.rules if rule.head.name == name)

    def boxes(self, name: str) -> tuple[Box, ...]:
        """Where rules of this name hold."""
        return self._shelf(name).boxes

    def _shelf(self, name: str) -> Shelf:
        if name not in self._known:
            self._known[name] = Shelf(box for rule in self.named(name) for box in self.boxes_of(rule))
        return self._known[name]

    def boxes_of(self, rule: Rule) -> Iterator[Box]:
        """Where one rule holds; nothing when it can never hold."""
        arguments = DECLARED[rule.head.name].arguments
        typed = list(zip(rule.head.terms, arguments, strict=True))
        free = {term.name: words(kind, self.rule_ids) for term, kind in typed if isinstance(term, Variable)}
        for binding in self._where(rule.body, free):
            yield tuple(
                frozenset({term.text}) if isinstance(term, Word) else binding[term.name] for term in rule.head.terms
            )

    def _where(self, condition: Condition, binding: Binding) -> Iterator[Binding]:
        """The binding narrowed to where the condition holds, once for each way in which it does."""
        match condition:
            case Among():
                wanted = frozenset(word.text for word in condition.words)
                yield from _narrowed(binding, [(condition.variable.name, wanted)])
            case Call():
                yield from self._called(condition, binding)
            case Every():
                yield from self._all_of(condition.parts, binding)
            case _:
                for part in condition.parts:
                    yield from self._where(part, binding)

    def _called(self, call: Call, binding: Binding) -> Iterator[Binding]:
        names = [(place, term.name) for place, term in enumerate(call.terms) if isinstance(term, Variable)]
        sought = ((place, _meant(term, binding)) for place, term in enumerate(call.terms))
        for box in self._shelf(call.name).meeting(sought):
            yield from _narrowed(binding, ((name, box[place]) for place, name in names))

    def _all_of(self, parts: tuple[Condition, ...], binding: Binding) -> Iterator[Binding]:
        if not parts:
            yield binding
            return
        for narrowed in self._where(parts[0], binding):
            yield from self._all_of(parts[1:], narrowed)


def _meant(term: Variable | Word, binding: Binding) -> frozenset[str]:
    return frozenset({term.text}) if isinstance(term, Word) else binding[term.name]


def _narrowed(binding: Binding, limits: Iterable[tuple[str, frozenset[str]]]) -> Iterator[Binding]:
    """The binding within the limits, unless that leaves a variable no word."""
    narrowed: dict[str, frozenset[str]] = {}
    for name, allowed in limits:
        narrowed[name] = left = narrowed.get(name, binding[name]) & allowed
        if not left:
            return
    yield {**binding, **narrowed}


def id_of(rule: Rule) -> str:
    """The id of a rule that has one."""
    first = rule.head.terms[0]
    return first.text if isinstance(first, Word) else ""
