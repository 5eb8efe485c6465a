"""A retention rule is proposed by one auditor, agreed by another and taken over by the owner; only then it erases."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from gateway.command.adopting import adopted
from policies.vocabulary import Purpose
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.test_record_holds import aged, erased, left, second_auditor

PROPOSE = document("proposeRetentionRule", "retentionProposal", "rule keepMonths status proposedByName")
AGREE = document("agreeRetentionRule", "retentionProposal", "status agreedByName")
REFUSE = document("refuseRetentionRule", "retentionProposal", "status refusedBecause")
PROPOSALS = "{ retentionProposals { nodes { id version rule status takenOverAt } } }"
RULES = "{ retentionRules(first: 50) { nodes { rule version keepMonths decidedBy verified validFrom validUntil } } }"
TOLD = "select client, row_count from audit.entry where operation_name = 'adopt' order by recorded_at desc limit 1"


def proposing(months: int, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever is given
    why = {"decidedBy": "A board", "source": "Its minutes of today", "reason": "As long as complaints may come."}
    told = {"rule": "of-the-test", "keepMonths": months, "validFrom": datetime.now(UTC).date().isoformat()}
    return {"input": {**told, **why, "idempotencyKey": key(), **given}}


def take_over(served: Served) -> list[str]:
    return asyncio.run(adopted(served.database.owner, Purpose.SECURE_DATA))


def agreed(served: Served) -> dict[str, Any]:
    """By the second auditor, to whom ids are their own."""
    nodes = served.ask("admin", PROPOSALS, purpose="VERIFY_LAWFULNESS").data["retentionProposals"]["nodes"]
    (theirs,) = [each for each in nodes if each["status"] == "PROPOSED"]
    return dict(done(served.ask("admin", AGREE, order(theirs), purpose="VERIFY_LAWFULNESS")))


def rules(served: Served) -> list[tuple[int, int, bool, bool]]:
    """Those of the test: version, months, verified, and whether it ends."""
    nodes = served.ask("auditor", RULES).data["retentionRules"]["nodes"]
    return sorted(
        (each["version"], each["keepMonths"], each["verified"], each["validUntil"] is not None)
        for each in nodes
        if each["rule"] == "of-the-test"
    )


def test_what_two_agreed_and_the_owner_took_over_is_a_rule_and_its_next_version_ends_it(served: Served) -> None:
    aged(served)
    first = done(served.ask("auditor", PROPOSE, proposing(6)))
    assert (first["keepMonths"], first["proposedByName"]) == (6, "Marguerite Osei")
    assert met(served.ask("auditor", AGREE, order(first))) == ("id", "NOT_BY_YOU")
    assert take_over(served)[0].startswith("No rule waits")
    with second_auditor(served):
        found = agreed(served)
        assert (found["status"], found["agreedByName"]) == ("AGREED", "Sunniva Holt")
        assert rules(served) == []  # the gateway writes none
        (line,) = take_over(served)
        assert "6 months" in line
        assert "proposed by Marguerite Osei, agreed by Sunniva Holt" in line
        assert rules(served) == [(1, 6, True, False)]
        erased(served)
        assert left(served) == 1
        done(served.ask("auditor", PROPOSE, proposing(1)))
        agreed(served)
        take_over(served)
    assert rules(served) == [(1, 6, True, True), (2, 1, True, False)]
    assert [dict(row) for row in served.database.execute(TOLD)] == [{"client": "mappa audit adopt", "row_count": 1}]
    (late, _) = served.ask("auditor", PROPOSALS).data["retentionProposals"]["nodes"]
    assert met(served.ask("auditor", REFUSE, order(late, reason="Too late."))) == ("id", "NOT_NOW")
    erased(served)
    assert left(served) == 0
    served.database.execute("delete from audit.retention_rule where rule = 'of-the-test'")
    served.database.execute("delete from coordination.retention_proposal")


def test_what_was_refused_is_not_taken_over_and_nobody_else_is_told(served: Served) -> None:
    proposal = done(served.ask("auditor", PROPOSE, proposing(12)))
    refused = done(served.ask("auditor", REFUSE, order(proposal, reason="Another was meant.")))
    assert (refused["status"], refused["refusedBecause"]) == ("REFUSED", "Another was meant.")
    take_over(served)
    assert rules(served) == []
    assert met(served.ask("auditor", PROPOSE, proposing(0))) == ("keepMonths", "INVALID")
    denied = served.ask("coordinator", PROPOSE, proposing(12))
    assert (denied.status, denied.code) == (403, "NOT_PERMITTED")
    assert served.ask("coordinator", PROPOSALS).data["retentionProposals"]["nodes"] == []
