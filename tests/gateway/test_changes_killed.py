"""A gateway that dies in the middle of changes: each change is there whole, with its step and entry, or not at all."""

# ruff: noqa: ANN401 - JSON of every kind passes through
import random
import threading
import time
from contextlib import suppress
from typing import Any

import httpx2
import psycopg

from gateway.demonstration.access_tokens import AccessTokens
from tests.gateway.acting import CASE, START, WITHDRAW, done, order, starting, steps, the_case
from tests.gateway.served import Database, Served, until
from tests.gateway.small_caseload import reference
from tests.gateway.test_killed import headers_of, served_again

KILLS = 3
ASTRAY = """
select r.reference from coordination.referral r join lateral (
    select to_state, version from coordination.step s where s.record_id = r.id order by version desc limit 1
) last on true where r.version <> last.version or (r.status <> last.to_state and r.status <> 'WITHDRAWN')
"""
CHANGING = "act in ('START_REFERRAL', 'WITHDRAW_REFERRAL') and outcome = 'GRANTED' and reason is null"


class Client:
    """Starts referrals and takes them back until the gateway dies."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        self.address, self.headers, self.acted = address, headers, 0

    def ask(self, client: httpx2.Client, query: str, variables: Any) -> Any:
        body = {"query": query, "variables": variables}
        return client.post(f"{self.address}/graphql", json=body, headers=self.headers).json()["data"]

    def run(self) -> None:
        with suppress(httpx2.TransportError), httpx2.Client(trust_env=False, timeout=5) as client:
            while True:
                case = self.ask(client, CASE, {"reference": reference(1)})["case"]
                referral = self.ask(client, START, starting(case))["startReferral"]["referral"]
                self.ask(client, WITHDRAW, order(referral, reason="For the test."))
                self.acted += 1


def test_a_killed_gateway_leaves_each_change_whole_or_not_at_all(database: Database, tokens: AccessTokens) -> None:
    for address, process in served_again(database, tokens.issuer, KILLS):
        client = Client(address, headers_of(tokens))
        acting = threading.Thread(target=client.run)
        acting.start()
        until(lambda client=client: client.acted)  # type: ignore[misc]
        time.sleep(random.uniform(0.0, 0.2))  # noqa: S311 - any moment will do
        process.kill()  # SIGKILL
        acting.join(timeout=10)
        assert not acting.is_alive()
        assert_whole(database)
        database.execute("update coordination.referral set status = 'WITHDRAWN'")


def assert_whole(database: Database) -> None:
    """As many steps as entries, and every referral where its steps lead, but for those put right by hand before."""
    (entries,) = database.execute(f"select count(*) from audit.entry where {CHANGING}")  # noqa: S608 - our own words
    (made,) = database.execute("select count(*) from coordination.step")
    assert made["count"] == entries["count"] > 0
    wrong = database.execute(ASTRAY)
    assert wrong == []


def test_a_change_whose_backend_is_terminated_is_not_made_and_can_be_sent_again(served: Served) -> None:
    """While somebody else holds the case, the change waits; its backend is ended there."""
    variables = starting(the_case(served, "probation"))
    answers: list[Any] = []
    before = steps(served)
    with psycopg.connect(served.database.owner) as holding:
        holding.execute('select from coordination."case" where reference = %s for update', [reference(1)])
        acting = threading.Thread(target=lambda: answers.append(served.ask("probation", START, variables)))
        acting.start()
        until(lambda: served.database.execute(WAITING))
        served.database.execute(f"select pg_terminate_backend(pid) from ({WAITING}) w")  # noqa: S608 - our own words
        acting.join(timeout=10)
    (answer,) = answers
    assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
    assert served.told(answer) == ("FAILED", "store")
    assert steps(served) == before
    assert done(served.ask("probation", START, variables))["status"] == "DRAFT"
    assert steps(served) == before + 1


WAITING = """select pid from pg_stat_activity
    where application_name = 'mappa-gateway-changes' and wait_event_type = 'Lock'"""
