"""What the demonstration stands on: its people, and the cases it shows."""

import pytest

from gateway.demonstration.caseload import DEMONSTRATION_CASE
from gateway.demonstration.caseload.demonstration_case import EXCLUDED_CASE, RESTRICTED_CASE, TERRORISM_CASE
from gateway.demonstration.personas import CLIENTS, PERSONAS, Persona
from policies.vocabulary import Handling, ItemHandling
from tests.gateway.demonstration.caseload.conftest import RECIPE, Ask

STANDS = {
    "police": "select 1 from police.managed_person x where x.person_id = c.person_id and x.offender_manager_id = p.id",
    "prison": """select 1 from prison.offender_manager x
        where x.person_id = c.person_id and x.offender_manager_id = p.id""",
    "probation": """select 1 from probation.supervision x
        where x.person_id = c.person_id and x.offender_manager_id = p.id""",
    "vlo": "select 1 from probation.victim_contact x where x.person_id = c.person_id and x.liaison_officer_id = p.id",
    "coordinator": """select 1 from directory.principal_area x
        where x.principal_id = p.id and x.area_id = c.area_id and x.relation = 'COORDINATES'""",
    "chair": """select 1 from coordination.invitation x join coordination.meeting_case i using (meeting_id)
        where x.principal_id = p.id and i.case_id = c.id and x.for_case_id is null and x.valid_until > %(today)s""",
    "housing": """select 1 from coordination.invitation x join coordination.meeting m on m.id = x.meeting_id
        where x.principal_id = p.id and x.for_case_id = c.id and m.status = 'CIRCULATED' and m.held_on > %(today)s
        and x.body_code = 'housing'""",
}


@pytest.mark.parametrize("name", STANDS)
def test_the_persona_stands_to_the_demonstration_case(name: str, ask: Ask) -> None:
    found = ask(
        "select 1 from coordination.case c, directory.principal p where c.reference = %(case)s "
        "and p.subject = %(subject)s and exists (STANDING)".replace("STANDING", STANDS[name]),
        case=DEMONSTRATION_CASE,
        subject=f"persona:{name}",
    )
    assert found == [(1,)]


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_the_directory_knows_each_persona_as_documented(persona: Persona, ask: Ask) -> None:
    known = ask(
        "select p.issuer, p.name, p.agency, p.owner, p.clearance, array_agg(r.role order by r.role), max(a.area_id) "
        "from directory.principal p join directory.principal_role r on r.principal_id = p.id "
        "left join directory.principal_area a on a.principal_id = p.id where p.subject = %(subject)s group by p.id",
        subject=persona.subject,
    )
    written = (RECIPE.issuer, persona.display_name, persona.agency, persona.owner, persona.clearance)
    assert known == [(*written, sorted(persona.roles), persona.area)]


def test_the_registered_clients_are_the_documented_ones(ask: Ask) -> None:
    rows = ask("select client_id, agency, human_less, page_cap from directory.client order by 1")
    assert rows == sorted((one.client_id, one.agency, one.human_less, one.page_cap) for one in CLIENTS)
    assert ask("select agency from directory.principal where subject = 'bulk-exchange'") == [("probation",)]


def test_the_demonstration_case_is_at_level_2_in_custody_and_near_release(ask: Ask) -> None:
    assert ask(
        "select c.level, c.handling, s.place, s.expected_release_on - %(today)s from coordination.case c "
        "join prison.custody_status s using (person_id) where c.reference = %(case)s",
        case=DEMONSTRATION_CASE,
    ) == [("LEVEL_2", Handling.ORDINARY.stored, "IN_CUSTODY", 24)]


def test_the_police_hold_intelligence_of_each_handling_on_it(ask: Ask) -> None:
    found = ask(
        "select distinct i.item_handling from police.intelligence_item i join coordination.case c using (person_id) "
        "where c.reference = %(case)s order by 1",
        case=DEMONSTRATION_CASE,
    )
    kept = (ItemHandling.OPEN, ItemHandling.OWNER_ONLY, ItemHandling.INTERCEPT)
    assert found == [(handling.stored,) for handling in kept]


def test_prison_and_joint_record_differ_on_its_level_and_both_stand(ask: Ask) -> None:
    assert ask(
        "select a.code, a.implied_level, d.status from coordination.case c join prison.alert a using (person_id) "
        "join coordination.disagreement d on d.case_id = c.id and d.topic = 'LEVEL' where c.reference = %(case)s",
        case=DEMONSTRATION_CASE,
    ) == [("P22", 1, "OPEN")]


def test_its_risk_was_last_assessed_more_than_a_year_ago(ask: Ask) -> None:
    assert ask(
        "select %(today)s - max(r.assessed_on) from probation.rosh_assessment r "
        "join coordination.case c using (person_id) where c.reference = %(case)s",
        case=DEMONSTRATION_CASE,
    ) == [(421,)]


def test_its_minutes_have_sections_of_several_owners_and_one_for_the_chair_to_release(ask: Ask) -> None:
    owners = ask(
        "select distinct s.owner from coordination.minutes_section s join coordination.case c on c.id = s.case_id "
        "where c.reference = %(case)s order by 1",
        case=DEMONSTRATION_CASE,
    )
    assert owners == [("coordination",), ("health",), ("housing",), ("police",), ("prison",), ("probation",)]
    held_back = ask(
        "select count(*) > 0 from coordination.minutes_section s join coordination.case c on c.id = s.case_id "
        "where c.reference = %(case)s and s.item_handling = %(handling)s",
        case=DEMONSTRATION_CASE,
        handling=ItemHandling.CHAIR_RELEASE.stored,
    )
    assert held_back == [(True,)]


def test_housing_is_asked_for_one_case_of_an_agenda_of_two(ask: Ask) -> None:
    assert ask(
        "select i.position, c.reference, i.case_id = v.for_case_id from coordination.invitation v "
        "join directory.principal p on p.id = v.principal_id join coordination.meeting m on m.id = v.meeting_id "
        "join coordination.meeting_case i on i.meeting_id = m.id join coordination.case c on c.id = i.case_id "
        "where p.subject = 'persona:housing' and m.held_on = %(today)s::date + 9 order by 1"
    ) == [(1, DEMONSTRATION_CASE, True), (2, EXCLUDED_CASE, False)]


def test_one_case_is_restricted_one_excludes_the_police_and_one_is_of_terrorism(ask: Ask) -> None:
    limits = ask(
        "select c.reference, c.handling, coalesce(string_agg(l.kind || ' ' || p.subject, ', ' order by p.subject), '') "
        "from coordination.case c left join probation.access_limit l using (person_id) "
        "left join directory.principal p on p.id = l.principal_id and p.subject like 'persona:%%' "
        "where c.reference = any(%(cases)s) group by 1, 2 order by 1",
        cases=[RESTRICTED_CASE, EXCLUDED_CASE, TERRORISM_CASE],
    )
    named = ", ".join(f"RESTRICTION persona:{name}" for name in ("coordinator", "police", "probation", "senior"))
    assert limits == [
        (RESTRICTED_CASE, Handling.LIMITED_ACCESS.stored, named),
        (EXCLUDED_CASE, Handling.ORDINARY.stored, "EXCLUSION persona:police"),
        (TERRORISM_CASE, Handling.TERRORISM.stored, ""),
    ]


def test_a_persona_who_manages_has_other_cases_too(ask: Ask) -> None:
    of_police = ask(
        "select count(*) from police.managed_person m join directory.principal p on p.id = m.offender_manager_id "
        "where p.subject = 'persona:police'"
    )
    assert of_police[0][0] >= 5
