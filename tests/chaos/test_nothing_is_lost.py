"""Kills under load: every answer that a client received is in the log, which is whole. ``make chaos`` does many."""

import shutil
from random import Random
from uuid import uuid4

import pytest

from tests.chaos.clients import Received
from tests.chaos.judged import judged
from tests.chaos.run import run
from tests.chaos.stand import Victim
from tests.folders import database_folder
from tests.gateway.served import Database


def test_whatever_is_killed_the_log_holds_every_answer_that_a_client_received() -> None:
    folder = database_folder("mappa-chaos-")
    try:
        done = run(folder, list(Victim), Random(), 120)
    finally:
        shutil.rmtree(folder)
    assert done.kills == dict.fromkeys(Victim, 1)
    assert done.judgement is not None
    assert done.judgement.faults == []
    assert done.judgement.received[200] > 10
    assert done.judgement.entries >= done.judgement.received[200]


@pytest.mark.parametrize(
    ("received", "fault"),
    [
        (Received(200, uuid4(), uuid4(), told=True, unrecorded=False), "is not there"),
        (Received(503, uuid4(), uuid4(), told=True, unrecorded=True), "was answered and told that it was not recorded"),
    ],
    ids=["no entry", "answered unrecorded"],
)
def test_the_judge_sees_an_answer_without_an_entry(database: Database, received: Received, fault: str) -> None:
    assert any(fault in told for told in judged(database, [received], []).faults)
