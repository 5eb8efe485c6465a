"""Every message of the pages: what a catalogue of another language has to hold, found where it is written.

English is written in place. Templates and modules say a message to gettext; codes, fields and tables of words have
owners of their own, from which they are taken here, and so have the refusals of the process and what the rules find.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from graphql import EnumTypeDefinitionNode
from jinja2.ext import babel_extract

from gateway.detection.book import TITLES
from gateway.web.act_pages import ACTS
from gateway.web.ended import REASONS
from gateway.web.facts import named_facts, named_fields
from gateway.web.fields import Field
from gateway.web.filled import NEEDED, NOT_A_DAY, NOT_A_MOMENT, NOT_A_NUMBER
from gateway.web.operations import FORM, titles
from gateway.web.pages.access.access import OUTCOME
from gateway.web.pages.acts.acts import REUSED
from gateway.web.pages.export import cases, minutes
from gateway.web.pages.law.change import CHANGED, VERDICTS
from gateway.web.pages.law.law import BY, QUESTIONS
from gateway.web.pages.work.work import TOGETHER
from gateway.web.printed import codes, definitions
from gateway.web.sentences import sentences
from gateway.web.words import JOINED, LANGUAGES, NAMES, UNITS, english

HERE: Final = Path(__file__).parent
SAID: Final = {"_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
JINJA: Final = {"trimmed": "false", "silent": "false"}
Place = tuple[str, int]
Message = str | tuple[str, str]  # of one that counts, the singular and the plural


def catalogue() -> Catalog:
    """All of them, with the files in which each is."""
    made = Catalog(charset="utf-8")
    for message, where in every_message():
        made.add(message, locations=(where,) if where else ())
    return made


def written(language: str) -> bytes:
    """The catalogue of a language as a ``.po`` file: every message, with what is translated already."""
    if Locale.parse(language).language not in Locale("en").languages:
        raise UnknownLocaleError(language)
    path = LANGUAGES / f"{language}.po"
    translated = path.read_bytes() if path.exists() else b""
    known = read_po(BytesIO(translated), locale=language)
    known.header_comment = f"# The messages of the pages: {language}."
    known.update(catalogue())
    text = BytesIO()
    write_po(text, known, width=120, sort_output=True)
    return text.getvalue()


@cache
def every_message() -> tuple[tuple[Message, Place | None], ...]:
    """Each message, and where it is written: what is written does not change while the process runs."""
    return tuple(_found())


def _found() -> Iterator[tuple[Message, Place | None]]:
    for path in sorted(HERE.rglob("*.html")):
        yield from _of_template(path)
    for path in sorted(HERE.rglob("*.py")):
        yield from _of_module(path)
    yield from sentences()
    yield from ((each, None) for each in _of_owners() if each)


def _named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def _of_template(path: Path) -> Iterator[tuple[Message, Place]]:
    for line, function, message, _ in babel_extract(BytesIO(path.read_bytes()), list(SAID), (), JINJA):
        yield from ((each, (_named(path), line)) for each in _messages(function, message))


def _of_module(path: Path) -> Iterator[tuple[Message, Place]]:
    for line, message, _, _ in extract("python", BytesIO(path.read_bytes()), SAID):
        function = "ngettext" if isinstance(message, tuple) else "gettext"
        yield from ((each, (_named(path), line)) for each in _messages(function, message))


def _messages(function: str | None, message: object) -> Iterator[Message]:
    """One that counts as a pair; of others the words. An argument that is no constant is None, and has its owner."""
    found = [each for each in (message if isinstance(message, tuple) else (message,)) if isinstance(each, str)]
    if function == "ngettext" and len(found) > 1:
        yield (found[0], found[1])
    elif found:
        yield found[0]


def _of_owners() -> Iterator[Message]:
    """Words that stand in tables: what codes are called, what fields are called and mean, what is amiss."""
    yield from NAMES.values()
    yield from JOINED.values()
    yield from UNITS.values()
    yield from TITLES.values()
    yield from (*titles().values(), FORM, *REASONS.values())
    for name, definition in definitions().items():
        if isinstance(definition, EnumTypeDefinitionNode):
            yield from map(english, codes(name))
    for page in ACTS.values():
        yield english(page.act)
        yield from _of_fields(page.fields)
    yield from (*(each.label for each in QUESTIONS), *BY, *CHANGED, *VERDICTS.values())
    yield from (*named_facts(), *named_fields(), *map(english, (*OUTCOME.codes, *TOGETHER)))
    yield from (*NEEDED.values(), NOT_A_DAY, NOT_A_MOMENT, NOT_A_NUMBER, REUSED)
    yield from (each.heading for each in cases.COLUMNS)
    yield from (cases.ENTRY, *(each.title for each in (minutes.OF_MINUTES, minutes.OF_SUMMARY)))


def _of_fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for each in fields:
        yield from (each.label, each.hint, *map(english, each.codes))
        yield from _of_fields(each.parts)
