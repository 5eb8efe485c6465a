"""The two media types of a GraphQL answer, and which of them an ``Accept`` header wants (RFC 9110 section 12.5.1)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self


class MediaType(StrEnum):
    """What an answer may be labelled as. The first is the default, for who asks for anything at all."""

    JSON = "application/json"
    RESPONSE = "application/graphql-response+json"

    @classmethod
    def wanted(cls, accept: str | None) -> Self | None:
        """The one that ``accept`` prefers, or None where it takes neither. No header takes anything."""
        return _wanted(cls, accept)


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header: what it covers, how much it is wanted (0 to 1), where it stands."""

    covers: str
    weight: float
    place: int

    def precision(self, media: MediaType) -> int:
        """How closely it names ``media``: 3 by name, 2 ``application/*``, 1 anything, 0 not at all."""
        return {media: 3, "application/*": 2, "*/*": 1}.get(self.covers, 0)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A media type in lower case and its parameters: ``a/b; charset="x"`` is ``("a/b", {"charset": "x"})``."""
    kind, *rest = (part.strip() for part in value.split(";"))
    pairs = (part.partition("=") for part in rest)
    return kind.lower(), {name.strip().lower(): given.strip().strip('"') for name, _, given in pairs}


@lru_cache(maxsize=64)
def _wanted(media_types: type[MediaType], accept: str | None) -> MediaType | None:
    """Bounded, because clients send a handful of headers and an attacker any number."""
    if not (accept or "").strip():
        return next(iter(media_types))
    ranges = [_range(part, place) for place, part in enumerate((accept or "").split(","))]
    ranked = {media: _rank(media, ranges) for media in media_types}
    best = max(ranked, key=lambda media: ranked[media])
    return best if ranked[best][0] > 0 else None


def _range(part: str, place: int) -> _Range:
    kind, given = parameters(part)
    foreign = given.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}
    return _Range(kind, 0.0 if foreign else _weight(given.get("q", "1")), place)


def _weight(text: str) -> float:
    """A quality value; one that cannot be read wants nothing."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _rank(media: MediaType, ranges: list[_Range]) -> tuple[float, bool, int]:
    """How much ``media`` is wanted, by the range that names it most closely: by weight, by name, by place."""
    closest = max(ranges, key=lambda r: (r.precision(media), r.weight))
    precision = closest.precision(media)
    return (closest.weight if precision else 0.0, precision == 3, -closest.place)
