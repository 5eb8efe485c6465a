"""A page as a browser parses it, and what must hold of every page, whoever fetched it and why.

A rule that is broken says what to write instead. Nothing here knows any one page.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from httpx2 import Response

from gateway.web.assets import Assets
from gateway.web.rendering import PRODUCT

FORM_FIELDS = {"input", "select", "textarea"}
UNSEEN = {"hidden", "submit", "button"}
FIRST_PAGE = 100_000  # bytes, with all that it loads, as they are sent
MARKS = "\u27e6\u27e7"  # around each message in the language that tests choose (``marked``)


@dataclass
class Page:
    """What came back, parsed by the rules of HTML5; a mistake in it is found by them too."""

    response: Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """Its words, as they would be read aloud."""
        return " ".join(words(self.one("main")).split())

    @cached_property
    def root(self) -> Element:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root: Element = parser.parse(self.response.text)
        mistakes = [f"{place}: {code} {more}" for place, code, more in parser.errors]
        assert not mistakes, f"the HTML is not well formed: {mistakes[:3]}"
        return root

    def all(self, name: str) -> list[Element]:
        return list(self.root.iter(name))

    def one(self, name: str) -> Element:
        (only,) = self.all(name)
        return only

    @property
    def heading(self) -> str:
        return without_marks(words(self.one("h1")))

    @property
    def title(self) -> str:
        return without_marks(words(self.one("title")))

    def links(self) -> dict[str, str]:
        """The text of each link, and where it leads."""
        return {words(link): link.get("href", "") for link in self.all("a")}

    def fields(self, action: str) -> dict[str, str]:
        """What a form would send as it stands, without what nobody has chosen."""
        (form,) = (form for form in self.all("form") if form.get("action") == action)
        return dict(_sent(form))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def without_marks(text: str) -> str:
    return text.translate({ord(each): None for each in MARKS})


def _sent(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name, kind = field.get("name"), field.get("type")
        if field.tag not in FORM_FIELDS or name is None or kind == "submit":
            continue
        if kind in {"radio", "checkbox"} and field.get("checked") is None:
            continue
        yield name, _value(field)


def _value(field: Element) -> str:
    if field.tag == "textarea":
        return field.text or ""
    if field.tag == "select":
        options = list(field.iter("option"))
        field = next((each for each in options if each.get("selected") is not None), options[0])
    return field.get("value") or ""


Rule = Callable[[Page], None]


def one_heading_begins_the_title(page: Page) -> None:
    assert len(page.all("h1")) == 1, "give the page one h1"
    title = page.title.removeprefix("Error: ")
    assert title.startswith(page.heading), f"begin the title with the heading {page.heading!r}: it is {title!r}"
    assert title.endswith(f" - {PRODUCT}"), "end the title with the product's name: extend base.html"


def headings_descend_by_one(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.root.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
    jumps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert not jumps, f"do not leave out a level of heading: {levels}"


def no_id_is_used_twice(page: Page) -> None:
    twice = [name for name, count in Counter(e.get("id") for e in page.root.iter() if e.get("id")).items() if count > 1]
    assert not twice, f"give each id once: {twice}"


def every_reference_to_an_id_leads_somewhere(page: Page) -> None:
    ids = {element.get("id") for element in page.root.iter()}
    named = [
        (name, each)
        for e in page.root.iter()
        for name in ("for", "aria-labelledby", "aria-describedby", "headers")
        for each in (e.get(name) or "").split()
    ]
    named += [("href", link.get("href", "")[1:]) for link in page.all("a") if re.match(r"#.", link.get("href", ""))]
    lost = [(name, each) for name, each in named if each not in ids]
    assert not lost, f"these refer to ids that are not there: {lost}"


def every_field_has_a_label(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    bare = [
        field.get("name")
        for field in page.root.iter()
        if field.tag in FORM_FIELDS and field.get("type") not in UNSEEN
        if field.get("id") not in labelled and not field.get("aria-label") and not field.get("aria-labelledby")
    ]
    assert not bare, f"give these fields a label: {bare}"


def every_form_says_where_it_goes_and_proves_itself(page: Page) -> None:
    for form in page.all("form"):
        assert form.get("action"), "give the form an action"
        if form.get("method") == "post":
            assert any(field.get("name") == "proof" for field in form.iter("input")), "a form that posts carries proof"


def an_error_is_summed_up_and_linked(page: Page) -> None:
    wrong = [e for e in page.root.iter() if "govuk-error-message" in (e.get("class") or "").split()]
    summary = [e for e in page.root.iter() if "govuk-error-summary" in (e.get("class") or "").split()]
    assert bool(wrong) == bool(summary) == page.title.startswith("Error: "), (
        "errors stand at the field, above, and in the title"
    )
    links = [link.get("href", "") for each in summary for link in each.iter("a")]
    assert len(links) >= len(wrong), "each error is linked from the summary"
    assert page.status == (422 if wrong else page.status), "a form with errors is answered with 422"


def nothing_inline(page: Page) -> None:
    for element in page.root.iter():
        assert not element.get("style"), f"put styles into the stylesheet: {element.get('style')}"
        assert not [name for name in element.keys() if name.startswith("on")], "put handlers into a script"  # noqa: SIM118
        assert element.tag != "style", "put styles into the stylesheet"
        if element.tag == "script":
            assert element.get("src"), "put the script into a file"


def nothing_from_elsewhere(page: Page) -> None:
    loaded = [
        e.get("src") or e.get("href") or "" for name in ("script", "img", "link", "iframe") for e in page.all(name)
    ]
    assert [each for each in loaded if not each.startswith("/assets/")] == [], "load nothing but our own assets"


# What is sent after the page, and the page does without. GraphiQL is the one script that is heavy.
BESIDE = {"/assets/explorer"}


@cache
def weights() -> dict[str, int]:
    """Of each asset by its address, as it is sent: compressed, where it is."""
    assets = Assets.built()
    return {each.path: len(each.packed or each.body) for each in assets._served.values()}


def it_is_light(page: Page) -> None:
    """With all that a browser which has been here never before loads for it."""
    loaded = {e.get("src") or e.get("href") or "" for name in ("script", "link") for e in page.all(name)}
    loaded |= {each for each in weights() if each.startswith("/assets/govuk-frontend.")}  # by pages.js
    weight = int(page.response.headers["content-length"])
    weight += sum(weights()[each] for each in loaded if each.partition(".")[0] not in BESIDE)
    assert weight < FIRST_PAGE, f"send less at once, or page it: {page.response.url} has {weight} bytes"


def the_language_is_said(page: Page) -> None:
    assert page.one("html").get("lang") in {"en", "cy", "xx"}, "say the language of the page"


def every_table_has_headings(page: Page) -> None:
    for table in page.all("table"):
        assert all(cell.get("scope") for cell in table.iter("th")), "give each th a scope"
        assert next(table.iter("th"), None) is not None, "give the table headings"


def what_is_kept_secret_is_kept_nowhere(page: Page) -> None:
    headers = page.response.headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy, "the policy allows nothing unsafe"
    assert "default-src 'none'" in policy, "the policy begins with nothing"
    assert headers["cache-control"] == "no-store", "a page is kept by no cache"
    assert headers["x-content-type-options"] == "nosniff"


RULES: tuple[Rule, ...] = (
    one_heading_begins_the_title,
    headings_descend_by_one,
    no_id_is_used_twice,
    every_reference_to_an_id_leads_somewhere,
    every_field_has_a_label,
    every_form_says_where_it_goes_and_proves_itself,
    an_error_is_summed_up_and_linked,
    nothing_inline,
    nothing_from_elsewhere,
    the_language_is_said,
    every_table_has_headings,
    it_is_light,
    what_is_kept_secret_is_kept_nowhere,
)


def read(response: Response) -> Page:
    """The page, held to every rule."""
    page = Page(response)
    for rule in RULES:
        rule(page)
    return page
