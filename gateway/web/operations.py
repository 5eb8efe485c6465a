"""What the operations of the pages are called where the access record names them.

A document says it above each of its operations (``# Title: Meeting room``); an act's are called as the act is offered.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from graphql import OperationType
from markupsafe import escape

from gateway.web.act_pages import ACTS

PAGES: Final = Path(__file__).parent / "pages"
TITLED: Final = re.compile(r"^# Title: (.+)\n(?:query|mutation) (\w+)", re.MULTILINE)
FORM: Final = "Form: {act}"  # what is asked before an act, said through gettext
Say = Callable[[str], str]
Offered = Callable[[str], str]
"""What an act is offered as, by its code."""


@cache
def titles() -> Mapping[str, str]:
    """The title of each operation of a page that is no act's, by its name."""
    documents = (path.read_text("utf-8") for path in sorted(PAGES.rglob("*.graphql")))
    return {name: title for text in documents for title, name in TITLED.findall(text)}


@cache
def _of_acts() -> Mapping[str, tuple[str, bool]]:
    """By the name of an operation, whose act it is, and whether it does it."""
    both = ((page, kind) for page in ACTS.values() for kind in page.operations)
    return {page.named(kind): (page.act, kind is OperationType.MUTATION) for page, kind in both}


def title(say: Say, offered: Offered, name: str | None) -> str | None:
    """What an operation is called; None for one that is no page's."""
    if name and name in titles():
        return say(titles()[name])
    if name and name in _of_acts():
        act, done = _of_acts()[name]
        return offered(act) if done else escape(say(FORM)).format(act=offered(act))
    return None


def called_like(say: Say, offered: Offered, words: str) -> list[str]:
    """The names of the operations in whose titles these words stand, in whichever case."""
    sought = words.casefold()
    return [name for name in (*titles(), *_of_acts()) if sought in str(title(say, offered, name)).casefold()]
