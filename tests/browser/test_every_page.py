"""Every page and every act's form that anybody is shown, on the demonstration's caseload: read by axe, and in words.

They are fetched once, in a language in which every message is marked, and shown one after the other in one browser.
The forms are sent as they stand too, so that each is also seen with what is amiss. Pages whose own scripts change what
is seen (the meeting room, GraphiQL) have tests of their own beside this one.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gateway.demonstration.access_tokens import AccessTokens
from gateway.web.act_pages import ACTS, ActPage
from gateway.web.assets import Assets
from gateway.web.failures import BY_CODE, BY_KIND, UNKNOWN
from gateway.web.filled import boxes, read
from gateway.web.messages import catalogue
from gateway.web.rendering import Rendering
from gateway.web.words import words
from tests.browser.chromium import DESKTOP, PHONE, ZOOMED, Person
from tests.browser.everything import Everything, Offers, Shown, forms, offers
from tests.browser.screen import Screen
from tests.gateway import served as serving
from tests.gateway.web.isolated import turning
from tests.gateway.web.marked import PSEUDO, listening, spoken, unmarked

# What is printed from the schema and from the law is in the language in which those are written, as it is everywhere.
IN_ENGLISH = ("/developers/schema", "/developers/changes", "/law")

NAMES = "select name from directory.principal where name like '_% _%'"


@pytest.fixture(scope="module")
def pages(
    caseload: serving.Database,
    tokens: AccessTokens,
    clock: serving.Clock,
    provider_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[serving.Served]:
    with spoken(caseload, tokens, clock, provider_folder, tmp_path_factory.mktemp("languages")) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def everything(pages: serving.Served) -> Iterator[Everything]:
    with listening() as told:
        found = Everything(pages, told)
        yield found
        found.close()


@pytest.fixture(scope="module")
def found(pages: serving.Served) -> Offers:
    return offers(pages)


@dataclass(frozen=True, slots=True)
class Fetched:
    """All of them, and the routes of which nobody was shown any."""

    pages: tuple[Shown, ...]
    missing: frozenset[str]
    forms: tuple[Shown, ...]  # with what is amiss: they have all that is on them before, and more
    asked: frozenset[str]  # the messages that they said, without what a record's own codes are called

    @property
    def all(self) -> Iterator[Shown]:
        """Each page and each form."""
        yield from (*self.pages, *self.forms)


@pytest.fixture(scope="module")
def fetched(everything: Everything, found: Offers) -> Fetched:
    PSEUDO.asked.clear()
    routes, missing = everything.routes()
    shown, sent = (*routes, *everything.states()), tuple(forms(everything, found))
    return Fetched(shown, frozenset(missing), sent, frozenset(PSEUDO.asked - everything.names))


def test_every_page_of_the_router_is_shown_to_somebody(fetched: Fetched) -> None:
    assert fetched.missing == set()


def test_a_form_sent_as_it_stands_comes_back_with_what_is_amiss(fetched: Fetched, found: Offers) -> None:
    assert len(fetched.forms) > 60
    assert {each.name for each in fetched.forms} == {page.act for page in ACTS.values()} & found.keys()
    for amiss in fetched.forms:
        assert amiss.page.status == 422, (amiss, amiss.page.text)
        assert amiss.page.title.startswith("Error: "), amiss


def test_no_page_and_no_form_has_a_word_that_is_neither_in_the_catalogue_nor_of_a_record(fetched: Fetched) -> None:
    shown = [each for each in fetched.all if not each.name.startswith(IN_ENGLISH)]
    found = {str(each): bare for each in shown if (bare := unmarked(each.page, set(each.told)))}
    assert not found, "\n".join(f"{name}: {bare}" for name, bare in found.items())


def test_no_message_is_said_that_the_catalogue_of_a_language_does_not_ask_for(fetched: Fetched) -> None:
    messages = {each.id if isinstance(each.id, str) else each.id[0] for each in catalogue()}
    lacking = sorted(fetched.asked - messages - {""})
    assert not lacking, "\n".join(lacking)


def test_a_name_turns_nothing_around_it_wherever_it_stands(fetched: Fetched, pages: serving.Served) -> None:
    names = {each["name"] for each in pages.database.execute(NAMES)}
    turned = {str(each): texts for each in fetched.all if (texts := turning(each.page, names))}
    assert turned == {}


# ---- in a browser


@pytest.fixture(scope="module")
def desktop(browser: Browser, pages: serving.Served) -> Iterator[Screen]:
    person = Person(browser, pages.root)
    yield Screen(person)
    person.close()


def test_axe_finds_nothing_on_any_page_and_a_keyboard_reaches_everything(desktop: Screen, fetched: Fetched) -> None:
    wrong = {str(each): desktop.read(each.page.response.text) for each in fetched.all}
    assert {name: found for name, found in wrong.items() if found} == {}


@cache
def rendering() -> Rendering:
    return Rendering(Assets.built(), words(), {})


def bare(page: ActPage) -> str:
    """The form of an act with what is amiss, on a record of which nothing is shown."""
    troubles = tuple(read(page.fields, {}).troubles)
    drawn = boxes(page.fields, {}, troubles)
    box = {each.path: each for one in drawn for each in one.every()}
    viewer = {"name": "Rowan Tarrant", "roles": [], "rolesHeld": [], "dataClassesShown": [], "acts": []}
    context: dict[str, object] = {
        "act": page.act,
        "on": {"acts": [page.act]},
        "data": {"viewer": viewer},
        "viewer": viewer,
        "typed": {},
    }
    filled: dict[str, object] = {"boxes": drawn, "box": box, "troubles": troubles, "path": "/", "to": "/"}
    return rendering().text(page.template, context | filled)


FAILURES = sorted({each.template for each in (UNKNOWN, *BY_CODE.values(), *BY_KIND.values())})
OF_FORMS = ("acts/again.html", "acts/not-offered.html")  # in place of a form: sign in again; you cannot do this now


def failed(template: str) -> str:
    """A page that says what went wrong, and that what was typed is kept."""
    told = {
        "proof": "p",
        "here": "/",
        "request_id": "1",
        "kept": True,
        "act": "START_REFERRAL",
        "typed": ["Two words."],
    }
    return rendering().text(template, told)


def test_axe_finds_nothing_where_something_went_wrong(desktop: Screen) -> None:
    wrong = {each: desktop.read(failed(each)) for each in (*FAILURES, *OF_FORMS)}
    assert {template: found for template, found in wrong.items() if found} == {}


def test_axe_finds_nothing_on_the_forms_of_acts_that_nobody_is_offered_as_the_caseload_stands(
    desktop: Screen, found: Offers
) -> None:
    others = [page for page in ACTS.values() if page.act not in found]
    wrong = {page.act: desktop.read(bare(page)) for page in others}
    assert {act: each for act, each in wrong.items() if each} == {}


def test_at_400_per_cent_in_forced_colours_no_page_scrolls_sideways_nor_fails_axe_whatever_is_written_on_it(
    browser: Browser, pages: serving.Served, fetched: Fetched
) -> None:
    person = Person(browser, pages.root, size=ZOOMED, forced_colors="active", reduced_motion="reduce")
    screen, wide = Screen(person), []
    wrong: dict[str, list[str]] = {}
    for each in fetched.all:
        screen.show(each.page.response.text)
        wide += [str(each)] if person.overflows() else []
        screen.stretch()
        wide += [f"{each}, with long names"] if person.overflows() else []
        if each in fetched.pages and (found := person.findings()):  # forms stretch what pages do
            wrong[str(each)] = found
    assert (wide, wrong) == ([], {})
    person.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_photographed_and_no_wider_than_its_window(
    browser: Browser, pages: serving.Served, fetched: Fetched, size: tuple[int, int], tmp_path: Path
) -> None:
    folder = Path(os.environ.get("MAPPA_SCREENSHOTS", tmp_path))  # to be looked at, where somebody says where
    person = Person(browser, pages.root, size=size)
    screen, wide = Screen(person), []
    for each in fetched.pages:
        screen.show(each.page.response.text)
        name = re.sub(r"[^a-z]+", "-", f"{each.name} {each.persona}").strip("-")
        photograph = person.page.screenshot(path=folder / f"{name}-{size[0]}.png", full_page=True, scale="css")
        wide += [str(each)] if int.from_bytes(photograph[16:20], "big") != size[0] else []  # of a PNG's header
    assert wide == []
    person.close()
