"""A law of another time or place, read to be compared: by today's words, without today's demands.

A law that is old or still being written may leave words unspoken or say too much; that is for ``policies.lint``, when
it is to be in force. What cannot be read at all is refused here as well.
"""

from collections.abc import Iterable, Sequence

from policies.grammar import PolicyRefused, Rule, Source
from policies.lint import parsed
from policies.reading import Reading
from policies.shape import undeclared, unknown_words


def read_former(sources: Sequence[Source]) -> Reading:
    """The law as read. ``PolicyRefused`` where a rule's name or arguments are not those of this version."""
    rules = parsed(sources)
    if problems := [problem for rule in rules for problem in undeclared(rule)]:
        raise PolicyRefused([*problems, "To compare it, use the version of mappa that it was written for."])
    return Reading(rules)


def strange_words(rules: Iterable[Rule]) -> list[str]:
    """What the rules speak of that is no word today: no comparison tells of it, so it is told apart."""
    return [problem for rule in rules for problem in unknown_words(rule)]
