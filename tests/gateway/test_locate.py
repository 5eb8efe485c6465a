"""Where an act is done: in an area, or in nothing in particular, as the statement that finds the place says it."""

# ruff: noqa: ANN401 - a row holds values of every kind
import asyncio
from typing import Any

import asyncpg
import pytest

from agencies.coordination.process import referral
from gateway.demonstration.personas import AREA
from gateway.wiring import registry
from policies.permit import Cell
from policies.vocabulary import Act, Handling, Purpose, Standing
from schema.locate import KEY, cell_of, locate
from schema.mutations import Mutation, On, OnArea, OnNothing
from schema.seals import seals_for
from schema.sight import profile_of
from schema.statement import Execution
from tests.gateway.served import Served
from tests.gateway.small_caseload import DAY, ELSEWHERE


def found(served: Served, persona: str, on: On, area: int | None = None) -> Any:
    """The row that the statement gives."""
    asked = served.door.directory.principal(served.tokens.issuer, f"persona:{persona}", "mappa-demonstration")
    principal = served.within(asked)
    assert principal is not None
    permit = served.door.law.current.permit(principal.kind, Purpose.MANAGE_RISK)
    mutation = Mutation(Act.START_REFERRAL, "An act.", referral.MACHINE, on=on, gives="Referral")
    finding = locate(registry(), mutation, permit, profile_of(principal.standings))
    seals = seals_for(b"a key", permit.kind, permit.policy_version)
    execution = Execution({KEY: area}, principal.standings, principal.id, DAY, seals)

    async def fetched() -> Any:
        connection = await asyncpg.connect(served.database.gateway)
        try:
            return await connection.fetchrow(finding.sql, *(reader(execution) for reader in finding.readers))
        finally:
            await connection.close()

    return asyncio.run(fetched())


@pytest.mark.parametrize(
    ("persona", "area", "standing"),
    [
        ("coordinator", AREA, Standing.COORDINATING),
        ("police", AREA, Standing.AREA),
        ("police", ELSEWHERE, Standing.NONE),
    ],
)
def test_in_an_area_the_standing_is_towards_the_area(
    served: Served, persona: str, area: int, standing: Standing
) -> None:
    row = found(served, persona, OnArea(), area)
    assert (row["fresh"], row["found"], row["area"], row["case"]) == (True, True, area, None)
    cell = cell_of(dict(row))
    assert (cell.standing, cell.handling) == (standing, Handling.ORDINARY)


def test_an_area_that_there_is_not_is_not_found(served: Served) -> None:
    row = found(served, "coordinator", OnArea(), 99)
    assert (row["fresh"], row["found"]) == (True, None)


def test_on_nothing_in_particular_everybody_stands_as_a_stranger(served: Served) -> None:
    row = found(served, "police", OnNothing())
    assert (row["fresh"], row["found"]) == (True, True)
    assert cell_of(dict(row)) == Cell(Standing.NONE, Handling.ORDINARY)
