"""The same question about the same case, asked by everybody: each is shown their part, and the record says so."""

from typing import Any

import pytest

from agencies.coordination.vocabulary import Category, Level
from tests.gateway.served import Served
from tests.gateway.small_caseload import case_id, person_id, reference

QUESTION = """
query TheSame($reference: String!) { case(reference: $reference) {
  reference level handling
  person { familyName } policeRecord { offenderManagerName } custody { establishmentName } supervision { team }
  riskAssessment { overall whoIsAtRisk } convictions { nodes { offence } } intelligence { nodes { reference } }
  securityReports { nodes { text } } victims { nodes { victimName victimAddress } } healthNotes { nodes { text } }
  contributions { nodes { bodyCode } } meetings { nodes { purpose } } } }
"""

NOBODY_ELSES: dict[str, Any] = {
    "reference": reference(1),
    "level": "LEVEL_2",
    "handling": None,
    "person": {"familyName": "Family1"},
    "policeRecord": {"offenderManagerName": "The police manager"},
    "custody": {"establishmentName": "A prison"},
    "supervision": {"team": "A team"},
    "riskAssessment": {"overall": "HIGH", "whoIsAtRisk": "A known adult"},
    "convictions": {"nodes": [{"offence": "An offence"}]},
    "intelligence": {"nodes": []},
    "securityReports": {"nodes": []},
    "victims": {"nodes": []},
    "healthNotes": {"nodes": []},
    "contributions": {"nodes": [{"bodyCode": "health"}, {"bodyCode": "housing"}]},
    "meetings": {"nodes": [{"purpose": "REVIEW"}]},
}
A_VICTIM = {"nodes": [{"victimName": "A victim", "victimAddress": "A safe place"}]}
A_NOTE = {"nodes": [{"text": "A note on health"}]}
NO_CONVICTIONS_OR_WORDS: dict[str, Any] = {
    "supervision": None,
    "riskAssessment": {"overall": "HIGH", "whoIsAtRisk": None},
    "convictions": {"nodes": []},
}

# What differs for each from the part that nobody owns alone.
PARTS: dict[str, dict[str, Any]] = {
    "police": {
        "intelligence": {"nodes": [{"reference": "INT-2"}, {"reference": "INT-1"}]},
        "victims": A_VICTIM,
        "healthNotes": A_NOTE,
    },
    "prison": {"securityReports": {"nodes": [{"text": "Prison intelligence"}]}},
    "probation": {"handling": "ORDINARY"},
    "coordinator": {"handling": "ORDINARY"},
    "chair": {
        "intelligence": {"nodes": [{"reference": "INT-1"}]},
        "securityReports": {"nodes": [{"text": "Prison intelligence"}]},
        "victims": {"nodes": [{"victimName": "A victim", "victimAddress": None}]},
        "healthNotes": A_NOTE,
    },
    "vlo": NO_CONVICTIONS_OR_WORDS | {"victims": A_VICTIM, "contributions": {"nodes": []}},
    "housing": NO_CONVICTIONS_OR_WORDS | {"custody": None, "contributions": {"nodes": [{"bodyCode": "housing"}]}},
}


@pytest.mark.parametrize("persona", PARTS)
def test_each_is_shown_exactly_their_part(served: Served, persona: str) -> None:
    answer = served.ask(persona, QUESTION, {"reference": reference(1)})
    assert answer.data == {"case": NOBODY_ELSES | PARTS[persona]}


def test_the_three_agencies_get_three_answers() -> None:
    assert len({str(NOBODY_ELSES | PARTS[persona]) for persona in ("police", "prison", "probation")}) == 3


@pytest.mark.parametrize("persona", ["auditor", "smb", "lay", "admin"])
def test_those_who_have_no_part_in_cases_see_none(served: Served, persona: str) -> None:
    assert served.ask(persona, QUESTION, {"reference": reference(1)}).body == b'{"data":{"case":null}}'
    assert served.ask(persona, "{ cases { totalCount nodes { id } } }").data == {
        "cases": {"totalCount": 0, "nodes": []}
    }


