"""Another language: chosen in the browser, and every word of a page in it, but for what the records themselves say."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gateway.demonstration.access_tokens import AccessTokens
from gateway.web import words as words_module
from gateway.web.messages import catalogue, written
from gateway.web.sentences import written_in
from gateway.web.words import Catalogue, own_name, words
from tests.gateway import served as serving
from tests.gateway.minuting import begun, cleared
from tests.gateway.small_caseload import DAY, case_id, reference
from tests.gateway.web.acting import form_of, opened
from tests.gateway.web.marked import CHOSEN, PSEUDO, WELSH, listening, spoken, unmarked
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
PAGES = (
    "/", "/cases", "/meetings", "/actions", "/reviews", "/referrals", "/notices", "/findings", "/minutes", "/caseload",
    CASE, f"{CASE}/timeline", f"{CASE}/level", f"{CASE}/risk", f"{CASE}/sentence", f"{CASE}/release", f"{CASE}/life",
    f"{CASE}/meetings", f"{CASE}/people", f"{CASE}/access", f"{CASE}/record", "/meetings/MEETING-1",
    "/meetings/MEETING-1/room", "/meetings/MEETING-1/joining-pack", "/export/cases", "/nowhere",
)  # fmt: skip
FOUND = f"""insert into coordination.finding
  (id, case_id, kind, data_class, says, owner, holds_from, settle_by, assessed_on)
  select gen_random_uuid(), '{case_id(1)}', 'REVIEW_MISSED', 'management', '%s', 'police', day, day, day
  from (select date '{DAY}' as day) as days"""  # noqa: S608 - our own words


@pytest.fixture(scope="module")
def pages(
    database: serving.Database,
    tokens: AccessTokens,
    clock: serving.Clock,
    provider_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[serving.Served]:
    with spoken(database, tokens, clock, provider_folder, tmp_path_factory.mktemp("languages")) as gateway:
        yield gateway


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
    with listening() as said:
        yield said
    assert pages.root


def test_every_word_of_a_page_is_in_the_catalogue_or_from_a_record(reader: Reader, told: set[str]) -> None:
    PSEUDO.asked.clear()
    reader.sign_in("coordinator")
    reader.get(f"/language/{CHOSEN}")
    assert {address: found for address in PAGES if (found := unmarked(reader.get(address), told))} == {}
    messages = {each.id if isinstance(each.id, str) else each.id[0] for each in catalogue()}
    said = told | {each.replace("_", " ").capitalize() for each in told}  # a code that a record says may have no enum
    assert PSEUDO.asked - messages - said - {""} == set()


@pytest.mark.usefixtures("told")
def test_a_form_is_in_the_language_too(reader: Reader, told: set[str]) -> None:
    reader.sign_in("coordinator")
    reader.get(f"/language/{CHOSEN}")
    links = {link for link in reader.get(CASE).links().values() if link.startswith("/acts/")}
    assert len(links) > 2
    assert {link: found for link in sorted(links) if (found := unmarked(reader.get(link), told))} == {}


@pytest.mark.usefixtures("told")
def test_what_the_rules_find_and_the_process_refuses_is_in_the_language_too(
    pages: serving.Served, reader: Reader
) -> None:
    says = "The review due on 3 May 2026 was not held. The manager in the lead agency is to see that it is held."
    reader.sign_in("coordinator")
    reader.get(f"/language/{CHOSEN}")
    form = opened(reader, f"{CASE}/meetings", "Begin minutes")
    begun(pages)
    with pages.database.changed(FOUND % says, "delete from coordination.finding"):
        for address in ("/findings", CASE):
            shown = reader.get(address).text
            assert "\u27e6The review due on {due_on} was not held.\u27e7".format(due_on="3 May 2026") in shown
            assert "\u27e6The manager in the lead agency is to see that it is held.\u27e7" in shown
    action, fields = form_of(reader.get(str(form.response.url.path)))
    refused = reader.asked("POST", action, data={**fields, "meeting": "MEETING-1"})
    assert "\u27e6There are minutes of this case at this meeting: write in those," in refused.text
    cleared(pages)


SAID = (
    ("REF-1, due on 3 May 2026, is not done.", "REF-1|3 Mai 2026"),
    ("The case was not discussed there: deferred.", "gohiriwyd"),
    ("Seen at the door.", None),  # a text of somebody's own stays as it is
    ("REF-1: no day is set for its next review. Set one.", "REF-1 - nid oes dyddiad."),
    ("It is of not less than 12 months to be done.", "I'w wneud o 12 mis o leiaf."),
    ("It falls to police, prison and Smith.", "police, prison and Smith"),
    ("It falls to police and prison.", "heddlu a carchar"),
    ("It lasts 1 day.", "1 diwrnod"),
)


@pytest.mark.parametrize(
    ("text", "expected"), SAID, ids=["places", "code", "own", "clause", "padded", "names", "codes", "time"]
)
def test_a_sentence_of_the_process_is_translated_around_the_words_of_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str | None
) -> None:
    translated = (
        ("{reference}, due on {due_on}, is not done.", "{reference}|{due_on}"),
        ("The case was not discussed there: {state}.", "{state}"),
        ("Deferred", "Gohiriwyd"),
        ("{reference}: {lacks}", "{reference} - {lacks}"),
        ("no day is set for its next review. Set one.", "nid oes dyddiad."),
        ("It is{late} to be done.", "I'w wneud{late}."),
        ("of not less than {months} months", "o {months} mis o leiaf"),
        ("It falls to {agencies}.", "{agencies}"),
        ("Police", "Heddlu"),
        ("Prison", "Carchar"),
        ("{several} and {last}", "{several} a {last}"),
        ("It lasts {span}.", "{span}"),
    )
    lines = "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in translated)
    lines += '\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "diwrnod"\nmsgstr[1] "diwrnod"\n'
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
    yield Problem("id", f"{situation.reference}: {situation.lacks or 'nobody is asked'}")
GUARD = Guard("it is due today or later", refuses)
ROW = Rule(key="first-one", source="Act of 2003; to be confirmed")
'''
    found = [text for text, _ in written_in(source)]
    assert found == ["It is due on {due_on}: wait.", "Ask again.", "Act of 2003; to be confirmed"]


def test_a_catalogue_has_every_message_once_and_keeps_what_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.web.messages.LANGUAGES", tmp_path)  # so that nothing is guessed from what is there
    fresh = written("cy").decode()
    (tmp_path / "cy.po").write_text(
        fresh.replace('msgid "Sign out"\nmsgstr ""', 'msgid "Sign out"\nmsgstr "Allgofnodi"')
    )
    known = read_po(BytesIO(written("cy")))
    assert known.get("Sign out").string == "Allgofnodi"  # type: ignore[union-attr]  # there, or the test fails
    assert len(known) == len(catalogue()) > 1500


FRAME = "templates/base.html"
WELSH_FILE = Path("gateway/web/languages/cy.po")


def test_the_frame_of_every_page_is_in_welsh_which_nobody_has_reviewed_and_so_no_page_offers() -> None:
    known = read_po(BytesIO(WELSH_FILE.read_bytes()))
    every = {each.id: each for each in catalogue()}
    assert [each.id for each in known if each.id and each.id not in every] == [], "messages that no page has any more"
    frame = {name for name, each in every.items() if any(where == FRAME for where, _ in each.locations)}
    assert sorted(each for each in frame if not known[each].string) == []
    assert [each.id for each in known if each.string and places(str(each.id)) != places(str(each.string))] == []
    assert not Catalogue(WELSH_FILE).reviewed


def places(message: str) -> set[str]:
    """What is put into a message, by name."""
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", message))


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert (own_name("cy"), own_name("en")) == ("Cymraeg", "English")
