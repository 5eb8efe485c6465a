"""The page of the law says what the engine decides, by itself and without a script."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

from policies.decided import Key
from policies.declarations import FAMILIES
from policies.lint import check
from policies.page import content_security_policy, page, rows
from policies.prose import capital, phrase
from policies.sources import DIRECTORY, read
from policies.vocabulary import Agency, Purpose, Role
from tests.policies.laws import decided, law


class Elements(HTMLParser):
    """Every element that opens, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@cache
def written() -> str:
    return page(law(), check(read(DIRECTORY)))


@cache
def elements() -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(written())
    return parser.found


def named(attribute: str) -> list[str | None]:
    return [attributes[attribute] for _, attributes in elements() if attribute in attributes]


def test_the_page_has_no_script_and_fetches_nothing() -> None:
    assert {tag for tag, _ in elements()} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert {name for _, attributes in elements() for name in attributes if name.startswith("on")} == set()
    assert {name for _, attributes in elements() for name in attributes} & {"src", "style", "action"} == set()
    assert all((target or "").startswith("#") for target in named("href"))


def test_the_page_allows_itself_its_own_style_and_nothing_else() -> None:
    (meta,) = [a for tag, a in elements() if a.get("http-equiv") == "Content-Security-Policy"]
    assert meta["content"] == content_security_policy()
    assert content_security_policy().startswith("default-src 'none'; style-src 'sha256-")


def test_every_cell_that_shows_something_can_be_pressed_and_says_when() -> None:
    for family in FAMILIES:
        buttons = [n for n in named("popovertarget") if (n or "").startswith(f"{family.allowing}-")]
        assert len(buttons) == sum(len(row.held) for row in rows(decided(), family))
    ids = Counter(named("id"))
    assert set(ids.values()) == {1}
    assert {*named("popovertarget"), *((target or "")[1:] for target in named("href"))} <= ids.keys()


def test_every_line_of_the_law_is_on_the_page_or_in_its_note() -> None:
    for family in FAMILIES:
        found = list(rows(decided(), family))
        told = {(row.role, agency) for row in found for agency in row.agencies}
        shared = set.intersection(*(set(row.held) for row in found))
        for key in decided().lines():
            if key.what in family.words and (key.role, key.agency) not in told:
                assert key.what in shared
        for row in found:
            for what in family.words:
                held = {p: decided().holds(Key(row.role, row.agencies[0], p, what)) for p in Purpose}
                assert row.held.get(what, {}) == {p: h for p, h in held.items() if h}


def test_every_role_has_a_row_and_every_word_a_column() -> None:
    for role in Role:
        assert f'<th scope="row">{capital(phrase(role))}' in written()
    for family in FAMILIES:
        for word in family.words:
            assert f'<th scope="col"><span>{capital(phrase(word))}</span>' in written()


def test_purposes_and_agencies_filter_by_style_alone() -> None:
    for purpose in Purpose:
        assert f"body:has(#purpose-{purpose}:checked) .v.{purpose} {{ display: block; }}" in written()
    for agency in Agency:
        assert f"body:has(#agency-{agency}:checked) tbody tr:not(.{agency})" in written()


def test_a_cell_reads_as_a_sentence() -> None:
    (cell,) = re.findall(
        r'<div popover="auto" id="shown-\d+-victim_address"><h3>[^<]*police</h3>(.*?)</div>', written()
    )
    assert cell.startswith(
        "<p>To manage risk or to protect children: assigned to the case; in every case, with clearance where it is for "
        "terrorism; open items, and those that their own agency or body restricts.</p>"
    )
    assert '<a href="#police.managers-see-where-a-victim-is">' in cell


def test_every_rule_that_decides_is_on_the_page_in_its_own_words() -> None:
    reading = check(read(DIRECTORY))
    assert reading.rule_ids <= set(named("id"))
    assert "Intercept material is never shown to anybody." in written()
