"""Photographs of the pages are taken as ever: a few, at both widths, into a folder that is thrown away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.screenshots import meeting
from tests.gateway import served as serving


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_meeting_is_photographed_with_its_room_pack_minutes_and_files(
    browser: Browser, pages: serving.Served, tmp_path: Path, size: tuple[int, int]
) -> None:
    meeting(browser, pages.root, tmp_path, size)
    taken = sorted(tmp_path.glob("*.png"))
    assert len(taken) == 6
    assert any(each.name.endswith(f"-room-{size[0]}.png") for each in taken)
    widths = {each.name: int.from_bytes(each.read_bytes()[16:20], "big") for each in taken}  # of a PNG's header
    assert widths == dict.fromkeys(widths, size[0]), "no page is wider than its window"
