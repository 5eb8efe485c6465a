"""What becomes known of a request on its way: what its entry in the access record will say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from gateway.questions import Compiled, Question
from policies.principal import Principal
from policies.vocabulary import Purpose
from schema.media import MediaType


@dataclass(slots=True)
class Trace:
    """What is known of a request so far: what its entry will say."""

    started: float
    request_id: UUID
    media: MediaType = MediaType.JSON
    principal: Principal | None = None
    human: bool = False
    purpose: Purpose | None = None
    document_hash: bytes | None = None
    question: Question | None = None
    compiled: Compiled | None = None
    subjects: Mapping[str, list[str]] = field(default_factory=dict)
    rows: int = 0
