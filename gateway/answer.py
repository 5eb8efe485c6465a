"""What the database answered, and the two ways in which it answers nothing."""

from dataclasses import dataclass

from policies.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database answered, as JSON, and how that ended."""

    body: bytes
    outcome: Outcome = Outcome.GRANTED
    reason: str | None = None


class Stale(Exception):
    """The principal's facts changed between reading them and answering by them."""


class NotPermitted(Exception):
    """The law does not entrust the act to the caller, on a record that they know of."""
