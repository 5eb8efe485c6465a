"""A database that was restored from a backup goes on as its log only where nothing is lost that was signed for."""

from pathlib import Path

import pytest

from gateway.audit.memory import Remembered
from gateway.audit.restored import Outside, Standing, Way, standing
from gateway.transparency.keys import KeyType, SigningKey
from tests.gateway.audit.log import KEY, signer
from tests.gateway.audit.record import Record
from tests.gateway.audit.test_witnessing import AGENCIES, Agencies, grown_and_signed, witnesses

RENAMED = SigningKey.generate("gateway.example/access-record-2", KeyType.LOG)
TO_FIVE = (
    "delete from audit.cosignature where size > 5",
    "delete from audit.checkpoint where size > 5",
    "delete from audit.tree_head where size > 5",
    "delete from audit.leaf where index >= 5",
)
WITHOUT_SIGNED = ("delete from audit.cosignature", "delete from audit.checkpoint", "delete from audit.subtree")


@pytest.fixture
def agencies(tmp_path: Path) -> Agencies:
    (tmp_path / "agencies").mkdir()
    return Agencies(tmp_path / "agencies")


async def signed_for_ten(record: Record, agencies: Agencies, memory: Path) -> None:
    """Leaves in two steps, each signed and cosigned; the replica remembers."""
    by = signer(record, memory)
    for _ in range(2):
        await grown_and_signed(record, by)
        await witnesses(record, agencies).gather()


async def found(record: Record, agencies: Agencies | None, memory: Path | None, key: SigningKey = KEY) -> Standing:
    memories = {"here": Remembered(memory)} if memory else {}
    asked = witnesses(record, agencies) if agencies else None
    return await standing(await record.as_gateway(), [key], Outside(memories, asked))


async def test_a_backup_that_lacks_nothing_signed_goes_on(record: Record, agencies: Agencies, tmp_path: Path) -> None:
    await signed_for_ten(record, agencies, tmp_path / "memory")
    await record.tamper("delete from audit.cosignature where size > 5", "delete from audit.checkpoint where size > 5")
    assert (await found(record, None, tmp_path / "memory")).way is Way.ON, "the leaves are here; it is signed again"
    stands = await found(record, None, None)
    assert (stands.way, stands.leaves) == (Way.NOT_KNOWN, 10)


@pytest.mark.parametrize("who", ["memory", "witnesses", "both"])
async def test_a_backup_that_lacks_what_was_signed_does_not(
    record: Record, agencies: Agencies, tmp_path: Path, who: str
) -> None:
    await signed_for_ten(record, agencies, tmp_path / "memory")
    await record.tamper(*TO_FIVE)
    asked = agencies if who != "memory" else None
    stands = await found(record, asked, tmp_path / "memory" if who != "witnesses" else None)
    assert stands.way is Way.NOT_AT_ALL
    assert "10 leaves, and there are 5 here" in stands.says


async def test_without_what_was_signed_it_goes_on_under_a_new_name_alone(
    record: Record, agencies: Agencies, tmp_path: Path
) -> None:
    await signed_for_ten(record, agencies, tmp_path / "memory")
    assert (await found(record, None, None, RENAMED)).way is Way.OTHER_NAME
    await record.tamper(*TO_FIVE, *WITHOUT_SIGNED)
    assert (await found(record, None, tmp_path / "memory")).way is Way.NAME_TAKEN
    assert (await found(record, agencies, None)).way is Way.NAME_TAKEN
    assert (await found(record, None, tmp_path / "new memory", RENAMED)).way is Way.ANEW
    unwatched = await found(record, agencies, None, RENAMED)
    assert unwatched.way is Way.NOT_KNOWN, "witnesses do not watch a log that is not in their policy"


async def test_witnesses_that_are_away_settle_nothing(record: Record, agencies: Agencies, tmp_path: Path) -> None:
    await signed_for_ten(record, agencies, tmp_path / "memory")
    agencies.away = set(AGENCIES)
    assert (await found(record, agencies, None)).way is Way.NOT_KNOWN
    assert (await found(record, agencies, tmp_path / "memory")).way is Way.ON
