"""Whether the names on a page stand by themselves: one that runs from right to left turns around whatever it is in."""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from tests.gateway.web.reading import Page

NO_WORDS = {"script", "style", "code"}
NO_ELEMENTS = {"option", "title", "textarea"}  # in which no other element may stand
PRINTED = "app-printed"  # one message, on paper alone, in which no element can stand
CELLS = {"td", "th", "dd"}  # each a paragraph of its own to the rules of writing both ways


def turning(page: Page, names: Collection[str]) -> list[str]:
    """The texts of a page in which a name stands beside other words, and neither in ``bdi`` nor under ``dir=auto``."""
    return [" ".join(text.split()) for text in _texts(page.root) if any(name in text for name in names)]


def _texts(of: Element) -> Iterator[str]:
    if of.tag in NO_WORDS | NO_ELEMENTS or of.tag == "bdi" or of.get("dir") == "auto":
        return
    if of.get("class") == PRINTED:
        return
    if of.tag in CELLS and not len(of):
        return
    yield from (text for text in (of.text, *(each.tail for each in of)) if text and text.strip())
    for each in of:
        yield from _texts(each)
