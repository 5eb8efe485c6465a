"""What becomes known of a request on its way: what its entry in the access record will say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gateway.audit.entry import Entry
from gateway.questions import Compiled, Question
from policies.engine import Law
from policies.principal import Principal
from policies.vocabulary import Act, Purpose
from schema.media import MediaType


@dataclass(frozen=True, slots=True)
class Acted:
    """Where an act was done, or was not permitted: the case and person, their place, and the rules that decided it."""

    words: str  # the place: "assigned/ordinary"
    subjects: tuple[str, ...]
    rules: tuple[str, ...]

    def among(self, subjects: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """The subjects by place in words, with those of the act."""
        own = {self.words: list(self.subjects)} if self.subjects else {}
        return {words: sorted({*subjects.get(words, ()), *own.get(words, ())}) for words in {**subjects, **own}}

    def beside(self, readings: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """What was shown and withheld by place in words, and which rules decided the act."""
        return {**readings, self.words: {**readings.get(self.words, {}), "act": list(self.rules)}}


@dataclass(slots=True)
class Trace:
    """What is known of a request so far: what its entry will say."""

    started: float
    request_id: UUID
    law: Law  # the one in force when the request came: all of it is decided by this one
    media: MediaType = MediaType.JSON
    principal: Principal | None = None
    human: bool = False
    purpose: Purpose | None = None
    document_hash: bytes | None = None
    question: Question | None = None
    compiled: Compiled | None = None
    subjects: Mapping[str, list[str]] = field(default_factory=dict)
    rows: int = 0
    act: Act | None = None  # what was to be changed
    acted: Acted | None = None
    answered: bool = False  # whether something of the records is in the answer
    recorded: Entry | None = None  # the entry that was committed with the change itself
