"""Another language: chosen in the browser, and every word of a page in it, but for what the records themselves say."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from babel.messages.pofile import read_po

from gateway import wiring_pages
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.keepsakes import client_secrets
from gateway.web import words as words_module
from gateway.web.messages import catalogue, written
from gateway.web.recognised import recognisable
from gateway.web.rendering import PRODUCT
from gateway.web.sentences import sentences, written_in
from gateway.web.visit import Visit
from gateway.web.words import Words, own_name, words
from tests.gateway import served as serving
from tests.gateway.minuting import begun, cleared
from tests.gateway.small_caseload import DAY, case_id, reference
from tests.gateway.web.acting import form_of, opened
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page

CASE = f"/cases/{reference(1)}"
PAGES = (
    "/", "/cases", "/meetings", "/actions", "/reviews", "/referrals", "/notices", "/findings", "/minutes", "/caseload",
    CASE, f"{CASE}/timeline", f"{CASE}/level", f"{CASE}/risk", f"{CASE}/sentence", f"{CASE}/release", f"{CASE}/life",
    f"{CASE}/meetings", f"{CASE}/people", f"{CASE}/access", f"{CASE}/record", "/meetings/MEETING-1",
    "/meetings/MEETING-1/room", "/meetings/MEETING-1/joining-pack", "/export/cases", "/nowhere",
)  # fmt: skip
MARKED = re.compile("\u27e6[^\u27e6\u27e7]*\u27e7")
MARKS = "fr"  # under which the marked language is chosen
OURS = {PRODUCT, "MAPPA", "GraphQL", "Cymraeg", "English", "Fran\u00e7ais"}


class Pseudo:
    """A language in which every message is marked; what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"\u27e6{message}\u27e7" if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return f"\u27e6{msgid1 if n == 1 else msgid2}\u27e7"


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


