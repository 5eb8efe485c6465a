"""A list on a page: the fields of its search, its page by cursor, and the addresses of its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

PAGE: Final = 25
PAGING: Final = ("after", "before")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of a search that offers codes of the schema: its name in the address, and what may be chosen."""

    name: str
    codes: tuple[str, ...]

    def chosen(self, query: Mapping[str, str]) -> str | None:
        """The code, or None where nothing, or nothing on offer, was chosen."""
        given = query.get(self.name)
        return given if given in self.codes else None


@dataclass(frozen=True, slots=True)
class Around:
    """The addresses of the pages before and after; None where there is none."""

    before: str | None
    after: str | None


def window(query: Mapping[str, str], size: int = PAGE) -> dict[str, object]:
    """The variables ``first``, ``after``, ``last`` and ``before`` of a document, from the address."""
    if "before" in query:
        return {"last": size, "before": query["before"], "first": None, "after": None}
    return {"first": size, "after": query.get("after"), "last": None, "before": None}


def around(path: str, query: Mapping[str, str], info: Mapping[str, Any]) -> Around:
    """Where a list goes on, with the same search."""
    kept = {name: value for name, value in query.items() if name not in PAGING}

    def address(**at: str) -> str:
        return f"{path}?{urlencode(kept | at)}"

    return Around(
        address(before=info["startCursor"]) if info["hasPreviousPage"] and info["startCursor"] else None,
        address(after=info["endCursor"]) if info["hasNextPage"] and info["endCursor"] else None,
    )


def equal(**chosen: object) -> dict[str, Any]:
    """A ``filter`` of the schema in which each chosen field equals its value."""
    return {name: {"equals": value} for name, value in chosen.items() if value is not None}


def given_day(query: Mapping[str, str], name: str) -> date | None:
    """A day from the address; None for anything else."""
    try:
        return date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
