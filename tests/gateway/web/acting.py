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


def offered(page: Page) -> dict[str, str]:
    """The acts that a page offers, each with the address of its form, by name: "Withdraw referral"."""
    links = (link.get("href", "") for link in page.all("a"))
    found = (where for where in links if where.startswith("/acts/"))
    return {where.split("/")[2].replace("-", " ").capitalize(): where for where in found}


def opened(reader: Reader, on: str, act: str) -> Page:
    """The form of an act that a page offers."""
    found = offered(reader.get(on))
    assert act in found, f"offered: {sorted(found)}"
    return reader.get(found[act])


def dated(name: str, day: date) -> dict[str, str]:
    """A day as the three fields of the form that asks for it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
