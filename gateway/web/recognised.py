"""A sentence with words of a record in it, recognised by what stands around them, and said in another language."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

PLACE: Final = re.compile(r"\{(\w+)\}")
BETWEEN: Final = re.compile(r"(?<=[.:]) ")
LONGEST: Final = 2_000  # characters: what is longer is a text of somebody's own
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of the catalogue, and its shape."""

    message: str
    shape: re.Pattern[str]


def recognisable(messages: Iterable[str]) -> tuple[Sentence, ...]:
    """Sentences to recognise others by; before those that are nearly all places, those that say more."""
    ordered = sorted(set(messages), key=lambda each: -len(PLACE.sub("", each)))
    return tuple(Sentence(each, _shape(each)) for each in ordered)


def said(text: str, sentences: tuple[Sentence, ...], say: Say, put: Say) -> str:
    """The text in another language, sentence by sentence; as it is where it is none of these.

    ``say`` translates a sentence with its places; ``put`` gives the words of a record that are no sentence.
    """
    if len(text) > LONGEST:
        return text
    if (bare := text.strip()) != text:  # a clause brings the space before it
        return text.replace(bare, said(bare, sentences, say, put)) if bare else text
    whole = _recognised(text, sentences, say, put)
    if whole is not None:
        return whole
    lead, colon, rest = text.partition(": ")  # of what it is said, such as a case
    if colon and (clause := _recognised(rest, sentences, say, put)) is not None:
        return f"{lead}: {clause}"
    pieces = [(each, _recognised(each, sentences, say, put)) for each in BETWEEN.split(text)]
    if all(found is None for _, found in pieces):
        return put(text)
    return " ".join(each if found is None else found for each, found in pieces)


def _recognised(text: str, sentences: tuple[Sentence, ...], say: Say, put: Say) -> str | None:
    for each in sentences:
        if found := each.shape.fullmatch(text):
            words = {name: said(word, sentences, say, put) for name, word in found.groupdict().items()}
            return PLACE.sub(lambda place: words.get(place[1], ""), say(each.message))  # noqa: B023 - called at once
    return None


def _shape(message: str) -> re.Pattern[str]:
    pieces = PLACE.split(message)
    literal, names = map(re.escape, pieces[::2]), [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    return re.compile("".join(one + other for one, other in zip(literal, [*names, ""], strict=True)), re.DOTALL)
