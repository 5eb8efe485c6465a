"""What stands on the paper, whichever file it becomes: a title, who took it out, and blocks in order."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from unicodedata import bidirectional

import orjson

# What no XML may hold (XML 1.0, 2.2). Its place stays visible.
NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INSTEAD: Final = "\ufffd"
STRONG: Final = ("L", "R", "AL")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and the line of small print below it, if any."""

    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of somebody's own words, which runs as its first letter does."""

    text: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, each with what it is called."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Facts | Table
KINDS: Final[Mapping[str, type[Block]]] = {each.__name__: each for each in (Heading, Text, Facts, Table)}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be. ``mark`` stands across each sheet, ``taken`` at the foot of it; ``at`` is when, in Unix seconds."""

    title: str
    language: str
    author: str
    mark: tuple[str, str]
    taken: str
    at: int
    blocks: tuple[Block, ...]

    def encoded(self) -> bytes:
        """As JSON, each block with its kind."""
        blocks = [{"kind": type(each).__name__, **asdict(each)} for each in self.blocks]
        return orjson.dumps({**asdict(self), "blocks": blocks})


def decoded(text: bytes) -> Paper:
    """What was encoded."""
    told = orjson.loads(text)
    return Paper(**{**told, "mark": tuple(told["mark"]), "blocks": tuple(_block(each) for each in told["blocks"])})


def _block(told: Mapping[str, Any]) -> Block:
    fields = {name: _fixed(value) for name, value in told.items() if name != "kind"}
    return KINDS[told["kind"]](**fields)


def _fixed(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    return tuple(_fixed(each) for each in value) if isinstance(value, list) else value


def plain(words: str) -> str:
    """Words as a file can hold them."""
    return NO_XML.sub(INSTEAD, words)


def paragraphs(words: str) -> tuple[Text, ...]:
    """Somebody's own words, a paragraph for each of their lines."""
    return tuple(Text(each, runs_right_to_left(each)) for each in plain(words).splitlines() if each.strip())


def runs_right_to_left(words: str) -> bool:
    """Whether the first letter that has a direction runs from right to left, as a browser decides (``dir=auto``)."""
    return next((each for each in map(bidirectional, words) if each in STRONG), "L") != "L"
