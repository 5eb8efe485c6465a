"""A real log and three real witnesses; then what a superuser who also holds the log's key can do to it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gateway.audit.regrowth import LogRolledBackError
from gateway.audit.sequencer import Reach
from gateway.audit.signing import NotConfirmed, Signer, newest_signed
from gateway.audit.verify import Asked, verify
from gateway.audit.witnessing import Witnesses
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.note import Note, Signature
from gateway.transparency.trust import Policy
from gateway.witness.judge import Judge
from gateway.witness.state import State
from tests.gateway.audit.log import KEY, grown, signer
from tests.gateway.audit.record import Record, entry, until

AGENCIES = ("police", "prison", "probation")
KEYS = {name: SigningKey.generate(f"{name}.example/witness", KeyType.COSIGNATURE) for name in AGENCIES}
WRITTEN = "\n".join(
    [
        f"log {KEY.verifier}",
        *(f"witness {name} {key.verifier} https://{name}.example/witness/" for name, key in KEYS.items()),
        f"group two 2 {' '.join(AGENCIES)}",
        "quorum two\n",
    ]
)
POLICY = Policy.parse(WRITTEN.encode())
AT = 1_700_000_000


@dataclass
class Agencies:
    """Each agency's witness, reached by its address; ``away`` are those that do not answer."""

    folder: Path
    judges: dict[str, Judge] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # of those that answer what they like
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, key in KEYS.items():
            self.judges[name] = Judge(State(self.folder / name), key, POLICY)

    async def post(self, url: str, body: bytes) -> tuple[int, bytes]:
        name = url.removeprefix("https://").partition(".")[0]
        assert url == f"https://{name}.example/witness/add-checkpoint"
        self.asked.append(name)
        if name in self.away:
            raise TimeoutError
        if name in self.answers:
            return self.answers[name]
        answer = self.judges[name].add_checkpoint(body, AT)
        return answer.status, answer.text.encode()


@pytest.fixture
def agencies(tmp_path: Path) -> Agencies:
    return Agencies(tmp_path)


def witnesses(record: Record, agencies: Agencies) -> Witnesses:
    """As a gateway that has just started knows them."""
    return Witnesses(record.as_gateway, POLICY, agencies.post)


async def cosigned(record: Record) -> Note:
    """The newest checkpoint with what was gathered for it."""
    newest = await newest_signed(record.superuser)
    assert newest is not None
    rows = await record.superuser.fetch("select line from audit.cosignature where size = $1", newest.checkpoint.size)
    return newest.note.with_signatures(Signature.parse(row["line"]) for row in rows)


async def grown_and_signed(record: Record, by: Signer | None = None) -> None:
    await grown(record)
    await (by or signer(record)).sign()


# -- gathering ---------------------------------------------------------------------------------------------------


async def test_every_witness_cosigns_the_newest_checkpoint_as_the_log_grows(record: Record, agencies: Agencies) -> None:
    ours = witnesses(record, agencies)
    assert "has not been asked yet" in ours.lacking
    for _ in range(3):
        await grown_and_signed(record)
        await ours.gather()
        assert set(POLICY.endorsed(await cosigned(record)).witnesses) == set(AGENCIES)
    assert (ours.lacking, ours.alarm) == ("", "")
    assert (await verify(record.dsn, asked=Asked(POLICY))).sound


async def test_nothing_new_is_shown_to_nobody_and_an_empty_log_neither(record: Record, agencies: Agencies) -> None:
    ours = witnesses(record, agencies)
    await ours.gather()
    assert agencies.asked == []
    await grown_and_signed(record)
    await ours.gather()
    await ours.gather()
    await witnesses(record, agencies).gather()  # another replica learns from the database
    assert sorted(agencies.asked) == sorted(AGENCIES)


async def test_a_silent_witness_is_named_and_holds_nobody_up(record: Record, agencies: Agencies) -> None:
    ours = witnesses(record, agencies)
    agencies.away = {"prison"}
    await grown_and_signed(record)
    await ours.gather()
    assert ours.lacking == ""
    assert set(POLICY.endorsed(await cosigned(record)).witnesses) == {"police", "probation"}
    agencies.away = {"prison", "police"}
    await grown_and_signed(record)
    await ours.gather()
    assert ours.lacking == "police does not answer (TimeoutError); prison does not answer (TimeoutError)"
    assert ours.alarm == ""
    for each in ours.standings:
        each.ask_after -= each.ask_after - each.ask_after.min.replace(tzinfo=each.ask_after.tzinfo)
    agencies.away = set()
    await ours.gather()
    assert ours.lacking == ""


