"""How tests act in pages: open the form behind a link, type, send it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date

from tests.gateway.served import Served
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page


@contextmanager
def signed_in(pages: Served, *personas: str, emptied: Sequence[str] = ()) -> Iterator[dict[str, Reader]]:
    """A browser for each of them; the tables that their acts fill are ``emptied`` afterwards, in this order."""
    with ExitStack() as browsers:
        made = {persona: browsers.enter_context(Reader(pages.root)) for persona in personas}
        for persona, each in made.items():
            each.sign_in(persona)
        yield made
    for table in emptied:
        pages.database.execute(f"delete from {table}")  # noqa: S608 - our own names


def form_of(page: Page) -> tuple[str, dict[str, str]]:
    """Where the form of an act goes, and what it would send as it stands."""
    (action,) = {form.get("action", "") for form in page.all("form")} - {"/sign-out"}
    return action, page.fields(action)


def sent(reader: Reader, page: Page, **typed: str) -> Page:
    action, fields = form_of(page)
    return reader.post(action, {**fields, **typed})


def opened(reader: Reader, on: str, link: str) -> Page:
    """The form behind a link on a page. What follows a colon says aloud what the link is about."""
    found = reader.get(on).links().items()
    links = {text.partition(":")[0]: where for text, where in found if where.startswith("/acts/")}
    assert link in links, f"offered: {sorted(links)}"
    return reader.get(links[link])


def dated(name: str, day: date) -> dict[str, str]:
    """A day as the three fields of the form that asks for it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
