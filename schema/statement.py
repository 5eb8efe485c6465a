"""A compiled statement, and what its parameters are read from for one request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from policies.permit import Permit, Place
from policies.principal import Standings
from policies.vocabulary import DataClass
from schema.masks import NO_CASE
from schema.pieces import Frame
from schema.plan import Selected, Variables
from schema.seals import Seals
from schema.sql import Text

Hashes = Callable[[str, str], list[str]]
"""What the access record may have kept of a variable of this name, had it held what is guessed."""


def without_key(_name: str, _guess: str) -> list[str]:
    """The hashes of a guess for whoever has no key: none, which matches nothing."""
    return []


@dataclass(frozen=True, slots=True)
class Execution:
    """What the parameters of a statement are read from, for one request."""

    variables: Variables
    standings: Standings
    principal: UUID
    today: date
    seals: Seals
    computed: Mapping[str, bytes] = field(default_factory=dict)  # JSON of what no table holds, by key in the answer
    hashes: Hashes = without_key

    def of(self, variables: Variables) -> "Execution":
        """The same with other variables."""
        return replace(self, variables=variables)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, compiled for a plan, a permit and a profile; it holds no value of any request."""

    text: Text
    frame: Frame  # what stands around ``body`` in the answer
    sizes: tuple[int, ...]  # the page sizes asked for, to be held against the caller's cap
    computed: tuple[Selected, ...]
    touched: Mapping[DataClass, frozenset[str]]
    held: Mapping[DataClass, frozenset[str]]  # whose the fields are that it touches, as owner codes
    permit: Permit
    nobody: Place = NO_CASE  # where rows sit that are about nobody

    @property
    def sql(self) -> str:
        """The statement for one request alone."""
        return self.text.numbered()

    def values(self, execution: Execution) -> list[Any]:
        """The parameters of one request, in the order of ``sql``."""
        return [parameter.reader(execution) for _, parameter in self.text.parameters]
