"""GraphiQL in a real browser, under the policy of every page: it asks as whoever looks, of their part of the schema."""

from playwright.sync_api import Browser, expect

from tests.browser.chromium import Person
from tests.gateway import served as serving

EXPLORE = "/developers/explore"
INSIDE = "#explorer"


def typed(person: Person, text: str) -> None:
    """Write a question in place of the one that stands there, as somebody does."""
    person.page.locator(f"{INSIDE} .graphiql-query-editor .CodeMirror").click()
    person.page.keyboard.press("Control+A")
    person.page.keyboard.insert_text(text)


def test_a_question_is_asked_as_oneself_and_nothing_is_loaded_from_elsewhere_or_kept_in_the_browser(
    browser: Browser, pages: serving.Served
) -> None:
    person = Person(browser, pages.root)
    person.sign_in("police", EXPLORE)
    expect(person.page.locator(f"{INSIDE} .graphiql-execute-button")).to_be_visible()
    typed(person, "{ viewer { name roles purpose } }")
    person.page.locator(f"{INSIDE} .graphiql-execute-button").click()
    expect(person.page.locator(f"{INSIDE} .result-window")).to_contain_text("Rowan Tarrant")
    assert person.page.evaluate("localStorage.length + sessionStorage.length") == 0
    (entry,) = pages.database.execute("select * from audit.access order by recorded_at desc limit 1")
    assert (entry["principal_name"], entry["purpose"], entry["client"]) == ("Rowan Tarrant", "MANAGE_RISK", "mappa-web")
    assert {host for host in person.hosts if host != "data:image"} <= {pages.root.split("/")[2], *providers(pages)}
    person.close()


def providers(pages: serving.Served) -> set[str]:
    return {pages.tokens.issuer.split("/")[2]}


def test_the_schema_is_cut_to_what_the_law_shows_them_and_lets_them_do(browser: Browser, pages: serving.Served) -> None:
    person = Person(browser, pages.root)
    person.sign_in("smb", EXPLORE)
    person.page.locator(f"{INSIDE} [aria-label='Show Documentation Explorer']").click()
    shown = person.page.locator(f"{INSIDE} .graphiql-plugin")
    expect(shown).to_contain_text("CaseloadCount")
    expect(shown).not_to_contain_text("HealthNote")
    expect(shown).not_to_contain_text("mutation:")
    person.close()


def opened(person: Person, names: tuple[str, ...]) -> list[str]:
    """What axe finds after each of these buttons of GraphiQL's was pressed, one after the other."""
    found = []
    for name in names:
        person.page.locator(INSIDE).get_by_label(name, exact=True).click()
        found += [f"{name}: {each}" for each in person.findings()]
    return found


SIDES = (
    "Show Documentation Explorer", "Hide Documentation Explorer", "Show History", "Hide History", "Show editor tools",
)  # fmt: skip


def test_axe_finds_nothing_in_it_whatever_is_open_and_the_tab_key_leads_out_of_its_editors(
    browser: Browser, pages: serving.Served
) -> None:
    person = Person(browser, pages.root)
    person.sign_in("coordinator", EXPLORE)
    for name in ("Question", "Variables", "Answer"):
        expect(person.page.locator(f"{INSIDE} textarea[aria-label={name}]")).to_have_count(1)
    assert person.findings() == []
    assert opened(person, SIDES) == []
    person.page.locator(f"{INSIDE} .graphiql-execute-button").click()
    expect(person.page.locator(f"{INSIDE} .result-window")).to_contain_text("data")
    other = person.page.locator(f"{INSIDE} .graphiql-tab-button").nth(1)
    other.click()
    expect(other).to_have_attribute("aria-current", "true")
    assert person.findings() == []
    person.page.locator(f"{INSIDE} .graphiql-query-editor .CodeMirror").click()
    for _ in range(2):  # to what scrolls, and past it
        person.page.keyboard.press("Tab")
    assert not person.page.evaluate("document.activeElement.closest('.graphiql-query-editor .CodeMirror')")
    person.page.locator(INSIDE).get_by_label("Open settings dialog").click()
    assert person.findings() == []
    person.complaints.clear()  # its dialogs add a style of their own, which the policy of the page refuses
    person.close()
