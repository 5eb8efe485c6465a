"""The part of Polar in which the law is written: what a rule may be made of.

A rule is a head, and perhaps a body of positive conditions::

    # Prison offender managers are shown what the prison holds ...          <- a comment above every rule
    grant("prison.…", "prison_offender_manager", "prison", data_class, standing, _ownership) if
        data_class in ["identity", "custody"] and
        with_the_case(standing);

Conditions are ``x in ["…"]``, ``x = "…"`` and calls of declared rules, joined by ``and``, ``or`` and parentheses. There
is no ``not``, no attribute, no class and no number: what cannot be written cannot go wrong. Polar itself would read a
good deal more; whatever is not in this grammar refuses to load.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class PolicyRefused(Exception):
    """The law does not load. Each problem names the file, the line and the remedy."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["The law is refused:", *problems]))


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the law: its name and its text."""

    name: str
    text: str

    @property
    def owner(self) -> str:
        """Whose file it is: ``police`` for ``police.polar``. Its rule ids begin with this."""
        return Path(self.name).stem


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the law something stands."""

    file: str
    line: int

    def problem(self, what: str, remedy: str) -> str:
        """A sentence for the person who wrote it."""
        return f"{self.file}:{self.line}: {what} {remedy}"


@dataclass(frozen=True, slots=True)
class Word:
    """A quoted word."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that stands for any word; one with a leading underscore is used once, for "whichever"."""

    name: str


Term = Word | Variable


@dataclass(frozen=True, slots=True)
class Among:
    """``variable in [words]``; ``variable = word`` is the list of one."""

    variable: Variable
    words: tuple[Word, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """A declared rule, asked about these terms."""

    name: str
    terms: tuple[Term, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold: ``and``. Without parts, it holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part holds: ``or``."""

    parts: tuple["Condition", ...]


Condition = Among | Call | Every | Either


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the law as it was written."""

    head: Call
    body: Condition
    comment: str  # the text of the comment lines right above it; empty where there is none

    @property
    def place(self) -> Place:
        """Where the rule begins."""
        return self.head.place


def calls(condition: Condition) -> Iterator[Call]:
    """The rules that a body asks."""
    match condition:
        case Call():
            yield condition
        case Every() | Either():
            for part in condition.parts:
                yield from calls(part)
