"""The life of a change over HTTP: permitted by the law, at the version seen, once for a key, all or nothing."""

# ruff: noqa: ANN401 - JSON of every kind passes through
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from policies.vocabulary import Purpose
from schema.seals import seals_for
from tests.gateway.acting import START, WITHDRAW, done, key, met, order, problem, starting, steps, the_case
from tests.gateway.served import GRAPHQL, Answer, Served
from tests.gateway.small_caseload import case_id, person_id

VALUES = ("Threats", "neighbour", "MAPPA-07", "REF-07")


@pytest.fixture(autouse=True)
def emptied(served: Served) -> Iterator[None]:
    """Each test begins without a referral."""
    yield
    served.database.execute("delete from coordination.step; delete from coordination.referral_part")
    served.database.execute("delete from coordination.referral")


def started(served: Served, persona: str = "probation") -> Any:
    return done(served.ask(persona, START, starting(the_case(served, persona))))


# -- done


def test_an_act_gives_back_the_record_and_its_history(served: Served) -> None:
    referral = started(served)
    assert referral["reference"] == "REF-07-000001-1"
    assert (referral["status"], referral["version"], referral["levelSought"]) == ("DRAFT", 1, "LEVEL_3")
    first = {"act": "START_REFERRAL", "fromState": None, "toState": "DRAFT", "version": 1}
    assert referral["steps"] == [first]
    withdrawn = done(served.ask("probation", WITHDRAW, order(referral, reason="Made in error.")))
    assert (withdrawn["status"], withdrawn["withdrawnBecause"], withdrawn["version"]) == (
        "WITHDRAWN",
        "Made in error.",
        2,
    )
    second = {"act": "WITHDRAW_REFERRAL", "fromState": "DRAFT", "toState": "WITHDRAWN", "version": 2}
    assert withdrawn["steps"] == [first, second]


def test_the_entry_says_what_was_done_to_whom_by_which_rule_and_what_was_shown_and_no_value(served: Served) -> None:
    answer = served.ask("probation", START, starting(the_case(served, "probation")))
    entry = served.entry(answer)
    assert (entry["act"], entry["outcome"], entry["reason"]) == ("START_REFERRAL", "GRANTED", None)
    assert entry["subjects"] == {"assigned/ordinary": sorted([str(case_id(1)), str(person_id(1))])}
    reading = entry["reading"]["assigned/ordinary"]
    assert reading["act"] == ["referral.managers-refer-their-cases"]
    assert "Referral.status" in reading["shown"]["management"]
    assert "COLLECTION" in entry["processing"]
    assert not any(value in str(entry) for value in VALUES)


def test_who_acts_names_what_they_ask_for_themselves(served: Served) -> None:
    document = """mutation Start($input: StartReferralInput!) { begun: startReferral(input: $input) {
        kind: __typename found: problems { where: field } made: referral { __typename status } } }"""
    answer = served.ask("probation", document, starting(the_case(served, "probation")))
    assert answer.data == {
        "begun": {"kind": "StartReferralPayload", "found": [], "made": {"__typename": "Referral", "status": "DRAFT"}}
    }


def test_what_is_given_in_the_document_itself_is_read_too(served: Served) -> None:
    case = the_case(served, "probation")
    document = f"""mutation {{ startReferral(input: {{ id: "{case["id"]}", expectedVersion: {case["version"]},
        idempotencyKey: "in the document", levelSought: LEVEL_2, reason: CHANGE_OF_RISK, summary: "Threats." }})
        {{ referral {{ levelSought }} problems {{ code }} }} }}"""
    answer = served.ask("probation", document)
    assert answer.data["startReferral"] == {"referral": {"levelSought": "LEVEL_2"}, "problems": []}


def test_the_viewer_is_told_which_acts_are_open_for_the_purpose(served: Served) -> None:
    asked = "{ viewer { acts } }"
    acts = {persona: served.ask(persona, asked).data["viewer"]["acts"] for persona in ("probation", "auditor")}
    assert "START_REFERRAL" in acts["probation"]
    assert "SCREEN_REFERRAL" not in acts["probation"]
    holds = ["PLACE_RECORD_HOLD", "ASK_TO_LIFT_RECORD_HOLD", "LIFT_RECORD_HOLD"]
    rules = ["PROPOSE_RETENTION_RULE", "AGREE_RETENTION_RULE", "REFUSE_RETENTION_RULE"]
    assert acts["auditor"] == ["EXPORT_ACCESS_RECORD", "TAKE_UP_DETECTION", "CLOSE_DETECTION", *holds, *rules]


# -- not permitted, not there


@pytest.mark.parametrize(("persona", "purpose"), [("vlo", "CONTACT_VICTIM"), ("coordinator", "MANAGE_RISK")])
def test_an_act_that_is_not_entrusted_is_refused_by_name(served: Served, persona: str, purpose: str) -> None:
    variables = starting(the_case(served, persona))
    answer = served.ask(persona, START, variables, purpose=purpose)
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    assert "not yours to do" in answer.error
    assert (served.told(answer), served.entry(answer)["act"]) == (("REFUSED", "NOT_PERMITTED"), "START_REFERRAL")
    assert steps(served) == 0


