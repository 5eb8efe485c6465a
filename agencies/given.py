"""What a practitioner gives for an act: frozen dataclasses, each field annotated with its description.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WithdrawReferral:
        reason: Annotated[str, "Why it is withdrawn."]
        note: Annotated[str | None, "Anything else; it may be left out."] = None

A field may be text, a whole number, yes or no, a date, a word of a vocabulary, another such class, a tuple of any of
these, or any of them ``| None``. The GraphQL input follows from it.
"""

import dataclasses
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from agencies.problems import Problem, ProblemCode

LONGEST_TEXT = 20_000  # characters of one field: some six pages


@dataclasses.dataclass(frozen=True, slots=True)
class NothingGiven:
    """An act that needs nothing but the record it is done to."""


@dataclasses.dataclass(frozen=True, slots=True)
class NothingKnown:
    """An act that is decided by the record alone."""


def unfit(given: Any, path: str = "") -> Iterator[Problem]:  # noqa: ANN401 - any of these classes
    """What is wrong with anything that was given, whatever the act: blank text, text beyond all reason."""
    if isinstance(given, str):
        yield from _unfit_text(given, path.removesuffix("."))
    elif isinstance(given, tuple):
        for place, each in enumerate(given):
            yield from unfit(each, f"{path}{place}.")
    elif dataclasses.is_dataclass(given):
        for each in dataclasses.fields(given):
            yield from unfit(getattr(given, each.name), f"{path}{each.name}.")


def _unfit_text(text: str, path: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(path, "This is blank: write it out, or leave the field out if it may be.", ProblemCode.MISSING)
    elif len(text) > LONGEST_TEXT:
        message = f"This has {len(text):,} characters: shorten it to {LONGEST_TEXT:,}."
        yield Problem(path, message, ProblemCode.INVALID)


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A field of a class of givens: its type, what it is, and whether it must be given."""

    name: str
    type: Any
    description: str
    required: bool


def fields_of(kind: type) -> tuple[Field, ...]:
    """The fields of a class of givens; one without its description is refused when the program starts."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(kind, each, hints[each.name]) for each in dataclasses.fields(kind))


def _field(kind: type, declared: dataclasses.Field[Any], hint: Any) -> Field:  # noqa: ANN401 - any type
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{kind.__name__}.{declared.name} is not described: annotate it with what it is.")
    bare, description = get_args(hint)[:2]
    return Field(declared.name, bare, description, declared.default is dataclasses.MISSING)
