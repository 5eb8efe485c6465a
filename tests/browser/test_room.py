"""The room of a meeting in two browsers: what one writes the other sees, and nothing that is typed is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Locator, expect

from tests.browser.chromium import DESKTOP, PHONE, ZOOMED, Person
from tests.browser.journeys.meeting import minutes_are_written_and_an_action_is_set
from tests.browser.ways import WAYS, Way
from tests.gateway import served as serving
from tests.gateway.acting import done
from tests.gateway.minuting import BEGIN, act

UNMINUTED = """{ agendaItems(minutesAwaited: true, first: 20) { nodes {
    meeting { reference } case { id version acts reference } } } }"""
COMING = """{ meetings(first: 30, sort: {by: HELD_ON, direction: DESC}) { nodes {
    reference acts agenda(first: 50) { nodes { position case { reference } } } } } }"""
# Cases of several meetings on one agenda, each once; and back on their own.
TOGETHER = """with item as (
    select distinct on (i.case_id) i.id, i.meeting_id, t.reference = %s as here
    from coordination.meeting_case i join coordination.meeting t on t.id = i.meeting_id
    order by i.case_id, here desc
), numbered as (select *, row_number() over (order by here desc, id) as number from item)
update coordination.meeting_case m set position = number,
    meeting_id = (select id from coordination.meeting where reference = %s)
