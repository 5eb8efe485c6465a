"""What changed between two texts."""

import pytest

from gateway.web.compared import LONGEST, compared


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("The risk is high.", "The risk is high.", "The risk is high."),
        (
            "The risk is high.",
            "The risk is very high.",
            "The risk is<ins class='app-ins'> very</ins> high.",
        ),
        (
            "He lives alone.",
            "He lives with others.",
            "He lives<del class='app-del'> alone.</del><ins class='app-ins'> with others.</ins>",
        ),
        (None, "New.", "<ins class='app-ins'>New.</ins>"),
        ("Gone.", None, "<del class='app-del'>Gone.</del>"),
        ("a < b", "a < c", "a &lt;<del class='app-del'> b</del><ins class='app-ins'> c</ins>"),
    ],
)
def test_what_is_gone_and_what_is_new_is_marked_and_nothing_in_a_text_is_taken_for_markup(
    before: str | None, after: str | None, told: str
) -> None:
    assert compared(before, after) == told


def test_a_text_too_long_to_compare_is_put_beside_the_other_whole() -> None:
    long = " word" * (LONGEST + 1)
    assert compared("short", long) == f"<del class='app-del'>short</del><ins class='app-ins'>{long}</ins>"
