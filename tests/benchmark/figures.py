"""The arithmetic of the benchmark: medians over rounds, and ratios that compare nothing but one round with itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """What one contender did in one round: milliseconds of CPU are for each request; memory is in MB."""

    requests_per_second: float
    p50: float
    p99: float
    server_cpu: float
    database_cpu: float
    memory: float
    requests: int  # that were answered soundly
    refused: float = 0.0  # of the requests, the share that was answered with an error

    @property
    def cpu(self) -> float:
        """Milliseconds of CPU for each request, server and database together."""
        return self.server_cpu + self.database_cpu


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some values, and between which they lie."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.least:.2f}-{self.most:.2f})"


def spread(values: Iterable[float]) -> Spread:
    """The median, the least and the greatest; of no values, an error."""
    kept = sorted(values)
    return Spread(median(kept), kept[0], kept[-1])


def ratios(ours: Sequence[Sample | None], theirs: Sequence[Sample | None], what: str) -> Spread | None:
    """``ours / theirs`` of each round that has both; None where none has.

    Two rounds are never mixed: a noisy neighbour slows all contenders of a round alike, and divides out.
    """
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=False) if a is not None and b is not None]
    values = [float(getattr(a, what)) / float(getattr(b, what)) for a, b in pairs if getattr(b, what)]
    return spread(values) if values else None


def medians(samples: Sequence[Sample | None]) -> dict[str, float]:
    """The median of each figure over the rounds."""
    names = ("requests_per_second", "p50", "p99", "server_cpu", "database_cpu", "cpu", "memory", "refused")
    kept = [sample for sample in samples if sample is not None]
    return {name: median(float(getattr(sample, name)) for sample in kept) for name in names} if kept else {}


def in_order(names: Sequence[str], round_number: int) -> list[str]:
    """The contenders in the order of a round: turned round every other time, so that no place favours anybody."""
    return list(names) if round_number % 2 == 0 else list(reversed(names))


def flattened(answer: Any) -> Any:  # noqa: ANN401 - JSON
    """An answer without the shapes in which contenders differ: a connection is the list of its nodes."""
    if isinstance(answer, Mapping):
        if set(answer) == {"nodes"}:
            return flattened(answer["nodes"])
        return {name: flattened(value) for name, value in answer.items()}
    return [flattened(each) for each in answer] if isinstance(answer, list) else answer


def difference(one: Any, other: Any, place: str = "") -> str | None:  # noqa: ANN401 - JSON
    """Where two answers first differ, and how; None where they are the same."""
    if isinstance(one, dict) and isinstance(other, dict) and set(one) == set(other):
        found = (difference(one[name], other[name], f"{place}.{name}") for name in one)
        return next((each for each in found if each), None)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        found = (difference(a, b, f"{place}[{at}]") for at, (a, b) in enumerate(zip(one, other, strict=True)))
        return next((each for each in found if each), None)
    return None if one == other else f"{place or 'answer'}: {_short(one)} and {_short(other)}"


def _short(value: Any) -> str:  # noqa: ANN401 - JSON
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:160]}... ({len(text)} characters)"
