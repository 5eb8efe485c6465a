"""The arithmetic of the benchmark, which is what its claims rest on."""

import pytest

from tests.benchmark.figures import Sample, Spread, difference, flattened, in_order, medians, ratios, spread


def sample(rate: float, p99: float = 1.0) -> Sample:
    return Sample(rate, 1.0, p99, 0.2, 0.3, 80.0, 100)


def test_a_spread_is_the_median_with_both_ends() -> None:
    assert spread([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert str(spread([2.0, 1.0])) == "1.50 (1.00-2.00)"


def test_a_ratio_compares_only_rounds_that_both_took_part_in() -> None:
    ours = [sample(10.0), sample(30.0), None, sample(90.0)]
    theirs = [sample(5.0), None, sample(7.0), sample(10.0)]
    assert ratios(ours, theirs, "requests_per_second") == Spread(5.5, 2.0, 9.0)


def test_a_slow_round_divides_out() -> None:
    ours, theirs = [sample(100.0), sample(10.0)], [sample(50.0), sample(5.0)]
    assert ratios(ours, theirs, "requests_per_second") == Spread(2.0, 2.0, 2.0)


def test_without_a_common_round_there_is_no_ratio() -> None:
    assert ratios([None], [sample(1.0)], "p99") is None


def test_the_cpu_of_a_request_is_the_servers_and_the_databases() -> None:
    assert sample(1.0).cpu == pytest.approx(0.5)
    assert medians([sample(1.0), None, sample(3.0)])["requests_per_second"] == 2.0
    assert medians([None]) == {}


def test_the_order_of_the_contenders_turns_round_every_other_time() -> None:
    assert in_order(["a", "b", "c"], 0) == ["a", "b", "c"]
    assert in_order(["a", "b", "c"], 1) == ["c", "b", "a"]


def test_answers_are_compared_without_the_shape_of_a_connection() -> None:
    assert flattened({"cases": {"nodes": [{"a": {"nodes": []}}]}}) == {"cases": [{"a": []}]}


def test_the_first_difference_between_two_answers_is_told_by_its_place() -> None:
    assert difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}) is None
    assert difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == ".a[1].b: 2 and 3"
    assert difference({"a": 1}, {"b": 1}) == "answer: {'a': 1} and {'b': 1}"
