from itertools import pairwise
from pathlib import Path
from time import thread_time

from policies.census import as_engine_decides
from policies.decided import Decided, as_read
from policies.engine import Law
from policies.grammar import Source
from policies.lint import check
from policies.sources import DIRECTORY, read
from policies.table import TABLE, differences, print_table
from policies.vocabulary import ENTRUSTED_ACTS, DataClass, Role
from tests.policies.laws import decided, with_file

REMEDY = (
    "Read it. If the law now decides what it should, run `mappa policy table > policies/table.txt`, and commit both."
)


def with_rule(text: str) -> Decided:
    """What the law decides with one more rule, by the second reading: a test holds it to decide as the engine does."""
    return as_read(check(with_file("new.polar", f"# Once.\n{text}")))


def test_the_committed_table_is_what_the_law_decides() -> None:
    difference = differences(decided())
    assert not difference, f"\n{difference}\n\nThe law does not decide what policies/table.txt says. {REMEDY}"


def test_in_any_order_of_its_files_the_whole_law_is_enumerated_alike_within_ten_seconds_by_few_questions() -> None:
    backwards = Law([Source(source.name, source.text) for source in reversed(read(DIRECTORY))])
    started = thread_time()
    found = as_engine_decides(backwards)
    assert thread_time() - started < 10  # about four on a machine of 2024
    assert backwards.answers.evaluations < 5_000
    assert print_table(found) == TABLE.read_text("utf-8")


def test_every_data_class_and_every_act_has_its_section_in_order() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    sections = [above for above, line in pairwise(lines) if line and not line.strip("=")]
    withheld, barred = "Withheld, whatever is granted", "Barred from, whatever is entrusted"
    assert sections == [*DataClass, withheld, *ENTRUSTED_ACTS, barred]


def test_a_difference_shows_who_now_sees_what() -> None:
    text = 'grant("new.a-rule", "agency_representative", "partner", "licence", "convened", _ownership);'
    added = [line for line in differences(with_rule(text)).splitlines() if line.startswith("+ ")]
    assert added == [
        "+  agency_representative (partner)",
        "+    for manage_risk, prepare_meeting, safeguard_children",
        "+      convened | any handling* | open, restricted (own) <- new.a-rule",
    ]


def test_a_table_that_is_not_there_differs_in_every_line(tmp_path: Path) -> None:
    difference = differences(decided(), tmp_path / "table.txt").splitlines()
    assert len(difference) == 3 + len(TABLE.read_text("utf-8").splitlines())


def test_what_everybody_is_shown_is_hidden_from_nobody() -> None:
    (section,) = (part for part in TABLE.read_text("utf-8").split("\n\n") if part.startswith("reference\n"))
    assert section.count("(any agency)") == len(Role)
    assert section.endswith("hidden from: nobody")


def test_what_is_owned_by_others_is_said() -> None:
    text = 'grant("new.of-others", "police_offender_manager", "police", "aggregate", "none", "other");'
    table = print_table(with_rule(text))
    assert "      none | any handling* | open (other) <- new.of-others" in table.splitlines()