def test_intercept_material_is_shown_to_nobody(served: Served) -> None:
    for persona in PARTS:
        assert b"INT-3" not in served.ask(persona, QUESTION, {"reference": reference(1)}).body


# -- what is recorded of it

RECORDED = {
    "police": {
        "cell": "assigned/ordinary",
        "withheld": ["access_limit"],
        "depends": ["intelligence"],
        "rules": [
            "police.managers-see-police-intelligence",
            "police.managers-see-their-cases",
            "police.managers-see-where-a-victim-is",
        ],
    },
    "prison": {
        "cell": "assigned/ordinary",
        "withheld": ["access_limit", "health", "victim", "victim_address"],
        "depends": ["intelligence"],
        "rules": ["prison.managers-see-prison-intelligence", "prison.managers-see-their-cases"],
    },
    "probation": {
        "cell": "assigned/ordinary",
        "withheld": ["health", "intelligence", "victim", "victim_address"],
        "depends": [],
        "rules": ["probation.managers-see-their-cases", "probation.managers-see-who-is-barred"],
    },
    "chair": {
        "cell": "convened/ordinary",
        "withheld": ["access_limit", "victim_address"],
        "depends": [],
        "rules": [
            "coordination.chairs-see-released-intelligence",
            "coordination.chairs-see-the-cases-of-their-meetings",
        ],
    },
}


@pytest.mark.parametrize("persona", RECORDED)
def test_the_entry_names_the_subjects_by_cell_and_what_was_shown_and_withheld_by_which_rules(
    served: Served, persona: str
) -> None:
    expected = RECORDED[persona]
    entry = served.entry(served.ask(persona, QUESTION, {"reference": reference(1)}))
    assert list(entry["subjects"]) == [expected["cell"]]
    assert str(case_id(1)) in entry["subjects"][expected["cell"]]
    reading = entry["reading"][expected["cell"]]
    assert sorted(reading["withheld"]) == expected["withheld"]
    assert sorted(reading["depends"]) == expected["depends"]
    assert reading["rules"] == expected["rules"]
    assert "Case.level" in reading["shown"]["management"]
    assert entry["policy_version"] == served.door.law.current.version


def test_a_victim_whose_name_was_shown_is_a_subject_too(served: Served) -> None:
    victims = "{ cases { nodes { victims { nodes { victimName } } } } }"
    shown, withheld = (served.entry(served.ask(persona, victims)) for persona in ("police", "prison"))
    victim = "00000000-0000-0000-0000-00000000e001"
    assert shown["subjects"] == {"assigned/ordinary": [str(person_id(1)), str(case_id(1)), victim]}
    assert withheld["subjects"] == {"assigned/ordinary": [str(person_id(1)), str(case_id(1))]}


def test_everybody_on_a_page_is_a_subject_in_their_own_cell(served: Served) -> None:
    entry = served.entry(served.ask("coordinator", "{ cases(first: 100) { nodes { reference } } }"))
    assert entry["row_count"] == 10
    assert entry["subjects"] == {
        "coordinating/ordinary": everybody(1, 2, 10, 11, 12, 13, 14, 15),
        "coordinating/limited_access": everybody(4),
        "coordinating/terrorism": everybody(5),
    }


def everybody(*numbers: int) -> list[str]:
    """The people and the cases of these numbers, as an entry lists them."""
    return [str(person_id(number)) for number in numbers] + [str(case_id(number)) for number in numbers]


def test_an_answer_about_nobody_still_says_what_was_read(served: Served) -> None:
    log = served.entry(served.ask("auditor", "{ accessLog(first: 1) { nodes { outcome } } }"))
    assert log["subjects"] == {}
    fields = ["AccessEntry.outcome", "AccessEntry.recordedAt"]
    assert log["reading"]["assigned/ordinary"]["shown"] == {"access_record": fields}  # to whom they are appointed
    hidden = served.entry(served.ask("police", '{ case(reference: "MAPPA-99-999999") { level } }'))
    assert sorted(hidden["reading"]["none/ordinary"]["withheld"]) == ["existence", "management"]