from numbered n where n.id = m.id and n.number <= 9 returning m.id::text, n.meeting_id::text as was"""
APART = "update coordination.meeting_case set meeting_id = %s, position = 1 where id = %s"


@pytest.fixture(scope="module")
def both(browser: Browser, pages: serving.Served) -> Iterator[tuple[Person, Person]]:
    """The co-ordinator at two screens."""
    people = (Person(browser, pages.root), Person(browser, pages.root))
    for each in people:
        each.sign_in("coordinator", purpose="PREPARE_MEETING")
    yield people
    for each in people:
        each.close()


@pytest.fixture(scope="module")
def room(pages: serving.Served) -> str:
    """A room in which minutes are being written."""
    found = pages.ask("coordinator", UNMINUTED, purpose="PREPARE_MEETING").data["agendaItems"]["nodes"]
    one = next(each for each in found if "BEGIN_MINUTES" in each["case"]["acts"])
    done(act(pages, "coordinator", BEGIN, one["case"], meeting=one["meeting"]["reference"]))
    return f"/meetings/{one['meeting']['reference']}/room?case={one['case']['reference']}"


def section(person: Person, number: int) -> tuple[Locator, Locator, Locator]:
    form = person.page.locator("form[data-writes]").nth(number)
    return form.locator("textarea"), form.locator("select"), form.locator("[data-told]")


def test_what_one_writes_appears_to_the_other_and_nothing_that_both_write_is_lost(
    both: tuple[Person, Person], room: str
) -> None:
    one, other = both
    for each in both:
        each.go(room)
        expect(each.page.get_by_text("What others do appears here by itself.")).to_be_visible()
    body, kind, told = section(one, 0)
    body.fill("He was seen at the school.")
    kind.select_option("FACT")
    section(one, 1)[0].focus()
    expect(told).to_contain_text("Saved at")
    theirs = section(other, 0)[0]
    expect(theirs).to_have_value("He was seen at the school.", timeout=12000)
    theirs.fill("He was seen at the school, twice.")
    body.fill("He was seen at the school by a neighbour.")
    section(one, 1)[0].focus()
    expect(told).to_contain_text("Saved at")
    section(other, 1)[0].focus()
    expect(section(other, 0)[2]).to_contain_text("Somebody else changed this section")
    assert theirs.input_value() == "He was seen at the school, twice."
    expect(section(other, 0)[2]).to_contain_text("Somebody else changed this section")
    with other.page.expect_navigation():
        other.page.once("dialog", lambda asks: asks.accept())
        other.page.get_by_role("link", name="On a page of its own").first.click()
    assert other.page.locator("[name=body]").input_value() == "He was seen at the school, twice."
    expect(other.page.get_by_text("by a neighbour")).to_be_visible()
    other.complaints.clear()  # Chromium complains of the status 422 itself


def test_what_is_typed_while_the_connection_is_lost_is_saved_by_itself_when_it_is_back(
    both: tuple[Person, Person], room: str
) -> None:
    one, _ = both
    one.go(room)
    body, kind, told = section(one, 2)
    one.context.set_offline(True)
    body.fill("Typed without a connection.")
    kind.select_option("FACT")
    section(one, 1)[0].focus()
    expect(told).to_contain_text("The connection is lost")
    one.context.set_offline(False)
    expect(told).to_contain_text("Saved at", timeout=12000)
    one.go(room)
    assert section(one, 2)[0].input_value() == "Typed without a connection."
    one.complaints.clear()  # Chromium complains of the lost connection itself


@pytest.fixture
def agenda(pages: serving.Served) -> Iterator[str]:
    """The room of a coming meeting with several cases."""
    found = pages.ask("coordinator", COMING, purpose="PREPARE_MEETING").data["meetings"]["nodes"]
    names = [each["reference"] for each in found if "MOVE_AGENDA_ITEM" in each["acts"] and each["agenda"]["nodes"]]
    moved = pages.database.execute(TOGETHER, [names[0], names[0]])
    assert len(moved) > 2
    yield f"/meetings/{names[0]}/room"
    for each in moved:
        pages.database.execute(APART, [each["was"], each["id"]])


def test_the_agenda_is_ordered_by_drag_and_by_keyboard(both: tuple[Person, Person], agenda: str) -> None:
    one, _ = both
    one.go(agenda)
    items = one.page.locator("[data-moves] > li .app-reference")
    before = items.all_inner_texts()
    assert len(before) > 1
    rows = one.page.locator("[data-moves] > li")
    rows.nth(0).locator("[data-handle]").drag_to(rows.nth(1))
    expect(items.nth(1)).to_have_text(before[0])
    assert items.all_inner_texts() == [before[1], before[0], *before[2:]]
    rows.nth(1).get_by_role("button", name="Up").focus()
    one.page.keyboard.press("Enter")
    expect(items.nth(0)).to_have_text(before[0])
    assert items.all_inner_texts() == before
    rows.nth(0).get_by_role("button", name="Down").click()
    expect(items.nth(1)).to_have_text(before[0])
    focus = one.page.evaluate("document.activeElement.closest('li').innerText")
    assert before[0] in focus, "the focus goes with the case, so that it can be moved on"
    assert one.findings() == []


def middle(of: Locator) -> dict[str, float]:
    """Where a finger would be put."""
    box = of.bounding_box()
    assert box
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_the_agenda_is_ordered_with_a_finger(browser: Browser, pages: serving.Served, agenda: str) -> None:
    person = Person(browser, pages.root, size=PHONE, has_touch=True)
    person.sign_in("coordinator", agenda, "PREPARE_MEETING")
    rows, items = (person.page.locator(f"[data-moves] > li{each}") for each in ("", " .app-reference"))
    expect(rows.nth(0).locator("[data-handle]")).to_be_visible()
    before = items.all_inner_texts()
    rows.nth(0).scroll_into_view_if_needed()
    fingers = person.context.new_cdp_session(person.page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", middle(rows.nth(0).locator("[data-handle]")))
    touch("touchMove", middle(rows.nth(1)))
    expect(rows.nth(1)).to_have_class(re.compile("app-room__item--over"))
    touch("touchEnd")
    expect(items.nth(1)).to_have_text(before[0])
    assert items.all_inner_texts() == [before[1], before[0], *before[2:]]
    person.close()


def test_whoever_leaves_with_something_unsaved_is_asked_and_with_nothing_unsaved_is_not(
    both: tuple[Person, Person], room: str
) -> None:
    one, _ = both
    one.go(room)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    one.page.on("dialog", stay)
    body, kind, told = section(one, 3)
    line = one.page.locator("#room-action [name=description]")
    one.context.set_offline(True)
    body.fill("Typed without a connection, and somebody leaves.")
    kind.select_option("FACT")
    line.fill("Ring the school.")
    one.page.evaluate("location.assign('/meetings')")
    one.page.wait_for_function("true")
    assert (asked, body.input_value()) == (["beforeunload"], "Typed without a connection, and somebody leaves.")
    one.page.get_by_role("button", name="Set the action").click()
    expect(one.page.locator("#room-action [data-told]")).to_contain_text("The connection is lost")
    one.context.set_offline(False)
    expect(told).to_contain_text("Saved at", timeout=12000)
    # What was to be sent is sent by itself too; this action says neither by whom nor by when, and is refused.
    expect(one.page.locator("#room-action [data-told]")).not_to_contain_text("The connection is lost", timeout=12000)
    assert line.input_value() == "Ring the school."
    line.fill("")
    one.go("/meetings")
    assert asked == ["beforeunload"]
    one.page.remove_listener("dialog", stay)
    one.complaints.clear()  # Chromium complains of the lost connection itself, and of the status 422


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_minutes_are_written_and_an_action_is_set_in_whatever_way_one_can(
    browser: Browser, pages: serving.Served, room: str, way: type[Way]
) -> None:
    one = way(browser, pages)
    minutes_are_written_and_an_action_is_set(one, room)
    one.person.close()


def test_axe_finds_nothing_in_a_room_and_at_400_per_cent_it_keeps_its_width(
    both: tuple[Person, Person], room: str
) -> None:
    one, _ = both
    one.go(room)
    assert one.findings() == []
    one.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    assert not one.overflows()
    one.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
