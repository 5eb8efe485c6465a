"""A MAPP meeting from plan to close, over HTTP, by everybody who has a part in it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, key, met, order, problem, the_case
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import MEETING as MEETING_ID
from tests.gateway.small_caseload import PERSONA_IDS, case_id, person_id, reference

STEPS = "steps { act fromState toState version doneByName }"
SCHEDULE = document(
    "scheduleMeeting", "meeting", f"reference status level heldOn startsAt lastsMinutes chairName areaNumber {STEPS}"
)
CIRCULATE = document("circulateAgenda", "meeting", "status circulatedAt")
RESCHEDULE = document("rescheduleMeeting", "meeting", "status heldOn changes { kind wasHeldOn heldOn reason }")
MOVE = document("moveAgendaItem", "meeting", "agenda { nodes { position case { reference } } }")
OPEN = document("openMeeting", "meeting", "status openedAt")
CLOSE = document("closeMeeting", "meeting", f"status closedAt quorumNotMetBecause {STEPS}")
LIST = document("listCase", "agendaItem", "status position purpose meeting { reference }")
TAKE_OFF = document("takeOffAgenda", "agendaItem", "status")
RETURN = document("returnToAgenda", "agendaItem", "status")
CONCLUDE = document("concludeItem", "agendaItem", "status nextReviewOn levelUnchangedBecause steps { act }")
INVITE = document("inviteToMeeting", "invitation", "agency name wholeAgenda response circulatedAt")
OF_CASE = "query Steps($reference: String!) { case(reference: $reference) { steps { record act } } }"
INVITE_TO_ITEM = document("inviteToItem", "invitation", "agency wholeAgenda need")
REPLY = document("replyToInvitation", "invitation", f"response reportAwaited {STEPS}")
REPORT = document("receiveReport", "invitation", "reportAwaited")
ATTEND = document("recordAttendance", "invitation", "meeting { attendance { agency attended statementAccepted } }")

WHO = "query Who($role: Role!) { practitioners(roles: [$role]) { nodes { reference name agency } } }"
MEETING = """query One($reference: String!) { meetings(filter: { reference: { equals: $reference } }) { nodes {
  id version status agenda { nodes { id version position } } invitations { id version agency response } } } }"""
ROLES = {
    "chair": "CHAIR",
    "police": "POLICE_OFFENDER_MANAGER",
    "prison": "PRISON_OFFENDER_MANAGER",
    "housing": "AGENCY_REPRESENTATIVE",
}
TABLES = (
    "step", "attendance", "invitation", "meeting_change", "disclosure_decision", "offender_informed", "meeting_case"
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_meetings(served: Served) -> Iterator[None]:
    """Each test begins with the meeting of the caseload out of the way, and ends with none of its own."""
    with served.database.changed(
        "update coordination.invitation set valid_until = now()",
        f"update coordination.invitation set valid_until = null where meeting_id = '{MEETING_ID}'",  # noqa: S608 - ours
    ):
        yield
        for table in TABLES:
            kept = f" where meeting_id <> '{MEETING_ID}'" if _of_meeting(table) else ""
            served.database.execute(f"delete from coordination.{table}{kept}")  # noqa: S608 - our own names
        served.database.execute("delete from coordination.meeting where reference <> 'MEETING-1'")


def _of_meeting(table: str) -> bool:
    return table not in ("step", "disclosure_decision", "offender_informed")


def practitioner(served: Served, persona: str) -> str:
    """The reference by which the co-ordinator names a persona."""
    found = served.ask("coordinator", WHO, {"role": ROLES[persona]}).data["practitioners"]["nodes"]
    return str(next(each["reference"] for each in found if each["reference"] == str(PERSONA_IDS[persona])))


def scheduling(served: Served, **given: Any) -> dict[str, Any]:
    usual = {
        "area": AREA,
        "level": "LEVEL_2",
        "heldOn": served.clock().date().isoformat(),
        "startsAt": "23:00",
        "lastsMinutes": 45,
        "chair": practitioner(served, "chair"),
        "chairGrade": "Head of service",
        "chairSeniority": "SUPERINTENDENT_EQUIVALENT",
        "remote": True,
        "idempotencyKey": key(),
    }
    return {"input": usual | given}


def scheduled(served: Served, **given: Any) -> Any:
    return done(served.ask("coordinator", SCHEDULE, scheduling(served, **given)))


def seen(served: Served, persona: str, of: str) -> Any:
    """The meeting as somebody sees it now; None where they do not."""
    nodes = served.ask(persona, MEETING, {"reference": of}).data["meetings"]["nodes"]
    return nodes[0] if nodes else None


def act(served: Served, persona: str, of: str, mutation: str, **given: Any) -> Answer:
    return served.ask(persona, mutation, order(seen(served, persona, of), **given))


def listed(served: Served, of: str, number: int = 1) -> Any:
    given = {"meeting": of, "purpose": "REVIEW"}
    return done(served.ask("coordinator", LIST, order(the_case(served, "coordinator", number), **given)))


def circulated(served: Served) -> str:
    """A meeting on case 1, of today, with its agenda out to chair, police and prison, and housing for the case."""
    of = str(scheduled(served)["reference"])
    item = listed(served, of)
    for persona in ("police", "prison"):
        done(act(served, "coordinator", of, INVITE, who=practitioner(served, persona)))
    need = {"who": practitioner(served, "housing"), "need": "A tenancy is to be found."}
    done(served.ask("coordinator", INVITE_TO_ITEM, order(item, **need)))
    done(act(served, "coordinator", of, CIRCULATE))
    return of


def mine(served: Served, persona: str, of: str, agency: str) -> Any:
    return next(each for each in seen(served, persona, of)["invitations"] if each["agency"] == agency)


def test_the_co_ordination_unit_plans_a_meeting_in_its_area_and_nobody_else_does(served: Served) -> None:
    for persona in ("chair", "police", "housing", "vlo"):
        answer = served.ask(persona, SCHEDULE, scheduling(served))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    elsewhere = served.ask("coordinator", SCHEDULE, scheduling(served, area=AREA + 2))
    assert (elsewhere.status, elsewhere.code) == (403, "NOT_PERMITTED")
    meeting = scheduled(served)
    assert meeting == meeting | {"status": "PLANNED", "level": "LEVEL_2", "areaNumber": AREA}
    (step,) = meeting["steps"]
    assert (step["act"], step["fromState"], step["toState"], step["version"]) == (
        "SCHEDULE_MEETING", None, "PLANNED", 1
    )  # fmt: skip
    assert met(served.ask("coordinator", SCHEDULE, scheduling(served))) == ("startsAt", "INVALID"), "the chair is taken"


def test_what_is_wrong_with_a_meeting_is_said_by_field(served: Served) -> None:
    low = scheduling(served, level="LEVEL_3", chairSeniority="INSPECTOR_EQUIVALENT", startsAt="soon", remote=False)
    (payload,) = served.ask("coordinator", SCHEDULE, low).data.values()
    assert {each["field"] for each in payload["problems"]} == {"startsAt", "place", "chairSeniority"}


def test_from_circulation_an_invitation_opens_the_case_it_is_for(served: Served) -> None:
    case = "query One($reference: String!) { case(reference: $reference) { reference } }"
    on = {"reference": reference(1)}
    of = str(scheduled(served)["reference"])
    item = listed(served, of)
    done(served.ask("coordinator", INVITE_TO_ITEM, order(item, who=practitioner(served, "housing"), need="A home.")))
    assert served.ask("housing", case, on).data["case"] is None
    assert seen(served, "housing", of) is None
    for persona in ("police", "prison"):
        done(act(served, "coordinator", of, INVITE, who=practitioner(served, persona)))
    done(act(served, "coordinator", of, CIRCULATE))
    assert served.ask("housing", case, on).data["case"] == on
    assert seen(served, "housing", of)["status"] == "CIRCULATED"
    (item,) = seen(served, "coordinator", of)["agenda"]["nodes"]
    off = done(served.ask("coordinator", TAKE_OFF, order(item, reason="He is in hospital.")))
    assert served.ask("housing", case, on).data["case"] is None, "nobody is called for what is off the agenda"
    done(served.ask("coordinator", RETURN, order(off)))
    assert served.ask("housing", case, on).data["case"] == on
    with served.clock.forward(timedelta(days=30)):
        assert served.ask("housing", case, on).data["case"] is None


def test_whoever_is_asked_answers_for_themselves_alone(served: Served) -> None:
    of = circulated(served)
    theirs = mine(served, "housing", of, "police")
    answer = served.ask("housing", REPLY, order(theirs, reply="ACCEPTED"))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    theirs = mine(served, "coordinator", of, "police")
    assert met(served.ask("coordinator", REPLY, order(theirs, reply="ACCEPTED"))) == ("id", "NOT_BY_YOU")
    own = mine(served, "housing", of, "housing")
    answered = done(served.ask("housing", REPLY, order(own, reply="APOLOGIES")))
    assert (answered["response"], answered["reportAwaited"]) == ("APOLOGIES", True)
    assert [step["act"] for step in answered["steps"]] == ["INVITE_TO_ITEM", "REPLY_TO_INVITATION"]
    shown = served.ask("police", OF_CASE, {"reference": reference(1)}).data["case"]["steps"]
    assert "invitation" not in [step["record"] for step in shown], "who is asked is told with the meeting"
    reported = served.ask("coordinator", REPORT, order(mine(served, "coordinator", of, "housing")))
    assert done(reported)["reportAwaited"] is False


def test_a_meeting_is_moved_with_a_reason_and_asks_again(served: Served) -> None:
    of = circulated(served)
    done(served.ask("housing", REPLY, order(mine(served, "housing", of, "housing"), reply="ACCEPTED")))
    later = (served.clock() + timedelta(days=7)).date().isoformat()
    moved = done(act(served, "coordinator", of, RESCHEDULE, heldOn=later, startsAt="10:00", reason="The chair is ill."))
    assert (moved["status"], moved["heldOn"]) == ("CIRCULATED", later)
    (change,) = moved["changes"]
    assert (change["kind"], change["heldOn"], change["reason"]) == ("RESCHEDULED", later, "The chair is ill.")
    assert mine(served, "housing", of, "housing")["response"] == "AWAITED"
    (only,) = served.ask("police", "{ cases(first: 1) { nodes { meetings { nodes { heldOn } } } } }").data["cases"][
        "nodes"
    ]
    assert {"heldOn": later} in only["meetings"]["nodes"]


def test_the_agenda_is_ordered_and_a_case_that_is_hidden_is_not_listed(served: Served) -> None:
    of = str(scheduled(served)["reference"])
    for number in (1, 2):
        listed(served, of, number)
    moved = done(act(served, "coordinator", of, MOVE, place=2, to=1))
    places = {each["case"]["reference"]: each["position"] for each in moved["agenda"]["nodes"]}
    assert places == {reference(2): 1, reference(1): 2}
    again = order(the_case(served, "coordinator"), meeting=of, purpose="REVIEW")
    assert met(served.ask("coordinator", LIST, again)) == ("meeting", "NOT_NOW")


def recorded(served: Served) -> None:
    """What others record of the case at the meeting."""
    (item,) = served.database.execute(
        "select i.id from coordination.meeting_case i join coordination.meeting m on m.id = i.meeting_id"
        " where m.status = 'UNDER_WAY' and i.case_id = %s",
        [case_id(1)],
    )
    base = "(id, case_id, meeting_case_id, outcome, decided_on, recorded_at"
    values = "values (gen_random_uuid(), %s, %s, {}, current_date, now()"
    for table, outcome, more, value in (
        ("disclosure_decision", "'NOT_DISCLOSED'", ", reason)", ", 'Nobody is at risk.')"),
        ("offender_informed", "'TO_BE_TOLD'", ")", ")"),
    ):
        statement = f"insert into coordination.{table} {base}{more} {values.format(outcome)}{value}"
        served.database.execute(statement, [case_id(1), item["id"]])


def test_a_meeting_closes_when_nothing_is_missing_and_says_what_is(served: Served) -> None:
    of = circulated(served)
    answer = act(served, "coordinator", of, OPEN)
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    done(act(served, "chair", of, OPEN))
    for each in seen(served, "chair", of)["invitations"]:
        came = each["agency"] != "prison"
        attended = {"attended": came, "statementAccepted": came}
        done(served.ask("chair", ATTEND, order(each, **attended)))
    (payload,) = act(served, "chair", of, CLOSE).data.values()
    assert any(f"{reference(1)}: it is still on the agenda" in each["message"] for each in payload["problems"])
    (item,) = seen(served, "chair", of)["agenda"]["nodes"]
    done(served.ask("chair", CONCLUDE, order(item)))
    (payload,) = act(served, "chair", of, CLOSE).data.values()
    missing = [each["message"] for each in payload["problems"]]
    assert len(missing) == 6, missing
    for words in ("disclosure", "level", "next review", "offender", "prison", "report"):
        assert any(reference(1) in each and words in each for each in missing), words
    recorded(served)
    (item,) = seen(served, "chair", of)["agenda"]["nodes"]
    later = (served.clock() + timedelta(days=80)).date().isoformat()
    noted = {"nextReviewOn": later, "levelUnchangedBecause": "Nothing has changed."}
    assert done(served.ask("chair", CONCLUDE, order(item, **noted)))["nextReviewOn"] == later
    by_telephone = {"quorumNotMetBecause": "The prison joined by telephone."}
    assert met(act(served, "chair", of, CLOSE, **by_telephone)) == ("withoutReportBecause", "MISSING")
    by_telephone["withoutReportBecause"] = "It told all of it by telephone."
    closed = done(act(served, "chair", of, CLOSE, **by_telephone))
    assert closed["status"] == "HELD"
    assert [each["toState"] for each in closed["steps"]] == ["PLANNED", "CIRCULATED", "UNDER_WAY", "HELD"]


def test_what_is_missing_of_a_case_that_the_chair_may_not_see_is_not_told(served: Served) -> None:
    of = circulated(served)
    done(act(served, "chair", of, OPEN))
    chair = PERSONA_IDS["chair"]
    limit = (
        "insert into probation.access_limit (id, person_id, principal_id, principal_name, kind, valid_from,"
        " source_system, as_of, received_at, assertion, subject_category, reliability) values"
        " ('00000000-0000-0000-0000-00000000ee01', %s, %s, 'The chair', 'EXCLUSION', '2020-01-01', 's', now(), now(),"
        " 'FACT', 'CONVICTED', 'VERIFIED')"
    )
    served.database.execute(limit, [person_id(1), chair])
    try:
        assert seen(served, "chair", of)["agenda"]["nodes"] == []
        (payload,) = act(served, "chair", of, CLOSE).data.values()
        messages = [each["message"] for each in payload["problems"]]
        assert not any(reference(1) in each for each in messages)
        assert "As the record stands, this cannot be done." in messages
    finally:
        served.database.execute("delete from probation.access_limit where id = '00000000-0000-0000-0000-00000000ee01'")


def test_only_those_who_co_ordinate_are_told_whom_a_meeting_can_ask(served: Served) -> None:
    for persona in ("police", "chair", "housing", "smb"):
        assert served.ask(persona, WHO, {"role": "CHAIR"}).data["practitioners"]["nodes"] == []
    chairs = served.ask("coordinator", WHO, {"role": "CHAIR"}).data["practitioners"]["nodes"]
    assert [each["name"] for each in chairs] == ["Gwilym Ashdown", "Philippa Thorncastle"]


def test_the_rules_of_meetings_say_where_they_come_from(served: Served) -> None:
    found = served.ask("housing", "{ meetingRules { nodes { kind level requires source verified } } }").data
    rules = found["meetingRules"]["nodes"]
    assert len(rules) == 14
    assert all(rule["source"] and rule["verified"] is False for rule in rules)


def test_the_same_change_sent_again_is_made_once(served: Served) -> None:
    asked = scheduling(served)
    first, again = (done(served.ask("coordinator", SCHEDULE, asked)) for _ in range(2))
    assert first == again
    assert problem(served.ask("coordinator", SCHEDULE, {"input": asked["input"] | {"lastsMinutes": 50}}))["code"] == (
        "KEY_REUSED"
    )