# -- the access record, as it is read

LOG = """
query Log { accessLog(first: 1, filter: {operationName: {equals: "TheSame"}}) {
  nodes { principalName agency purpose outcome operationName subjects reading withheld variables } } }
"""


def test_an_auditor_reads_the_record_and_that_is_an_entry_too(served: Served) -> None:
    asked = served.ask("prison", QUESTION, {"reference": reference(1)})
    entry = served.entry(asked)
    answer = served.ask("auditor", LOG)
    (node,) = answer.data["accessLog"]["nodes"]
    read, withheld = node.pop("reading"), node.pop("withheld")
    assert {place: {**told, **withheld[place]} for place, told in read.items()} == entry["reading"]
    assert node == {
        "principalName": "Imogen Sallow",
        "agency": "prison",
        "purpose": "MANAGE_RISK",
        "outcome": "GRANTED",
        "operationName": "TheSame",
        "subjects": entry["subjects"],
        "variables": entry["variables"],
    }
    assert served.door.keys.hasher.matches("reference", reference(1), node["variables"]["reference"])
    reading = served.entry(answer)
    assert (reading["act"], reading["outcome"], reading["row_count"]) == ("CONSULT_ACCESS_RECORD", "GRANTED", 1)
    assert reading["principal_name"] == "Marguerite Osei"


@pytest.mark.parametrize("persona", ["police", "coordinator", "smb", "lay", "admin"])
def test_nobody_else_reads_the_record(served: Served, persona: str) -> None:
    served.ask("prison", QUESTION, {"reference": reference(1)})
    log = "{ accessLog { totalCount nodes { principalName } } }"
    assert served.ask(persona, log).data == {"accessLog": {"totalCount": 0, "nodes": []}}


# -- counts

COUNTS = """{ caseload(first: 100, filter: { suppressed: { equals: false } })
    { nodes { areaNumber category level cases suppressed } } }"""


@pytest.mark.parametrize("persona", ["smb", "lay"])
def test_a_board_and_its_lay_advisers_see_counts_in_fives_and_no_small_numbers(served: Served, persona: str) -> None:
    nodes = served.ask(persona, COUNTS).data["caseload"]["nodes"]
    assert [tuple(node.values()) for node in nodes] == [(7, "CATEGORY_1", "LEVEL_2", 10, False)]


def test_a_count_that_is_left_out_looks_as_if_there_were_none(served: Served) -> None:
    asked = "{ caseload(first: 100, filter: { suppressed: { equals: true } }) { totalCount nodes { cases } } }"
    counts = served.ask("smb", asked).data["caseload"]
    assert counts["totalCount"] == 2 * len(Category) * len(Level) - 1  # of two areas, all but the one that is shown
    assert {node["cases"] for node in counts["nodes"]} == {None}


@pytest.mark.parametrize("persona", ["police", "housing", "admin", "auditor"])
def test_counts_are_for_boards(served: Served, persona: str) -> None:
    assert served.ask(persona, COUNTS).data == {"caseload": {"nodes": []}}


def test_viewer_says_what_is_shown_and_withheld_at_large(served: Served) -> None:
    asked = "{ viewer { name roles purpose purposes dataClassesShown dataClassesWithheld policyVersion } }"
    viewer = served.ask("housing", asked).data["viewer"]
    assert viewer["name"] == "Leopold Kerrigan"
    assert viewer["roles"] == ["AGENCY_REPRESENTATIVE"]
    assert (viewer["purpose"], viewer["purposes"]) == (
        "PREPARE_MEETING",
        ["MANAGE_RISK", "PREPARE_MEETING", "SAFEGUARD_CHILDREN"],
    )
    assert "CONTRIBUTION" in viewer["dataClassesShown"]
    assert "INTELLIGENCE" in viewer["dataClassesWithheld"]
    assert not set(viewer["dataClassesShown"]) & set(viewer["dataClassesWithheld"])
