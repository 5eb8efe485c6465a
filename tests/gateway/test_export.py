"""What is taken out as a file: by the law alone, no more than is shown, and on record as an export and a disclosure."""

import pytest

from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import PERSONA_IDS, reference

CASES = "cases(sort: {by: REFERENCE}) { nodes { reference level person { familyName } } }"
EXPORT, LIST = f"query Take @export {{ {CASES} }}", f"query See {{ {CASES} }}"
RUN = "COORDINATE_ARRANGEMENTS"


def cases(answer: Answer) -> list[str]:
    return [each["reference"] for each in answer.data["cases"]["nodes"]]


def test_the_coordinator_takes_out_what_is_on_the_screen(served: Served) -> None:
    taken, seen = (served.ask("coordinator", each, purpose=RUN) for each in (EXPORT, LIST))
    assert taken.body == seen.body
    assert reference(1) in cases(taken)


def test_it_is_on_record_as_an_export_and_a_disclosure(served: Served) -> None:
    entries = [served.entry(served.ask("coordinator", each, purpose=RUN)) for each in (EXPORT, LIST, EXPORT)]
    assert [each["act"] for each in entries] == ["EXPORT", "CONSULT", "EXPORT"]
    assert ["DISCLOSURE" in each["processing"] for each in entries] == [True, False, True]


@pytest.mark.parametrize(("persona", "purpose"), [("police", "MANAGE_RISK"), ("coordinator", "MANAGE_RISK")])
def test_nobody_else_and_for_nothing_else_takes_anything_out(served: Served, persona: str, purpose: str) -> None:
    answer = served.ask(persona, EXPORT, purpose=purpose)
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    assert served.told(answer) == ("REFUSED", "NOT_PERMITTED")
    assert served.entry(answer)["act"] == "EXPORT"


def test_who_no_longer_runs_the_area_takes_nothing_out_of_it(served: Served) -> None:
    who = PERSONA_IDS["coordinator"]
    away = f"update directory.principal_area set relation = 'WORKS_IN' where principal_id = '{who}'"  # noqa: S608 - our own
    back = f"update directory.principal_area set relation = 'COORDINATES' where principal_id = '{who}'"  # noqa: S608
    with served.database.changed(away, back):
        assert cases(served.ask("coordinator", EXPORT, purpose=RUN)) == []
    assert cases(served.ask("coordinator", EXPORT, purpose=RUN)) != []


def test_a_change_is_never_an_export(served: Served) -> None:
    answer = served.ask("coordinator", "mutation @export { __typename }", purpose=RUN)
    assert answer.status == 400