PSEUDO = Pseudo()
RECOGNISED = recognisable(text for text, _ in sentences())
FOUND = f"""insert into coordination.finding
  (id, case_id, kind, data_class, says, owner, holds_from, settle_by, assessed_on)
  select gen_random_uuid(), '{case_id(1)}', 'REVIEW_MISSED', 'management', '%s', 'police', day, day, day
  from (select date '{DAY}' as day) as days"""  # noqa: S608 - our own words


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues."""
    folder = tmp_path_factory.mktemp("languages")
    for each in ("cy", MARKS):
        (folder / f"{each}.po").write_text(WELSH)
    return folder


@pytest.fixture(scope="module")
def pages(
    database: serving.Database,
    tokens: AccessTokens,
    clock: serving.Clock,
    provider_folder: Path,
    catalogues: Path,
) -> Iterator[serving.Served]:
    """The pages of a gateway that has a little Welsh, and a language in which every message is marked."""
    secret = client_secrets(provider_folder)["mappa-web"]
    marked = Words("en", PSEUDO, RECOGNISED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_module, "LANGUAGES", catalogues)
        patch.setattr(wiring_pages, "words", lambda each: marked if each == MARKS else words(each))
        _forget()
        with serving.served(database, tokens, clock, web_client_secret=secret) as gateway:
            yield gateway
    _forget()


def _forget() -> None:
    words_module.languages.cache_clear()
    words_module.words.cache_clear()


def test_a_language_is_chosen_in_the_browser_before_and_after_signing_in(reader: Reader) -> None:
    english = reader.get("/sign-in")
    assert (english.heading, english.root.get("lang")) == ("Sign in", "en")
    assert english.links()["Cymraeg"].startswith("/language/cy?to=")
    welsh = reader.get("/language/cy?to=/sign-in")
    assert (welsh.heading, welsh.root.get("lang")) == ("Mewngofnodi", "cy")
    reader.sign_in("coordinator")
    assert reader.get("/cases").heading == "Achosion"
    assert reader.get("/cases").links()["English"] == "/language/en?to=/cases"
    assert reader.get("/nowhere").root.get("lang") == "cy"
    assert reader.get("/language/en?to=/cases").heading == "Cases"
    assert reader.get("/language/tlh").status == 404
    assert reader.asked("GET", "/language/cy?to=//elsewhere").headers["location"] == "/"


@pytest.fixture(scope="module")
def told(pages: serving.Served) -> Iterator[set[str]]:
    """What the records say, page by page."""
    said: set[str] = set()
    asked = Visit.ask

    async def ask(self: Visit, text: str, operation: str | None = None, /, **variables: object) -> dict[str, Any]:
        data = await asked(self, text, operation, **variables)
        said.update(strings(data))
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Visit, "ask", ask)
        yield said
    assert pages.root


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
    """Each piece of text that somebody reads or is read to."""
    if element.tag in ("script", "style", "code", "pre", "textarea"):
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


def unmarked(page: Page, said: set[str]) -> list[str]:
    """Words on a page that came neither through the catalogue nor from a record."""
    known = sorted((each for each in said | OURS if len(each) > 1), key=len, reverse=True)
    found = []
    for text in texts(page.one("body")):
        left = outside(text)
        for each in known:
            left = left.replace(each, " ") if each in left else left
        left = re.sub("|".join((*MONTHS, "[0-9a-f-]{36}")), " ", left)  # days, and entries of the access record
        found += [left.strip()] if re.search("[A-Za-z]{2,}", left) else []
    return found


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def test_every_word_of_a_page_is_in_the_catalogue_or_from_a_record(reader: Reader, told: set[str]) -> None:
    reader.sign_in("coordinator")
    reader.get(f"/language/{MARKS}")
    assert {address: found for address in PAGES if (found := unmarked(reader.get(address), told))} == {}
    messages = {each.id if isinstance(each.id, str) else each.id[0] for each in catalogue()}
    said = told | {each.replace("_", " ").capitalize() for each in told}  # a code that a record says may have no enum
    assert PSEUDO.asked - messages - said - {""} == set()


@pytest.mark.usefixtures("told")
def test_a_form_is_in_the_language_too(reader: Reader, told: set[str]) -> None:
    reader.sign_in("coordinator")
    reader.get(f"/language/{MARKS}")
    links = {link for link in reader.get(CASE).links().values() if link.startswith("/acts/")}
    assert len(links) > 2
    assert {link: found for link in sorted(links) if (found := unmarked(reader.get(link), told))} == {}


@pytest.mark.usefixtures("told")
def test_what_the_rules_find_and_the_process_refuses_is_in_the_language_too(
    pages: serving.Served, reader: Reader
) -> None:
    says = "The review due on 3 May 2026 was not held. The manager in the lead agency is to see that it is held."
    begun(pages)
    reader.sign_in("coordinator")
    reader.get(f"/language/{MARKS}")
    with pages.database.changed(FOUND % says, "delete from coordination.finding"):
        for address in ("/findings", CASE):
            shown = reader.get(address).text
            assert "\u27e6The review due on {due_on} was not held.\u27e7".format(due_on="3 May 2026") in shown
            assert "\u27e6The manager in the lead agency is to see that it is held.\u27e7" in shown
    action, fields = form_of(opened(reader, CASE, "Begin minutes"))
    refused = reader.asked("POST", action, data={**fields, "meeting": "MEETING-1"})
    assert "\u27e6There are minutes of this case at this meeting: write in those," in refused.text
    cleared(pages)


SAID = (
    ("REF-1, due on 3 May 2026, is not done.", "REF-1|3 Mai 2026"),
    ("The case was not discussed there: deferred.", "gohiriwyd"),
    ("Seen at the door.", None),  # a text of somebody's own stays as it is
)


@pytest.mark.parametrize(("text", "expected"), SAID, ids=["places", "code", "own"])
def test_a_sentence_of_the_process_is_translated_around_the_words_of_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str | None
) -> None:
    translated = (
        ("{reference}, due on {due_on}, is not done.", "{reference}|{due_on}"),
        ("The case was not discussed there: {state}.", "{state}"),
        ("Deferred", "Gohiriwyd"),
    )
    lines = "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in translated)
    (tmp_path / "cy.po").write_text(WELSH.split('msgid "Sign in', maxsplit=1)[0] + lines)
    monkeypatch.setattr(words_module, "LANGUAGES", tmp_path)
    assert words.__wrapped__("cy").told(text) == (expected or text)
    assert words.__wrapped__("en").told(text) == text


def test_sentences_are_found_where_they_are_said_and_not_where_they_are_explained_or_raised() -> None:
    source = '''"""A module. It says so."""
class Given:
    """What is given. In words."""
    meeting: Annotated[str, "The reference of a meeting."]
def refuses(situation):
    """Why not. In words."""
    raise LookupError("No rule says so. Add one.")
    message = f"It is due on {situation.due_on:%d}: wait."
    yield Problem("id", message + " Ask again.")
'''
    assert [text for text, _ in written_in(source)] == ["It is due on {due_on}: wait.", "Ask again."]


def test_a_catalogue_has_every_message_once_and_keeps_what_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = written("cy").decode()
    (tmp_path / "cy.po").write_text(
        fresh.replace('msgid "Sign out"\nmsgstr ""', 'msgid "Sign out"\nmsgstr "Allgofnodi"')
    )
    monkeypatch.setattr("gateway.web.messages.LANGUAGES", tmp_path)
    known = read_po(BytesIO(written("cy")))
    assert known.get("Sign out").string == "Allgofnodi"  # type: ignore[union-attr]  # there, or the test fails
    assert len(known) == len(catalogue()) > 1500


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert (own_name("cy"), own_name("en")) == ("Cymraeg", "English")
