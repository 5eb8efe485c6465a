"""The timeline of a case is over all agencies: what police, prison and probation hold, and what they do together."""

from gateway.wiring import registry


def test_the_timeline_has_what_each_agency_holds_and_what_others_contribute() -> None:
    told = [record for record in registry().records.values() if record.timeline]
    owners = {record.owner for record in told if isinstance(record.owner, str)}
    assert owners >= {"police", "prison", "probation", "coordination"}
    assert "Contribution" in {record.name for record in told}


def test_no_two_kinds_of_line_have_one_name() -> None:
    kinds = [record.timeline.kind for record in registry().records.values() if record.timeline]
    assert sorted(kinds) == sorted(set(kinds))