async def test_a_witness_that_was_long_away_is_shown_how_the_log_grew_since(record: Record, agencies: Agencies) -> None:
    agencies.away = {"prison"}
    for _ in range(4):
        await grown_and_signed(record)
        await witnesses(record, agencies).gather()
    agencies.away = set()
    await witnesses(record, agencies).gather()
    assert set(POLICY.endorsed(await cosigned(record)).witnesses) == set(AGENCIES)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, b""), "answered what is no signature"),
        ((200, b"\xff\n"), "answered what is no signature"),
        ((200, "— other.example AAAAAAA=\n".encode()), "answered with no signature of the key in the policy"),
        ((409, b"many\n"), "answered 409 without its size"),
        ((500, b"oh"), "answered 500: oh"),
        ((404, b"who\n"), "answered 404: who"),
    ],
)
async def test_an_answer_that_is_no_cosignature_is_told_and_not_kept(
    record: Record, agencies: Agencies, answer: tuple[int, bytes], says: str
) -> None:
    ours = witnesses(record, agencies)
    agencies.answers = dict.fromkeys(("police", "prison"), answer)
    await grown_and_signed(record)
    await ours.gather()
    assert f"police {says}" in ours.lacking
    assert ours.alarm == ""
    assert await record.count("cosignature") == 1


async def test_many_replicas_gather_without_getting_in_each_others_way(record: Record, agencies: Agencies) -> None:
    replicas = [witnesses(record, agencies) for _ in range(4)]
    for _ in range(3):
        await grown_and_signed(record)
        await asyncio.gather(*(each.gather() for each in replicas))
    assert await record.count("cosignature") == 9
    assert {each.alarm for each in replicas} == {""}


# -- what a superuser with the log's key can do ------------------------------------------------------------------


async def resequenced(record: Record, *statements: str) -> None:
    """Makes the whole log anew from entries that were changed, so that it agrees with itself, and signs it."""
    tables = ("cosignature", "checkpoint", "subtree", "subject_member", "tree_head", "leaf")
    await record.tamper(*statements, *(f"delete from audit.{table}" for table in tables))  # noqa: S608
    await record.sequencer(batch=5).sequence(Reach.ALL)
    await signer(record).sign()


async def rewritten(record: Record) -> None:
    third = "(select entry_id from audit.leaf where index = 3)"
    await resequenced(record, f"update audit.entry set principal_name = 'Somebody Else' where id = {third}")  # noqa: S608


async def truncated(record: Record) -> None:
    await resequenced(record, "delete from audit.entry where id in (select entry_id from audit.leaf where index >= 7)")


async def reordered(record: Record) -> None:
    await resequenced(
        record,
        "update audit.entry set recorded_at = recorded_at - interval '1 minute' "
        "where id = (select entry_id from audit.leaf where index = 6)",
    )


async def forked(record: Record) -> None:
    """A backup of five leaves was put back, and went on otherwise."""
    await record.tamper("delete from audit.entry where id in (select entry_id from audit.leaf where index >= 5)")
    await record.put([entry() for _ in range(5)])
    await resequenced(record)


async def backdated(record: Record) -> None:
    moment = await record.superuser.fetchval("select recorded_at from audit.leaf where index = 4")
    await record.put([entry(recorded_at=moment)])
    await resequenced(record)


ATTACKS = (rewritten, truncated, reordered, forked, backdated)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("more", [0, 12])
async def test_any_one_witness_detects_a_log_that_was(
    record: Record, agencies: Agencies, attack: Callable[[Record], object], more: int
) -> None:
    await grown(record, 2, 5)
    await signer(record).sign()
    await witnesses(record, agencies).gather()
    await attack(record)  # type: ignore[misc]  # each is a coroutine function
    if more:
        await record.put([entry() for _ in range(more)])
        await record.sequencer(batch=5).sequence()
        await signer(record).sign()
    assert (await verify(record.dsn, asked=Asked(POLICY))).sound  # nothing inside the database shows it
    ours = witnesses(record, agencies)
    await ours.gather()
    assert {each.witness.name: each.dissents for each in ours.standings} == dict.fromkeys(AGENCIES, True)
    assert ours.alarm
    assert await record.count("cosignature") == 0
    evidence = [judge._state.evidence() for judge in agencies.judges.values()]
    assert all(evidence), "each agency keeps the log's own signature as proof"


