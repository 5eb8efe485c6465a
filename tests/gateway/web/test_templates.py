"""Templates: every word through the catalogue, no name that is not given, and nothing heavy."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import ChainableUndefined, Environment, nodes
from jinja2.ext import i18n

from gateway.web.assets import Assets, AssetsMissing
from gateway.web.pages.case.case import PARTS
from gateway.web.rendering import HERE, Rendering
from gateway.web.words import Catalogue, Words, words
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader

TEMPLATES = sorted(HERE.rglob("*.html"))
SAID = {"text", "titleText", "menuButtonText", "navigationLabel", "title", "label"}
OURS = {"Query", "MAPPA"}
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)


def tree(path: Path) -> nodes.Template:
    return Environment(extensions=[i18n], autoescape=True).parse(path.read_text("utf-8"))


def outside_the_catalogue(path: Path) -> Iterator[str]:
    """Words of a template that no catalogue sees: between tags, or given to a component."""
    template = tree(path)
    data = "".join(each.data for each in template.find_all(nodes.TemplateData))
    code = re.sub(r"<code>.*?</code>", "", data, flags=re.DOTALL)
    for words_found in re.findall(r">([^<>]+)<", re.sub(r"<[^<>]*$", "", ">" + code + "<")):
        yield from (word for word in re.findall(r"[A-Za-z]{2,}", words_found) if word not in OURS | {"ms"})
    for pair in template.find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const) and pair.key.value in SAID and isinstance(pair.value, nodes.Const):
            yield str(pair.value.value)


@each_template
def test_every_word_goes_through_the_catalogue(path: Path) -> None:
    assert [word for word in outside_the_catalogue(path) if word] == []


class Loud(ChainableUndefined):
    """What is not there may be looked into, as GOV.UK's components do, and never be shown as if it were empty."""

    def __str__(self) -> str:
        raise AssertionError(f"a template shows {self._undefined_name}, which it was not given")

    def __html__(self) -> str:
        return str(self)


def test_no_page_shows_what_it_was_not_given(
    pages: serving.Served, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each template is rendered with the loud kind of undefined, on the pages of a case and those beside it."""
    made: list[str] = []

    @cache  # its templates are compiled once, not for every page
    def loud(quiet: Rendering) -> Rendering:
        return Rendering(quiet.assets, quiet.words, quiet.headers, Loud)

    def text(self: Rendering, template: str, context: dict[str, object]) -> str:
        made.append(template)
        return loud(self)._environment.get_template(template).render(context)

    monkeypatch.setattr(Rendering, "text", text)
    reader.sign_in("coordinator")
    case = "/cases/MAPPA-07-000001"
    parts = (*(each.address for each in PARTS), "/minutes/2026-01-15")
    beside = ("/cases", "/meetings", "/actions", "/reviews", "/referrals", "/caseload", "/developers", "/access")
    for path in (*(case + part for part in parts), *beside, "/developers/schema/Case", "/nowhere"):
        assert "something went wrong" not in reader.get(path).text, path
    assert len(set(made)) > 15
    assert pages.root


class Counted(dict[str, dict[str, int]]):
    """Lists of which nothing is waiting, but for these."""

    def __missing__(self, _name: str) -> dict[str, int]:
        return {"totalCount": 0}


def test_today_begins_with_what_is_late_and_has_what_is_empty_in_one_line() -> None:
    waits = Counted({name: {"totalCount": 2} for name in ("week", "waiting", "late", "offences", "measures")})
    rendering = Rendering(Assets.built(), words(), {})
    viewer = {"dataClassesShown": ["MANAGEMENT", "MEETING", "ACTION"]}
    text = rendering.text("home/tiles.html", {"data": waits, "viewer": viewer})
    ordered = ["/offences", "/actions?due=overdue", "/measures?due=overdue", "/referrals?status=WAITING", "/meetings"]
    assert re.findall(r'app-tile__link" href="([^"]+)"', text) == ordered
    assert re.findall(r"<h2[^>]*>([^<]+)", text) == [
        "Past its day, or urgent",
        "Somebody waits for an answer",
        "This week, and in hand",
    ]
    folded = text[text.index("<details") :]
    assert "0 reviews are overdue" in folded
    assert "minutes" not in folded.replace("information", "")  # of which this reader is shown nothing


def test_a_first_page_weighs_less_than_100_kilobytes_and_comes_from_us_alone(
    pages: serving.Served, reader: Reader
) -> None:
    page = reader.get("/")
    links = [
        element.get("href") or element.get("src") or "" for name in ("link", "script") for element in page.all(name)
    ]
    assert all(link.startswith("/assets/") for link in links)
    assets = Assets.built()
    scripts = [re.search(r'"\./(govuk-frontend\.\w+\.js)"', (HERE / "built" / "pages.js").read_text())]
    links += [f"/assets/{found[1]}" for found in scripts if found]
    served = [reader.asked("GET", link) for link in links]
    assert {each.status_code for each in served} == {200}
    transferred = [int(each.headers["content-length"]) for each in served]
    assert len(page.response.content) + sum(transferred) < 100_000, transferred
    assert all("immutable" in each.headers["cache-control"] for each in served)
    assert assets.address("pages.css") in links
    assert pages.root


def test_an_asset_of_another_version_is_plainly_absent(pages: serving.Served, reader: Reader) -> None:
    assert reader.asked("GET", "/assets/pages.0000000000000000.css").status_code == 404
    assert pages.root


def test_without_what_is_built_nothing_starts_and_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing, match=r"run deploy/environment\.sh runtime"):
        Assets.built(tmp_path)


WELSH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n!=1);\\n"

msgid "Sign in"
msgstr "Mewngofnodi"

msgid "Level 2"
msgstr "Lefel 2"

msgid "meeting this week"
msgid_plural "meetings this week"
msgstr[0] "cyfarfod yr wythnos hon"
msgstr[1] "o gyfarfodydd yr wythnos hon"
"""


def test_another_language_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "cy.po").write_text(WELSH)
    welsh = Words("cy", Catalogue(tmp_path / "cy.po"))
    assert (welsh.say("Sign in"), welsh.say("Sign out")) == ("Mewngofnodi", "Sign out")
    assert (welsh.name("LEVEL_2"), welsh.day("2026-11-25")) == ("Lefel 2", "25 Tachwedd 2026")
    assert welsh.translations.ngettext("meeting this week", "meetings this week", 2) == "o gyfarfodydd yr wythnos hon"
    assert welsh.translations.ngettext("a day", "days", 2) == "days"
    rendered = Rendering(Assets.built(), welsh, {}).text("signed-out.html", {})
    assert '<html lang="cy"' in rendered


def test_a_language_without_a_file_is_english() -> None:
    assert words("tlh").language == "en"
    assert words().name(None) == ""
