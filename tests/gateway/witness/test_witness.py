"""A witness by itself: every rule of its protocol, and that what it has seen outlives it."""

from pathlib import Path

import pytest

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.note import Note, Signature
from gateway.transparency.submission import SIZE_TYPE, Submission
from gateway.transparency.text import FormatRefused
from gateway.transparency.tree import EMPTY, leaf_hash, root
from gateway.transparency.trust import Policy
from gateway.witness.judge import Judge
from gateway.witness.state import State
from tests.gateway.transparency.proofs import consistency_proof

LOG, OTHER = (SigningKey.generate(name, KeyType.LOG) for name in ("example.org/log", "example.org/other"))
STRANGER = SigningKey.generate("example.org/log", KeyType.LOG)
KEY = SigningKey.generate("police.example/witness", KeyType.COSIGNATURE)
POLICY = Policy.parse(f"log {LOG.verifier}\nlog {OTHER.verifier}\nquorum none\n".encode())
LEAVES = [leaf_hash(bytes([number])) for number in range(20)]
FORGED = [*LEAVES[:3], leaf_hash(b"forged"), *LEAVES[4:]]
AT = 1_700_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def judge(path: Path) -> Judge:
    return Judge(State(path), KEY, POLICY)


def note(size: int, leaves: list[bytes] = LEAVES, key: SigningKey = LOG) -> Note:
    told = Checkpoint(key.verifier.name, size, root(leaves[:size]) if size else EMPTY)
    return Note.signed(told.text, [key])


def submission(old: int, size: int, leaves: list[bytes] = LEAVES, key: SigningKey = LOG) -> bytes:
    proof = consistency_proof(leaves[:size], old) if 0 < old <= size else []
    return bytes(Submission(old, proof, note(size, leaves, key)))


def status(judge: Judge, body: bytes) -> int:
    return judge.add_checkpoint(body, AT).status


def test_it_cosigns_a_log_that_grows(judge: Judge) -> None:
    for old, size in ((0, 0), (0, 5), (5, 5), (5, 6), (6, 20)):
        answer = judge.add_checkpoint(submission(old, size), AT)
        assert answer.status == 200, answer
        signature = Signature.parse(answer.text.removesuffix("\n"))
        assert signature.by(KEY.verifier)
        assert KEY.verifier.accepts(note(size).text, signature.value)
        assert int.from_bytes(signature.value[:8]) == AT


def test_it_says_how_far_it_has_seen(judge: Judge) -> None:
    judge.add_checkpoint(submission(0, 6), AT)
    for old, size in ((0, 20), (5, 20), (7, 20), (0, 5), (5, 5)):
        answer = judge.add_checkpoint(submission(old, size), AT)
        assert (answer.status, answer.text, answer.media) == (409, "6\n", SIZE_TYPE)
    assert status(judge, submission(6, 20)) == 200


def test_a_log_that_was_rewritten_forked_or_cut_off_is_not_cosigned_and_evidence_is_kept(judge: Judge) -> None:
    judge.add_checkpoint(submission(0, 6), AT)
    assert status(judge, submission(6, 6, FORGED)) == 409
    assert status(judge, submission(6, 20, FORGED)) == 422
    assert status(judge, submission(4, 4)) == 409
    assert status(judge, bytes(Submission(6, [], note(20)))) == 422
    assert len(judge._state.evidence()) == 4
    assert judge._state.seen("example.org/log").size == 6
    assert status(judge, submission(6, 20)) == 200


def test_the_first_checkpoint_needs_no_proof_and_takes_none(judge: Judge) -> None:
    assert status(judge, bytes(Submission(0, [LEAVES[0]], note(5)))) == 422
    empty = Note.signed(Checkpoint("example.org/log", 0, LEAVES[0]).text, [LOG])
    assert status(judge, bytes(Submission(0, [], empty))) == 409


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"old 0\n\n", 400),
        (b"old 00\n\n" + bytes(note(5)), 400),
        (b"old -1\n\n" + bytes(note(5)), 400),
        (b"new 0\n\n" + bytes(note(5)), 400),
        (b"old 0\nAAAA\n\n" + bytes(note(5)), 400),
        (bytes(Submission(0, [LEAVES[0]] * 64, note(5))), 400),
        (b"old 0\n\n" + b"a" * 70_000, 400),
        (bytes(Submission(9, [], note(5))), 400),
        (bytes(Submission(0, [], note(5, key=SigningKey.generate("example.org/none", KeyType.LOG)))), 404),
        (bytes(Submission(0, [], note(5, key=STRANGER))), 403),
        (bytes(Submission(0, [], Note(note(5).text, note(6).signatures))), 403),
    ],
)
def test_what_is_no_submission_of_a_known_log_is_refused_by_the_protocols_status(
    judge: Judge, body: bytes, code: int
) -> None:
    assert status(judge, body) == code
    assert judge._state.evidence() == []


def test_each_log_is_remembered_apart(judge: Judge) -> None:
    assert status(judge, submission(0, 6)) == 200
    assert status(judge, submission(0, 3, FORGED, OTHER)) == 200
    assert judge._state.seen("example.org/log").root == root(LEAVES[:6])


def test_what_it_has_seen_outlives_it(judge: Judge, path: Path) -> None:
    judge.add_checkpoint(submission(0, 6), AT)
    again = Judge(State(path), KEY, POLICY)
    assert status(again, submission(6, 20, FORGED)) == 422
    assert status(again, submission(6, 20)) == 200
    assert Note.parse(again._state.seen("example.org/log").note) == note(20)


def test_two_processes_on_one_file_see_what_the_other_saw(judge: Judge, path: Path) -> None:
    other = Judge(State(path), KEY, POLICY)
    assert status(judge, submission(0, 6)) == 200
    assert status(other, submission(0, 5)) == 409
    assert status(other, submission(6, 8)) == 200
    assert status(judge, submission(6, 9)) == 409


def test_nothing_is_cosigned_that_was_not_written_down(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(judge._state, "see", full)
    with pytest.raises(OSError, match="No space"):
        judge.add_checkpoint(submission(0, 6), AT)
    monkeypatch.undo()
    assert judge._state.seen("example.org/log").size == 0
    assert status(judge, submission(0, 6)) == 200


def test_a_byte_changed_in_a_submission_is_never_cosigned_as_it_stands() -> None:
    body = submission(6, 20)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 0x01]) + body[place + 1 :]
        judge = Judge(State(Path(":memory:")), KEY, POLICY)
        judge.add_checkpoint(submission(0, 6), AT)
        assert status(judge, changed) in {400, 403, 404, 409, 422}, place
        try:
            Submission.parse(changed)
        except FormatRefused:
            continue
