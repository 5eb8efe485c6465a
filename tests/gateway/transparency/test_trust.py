from datetime import UTC, datetime

import pytest

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.note import Note, Signature
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted, Policy

LOG, NEW = (SigningKey.generate("example.org/log", KeyType.LOG) for _ in range(2))
POLICE, PRISON, PROBATION = (
    SigningKey.generate(f"{name}.example/w", KeyType.COSIGNATURE) for name in ("police", "prison", "probation")
)
TEXT = Checkpoint("example.org/log", 7, bytes(32)).text
AT = 1_700_000_000
WRITTEN = f"""
# whom we trust
log {LOG.verifier}
  log\t{NEW.verifier} https://gateway.example/log

witness police {POLICE.verifier} https://witness.police.example/
witness prison {PRISON.verifier}
witness probation {PROBATION.verifier}
group agencies 2 police prison probation
quorum agencies
"""


def policy(quorum: str = "agencies") -> Policy:
    return Policy.parse(WRITTEN.replace("quorum agencies", f"quorum {quorum}").encode())


def cosigned(*witnesses: SigningKey, by: SigningKey = LOG) -> Note:
    return Note.signed(TEXT, [by]).with_signatures(Signature.made(each, TEXT, AT) for each in witnesses)


def test_a_policy_says_which_logs_and_witnesses_and_where_they_are() -> None:
    read = policy()
    assert read.logs == (LOG.verifier, NEW.verifier)
    assert read.witnesses["police"].url == "https://witness.police.example/"
    assert read.witnesses["prison"].url is None


@pytest.mark.parametrize("key", [LOG, NEW])
def test_either_key_of_a_log_will_do_while_they_change(key: SigningKey) -> None:
    endorsed = policy().endorsed(cosigned(POLICE, PROBATION, by=key))
    assert endorsed.logs == (key.verifier,)
    assert endorsed.witnesses == dict.fromkeys(("police", "probation"), datetime.fromtimestamp(AT, UTC))


@pytest.mark.parametrize(
    ("quorum", "by", "enough"),
    [
        ("none", (), True),
        ("police", (), False),
        ("police", (PRISON,), False),
        ("police", (POLICE,), True),
        ("agencies", (POLICE,), False),
        ("agencies", (PRISON, PROBATION), True),
    ],
)
def test_the_quorum_decides_whether_the_cosignatures_are_enough(
    quorum: str, by: tuple[SigningKey, ...], *, enough: bool
) -> None:
    note = cosigned(*by)
    if enough:
        assert policy(quorum).endorsed(note).checkpoint.size == 7
    else:
        with pytest.raises(NotTrusted, match="asks for more"):
            policy(quorum).endorsed(note)


def test_one_witness_that_signs_twice_counts_once() -> None:
    with pytest.raises(NotTrusted, match="cosigned by police: the quorum agencies asks for more"):
        policy().endorsed(cosigned(POLICE, POLICE))


def test_groups_may_hold_groups() -> None:
    nested = WRITTEN.replace(
        "group agencies 2 police prison probation\nquorum agencies",
        "group pair any police prison\ngroup both all pair probation\nquorum both",
    )
    read = Policy.parse(nested.encode())
    assert read.met_by({"prison", "probation"})
    assert not read.met_by({"prison", "police"})


def test_a_checkpoint_of_another_log_or_signed_by_a_stranger_is_not_trusted() -> None:
    stranger = SigningKey.generate("example.org/log", KeyType.LOG)
    with pytest.raises(NotTrusted, match="signed by no key of the log"):
        policy("none").endorsed(cosigned(by=stranger))
    elsewhere = Checkpoint("example.org/other", 7, bytes(32)).text
    with pytest.raises(NotTrusted, match="which is no log of the policy"):
        policy("none").endorsed(Note.signed(elsewhere, [LOG]))


# What is changed in a policy, into what, and what is said of it.
NO_POLICIES = [
    ("quorum agencies", "", "has no quorum line"),
    ("quorum agencies", "quorum agencies\nquorum none", "line 11 of the policy: 'quorum'"),
    ("quorum agencies", "quorum others", "others is no witness or group that stands above"),
    ("group agencies 2", "group agencies 4", "asks for 4 of 3"),
    ("group agencies 2", "group agencies 0", "asks for 0 of 3"),
    ("group agencies 2", "group police 2", "the name police is taken"),
    ("group agencies 2", "group none 2", "the name none is taken"),
    ("group agencies 2 police", "group agencies 2 prison", "prison is a member of a group already"),
    (f"witness prison {PRISON.verifier}", f"witness prison {POLICE.verifier}", "prison is there twice"),
    (f"witness prison {PRISON.verifier}", f"witness prison {LOG.verifier}", "wrong type for a cosignature"),
    (f"log {LOG.verifier}", f"log {POLICE.verifier}", "wrong type for a log"),
    (f"log {LOG.verifier}", f"log {NEW.verifier}", "is there twice"),
    ("# whom", "whom", "is no line of a policy"),
]


@pytest.mark.parametrize(("change", "to", "says"), NO_POLICIES, ids=[says for _, _, says in NO_POLICIES])
def test_a_policy_that_is_none_is_refused_with_the_line_and_the_reason(change: str, to: str, says: str) -> None:
    assert change in WRITTEN
    with pytest.raises(FormatRefused, match=says):
        Policy.parse(WRITTEN.replace(change, to).encode())
