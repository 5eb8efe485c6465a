"""Sentences of the process and of the rules, found where they are written: what refusals say, and what findings say.

The floors below say them in English. What a record puts into a sentence is a placeholder here, named after what is put
in: ``{reference}, due on {due_on}, is not done.`` A page recognises the sentence by what stands around it
(``gateway.web.words.Words.told``).
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from gateway.detection.book import RULES

ROOT: Final = Path(__file__).parents[2]
SAYING: Final = (  # where problems and findings are written
    "agencies/given.py",
    "agencies/transitions.py",
    "agencies/*/process/*.py",
    "agencies/directory/*.py",
    "agencies/coordination/rules/*.py",
    "gateway/detection/rules.py",
    "gateway/changes.py",
    "gateway/orders.py",
)
BOOK: Final = "gateway/detection/book.py"
OF_NAMES: Final = "book_of_areas.py"  # of places, which are called so in any language
RECORDS: Final = "schema/records/*.py"
SENTENCE: Final = re.compile(r"(?s)[A-Z{].* .*[.:}]")
CLAUSE: Final = re.compile(
    r"(?s)[^_<=]*[A-Za-z]{2,},? [a-z]{2,}[^_<=]*"
)  # two words at least, and nothing of a program
WORDS: Final = re.compile(r"[A-Za-z]{2,}")
PLACE: Final = re.compile(r"\{\w*\}")
DRAWN: Final = frozenset(
    {"Guard", "Machine", "When", "Escalation", "CheckConstraint", "_ends"}
)  # for a diagram, or for the database
REFUSING: Final = ("text", "receipt", "leaf", "checkpoint", "note", "keys", "trust")  # whose refusals a page tells
Place = tuple[str, int]


def sentences() -> Iterator[tuple[str, Place]]:
    """Each sentence, and where it is written."""
    for pattern in SAYING:
        for path in sorted(each for each in ROOT.glob(pattern) if each.name != OF_NAMES):
            name = path.relative_to(ROOT).as_posix()
            yield from ((text, (name, line)) for text, line in written_in(path.read_text("utf-8")))
    for module in REFUSING:
        name = f"gateway/transparency/{module}.py"
        yield from ((text, (name, line)) for text, line in raised_in((ROOT / name).read_text("utf-8")))
    yield from ((rule.words, (BOOK, 0)) for rule in RULES)
    for path in sorted(ROOT.glob(RECORDS)):
        name = path.relative_to(ROOT).as_posix()
        yield from ((text, (name, line)) for text, line in lines_in(path.read_text("utf-8")))


def lines_in(source: str) -> Iterator[tuple[str, int]]:
    """What records of a module put together for the timeline of a case: ``Screened: {outcome}``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and next(_last(node.func), "") == "line":
            yield _joined(node.args), node.lineno


def raised_in(source: str) -> Iterator[tuple[str, int]]:
    """What a module refuses with: of a receipt, of which the page says why it does not verify."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            found = (each for each in node.exc.args if isinstance(each, ast.Constant | ast.JoinedStr))
            yield from ((_template(each), each.lineno) for each in found)


def written_in(source: str) -> Iterator[tuple[str, int]]:
    """The sentences of a module, and the clauses that they are put together from.

    Not its documentation, and not what is raised, which no reader is told; nor the names of guards, which are drawn.
    """
    for node in _spoken(ast.parse(source)):
        text = _template(node).strip()
        if _is_said(text):
            yield text, node.lineno


def _is_said(text: str) -> bool:
    plain = PLACE.sub("", text)
    return bool(set(WORDS.findall(plain)) - {"and", "or"} and (SENTENCE.fullmatch(text) or CLAUSE.fullmatch(plain)))


def _spoken(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
        return
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.AnnAssign | ast.arg):  # an annotation documents a field of what is given
        if (value := getattr(node, "value", None)) is not None:
            yield from _spoken(value)
        return
    for each in ast.iter_child_nodes(node):
        if not (_is_drawn(node) and isinstance(each, ast.Constant)):
            yield from _spoken(each)


def _is_drawn(node: ast.AST) -> bool:
    """Whether it is the call by which something is called by a name."""
    return isinstance(node, ast.Call) and next(_last(node.func), "") in DRAWN


def _template(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value).replace("{", "").replace("}", "")
    return _joined([each.value if isinstance(each, ast.FormattedValue) else each for each in node.values])


def _joined(parts: Sequence[ast.expr]) -> str:
    """Words, and between them places named after what is put there."""
    names = _named(each for each in parts if not isinstance(each, ast.Constant))
    return "".join(str(each.value) if isinstance(each, ast.Constant) else f"{{{next(names)}}}" for each in parts)


def _named(values: Iterable[ast.expr]) -> Iterator[str]:
    """What each is called: the last name in it, and a number where that is there already."""
    seen: set[str] = set()
    for each in values:
        plain = next(_last(each), "value")
        name, number = plain, 1
        while name in seen:
            number += 1
            name = f"{plain}_{number}"
        seen.add(name)
        yield name


def _last(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            yield name
        case ast.Call(args=[first, *_]):
            yield from _last(first)
        case _:
            return
