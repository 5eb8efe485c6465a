"""The comparison of times: it cries wolf no more than it says, and notices what it says it would."""

from random import Random

from tests.noninterference.timing import FALSE_ALARMS, Compared, p_value


def times(random: Random, count: int, delay: float = 0.0) -> list[float]:
    """Times as servers have them: most alike, some much longer."""
    return [0.002 * random.lognormvariate(0, 0.3) + delay for _ in range(count)]


def test_times_of_one_source_seldom_raise_an_alarm() -> None:
    random = Random(1)
    found = [p_value(times(random, 200), times(random, 200)) for _ in range(1000)]
    assert sum(p < FALSE_ALARMS for p in found) <= 5
    assert 300 < sum(p < 0.5 for p in found) < 700  # p is spread evenly, as it must be


def test_equal_times_are_no_difference() -> None:
    assert p_value([1.0] * 50, [1.0] * 50) > 0.99


def test_a_delay_as_long_as_it_says_is_noticed() -> None:
    random = Random(2)
    compared = Compared("simulated", times(random, 400), times(random, 400))
    delay = compared.noticeable(random)
    assert delay < 0.001
    noticed = [p_value(times(random, 400, delay), times(random, 400)) < FALSE_ALARMS for _ in range(50)]
    assert sum(noticed) >= 35
    assert f"{1e6 * delay:.0f} us would have been noticed" in compared.told(random)
