"""What becomes known of a request on its way: what its entry in the access record will say."""

from dataclasses import dataclass
from uuid import UUID

from gateway.prompt import Ready
from gateway.questions import Question
from gateway.together import Together
from policies.engine import Law
from policies.principal import Principal
from policies.vocabulary import Act, Purpose
from schema.media import MediaType

DONE_BEFORE = "REPEATED"  # the reason of a grant that changed nothing: the same change was made before


@dataclass(frozen=True, slots=True)
class Acted:
    """Where an act was done, or was not permitted: the case and person, their place, and the rules that decided it."""

    place: int  # as the access record numbers it
    words: str  # the same in words: "assigned/ordinary"
    subjects: tuple[str, ...]
    rules: tuple[str, ...]
    processing: tuple[str, ...] = ()  # of which kinds of DPA 2018 s.62 the act is, once it is done


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
    fault: Exception | None = None  # how fetching failed, where that is known before the rest
    act: Act | None = None  # what was to be changed
    acted: Acted | None = None
    kind: Together | None = None  # the statement that read the answer of a change
    members: bytes = b""  # who is in it, as the access record packs them
    rows: int = 0
    ready: Ready | None = None  # what answered, for the next request like it
    recorded: UUID | None = None  # the entry that is committed already, with what it records
