"""What is measured of the tests, and that what is named is there."""

from tests.measured import TESTS, UNMEASURED, is_measured


def test_each_name_of_what_is_not_measured_is_of_something() -> None:
    assert [name for name in UNMEASURED if not any(TESTS.glob(name))] == []


def test_a_file_is_told_by_its_name_and_by_its_folder() -> None:
    assert is_measured(TESTS / "policies/test_lint.py")
    assert not is_measured(TESTS / "policies/test_law.py")
    assert not is_measured(TESTS / "browser/test_journeys.py")
    assert not is_measured(TESTS / "gateway/web/test_level_pages.py")
