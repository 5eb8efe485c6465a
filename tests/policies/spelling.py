"""Rules written out again as Polar, so that the engine can be asked about one that was changed."""

from collections.abc import Iterable

from policies.grammar import Among, Call, Condition, Every, Rule, Source, Term, Word


def spelt(rules: Iterable[Rule]) -> Source:
    """The rules as one source."""
    return Source("spelt.polar", "\n".join(map(_rule, rules)))


def _rule(rule: Rule) -> str:
    if isinstance(rule.body, Every) and not rule.body.parts:
        return f"{_call(rule.head)};"
    return f"{_call(rule.head)} if {_condition(rule.body)};"


def _call(call: Call) -> str:
    return f"{call.name}({', '.join(map(_term, call.terms))})"


def _term(term: Term) -> str:
    return f'"{term.text}"' if isinstance(term, Word) else term.name


def _condition(condition: Condition) -> str:
    match condition:
        case Among():
            return f"{condition.variable.name} in [{', '.join(map(_term, condition.words))}]"
        case Call():
            return _call(condition)
        case Every():
            return f"({' and '.join(map(_condition, condition.parts))})" if condition.parts else "true"
        case _:
            return f"({' or '.join(map(_condition, condition.parts))})"
