"""What a read costs: one statement besides its audit write, no question to the policy engine, bounded caches."""

import psycopg
import pytest

from gateway.questions import Kept
from gateway.store import READER
from policies.vocabulary import Role
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

CASE = "query One($reference: String!) { case(reference: $reference) { id person { familyName } } }"
WIDE = """
query Wide($reference: String!) {
  case(reference: $reference) { convictions { nodes { offence } totalCount } intelligence { nodes { reference } }
    meetings { nodes { meeting { agenda { nodes { case { reference } } } } } } timeline { kind } }
  cases(first: 5) { totalCount nodes { reference person { aliases { name } } } }
  viewer { name }
}
"""


@pytest.mark.parametrize("query", [CASE, WIDE])
@pytest.mark.parametrize("persona", ["police", "coordinator", "smb"])
def test_a_read_is_exactly_one_statement(served: Served, persona: str, query: str) -> None:
    asked = {"reference": reference(1)}
    served.ask(persona, query, asked)
    made = served.door.questions.statements.made

    def sent() -> int:
        before = served.store.statements
        assert served.ask(persona, query, asked).status == 200
        return served.store.statements - before

    assert min(sent() for _ in range(3)) == 1  # what is known of the caller is asked anew every few seconds
    assert served.door.questions.statements.made == made


def test_the_first_read_of_somebody_costs_their_facts_and_their_client_besides(served: Served) -> None:
    served.ask("vlo", CASE, {"reference": reference(1)})
    served.door.directory._principals.clear()
    served.door.directory._clients.clear()
    sent = served.store.statements
    assert served.ask("vlo", CASE, {"reference": reference(1)}).status == 200
    # Their client, whether their subject is a client (twice at first, then kept), themselves, and the answer.
    assert served.store.statements == sent + 4


def test_statements_are_prepared_by_name_and_parsed_once(served: Served) -> None:
    for number in (1, 2, 1):
        served.ask("police", CASE, {"reference": reference(number)})
    held = [each for each in served.store._idle if any('"case"' in sql for sql in each.statements)]
    assert held
    for each in held:
        asked = each.connection.fetch(
            "select statement, generic_plans + custom_plans as runs from pg_prepared_statements"
        )
        rows = served.within(asked)
        assert {row["statement"] for row in rows if row["statement"] in each.statements} == set(each.statements)
        assert max(row["runs"] for row in rows) > 1


def test_an_area_that_holds_every_case_of_a_list_is_searched_alone(served: Served) -> None:
    served.ask("coordinator", CASE, {"reference": reference(1)})
    kept = [each for known in served.door.directory._principals.values() for each in known.values()]
    assert [each.standings.within_coordinated for each in kept if Role.MAPPA_COORDINATOR in each.kind.roles] == [True]


def test_ten_requests_send_ten_reads_and_leave_ten_entries(served: Served) -> None:
    def entries() -> int:
        return int(served.database.execute("select count(*) from audit.entry")[0]["count"])

    served.ask("police", CASE, {"reference": reference(1)})
    before, sent = entries(), served.store.statements
    for _ in range(10):
        served.ask("police", CASE, {"reference": reference(1)})
    assert (entries() - before, served.store.statements - sent) == (10, 10)


def test_the_law_is_not_asked_again_for_a_kind_of_principal_and_a_purpose_it_has_decided(served: Served) -> None:
    served.ask("chair", CASE, {"reference": reference(1)})
    asked = served.door.law.current.answers.evaluations
    served.ask("chair", CASE, {"reference": reference(2)})
    served.ask("chair", "{ cases { totalCount } }")
    assert served.door.law.current.answers.evaluations == asked


def test_two_kinds_of_principal_never_share_a_statement_though_they_share_a_document(served: Served) -> None:
    query = "query Shared($reference: String!) { case(reference: $reference) { reference victims { totalCount } } }"
    questions = served.door.questions
    documents, statements = questions.documents.made, questions.statements.made
    answers = [served.ask(who, query, {"reference": reference(1)}).data for who in ("police", "prison", "police")]
    assert questions.documents.made == documents + 1
    assert questions.statements.made == statements + 2
    assert [answer["case"]["victims"]["totalCount"] for answer in answers] == [1, 0, 1]


def test_two_purposes_never_share_a_statement(served: Served) -> None:
    query = '{ case(reference: "MAPPA-07-000001") { accessLimits { kind } healthNotes { totalCount } } }'
    made = served.door.questions.statements.made
    notes = [
        served.ask("police", query, purpose=purpose).data["case"]["healthNotes"]["totalCount"]
        for purpose in ("MANAGE_RISK", "PLAN_RELEASE")
    ]
    assert notes == [1, 0]
    assert served.door.questions.statements.made == made + 2


def test_the_caches_are_bounded_and_keep_what_was_used_last() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda key=key: key)  # type: ignore[misc]
    assert (len(kept), kept.made) == (2, 3)
    kept.get("a", lambda: "made again")
    assert kept.made == 3
    assert kept.get("b", lambda: "made again") == "made again"


def test_an_error_in_making_is_not_kept() -> None:
    kept: Kept[str] = Kept()

    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        kept.get("a", fail)
    assert kept.get("a", lambda: "made") == "made"


def test_the_gateway_reads_in_a_role_that_adds_to_the_access_record_and_does_nothing_else(served: Served) -> None:
    served.ask("police", CASE, {"reference": reference(1)})
    (role,) = served.within(served.store.fetch("select current_user as name", [], 5.0))
    assert role["name"] == READER
    with psycopg.connect(served.database.gateway, autocommit=True) as connection:
        connection.execute(f"set role {READER}".encode())
        for statement in (
            "insert into coordination.step (id) values (gen_random_uuid())",
            'update coordination."case" set version = 2',
            "update coordination.referral set version = 2",
            "insert into audit.leaf (index) values (7)",
            "update coordination.area set name = 'x'",
            "update audit.entry set reason = 'x'",
            "delete from audit.entry",
            "truncate audit.entry",
            "update audit.subject_set set members = ''",
            "delete from audit.reading",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
