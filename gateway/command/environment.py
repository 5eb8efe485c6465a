"""The settings from the environment, or what is wrong with each: named, explained, and never repeated."""

from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gateway.command.refusal import CommandRefused
from gateway.settings import LogSettings

_Settings = TypeVar("_Settings", bound=LogSettings)

# What the library says of these speaks of its own types.
_SAID: Final = {"time_delta_parsing": "write a duration as PT5M, which is five minutes", "too_short": "it is too short"}


def settings(model: type[_Settings]) -> _Settings:
    """Raises ``CommandRefused``, which tells all that is missing or wrong, a line each."""
    try:
        return model()
    except ValidationError as error:
        told = "\n".join(_told(model, each) for each in error.errors())
        raise CommandRefused(f"Set these in the environment (deploy/README.md has all settings):\n{told}") from None


def _told(model: type[LogSettings], error: ErrorDetails) -> str:
    """What is wrong, and nothing of the value: it may be a secret."""
    name, kind = str(error["loc"][0]), error["type"]
    wrong = "is missing" if kind == "missing" else f"will not do ({_SAID.get(kind, error['msg'])})"
    return f"  MAPPA_{name.upper()} {wrong}: {model.model_fields[name].description}"
