"""One rule by itself: its names, words, variables, id, comment and file. What is wrong is said with its remedy."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from policies.declarations import COMMON, DECLARED
from policies.grammar import Among, Call, Condition, Either, Every, Place, Rule, Term, Variable, Word, calls
from policies.reading import id_of

RULE_ID = re.compile(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)+")


def shape_problems(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule as it is written."""
    if unreadable := undeclared(rule):  # without its arguments nothing else can be told
        yield from unreadable
        return
    yield from _misplaced(rule)
    yield from _circular(rule)
    yield from unknown_words(rule)
    yield from _loose_variables(rule)
    yield from _confused_variables(rule)
    yield from _nameless(rule)


def _amongs(condition: Condition) -> Iterator[Among]:
    match condition:
        case Among():
            yield condition
        case Every() | Either():
            for part in condition.parts:
                yield from _amongs(part)


def undeclared(rule: Rule) -> list[str]:
    """Names of rules that are not declared, or declared with other arguments."""
    return [problem for call in (rule.head, *calls(rule.body)) for problem in _undeclared(call)]


def _undeclared(call: Call) -> Iterator[str]:
    declaration = DECLARED.get(call.name)
    if declaration is None:
        yield call.place.problem(f"no rule is called {call.name}.", f"Use one of: {', '.join(DECLARED)}.")
    elif len(call.terms) != (wanted := len(declaration.arguments)):
        yield call.place.problem(
            f"{call.name} has {wanted} arguments, here are {len(call.terms)}.",
            f"Write {call.name}({', '.join(called(kind) for kind in declaration.arguments)}).",
        )


def called(vocabulary: type[StrEnum] | None) -> str:
    """A vocabulary by its name in prose: "data class" for ``DataClass``."""
    return "rule id" if vocabulary is None else re.sub(r"(?<!^)([A-Z])", r" \1", vocabulary.__name__).lower()


def _misplaced(rule: Rule) -> Iterator[str]:
    if not rule.comment:
        yield rule.place.problem("a rule without a comment.", "Say above it in plain English what it does, and why.")
    if rule.place.file != COMMON and not DECLARED[rule.head.name].owners_may_write:
        yield rule.place.problem(f"{rule.head.name} binds everybody.", f"Write it in {COMMON}.")


def _circular(rule: Rule) -> Iterator[str]:
    for call in calls(rule.body):
        if DECLARED[call.name].rank >= DECLARED[rule.head.name].rank:
            yield call.place.problem(
                f"{rule.head.name} may not ask {call.name}.", "Ask only rules declared with a lower rank."
            )


def unknown_words(rule: Rule) -> Iterator[str]:
    """Words that are in no vocabulary, and never match."""
    for call in (rule.head, *calls(rule.body)):
        for term, kind in typed(call):
            if isinstance(term, Word):
                yield from _unknown((term,), kind, call.place)
    kinds = _kinds(rule)
    for among in _amongs(rule.body):
        yield from _unknown(among.words, kinds.get(among.variable.name), among.place)


def _unknown(spoken: Iterable[Word], kind: type[StrEnum] | None, place: Place) -> Iterator[str]:
    """Words outside the vocabulary; where there is none (an id, a stray variable), others see to it."""
    for word in spoken:
        if kind is not None and word.text not in frozenset(kind):
            yield place.problem(f'"{word.text}" is no {called(kind)}.', f"Use one of: {', '.join(kind)}.")


def typed(call: Call) -> Iterator[tuple[Term, type[StrEnum] | None]]:
    """Each term of a call with the vocabulary of its place."""
    return zip(call.terms, DECLARED[call.name].arguments, strict=True)


def _kinds(rule: Rule) -> dict[str, type[StrEnum] | None]:
    """The vocabulary of each variable of the head."""
    return {term.name: kind for term, kind in typed(rule.head) if isinstance(term, Variable)}


def _loose_variables(rule: Rule) -> Iterator[str]:
    """A misspelt variable would be a new one, for which any word will do."""
    kinds = _kinds(rule)
    used = {name for name, _ in _uses(rule.body)}
    for name, times in Counter(term.name for term in rule.head.terms if isinstance(term, Variable)).items():
        if times > 1 or name == "_":
            yield rule.place.problem(f"{name} may stand for two arguments.", "Give each its own name.")
        elif name.startswith("_") == (name in used):
            how = "used" if name in used else "not used"
            remedy = "A variable begins with _ exactly when any word will do."
            yield rule.place.problem(f"{name} is {how} in the body.", remedy)
    for name, place in _uses(rule.body):
        if name not in kinds:
            yield place.problem(f"{name} is not in the head of the rule.", "Correct its spelling, or put it there.")


def _confused_variables(rule: Rule) -> Iterator[str]:
    """A standing passed where a role belongs would never match."""
    kinds = _kinds(rule)
    for call in calls(rule.body):
        for term, kind in typed(call):
            if isinstance(term, Variable) and kinds.get(term.name, kind) != kind:
                what = f"{term.name} is a {called(kinds[term.name])}, {call.name} asks for a {called(kind)} here."
                yield call.place.problem(what, "Pass the variable that belongs here.")


def _uses(body: Condition) -> Iterator[tuple[str, Place]]:
    """Each variable in a body."""
    for among in _amongs(body):
        yield among.variable.name, among.place
    for call in calls(body):
        for term in call.terms:
            if isinstance(term, Variable):
                yield term.name, call.place


def _nameless(rule: Rule) -> Iterator[str]:
    if not DECLARED[rule.head.name].has_id:
        return
    prefix = rule.place.file.removesuffix(".polar") + "."
    if not (RULE_ID.fullmatch(id_of(rule)) and id_of(rule).startswith(prefix)):
        yield rule.place.problem(
            f"{rule.head.name} has no id that says what it does.",
            f'Begin with one of two words or more after the name of the file, as in "{prefix}who-is-shown-what".',
        )
