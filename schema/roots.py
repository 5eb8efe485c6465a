"""Where a field of ``Query`` is declared: which record it reads, and what its own arguments are compared with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Operator(StrEnum):
    """How an argument is compared with the masked value of a field. A hidden value is NULL and matches nothing."""

    EQUALS = "equals"
    ANY_OF = "in"
    STARTS_WITH = "startsWith"
    CONTAINS = "contains"
    BEFORE = "before"
    ON_OR_AFTER = "onOrAfter"
    AT_MOST = "atMost"
    AT_LEAST = "atLeast"


@dataclass(frozen=True, slots=True)
class Argument:
    """A root's own argument: compared with ``path``: a field of the record, or ``case.field`` of its case."""

    name: str
    path: str
    operator: Operator
    description: str


@dataclass(frozen=True, slots=True)
class IdentifierArgument:
    """An argument read as any of a person's identifiers (PNC ID, CRO number, prison number, CRN, ...)."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NameArgument:
    """An argument read as a person's name, or an alias of theirs, with typing mistakes forgiven."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class ConditionArgument:
    """An argument with a condition of its own, in SQL: ``{row}`` is the row's alias, ``{given}`` the text given.

    ``names``: a query for the cases and persons whom the text given names. Whoever asks of the access record is
    recorded to have asked about them, also where nothing is found.
    """

    name: str
    description: str
    condition: str
    names: str | None = None


@dataclass(frozen=True, slots=True)
class GuessArgument:
    """A guess at a variable of a recorded operation, held to the keyed hashes in the column ``path`` of the record.

    ``names``: as for ``ConditionArgument``, of the value guessed.
    """

    name: str
    description: str
    path: str
    names: str | None = None


RootArgument = Argument | IdentifierArgument | NameArgument | ConditionArgument | GuessArgument


@dataclass(frozen=True, slots=True)
class Root:
    """A field of ``Query`` that reads a record: a connection, or the one row its single given argument names."""

    name: str
    target: str
    description: str
    one: bool = False
    arguments: tuple[RootArgument, ...] = ()


@dataclass(frozen=True, slots=True)
class ComputedRoot:
    """A field of ``Query`` answered from what the gateway knows of the caller, not from a table."""

    name: str
    type: Any  # a strawberry type
    description: str
    resolver: Any = None  # where it takes arguments; else the root value has it by its name
