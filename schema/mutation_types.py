"""From declared acts to GraphQL: for each an input object, a payload, and a field of ``Mutation``."""

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, get_args, get_origin

import strawberry

from agencies.given import Field, fields_of
from agencies.problems import ProblemCode
from schema.declare import camel
from schema.mutations import Mutation, OnArea, OnRecord

Named = Callable[[Any], Any]
"""Gives a vocabulary its GraphQL form, once."""

strawberry.enum(ProblemCode, description="What kind of problem keeps an act from being done. Nothing was changed.")


@strawberry.type(description="Something that stands in the way of an act, for you to mend. Nothing was changed.")
class Problem:
    """A problem as GraphQL shows it."""

    field: str = strawberry.field(description="The field of the input, by its path: criteria.0.howMet.")
    message: str = strawberry.field(description="What is wrong, and what to do.")
    code: ProblemCode = strawberry.field(description="What kind of problem it is.")
    expected_version: int | None = strawberry.field(description="With CONFLICT: the version that you had seen.")
    current_version: int | None = strawberry.field(description="With CONFLICT: the version that it is at now.")
    sent: str | None = strawberry.field(
        description="With CONFLICT: the text that you sent, which was not written. The present one is in the record."
    )


class MutationBuilder:
    """Builds the inputs and payloads of mutations beside the types of the records."""

    def __init__(self, objects: Mapping[str, type], named: Named) -> None:
        self.objects = objects
        self.named = named
        self.inputs: dict[type, Any] = {}

    def field(self, mutation: Mutation) -> tuple[Any, Mapping[str, tuple[Any, Any, str]], str]:
        """The payload, the arguments and the description of a mutation."""
        arguments = {"input": (self._input(mutation), inspect.Parameter.empty, "What is done, and to what.")}
        return self._payload(mutation), arguments, mutation.description

    def _payload(self, mutation: Mutation) -> Any:
        name = mutation.name[0].upper() + mutation.name[1:] + "Payload"
        bare = type(name, (), {})
        answer = f"{mutation.answer}_"
        bare.__annotations__ = {answer: self.objects[mutation.gives] | None, "problems": list[Problem]}
        described = "As it now stands, as far as you may see it; null where nothing was made or found."
        setattr(bare, answer, strawberry.field(name=mutation.answer, description=described))
        bare.problems = strawberry.field(description="What stood in the way; empty where it was done.")  # type: ignore[attr-defined]  # made above
        return strawberry.type(bare, description=f"What became of {mutation.name}.")

    def _input(self, mutation: Mutation) -> Any:
        name = mutation.name[0].upper() + mutation.name[1:] + "Input"
        fields = {**_addressed(mutation), "idempotencyKey": (str, _KEY)}
        made = {key: (kind, strawberry.field(name=key, description=words)) for key, (kind, words) in fields.items()}
        return self._object(name, f"What {mutation.name} needs.", made | self._given(mutation.given))

    def _given(self, kind: Any) -> dict[str, tuple[Any, Any]]:
        return {each.name: (self._type(each.type), _field(each)) for each in fields_of(kind)}

    def _type(self, hint: Any) -> Any:
        if get_origin(hint) is tuple:
            return list[self._type(get_args(hint)[0])]  # type: ignore[misc]  # built at run time
        if optional := [each for each in get_args(hint) if each is not type(None)]:
            return self._type(optional[0]) | None
        if dataclasses.is_dataclass(hint):
            return self._nested(hint)
        return self.named(hint) if isinstance(hint, type) and issubclass(hint, StrEnum) else hint

    def _nested(self, kind: Any) -> Any:
        if kind not in self.inputs:
            described = " ".join((kind.__doc__ or "").split())
            self.inputs[kind] = self._object(f"{kind.__name__}Input", described, self._given(kind))
        return self.inputs[kind]

    @staticmethod
    def _object(name: str, description: str, fields: Mapping[str, tuple[Any, Any]]) -> Any:
        bare = type(name, (), {})
        bare.__annotations__ = {f"{key}_": kind for key, (kind, _) in fields.items()}
        for key, (_, value) in fields.items():
            setattr(bare, f"{key}_", value)
        return strawberry.input(bare, description=description)


_KEY = "A text of your own, once for each change you mean: sent again with it, a change is made once."


def _addressed(mutation: Mutation) -> dict[str, tuple[Any, str]]:
    """The fields that say what the act is done to."""
    if isinstance(mutation.on, OnRecord):
        return {
            "id": (strawberry.ID, f"The id of the {mutation.on.record} it is done to."),
            "expectedVersion": (int, "The version of it that you have seen. If it has changed since, nothing is done."),
        }
    return {"area": (int, "The number of the MAPPA area it is done in.")} if isinstance(mutation.on, OnArea) else {}


def _field(declared: Field) -> Any:
    name = camel(declared.name)
    if declared.required:
        return strawberry.field(name=name, description=declared.description)
    return strawberry.field(name=name, description=declared.description, default=strawberry.UNSET)


def built(kind: Any, values: Mapping[str, Any]) -> Any:
    """What was given, from the coerced values of the input by their GraphQL names."""
    given = {each: values.get(camel(each.name)) for each in fields_of(kind)}
    return kind(**{each.name: _made(each.type, value) for each, value in given.items() if value is not None})


def _made(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_made(get_args(hint)[0], each) for each in value)
    wanted = next((each for each in get_args(hint) if each is not type(None)), hint)
    return built(wanted, value) if dataclasses.is_dataclass(wanted) else value


def plain(value: Any) -> Any:
    """What was given as JSON can hold it, for its digest."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.name
    return value.isoformat() if isinstance(value, date | datetime) else value
