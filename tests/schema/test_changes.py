"""What changed between two schemas, in sentences: what may break a program first, and nothing that is plain."""

from datetime import date

from policies.changelog import digest_of, entries, heading, newest, problem
from schema.changelog import CHANGELOG, OF_SCHEMA
from schema.changes import changes

BEFORE = """
directive @dataClass(name: String!) on FIELD_DEFINITION
type Query { cases: [Case] }
type Case { level: String @dataClass(name: "MANAGEMENT"), note: String @dataClass(name: "HEALTH"), gone: Int }
"""
AFTER = """
directive @dataClass(name: String!) on FIELD_DEFINITION
type Query { cases(area: Int): [Case], limits: LimitConnection }
type Case { level: String @dataClass(name: "MANAGEMENT"), note: String @dataClass(name: "RISK"), added: Int }
type Limit { why: String }
type LimitConnection { nodes: [Limit] }
"""


def test_what_breaks_stands_first_and_what_a_list_brings_with_it_is_not_told() -> None:
    told = changes(BEFORE, AFTER)
    assert told[0].startswith("Breaking: Field Case.gone was removed")
    assert told[-1] == 'Case.note is "RISK" now, and was "HEALTH".'
    assert any("Limit was added" in each for each in told)
    assert not any("LimitConnection was added" in each for each in told)
    assert any("added" in each and "Case.added" in each for each in told)


def test_the_same_schema_changes_nothing() -> None:
    assert changes(AFTER, AFTER) == ()


def test_the_committed_changelog_is_of_the_form_that_the_gate_reads() -> None:
    found = newest(CHANGELOG.read_text("utf-8"), OF_SCHEMA)
    assert found is not None
    assert any(found.lines)
    assert entries(CHANGELOG.read_text("utf-8"))[0][0] == f"{found.written}, schema {found.digest}"


def test_a_schema_that_the_newest_entry_does_not_describe_is_refused_with_the_remedy() -> None:
    said = problem("type Query { other: Int }", CHANGELOG, OF_SCHEMA)
    assert said is not None
    assert "Run `mappa schema diff REVISION --entry`" in said
    assert heading("x", date(2026, 1, 2), OF_SCHEMA) == f"## 2026-01-02, schema {digest_of('x')}"
