"""A law takes another's place while the gateway serves; one that does not load changes nothing."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway.command.serving import until_stopped
from gateway.law_in_force import LawInForce
from policies.grammar import PolicyRefused
from policies.sources import DIRECTORY
from policies.vocabulary import Purpose, Role
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference
from tests.policies.laws import kind

NAMES = f'{{ case(reference: "{reference(1)}") {{ reference person {{ familyName }} }} }}'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The law in a directory of its own."""
    return Path(shutil.copytree(DIRECTORY, tmp_path / "law"))


def rewrite(written: Path, file: str, old: str, new: str) -> None:
    text = (written / file).read_text("utf-8")
    assert old in text
    (written / file).write_text(text.replace(old, new), "utf-8")


def test_a_law_that_changed_is_in_force_once_it_is_loaded_again(written: Path) -> None:
    law = LawInForce(written)
    before = law.current
    rewrite(written, "common.polar", 'open_to("associate", "prepare_meeting");', 'open_to("associate", "manage_risk");')
    assert law.current is before
    assert law.reload()
    assert law.current.version != before.version
    assert law.current.purposes(kind(Role.ASSOCIATE)) == {Purpose.MANAGE_RISK}
    assert before.purposes(kind(Role.ASSOCIATE)) == {Purpose.PREPARE_MEETING}


@pytest.mark.parametrize("harm", ["a slip", "not text", "gone"])
def test_a_law_that_does_not_load_leaves_the_old_one_and_the_log_says_why(written: Path, harm: str) -> None:
    law = LawInForce(written)
    before = law.current
    if harm == "a slip":
        rewrite(written, "police.polar", '"police_intelligence"', '"police_inteligence"')
    elif harm == "not text":
        (written / "police.polar").write_bytes(b"\xff\xfe")
    else:
        shutil.rmtree(written)
    with capture_logs() as logged:
        assert not law.reload()
    assert law.current is before
    (told,) = logged
    assert (told["event"], told["log_level"], told["in_force"]) == ("law refused", "error", before.version)
    if harm == "a slip":
        assert '"police_inteligence" is no role. Use one of:' in told["problem"]


def test_a_law_that_never_loaded_is_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused):
        LawInForce(tmp_path)


async def test_a_hang_up_loads_the_law_anew_and_a_request_to_terminate_stops() -> None:
    heard: list[str] = []

    def reload() -> None:
        heard.append("reload")
        os.kill(os.getpid(), signal.SIGTERM)

    waiting = asyncio.create_task(until_stopped(reload))
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGHUP)
    await asyncio.wait_for(waiting, timeout=5)
    assert heard == ["reload"]


# -- while it serves


@pytest.fixture
def law(served: Served, written: Path) -> Iterator[LawInForce]:
    """The law of the gateway that serves, from a directory to change; in the end as it was."""
    held: Any = served.door.law
    before = held._directory, held.current
    held._directory = written
    yield held
    held._directory, held.current = before


def test_the_next_request_is_decided_and_recorded_by_the_new_law(
    served: Served, law: LawInForce, written: Path
) -> None:
    before = served.ask("police", NAMES)
    assert before.data["case"]["person"]["familyName"]
    rewrite(
        written,
        "police.polar",
        '"existence", "identity", "address", "management", "decision"',
        '"existence", "address", "management", "decision"',
    )
    old = law.current.version
    assert law.reload()
    after = served.ask("police", NAMES)
    assert after.data["case"]["person"] is None
    assert after.data["case"]["reference"] == before.data["case"]["reference"]
    versions = [served.entry(answer)["policy_version"] for answer in (before, after)]
    assert versions == [old, law.current.version]
    assert versions[0] != versions[1]


def test_a_law_that_is_refused_goes_on_serving_the_old_one(served: Served, law: LawInForce, written: Path) -> None:
    before = served.ask("police", NAMES)
    (written / "police.polar").write_text("not a law")
    assert not law.reload()
    assert served.ask("police", NAMES).data == before.data
