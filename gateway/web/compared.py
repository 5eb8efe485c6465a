"""Two texts as one: what was taken out and what was put in, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from markupsafe import Markup, escape

WORDS: Final = re.compile(r"\s*\S+|\s+$")  # each with the space before it
LONGEST: Final = 1_500  # words of either: in the worst case comparing takes more than their product


def compared(before: str | None, after: str | None) -> Markup:
    """The later text, in which what is gone from the earlier one is struck out, and what is new is underlined.

    The elements say so to whoever does not see it: their roles are those of a deletion and an insertion. A text longer
    than ``LONGEST`` is put beside the other whole.
    """
    old, new = WORDS.findall(before or ""), WORDS.findall(after or "")
    if max(len(old), len(new)) > LONGEST:
        return Markup("").join([*_marked("del", old), *_marked("ins", new)])
    return Markup("").join(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Markup]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield escape("".join(new[j1:j2]))
        else:
            yield from _marked("del", old[i1:i2])
            yield from _marked("ins", new[j1:j2])


def _marked(element: str, words: list[str]) -> Iterator[Markup]:
    if words:
        yield Markup("<{0} class='app-{0}'>{1}</{0}>").format(element, "".join(words))
