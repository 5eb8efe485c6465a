"""What the access record is told of a request that is not recorded with a reading: a refusal, a failure, a change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import orjson

from agencies.keys import uuid7
from gateway.audit.entry import Entry, VariableHasher
from gateway.audit.sharing import NOTHING, Shared, Told, packed, reading_of, shared
from gateway.prompt import elapsed_us
from gateway.trace import DONE_BEFORE, Acted, Trace
from policies.processing import merged
from policies.vocabulary import Act, Outcome

NOBODY = Told("none/ordinary", {})


@dataclass(frozen=True, slots=True)
class Notes:
    """Makes entries: with the key that hashes variables, under a version of the law."""

    hasher: VariableHasher
    policy_version: str

    def of(self, trace: Trace, outcome: Outcome, reason: str | None) -> tuple[Entry, Shared]:
        """The entry of a request as far as it came, and what the entry names by its hash."""
        done = outcome is Outcome.GRANTED and reason != DONE_BEFORE
        named = shared_of(trace, done=done)
        return self._entry(trace, outcome, reason, named), named

    def _entry(self, trace: Trace, outcome: Outcome, reason: str | None, named: Shared) -> Entry:
        principal, question = trace.principal, trace.question
        return Entry(
            id=uuid7(),
            recorded_at=datetime.now(UTC),
            request_id=trace.request_id,
            act=(trace.act or Act.CONSULT).name,
            outcome=outcome.name,
            reason=reason,
            principal_id=principal.id if principal else None,
            principal_name=principal.name if principal else None,
            agency=principal.kind.owner if principal else None,
            roles=sorted(role.name for role in principal.kind.roles) if principal else [],
            client=principal.client if principal else None,
            acting=list(principal.acting) if principal else [],
            human=trace.human,
            purpose=trace.purpose.name if trace.purpose else None,
            operation_name=question.operation.name if question else None,
            document_hash=trace.document_hash,
            variables=self.hasher.hash_all(question.declared()) if question else {},
            subject_set=named.digest,
            reading=named.reading.digest if named.reading else None,
            policy_version=self.policy_version,
            row_count=trace.rows,
            duration_us=elapsed_us(trace.started),
        )


def shared_of(trace: Trace, *, done: bool) -> Shared:
    """Who was acted on or is in a change's answer, where, and by which rules; ``done``: the act itself was."""
    places, nobody = _told(trace)
    members = trace.members
    if trace.acted is not None:
        members += packed((trace.acted.place, UUID(subject)) for subject in trace.acted.subjects)
        places = _with(places, trace.acted, trace.acted.processing if done else ())
    if not places:
        return NOTHING
    return shared(members, reading_of(places, nobody))


def _told(trace: Trace) -> tuple[Mapping[int, Told], Told]:
    """What the answer of a change shows in each place."""
    if trace.kind is None:
        return {}, NOBODY
    body = orjson.loads(trace.kind.reading.body)
    places = {int(place): Told(told["cell"], told["reading"]) for place, told in body["places"].items()}
    return places, Told(body["nobody"]["cell"], body["nobody"]["reading"])


def _with(places: Mapping[int, Told], acted: Acted, processing: Sequence[str]) -> Mapping[int, Told]:
    """The same with the rules that decided the act, where it was done, and the kinds of processing that it was."""
    at = places.get(acted.place, Told(acted.words, {}))
    kinds = merged([*processing, *_texts(at.reading.get("processing"))])
    told = {**at.reading, "act": list(acted.rules), "processing": kinds}
    return {**places, acted.place: replace(at, reading=told)}


def _texts(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list) else []
