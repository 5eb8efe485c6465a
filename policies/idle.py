"""Rules that decide nothing, and so say something that is not so: overridden, idle, or for nobody.

``policies.lint`` asks these of a law whose rules are sound each by itself.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import product

from policies.decided import NO_RULES, Decided, Rules, union
from policies.declarations import DECLARED
from policies.grammar import calls
from policies.reading import Reading, id_of
from policies.vocabulary import Role

# What divides the data classes and the acts between them; ``lint`` asks these, whether a rule does or not.
_PLACING = {"about_a_case", "about_no_case", "on_a_case", "on_no_case"}


def unserved(reading: Reading) -> Iterator[str]:
    """Words that a purpose is said to be served by, and that nobody who may state it is granted."""
    granted = {
        (purpose, data_class)
        for roles, purposes in reading.boxes("open_to")
        for box in reading.boxes("grant")
        if roles & box[1]
        for purpose, data_class in product(purposes, box[3])
    }
    for rule in reading.named("serves"):
        for purposes, classes in reading.boxes_of(rule):
            if len(purposes) == 1 and (idle := [word for word in sorted(classes) if (*purposes, word) not in granted]):
                yield rule.place.problem(
                    f"{', '.join(idle)} cannot serve {min(purposes)}: nobody who may state it is granted that.",
                    "Take it out of the list, or grant it.",
                )


def unasked(reading: Reading) -> Iterator[str]:
    """Names for groups of words that no rule uses."""
    asked = {call.name for rule in reading.rules for call in calls(rule.body)} | _PLACING
    for rule in reading.rules:
        if DECLARED[rule.head.name].rank == 0 and rule.head.name not in asked:
            yield rule.place.problem(f"no rule asks {rule.head.name}.", "Use it, or take it out.")


def overridden(reading: Reading, decided: Decided) -> Iterator[str]:
    """Words that a rule allows a role, and that are denied to the role wherever the rule allows them."""
    places = {id_of(rule): rule.place for rule in reading.rules if id_of(rule) in reading.rule_ids}
    seen: dict[tuple[str, Role, StrEnum], tuple[int, int]] = {}
    for key, rules in decided.allowed.items():
        denied = union(decided.denied.get((key.role, key.what), NO_RULES))
        for rule, held in rules.items():
            allowed, free = seen.get((rule, key.role, key.what), (0, 0))
            seen[rule, key.role, key.what] = allowed | held, free | held & ~denied
    for (rule, role, what), (allowed, free) in sorted(seen.items()):
        if allowed and not free:
            denying = sorted(decided.denied[role, what].items())
            alone = [name for name, held in denying if not allowed & ~held][:1]
            by = alone or [name for name, held in denying if held & allowed]
            yield places[rule].problem(
                f"{rule} allows {what} to {role}, and what {' and '.join(by)} denies covers all of it.",
                "Take the word or the role out of the rule, or change what denies it.",
            )


SAFEGUARD = "Safeguard:"


def idle_denials(reading: Reading, decided: Decided) -> Iterator[str]:
    """Denials that change no decision, unless they say that they stand guard; and those that say so and do more."""
    busy = {
        rule
        for key, rules in decided.allowed.items()
        for rule in _deciding(decided.denied.get((key.role, key.what), NO_RULES), union(rules))
    }
    for rule in reading.named("withheld"):
        guards = SAFEGUARD in rule.comment
        if id_of(rule) not in busy and not guards:
            yield rule.place.problem(
                f"{id_of(rule)} changes no decision: nothing is allowed where it denies.",
                f'If it stands guard against a later rule, say why in its comment after "{SAFEGUARD}"; or take it out.',
            )
        elif id_of(rule) in busy and guards:
            yield rule.place.problem(
                f"{id_of(rule)} says that it only stands guard, and it changes decisions.",
                f'Take "{SAFEGUARD}" out of its comment.',
            )


def _deciding(denying: Rules, allowed: int) -> Iterator[str]:
    """The rules without which something more would be allowed."""
    for rule, held in denying.items():
        others = union({name: places for name, places in denying.items() if name != rule})
        if held & allowed & ~others:
            yield rule
