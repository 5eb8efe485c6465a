"""One browser window, in which page after page is shown: to load each by itself takes four times as long."""

from typing import Final

from gateway.web.assets import Assets
from tests.browser.chromium import Person

# The page is put in the place of the one before: the styles stay, and GOV.UK's scripts go through it as they would.
SHOW: Final = """async ({html, scripts}) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  document.body.replaceWith(document.adoptNode(fresh.body));
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  (await import(scripts)).initAll();
  for (const each of document.querySelectorAll("details")) each.open = true;
}"""
# What the focus cannot be seen on, and what stands out of the order in which it goes: both leave a keyboard behind.
UNREACHED: Final = """() => {
  const ways = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const styles = ["outline", "boxShadow", "backgroundColor", "color"];
  const look = (of) => styles.map((each) => getComputedStyle(of)[each]).join();
  const seen = new Set(), wrong = [];
  for (const each of document.querySelectorAll(ways)) {
    if (each.tabIndex > 0) wrong.push(`tabindex of ${each.outerHTML.slice(0, 90)}`);
    const kind = `${each.tagName} ${each.type} ${each.className}`;
    if (each.tabIndex < 0 || seen.has(kind) || !each.checkVisibility({visibilityProperty: true})) continue;
    seen.add(kind);
    if (["radio", "checkbox"].includes(each.type)) continue; // GOV.UK draws these beside the field
    document.activeElement.blur();
    const before = look(each) + look(each.parentElement);
    each.focus();
    if (document.activeElement === each && before === look(each) + look(each.parentElement))
      wrong.push(`the focus cannot be seen on ${each.outerHTML.slice(0, 90)}`);
  }
  return wrong;
}"""
# Every name as long as any, and from right to left; every text of one long word.
STRETCH: Final = """({name, word}) => {
  for (const each of document.querySelectorAll("bdi")) each.textContent = name;
  for (const each of document.querySelectorAll(".app-text")) each.textContent = word;
}"""
NAME: Final = "\u05db\u05d4\u05df-\u05dc\u05d5\u05d9 " * 8
WORD: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwll" * 4


class Screen:
    """The window of somebody who is not signed in. What is shown was fetched for others."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.scripts = Assets.built().address("govuk-frontend.js")
        person.go("/sign-in")

    def show(self, html: str) -> None:
        """Put a page in the place of the last one."""
        self.person.page.evaluate(SHOW, {"html": html, "scripts": self.scripts})

    def read(self, html: str) -> list[str]:
        """What axe finds wrong with a page, and what leaves a keyboard behind."""
        self.show(html)
        return [*self.person.findings(), *self.person.page.evaluate(UNREACHED)]

    def stretch(self) -> None:
        """Write long names and texts on the page."""
        self.person.page.evaluate(STRETCH, {"name": NAME, "word": WORD})
