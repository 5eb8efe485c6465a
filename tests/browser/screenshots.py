"""Photographs the pages, desktop and phone: ``make screenshots`` puts those for the README into docs/screenshots.

python -m tests.browser.screenshots [FOLDER]     every page into FOLDER, to be looked at
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from gateway.web.pages.case.case import PARTS, SEEN
from gateway.web.pages.work import waiting
from tests.browser.chromium import DESKTOP, PHONE, Person, chromium
from tests.gateway.loopback import two_free_ports
from tests.gateway.served import until

ROOT = Path(__file__).parents[2]
README = ROOT / "docs" / "screenshots"
CASE = "/cases/MAPPA-07-000001"
SHOWN = {  # those in the README: persona, address, size
    "today": ("coordinator", "/", DESKTOP),
    "case": ("coordinator", CASE, DESKTOP),
    "risk": ("coordinator", f"{CASE}/risk", DESKTOP),
    "room": ("coordinator", "/meetings", DESKTOP),
    "access": ("auditor", "/access", DESKTOP),
    "phone": ("coordinator", CASE, PHONE),
}
ALL = (
    "/",
    "/cases",
    "/meetings",
    "/actions",
    "/reviews",
    "/referrals",
    "/findings",
    "/releases",
    "/minutes",
    "/notices",
    "/developers",
    "/developers/schema/Case",
    *(each.path for each in waiting.PAGES),
)


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """A fresh demonstration; its address."""
    port = two_free_ports()
    command = [
        str(Path(sys.executable).with_name("mappa")),
        "demo",
        "--port",
        str(port),
        "--data",
        str(folder),
        "--cases",
        "400",
    ]
    log = (folder / "log.txt").open("w+")
    running = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        until(lambda: "ready after" in Path(log.name).read_text() or running.poll() is not None, 120)
        assert running.poll() is None, Path(log.name).read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(30)


def for_the_readme(browser: Browser, root: str) -> None:
    """What the README shows: the top of each page, as somebody sees it."""
    README.mkdir(exist_ok=True)
    for name, (persona, address, size) in SHOWN.items():
        person = Person(browser, root, size=size)
        person.sign_in(persona, address)
        if name == "room":
            into_the_room(person)
        person.page.screenshot(path=README / f"{name}.png", scale="css")
        person.close()


def into_the_room(person: Person) -> None:
    """From the list of meetings into the room of the one that is under way."""
    person.page.get_by_role("row").filter(has_text="Under way").get_by_role("link").first.click()
    person.page.get_by_role("link", name="Meeting room").click()
    person.page.get_by_text("What others do appears here by itself.").wait_for()


def every_page(browser: Browser, root: str, folder: Path) -> None:
    """Each page whole, at both sizes."""
    for size in (DESKTOP, PHONE):
        person = Person(browser, root, size=size)
        person.sign_in("police")
        photographed(person, (*ALL, *(CASE + each.address for each in PARTS if each is not SEEN)), folder)
        person.close()
        meeting(browser, root, folder, size)
        seen(browser, root, folder, size)
        acts(browser, root, folder, size)


def photographed(person: Person, addresses: Iterable[str], folder: Path) -> None:
    """Each of these pages whole, as somebody sees them, named by address and width."""
    for address in addresses:
        person.go(address)
        name = address.strip("/").replace("/", "-") or "today"
        person.page.screenshot(path=folder / f"{name}-{person.size[0]}.png", full_page=True)


def meeting(browser: Browser, root: str, folder: Path, size: tuple[int, int]) -> None:
    """A meeting with its room, pack and minutes, and what is taken out as a file."""
    person = Person(browser, root, size=size)
    person.sign_in("coordinator")
    photographed(person, (*around_a_meeting(person), "/export/cases"), folder)
    person.close()


def around_a_meeting(person: Person) -> tuple[str, ...]:
    """The addresses of a meeting of the case: itself, its pack, its room, the minutes, and those as a file."""
    person.go(f"{CASE}/meetings")
    links = person.page.locator("main a").evaluate_all("links => links.map(each => each.getAttribute('href'))")
    found = next(each for each in links if re.fullmatch(r"/meetings/[^/]+", each))
    minutes = next(each for each in links if "/minutes/" in each)
    return (found, f"{found}/joining-pack", f"{found}/room", minutes, f"/export{minutes}")


def seen(browser: Browser, root: str, folder: Path, size: tuple[int, int]) -> None:
    """Who has seen a case, which is told for a purpose of its own."""
    person = Person(browser, root, size=size)
    person.sign_in("coordinator", CASE + SEEN.address, "VERIFY_LAWFULNESS")
    person.page.screenshot(path=folder / f"seen-{size[0]}.png", full_page=True)
    person.close()


def acts(browser: Browser, root: str, folder: Path, size: tuple[int, int]) -> None:
    """The form of an act, with what is amiss, and what it made with what may be done with that."""
    person = Person(browser, root, size=size)
    person.sign_in("police", CASE)
    person.page.get_by_role("button", name="Start a referral").click()
    person.page.screenshot(path=folder / f"act-{size[0]}.png", full_page=True)
    person.page.get_by_role("button", name="Start a referral").click()
    person.page.screenshot(path=folder / f"act-amiss-{size[0]}.png", full_page=True)
    person.complaints.clear()  # Chromium complains of the status 422 itself
    if size == DESKTOP:
        person.page.locator("[name=levelSought]").last.check()
        person.page.locator("[name=reason]").first.check()
        person.page.locator("[name=summary]").fill("Threats were made to a neighbour.")
        person.page.get_by_role("button", name="Start a referral").click()
    else:
        person.go("/referrals/REF-07-000001-2")
    person.page.screenshot(path=folder / f"referral-{size[0]}.png", full_page=True)
    person.page.get_by_role("link", name="Fill in").nth(3).click()
    person.page.screenshot(path=folder / f"act-part-{size[0]}.png", full_page=True)
    person.close()


def main(arguments: list[str]) -> None:
    """Photograph."""
    data = Path(tempfile.mkdtemp(prefix="mappa-screenshots-"))
    try:
        with demonstration(data) as root, chromium() as browser:
            if arguments:
                every_page(browser, root, Path(arguments[0]))
            else:
                for_the_readme(browser, root)
    finally:
        shutil.rmtree(data)


if __name__ == "__main__":
    main(sys.argv[1:])
