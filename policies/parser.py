"""Reads the law's sources by ``policies.grammar`` and refuses the rest of Polar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.grammar import (
    Among,
    Call,
    Condition,
    Either,
    Every,
    Place,
    PolicyRefused,
    Rule,
    Source,
    Term,
    Variable,
    Word,
)

TOKENS = re.compile(
    r"""(?P<blank>[ \t\r\n]+)|(?P<comment>\#[^\n]*)|(?P<word>"[^"\\\n]*")|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"""
    r"""|(?P<mark>[(),;\[\]=])|(?P<unknown>.)"""
)
CONNECTIVES = frozenset({"if", "and", "or", "in"})
NEGATIONS = frozenset({"not", "forall", "cut"})


@dataclass(frozen=True, slots=True)
class Token:
    """One mark, name or word, and its line; ``kind`` is "end" after the last."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a file with its comments, without its blanks."""
    line = 1
    for match in TOKENS.finditer(text):
        if match.lastgroup != "blank":
            yield Token(str(match.lastgroup), match.group(), line)
        line += match.group().count("\n")
    yield Token("end", "the end of the file", line)


def comment_above(text: str, line: int) -> str:
    """The comment that ends on the line before ``line``, joined to one line."""
    above = []
    for written in reversed(text.split("\n")[: line - 1]):
        if not written.startswith("#"):
            break
        above.append(written.lstrip("# ").strip())
    return " ".join(reversed(above)).strip()


class Parser:
    """Reads one file. The first thing that is not in the grammar raises ``PolicyRefused``."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = [token for token in tokens(source.text) if token.kind != "comment"]
        self.position = 0

    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the file, in order."""
        found = []
        while self._next.kind != "end":
            found.append(self._rule())
        return tuple(found)

    @property
    def _next(self) -> Token:
        return self.tokens[self.position]

    def _place(self) -> Place:
        return Place(self.source.name, self._next.line)

    def _refuse(self, wanted: str) -> PolicyRefused:
        token = self._next
        what, remedy = f"{token.text} stands where {wanted} belongs.", "Write it as policies/grammar.py shows."
        if token.text in NEGATIONS:
            what = f"{token.text} is not in the law's language: it would hold where a fact is misspelt or missing."
            remedy = "Say what is shown or withheld with a rule that holds."
        elif token.text == ".":
            what = "A word has no attributes in the law's language: one that is unknown could hold or not by a slip."
            remedy = "Compare the word itself, as in x in [...] or x = ..., without a full stop."
        return PolicyRefused([self._place().problem(what, remedy)])

    def _take(self, kind: str, wanted: str) -> str:
        token = self._next
        if token.kind != kind:
            raise self._refuse(wanted)
        self.position += 1
        return token.text

    def _mark(self, mark: str) -> None:
        if not self._took(mark):
            raise self._refuse(mark)

    def _took(self, text: str) -> bool:
        """Step over the next token where it is this mark or connective."""
        here = self._next.text == text
        self.position += here
        return here

    def _name(self, wanted: str) -> str:
        if self._next.text in CONNECTIVES | NEGATIONS:
            raise self._refuse(wanted)
        return self._take("name", wanted)

    def _rule(self) -> Rule:
        comment = comment_above(self.source.text, self._next.line)
        head = self._call()
        body = self._either() if self._took("if") else Every(())
        self._mark(";")
        return Rule(head, body, comment)

    def _call(self) -> Call:
        place = self._place()
        name = self._name("the name of a rule")
        self._mark("(")
        terms = [self._term()]
        while self._took(","):
            terms.append(self._term())
        self._mark(")")
        return Call(name, tuple(terms), place)

    def _term(self) -> Term:
        return self._word() if self._next.kind == "word" else Variable(self._name('a "word" or a variable'))

    def _word(self) -> Word:
        return Word(self._take("word", 'a "word" in quotation marks').strip('"'))

    def _either(self) -> Condition:
        parts = [self._every()]
        while self._took("or"):
            parts.append(self._every())
        return Either(tuple(parts))

    def _every(self) -> Condition:
        parts = [self._atom()]
        while self._took("and"):
            parts.append(self._atom())
        return Every(tuple(parts))

    def _atom(self) -> Condition:
        if self._took("("):
            inner = self._either()
            self._mark(")")
            return inner
        following = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        return self._call() if following.text == "(" else self._among()

    def _among(self) -> Among:
        place = self._place()
        variable = Variable(self._name("a condition"))
        if self._took("="):
            return Among(variable, (self._word(),), place)
        if not self._took("in"):
            raise self._refuse("in or =")
        self._mark("[")
        words = [self._word()]
        while self._took(","):
            words.append(self._word())
        self._mark("]")
        return Among(variable, tuple(words), place)


def parse(source: Source) -> tuple[Rule, ...]:
    """The rules of one file, or ``PolicyRefused``."""
    return Parser(source).rules()
