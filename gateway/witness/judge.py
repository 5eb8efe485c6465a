"""Whether a checkpoint is cosigned: the rules of tlog-witness, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import SigningKey
from gateway.transparency.note import Signature
from gateway.transparency.submission import SIZE_TYPE, Submission
from gateway.transparency.text import FormatRefused
from gateway.transparency.tree import verify_consistency
from gateway.transparency.trust import Policy
from gateway.witness.state import Seen, State

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP, and what is said with it."""

    status: int
    text: str
    media: str = PLAIN


class Refused(Exception):
    """A checkpoint that is not cosigned. ``evidence`` where a log's own signature stands under it."""

    def __init__(self, answer: Answer, *, evidence: bool = False) -> None:
        super().__init__(answer.text)
        self.answer, self.evidence = answer, evidence


class Judge:
    """Cosigns with ``key`` for the logs of a policy."""

    def __init__(self, state: State, key: SigningKey, policy: Policy) -> None:
        self._state, self._key, self._policy = state, key, policy

    def add_checkpoint(self, body: bytes, at: int) -> Answer:
        """The answer to a submission at ``at`` (seconds since 1970).

        What is new is on the disk before it is cosigned. A crash in between leaves a memory of a tree whose cosignature
        nobody got: the log asks again, from that size.
        """
        try:
            submission = Submission.parse(body)
            checkpoint = Checkpoint.parse(submission.note.text)
        except FormatRefused as error:
            return Answer(400, f"{error}\n")
        try:
            self._require_signed(submission, checkpoint)
            with self._state.changing():
                self._require_grown(submission, checkpoint, self._state.seen(checkpoint.origin))
                self._state.see(checkpoint.origin, Seen(checkpoint.size, checkpoint.root, bytes(submission.note)), at)
        except Refused as refused:
            if refused.evidence:
                with self._state.changing():
                    self._state.keep(checkpoint.origin, refused.answer.text, body, at)
            return refused.answer
        return Answer(200, f"{Signature.made(self._key, submission.note.text, at)}\n")

    def _require_signed(self, submission: Submission, checkpoint: Checkpoint) -> None:
        keys = [key for key in self._policy.logs if key.name == checkpoint.origin]
        if not keys:
            raise Refused(Answer(404, "this witness does not know that log\n"))
        try:
            signers = submission.note.signers(keys)
        except FormatRefused as error:
            raise Refused(Answer(403, f"{error}\n")) from None
        if not signers:
            raise Refused(Answer(403, "no key of that log has signed\n"))
        if submission.old > checkpoint.size:
            raise Refused(Answer(400, "the old size is greater than the checkpoint's\n"))

    def _require_grown(self, submission: Submission, checkpoint: Checkpoint, seen: Seen) -> None:
        behind = Answer(409, f"{seen.size}\n", SIZE_TYPE)
        if submission.old != seen.size:
            raise Refused(behind, evidence=checkpoint.size < seen.size)
        if checkpoint.size == seen.size and checkpoint.root != seen.root:
            raise Refused(behind, evidence=True)
        if not _grows(seen, checkpoint, submission.proof):
            raise Refused(Answer(422, "the proof does not show that this tree grows from the last\n"), evidence=True)


def _grows(seen: Seen, checkpoint: Checkpoint, proof: Sequence[bytes]) -> bool:
    if seen.size == 0:
        return not proof
    return verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, proof)
