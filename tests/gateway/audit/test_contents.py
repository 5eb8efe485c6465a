"""Every column of the record's tables has its word: of whom it tells, and what becomes of that."""

from gateway.audit.contents import CONTENTS, Tells
from gateway.audit.tables import audit_metadata
from migrations.tables import everything
from tests.documents import assert_generated

BESIDE = ("coordination.detection", "coordination.record_hold")  # what rests on the record, of the joint record


def columns() -> dict[str, set[str]]:
    """Of every table of the record, as the migrations make them."""
    tables = everything().tables
    return {name: set(tables[name].columns.keys()) for name in (*audit_metadata.tables, *BESIDE)}


def test_no_column_of_the_record_is_without_its_word_and_no_word_without_its_column() -> None:
    assert {name: set(told) for name, told in CONTENTS.items()} == columns()


def test_the_document_says_of_whom_each_tells() -> None:
    rows = [f"| {tells.value} | {'; '.join(_told(tells))} |\n" for tells in Tells]
    assert_generated("docs/audit.md", "contents", "| What it tells | Columns |\n| --- | --- |\n" + "".join(rows))


def _told(tells: Tells) -> list[str]:
    found = {table: [name for name, word in told.items() if word is tells] for table, told in CONTENTS.items()}
    return [f"`{table}`: {', '.join(names)}" for table, names in found.items() if names]
