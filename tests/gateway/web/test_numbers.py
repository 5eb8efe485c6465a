"""The page of numbers, without a gateway: a line for what is counted, and nothing for what is left out."""

from gateway.web.pages.numbers.numbers import lines


def test_a_line_has_each_number_that_is_told_in_its_column_and_none_for_the_others() -> None:
    rows = [
        {"areaNumber": 7, "kind": "REVIEW_HELD", "level": "LEVEL_2", "lateness": "IN_TIME", "number": 40},
        {"areaNumber": 7, "kind": "REVIEW_HELD", "level": "LEVEL_2", "lateness": "OVER_A_WEEK", "number": 5},
        {"areaNumber": 2, "kind": "REVIEW_HELD", "level": "LEVEL_3", "lateness": "UP_TO_A_WEEK", "number": 10},
    ]
    by, columns = ("areaNumber", "kind", "level"), ("IN_TIME", "UP_TO_A_WEEK", "OVER_A_WEEK")
    assert lines(rows, by, "lateness", columns, "number") == [
        ((2, "REVIEW_HELD", "LEVEL_3"), [None, 10, None]),
        ((7, "REVIEW_HELD", "LEVEL_2"), [40, None, 5]),
    ]
    assert lines([], by, "lateness", columns, "number") == []


def test_a_line_of_several_areas_is_the_sum_of_what_is_told_of_each() -> None:
    rows = [
        {"areaNumber": 2, "category": "CATEGORY_1", "level": "LEVEL_1", "cases": 15},
        {"areaNumber": 2, "category": "CATEGORY_2", "level": "LEVEL_1", "cases": 10},
        {"areaNumber": 7, "category": "CATEGORY_1", "level": "LEVEL_2", "cases": 5},
    ]
    assert lines(rows, ("areaNumber",), "level", ("LEVEL_1", "LEVEL_2"), "cases") == [
        ((2,), [25, None]),
        ((7,), [None, 5]),
    ]
