"""How tests act: the documents of the acts they use, and a referral at each point of its life."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from itertools import count
from typing import Any

from tests.gateway.served import Answer, Database, Served
from tests.gateway.small_caseload import reference

CASE = "query One($reference: String!) { case(reference: $reference) { id version } }"
PROBLEMS = "problems { field code message expectedVersion currentVersion }"
_keys = count(1)


def document(act: str, gives: str, asked: str) -> str:
    """The mutation of an act, asking for these fields of what it gives back."""
    given = act[0].upper() + act[1:]
    return (
        f"mutation {given}($input: {given}Input!) "
        f"{{ {act}(input: $input) {{ {gives} {{ id version {asked} }} {PROBLEMS} }} }}"
    )


START = document("startReferral", "referral", "reference status levelSought steps { act fromState toState version }")
WITHDRAW = document("withdrawReferral", "referral", "status withdrawnBecause steps { act fromState toState version }")


def open_the_meeting(database: Database) -> None:
    """Nothing is decided, and no minutes are circulated, of a meeting that nobody opened."""
    database.execute("update coordination.meeting set status = 'UNDER_WAY' where reference = 'MEETING-1'")


def key() -> str:
    """An idempotency key that was not used before."""
    return f"key-{next(_keys)}"


def the_case(served: Served, persona: str, number: int = 1) -> Any:
    """Id and version of a case, as somebody sees it."""
    return served.ask(persona, CASE, {"reference": reference(number)}).data["case"]


def order(on: Any, **given: Any) -> dict[str, Any]:
    """The variables of an act on a record, at the version seen."""
    return {"input": {"id": on["id"], "expectedVersion": on["version"], "idempotencyKey": key(), **given}}


def starting(case: Any, **given: Any) -> dict[str, Any]:
    """The variables of a referral that nothing is wrong with, but for what is given."""
    usual = {"levelSought": "LEVEL_3", "reason": "CHANGE_OF_RISK", "summary": "Threats were made to a neighbour."}
    return order(case, **(usual | given))


def done(answer: Answer) -> Any:
    """What an act gave back, having met no problem."""
    (payload,) = answer.data.values()
    assert payload["problems"] == [], payload["problems"]
    return next(value for name, value in payload.items() if name != "problems")


def problem(answer: Answer) -> Any:
    """The one problem that an act met."""
    (payload,) = answer.data.values()
    (only,) = payload["problems"]
    return only


def met(answer: Answer) -> tuple[str, str]:
    """The field and the code of the one problem."""
    found = problem(answer)
    return found["field"], found["code"]


def steps(served: Served) -> int:
    """How many steps there are in the history of any record."""
    (row,) = served.database.execute("select count(*) from coordination.step")
    return int(row["count"])