async def test_after_an_alarm_nothing_more_is_signed(record: Record, agencies: Agencies) -> None:
    await grown(record, 2, 5)
    await signer(record).sign()
    await witnesses(record, agencies).gather()
    await rewritten(record)
    ours, signing = witnesses(record, agencies), signer(record)
    await ours.gather()
    signing.heed(ours)
    await grown(record)
    with pytest.raises(LogRolledBackError, match="witnesses have seen what is not here: police has cosigned"):
        await signing.sign()


async def test_one_witness_that_is_wrong_stops_nothing(record: Record, agencies: Agencies) -> None:
    ours, signing = witnesses(record, agencies), signer(record)
    signing.heed(ours)
    agencies.answers = {"prison": (409, b"99999\n")}
    await grown_and_signed(record, signing)
    await ours.gather()
    await grown_and_signed(record, signing)
    (dissenting,) = (each for each in ours.standings if each.dissents)
    assert dissenting.fault.startswith("has cosigned 99999 leaves")
    assert ours.alarm == ""
    assert await record.count("checkpoint") == 2


# -- before the first signature ----------------------------------------------------------------------------------


async def test_a_restored_database_is_not_signed_for_where_a_witness_has_seen_more(
    record: Record, agencies: Agencies
) -> None:
    for _ in range(2):
        await grown_and_signed(record)
        await witnesses(record, agencies).gather()
    await record.tamper(
        "delete from audit.cosignature where size > 5",
        "delete from audit.checkpoint where size > 5",
        "delete from audit.tree_head where size > 5",
        "delete from audit.leaf where index >= 5",
    )
    await grown(record)
    starting = signer(record)  # it remembers nothing
    starting.heed(witnesses(record, agencies))
    with pytest.raises(LogRolledBackError, match="police has cosigned 10 leaves, and there are 5 here"):
        await starting.sign()
    assert await record.count("checkpoint") == 1


async def test_an_emptied_database_is_not_signed_for_either(record: Record, agencies: Agencies) -> None:
    await grown_and_signed(record)
    await witnesses(record, agencies).gather()
    await record.tamper("delete from audit.cosignature", "delete from audit.checkpoint")
    starting = signer(record)
    starting.heed(witnesses(record, agencies))
    with pytest.raises(LogRolledBackError, match="has cosigned 5 leaves, and there are 0 here"):
        await starting.sign()


async def test_a_new_log_is_confirmed_and_a_started_one_too(record: Record, agencies: Agencies) -> None:
    for _ in range(2):
        starting = signer(record)
        starting.heed(witnesses(record, agencies))
        await grown_and_signed(record, starting)
        await witnesses(record, agencies).gather()
    assert await record.count("checkpoint") == 2
    assert {judge._state.seen(KEY.verifier.name).size for judge in agencies.judges.values()} == {10}


async def test_who_remembers_nothing_waits_for_witnesses_and_who_remembers_goes_on(
    record: Record, agencies: Agencies, tmp_path: Path
) -> None:
    agencies.away = set(AGENCIES)
    forgetful, remembering = signer(record), signer(record, tmp_path / "memory")
    await grown_and_signed(record, remembering)  # not heeding them yet, it signs and remembers
    for each in (forgetful, remembering):
        each.heed(witnesses(record, agencies))
    await grown(record)
    with pytest.raises(NotConfirmed, match="until enough witnesses answer: police does not answer"):
        await forgetful.sign()
    running = asyncio.create_task(forgetful.run())
    await until(lambda: forgetful.fault == "")  # it is no fault of ours: the gateway serves on
    running.cancel()
    await asyncio.wait({running})
    assert await record.count("checkpoint") == 1
    assert (await remembering.sign()) is not None
    assert await record.count("checkpoint") == 2
