"""A language in which every message is marked, so that a word on a page that came past the catalogue stands out."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from gateway import wiring_pages
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.keepsakes import client_secrets
from gateway.web import words as words_module
from gateway.web.recognised import recognisable, said
from gateway.web.rendering import PRODUCT
from gateway.web.sentences import sentences
from gateway.web.visit import Visit
from gateway.web.words import Words, words
from tests.gateway import served as serving
from tests.gateway.web.reading import MARKS, Page

MARKED = re.compile(f"{MARKS[0]}[^{MARKS}]*{MARKS[1]}")
CHOSEN = "fr"  # under which the marked language is chosen
OURS = {PRODUCT, "MAPPA", "GraphQL", "Cymraeg", "English", "Fran\u00e7ais"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
BESIDE_WORDS = re.compile("|".join((*MONTHS, "[0-9a-f-]{36}", r"\bms\b")))  # days, entries' ids, units of time
WELSH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n!=1);\\n"

msgid "Sign in"
msgstr "Mewngofnodi"

msgid "Cases"
msgstr "Achosion"

msgid "Page not found"
msgstr "Heb ei chanfod"
"""


class Pseudo:
    """A language in which every message is marked; what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"{MARKS[0]}{message}{MARKS[1]}" if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return f"{MARKS[0]}{msgid1 if n == 1 else msgid2}{MARKS[1]}"


PSEUDO = Pseudo()
RECOGNISED = recognisable(text for text, _ in sentences())


@contextmanager
def spoken(
    database: serving.Database, tokens: AccessTokens, clock: serving.Clock, provider_folder: Path, catalogues: Path
) -> Iterator[serving.Served]:
    """The pages of a gateway that has a little Welsh, and the marked language; ``catalogues`` is an empty folder."""
    for each in ("cy", CHOSEN):
        (catalogues / f"{each}.po").write_text(WELSH)
    secret = client_secrets(provider_folder)["mappa-web"]
    marked = Words("en", PSEUDO, RECOGNISED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_module, "LANGUAGES", catalogues)
        patch.setattr(wiring_pages, "words", lambda each: marked if each == CHOSEN else words(each))
        _forget()
        with serving.served(database, tokens, clock, web_client_secret=secret) as gateway:
            yield gateway
    _forget()


def _forget() -> None:
    words_module.languages.cache_clear()
    words_module.offered.cache_clear()
    words_module.words.cache_clear()


@contextmanager
def listening() -> Iterator[set[str]]:
    """What the records say to whatever page is asked for, until its reader clears it."""
    told: set[str] = set()
    asked = Visit.ask

    async def ask(self: Visit, text: str, operation: str | None = None, /, **variables: object) -> dict[str, Any]:
        data = await asked(self, text, operation, **variables)
        told.update(strings(data))
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Visit, "ask", ask)
        yield told


def strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def texts(element: Element) -> Iterator[str]:
    """Each piece of text that somebody reads or is read to; not what says that it is English, as the law's words do."""
    if element.tag in ("script", "style", "code", "pre", "textarea") or element.get("lang") == "en":
        yield element.tail or ""
        return
    yield element.text or ""
    yield from (element.get(name, "") for name in ("aria-label", "title", "alt", "placeholder", "data-heading"))
    for each in element:
        yield from texts(each)
    yield element.tail or ""


def outside(text: str) -> str:
    """What of a text stands in no mark. A message may hold others."""
    while (bare := MARKED.sub("", text)) != text:
        text = bare
    return text


@cache
def is_a_records(text: str) -> bool:
    """Whether a text is a record's own, and no sentence of the process or of the rules, which the catalogue has."""
    return " " not in text or said(text, RECOGNISED, lambda message: f"{MARKS}{message}", str) == text


def unmarked(page: Page, told: set[str]) -> list[str]:
    """Words on a page that came neither through the catalogue nor from a record."""
    known = sorted((each for each in told | OURS if len(each) > 1 and is_a_records(each)), key=len, reverse=True)
    found = []
    for text in texts(page.one("body")):
        left = outside(text)
        for each in known:
            left = left.replace(each, " ") if each in left else left
        left = BESIDE_WORDS.sub(" ", left).strip()
        told_within = " " not in left and any(left in each for each in known)  # such as a name out of a signed note
        found += [left] if re.search("[A-Za-z]{2,}", left) and not told_within else []
    return found