def test_an_act_that_is_entrusted_elsewhere_is_refused_where_it_is_not(served: Served) -> None:
    referral = started(served)
    (seen,) = served.ask("prison", "{ referrals { nodes { id version } } }").data["referrals"]["nodes"]
    answer = served.ask("prison", WITHDRAW, order(seen, reason="Not mine to take back."))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    entry = served.entry(answer)
    assert entry["subjects"] == {"assigned/ordinary": sorted([str(case_id(1)), str(person_id(1))])}
    assert done(served.ask("probation", WITHDRAW, order(referral, reason="Ours.")))["status"] == "WITHDRAWN"


def test_a_purpose_that_an_act_does_not_further_is_refused(served: Served) -> None:
    variables = starting(the_case(served, "police"))
    answer = served.ask("police", START, variables, purpose="SAFEGUARD_CHILDREN")
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def sealed(served: Served, persona: str, record: str, row: UUID) -> str:
    """The id that a row would have for somebody, whether or not they may see it."""
    found = served.door.directory.principal(served.tokens.issuer, f"persona:{persona}", "mappa-demonstration")
    principal = served.within(found)
    assert principal is not None
    permit = served.door.law.current.permit(principal.kind, Purpose.MANAGE_RISK)
    return seals_for(served.door.keys.seal, permit.kind, permit.policy_version).seal_id(record, row)


def test_a_hidden_record_answers_an_act_exactly_as_an_absent_one(served: Served) -> None:
    answers = []
    for number in (3, 4, 5, 99):  # another area, limited access, terrorism; and one that does not exist
        on = {"id": sealed(served, "probation", "Case", case_id(number)), "version": 1}
        answers.append(served.ask("probation", START, starting(on)))
    told = {(answer.status, answer.body, served.told(answer)) for answer in answers}
    assert len(told) == 1
    assert met(answers[0]) == ("id", "NOT_FOUND")
    assert {str(served.entry(answer)["subjects"]) for answer in answers} == {"{}"}
    foreign = {"id": the_case(served, "police")["id"], "version": 1}
    nonsense = {"id": "no id at all", "version": 1}
    for on in (foreign, nonsense):
        assert served.ask("probation", START, starting(on)).body == answers[0].body
    assert steps(served) == 0


# -- versions and keys


def test_a_stale_version_is_refused_and_both_versions_are_told(served: Served) -> None:
    case = the_case(served, "probation")
    started(served)
    answer = served.ask("probation", START, starting(case))
    found = problem(answer)
    assert (found["field"], found["code"]) == ("expectedVersion", "CONFLICT")
    assert (found["expectedVersion"], found["currentVersion"]) == (case["version"], case["version"] + 1)
    assert served.told(answer) == ("REFUSED", "CONFLICT")


def test_a_conflict_shows_the_record_as_it_now_is(served: Served) -> None:
    referral = started(served)
    done(served.ask("probation", WITHDRAW, order(referral, reason="First.")))
    answer = served.ask("probation", WITHDRAW, order(referral, reason="Second."))
    shown = answer.data["withdrawReferral"]["referral"]
    assert (shown["withdrawnBecause"], shown["version"]) == ("First.", 2)
    assert problem(answer)["currentVersion"] == 2
    assert served.entry(answer)["reading"]["assigned/ordinary"]["shown"]


def test_a_repeat_with_the_same_content_gives_the_first_answer_and_changes_nothing(served: Served) -> None:
    variables = starting(the_case(served, "probation"))
    first = served.ask("probation", START, variables)
    again = served.ask("probation", START, variables)
    assert again.body == first.body
    assert steps(served) == 1
    assert served.told(again) == ("GRANTED", "REPEATED")


def test_the_same_key_with_other_content_is_refused(served: Served) -> None:
    variables = starting(the_case(served, "probation"))
    done(served.ask("probation", START, variables))
    variables["input"]["summary"] = "Something else."
    assert met(served.ask("probation", START, variables)) == ("idempotencyKey", "KEY_REUSED")
    assert steps(served) == 1


def test_a_key_is_its_senders_own(served: Served) -> None:
    same = key()
    referral = done(served.ask("probation", START, starting(the_case(served, "probation"), idempotencyKey=same)))
    done(served.ask("probation", WITHDRAW, order(referral, reason="No longer.")))
    assert done(served.ask("police", START, starting(the_case(served, "police"), idempotencyKey=same)))


@pytest.mark.parametrize("given", ["", "  ", "x" * 201])
def test_a_key_that_is_none_is_refused(served: Served, given: str) -> None:
    answer = served.ask("probation", START, starting(the_case(served, "probation"), idempotencyKey=given))
    assert met(answer) == ("idempotencyKey", "INVALID")


# -- problems


