"""Charts as plain shapes: a template draws them as SVG, beside the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, how many, and its length in hundredths of the longest."""

    label: str
    count: int
    length: float


def bars(counted: Sequence[tuple[str, int]]) -> list[Bar]:
    """Bars for counts; of nothing but zeros, bars without length."""
    most = max((count for _, count in counted), default=0) or 1
    return [Bar(label, count, round(100 * count / most, 2)) for label, count in counted]