def test_every_problem_is_told_at_once_by_field(served: Served) -> None:
    answer = served.ask("probation", START, starting(the_case(served, "probation"), summary=" "))
    assert met(answer) == ("summary", "MISSING")
    started(served)
    answer = served.ask("probation", START, starting(the_case(served, "probation"), levelSought="LEVEL_1"))
    found = answer.data["startReferral"]["problems"]
    assert [(each["field"], each["code"]) for each in found] == [("levelSought", "INVALID"), ("id", "NOT_NOW")]
    assert "REF-07-000001-1 is still to be decided" in found[1]["message"]
    assert answer.data["startReferral"]["referral"] is None
    assert served.told(answer) == ("REFUSED", "INVALID")


def test_what_cannot_be_done_in_its_state_says_in_which_it_can(served: Served) -> None:
    withdrawn = done(served.ask("probation", WITHDRAW, order(started(served), reason="First.")))
    found = problem(served.ask("probation", WITHDRAW, order(withdrawn, reason="Again.")))
    assert found["message"] == (
        "The referral is withdrawn. This can be done only while it is draft or submitted or pending information."
    )


@pytest.mark.parametrize(
    "document",
    [
        "mutation { __typename }",
        """mutation($input: StartReferralInput!) { a: startReferral(input: $input) { problems { code } }
            b: startReferral(input: $input) { problems { code } } }""",
    ],
)
def test_one_request_is_one_change(served: Served, document: str) -> None:
    variables = starting(the_case(served, "probation")) if "$input" in document else {}
    answer = served.ask("probation", document, variables)
    assert (answer.status, served.told(answer)) == (400, ("INVALID", "one-change"))
    assert "one change for each request" in answer.error
    assert steps(served) == 0


def test_a_change_is_sent_by_post_alone(served: Served) -> None:
    headers = served.headers("probation", accept=GRAPHQL)
    answer = served.send("GET", headers, path="/graphql?query=mutation%7B__typename%7D")
    assert (answer.status, answer.code) == (405, "METHOD_NOT_ALLOWED")


def test_text_that_no_record_can_hold_is_refused(served: Served) -> None:
    answer = served.ask("probation", START, starting(the_case(served, "probation"), summary="a\0b"))
    assert answer.status == 400
    assert "U+0000" in answer.error


# -- all or nothing


def test_a_change_whose_entry_cannot_be_written_is_not_made(served: Served) -> None:
    case = the_case(served, "probation")
    away, back = (
        "revoke insert on audit.entry from mappa_gateway, mappa_reader",
        "grant insert on audit.entry to mappa_gateway, mappa_reader",
    )
    with served.database.changed(away, back):
        answer = served.ask("probation", START, starting(case))
        assert (answer.status, answer.code) == (503, "AUDIT_UNAVAILABLE")
    assert steps(served) == 0
    assert the_case(served, "probation")["version"] == case["version"]


def test_a_change_whose_step_cannot_be_written_is_not_made(served: Served) -> None:
    case = the_case(served, "probation")
    away = "revoke insert on coordination.step from mappa_gateway"
    with served.database.changed(away, away.replace("revoke", "grant").replace("from", "to")):
        answer = served.ask("probation", START, starting(case))
        assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
    (row,) = served.database.execute("select count(*) from coordination.referral")
    assert row["count"] == 0
    assert the_case(served, "probation")["version"] == case["version"]


def test_two_who_act_at_once_on_what_they_both_saw_make_one_change(served: Served) -> None:
    cases = {persona: the_case(served, persona) for persona in ("police", "prison", "probation")}
    answers: dict[str, Answer] = {}

    def act(persona: str) -> None:
        answers[persona] = served.ask(persona, START, starting(cases[persona]))

    acting = [threading.Thread(target=act, args=(persona,)) for persona in cases]
    for each in acting:
        each.start()
    for each in acting:
        each.join(timeout=10)
    codes = sorted(problem["code"] for a in answers.values() for problem in a.data["startReferral"]["problems"])
    assert codes == ["CONFLICT", "CONFLICT"]
    assert steps(served) == 1


def test_the_same_change_sent_many_times_at_once_is_made_once(served: Served) -> None:
    variables = starting(the_case(served, "probation"))
    bodies: list[bytes] = []
    acting = [
        threading.Thread(target=lambda: bodies.append(served.ask("probation", START, variables).body)) for _ in range(4)
    ]
    for each in acting:
        each.start()
    for each in acting:
        each.join(timeout=10)
    assert len(bodies) == 4
    assert len(set(bodies)) == 1
    assert steps(served) == 1


def test_an_exclusion_takes_hold_at_the_very_next_act(served: Served) -> None:
    case = the_case(served, "probation")
    away = "update probation.supervision set valid_until = '2020-02-01'"
    with served.database.changed(away, "update probation.supervision set valid_until = null"):
        assert met(served.ask("probation", START, starting(case))) == ("id", "NOT_FOUND")
    assert done(served.ask("probation", START, starting(case)))["status"] == "DRAFT"
