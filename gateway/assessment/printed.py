"""The rule book as tables in Markdown, for the document that shows it."""

from collections.abc import Iterable, Sequence
from datetime import date

from agencies.coordination.rule_vocabulary import Direction
from agencies.coordination.rules.rows import Row, RuleBook, Timing


def tables(book: RuleBook) -> dict[str, str]:
    """Each table by the name of its markers."""
    return {
        "schedules": _table(
            ("Schedule", "Leads to", "Reaches"),
            ((row, (row.name, _words(row.category), _words(row.reach))) for row in book.schedules),
        ),
        "sentences": _table(
            ("Category", "Sentence", "Not less than", "For offences in"),
            (
                (row, (_words(row.category), _words(row.sentence_kind), _months(row.minimum_months), row.schedule))
                for row in book.sentences
            ),
        ),
        "notifications": _table(
            ("Basis", "Category", "Lasts"),
            (
                (row, (_words(row.basis), _words(row.category), "for life" if row.indefinite else _months(row.months)))
                for row in book.notifications
            ),
        ),
        "precedence": _table(
            ("Place", "Category"), ((row, (row.rank, _words(row.category))) for row in book.precedence)
        ),
        "conditions": _table(
            ("Category", "Needs level"), ((row, (_words(row.category), _words(row.level))) for row in book.conditions)
        ),
        "timings": _table(
            ("Rule", "Limit", "Whose", "What is to be done"),
            ((row, (f"`{row.code}`", _limit(row), row.owner, row.statement)) for row in book.timings),
        ),
    }


def _table(heading: Sequence[str], rows: Iterable[tuple[Row, Sequence[object]]]) -> str:
    names = [*heading, "From", "Source", "Verified"]
    lines = [_line(names), _line(["---"] * len(names))]
    for row, cells in rows:
        source = row.source.replace("|", "/")
        lines.append(_line([*cells, _day(row.valid_from), source, "yes" if row.verified else "no"]))
    return "".join(lines)


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join("any" if cell is None else str(cell) for cell in cells) + " |\n"


def _words(word: str | None) -> str | None:
    return word and word.lower().replace("_", " ")


def _months(months: int | None) -> str:
    return "-" if months is None else f"{months} months"


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"


def _limit(row: Timing) -> str:
    way = "before" if row.direction is Direction.BEFORE else "after"
    return f"{row.amount} {_words(row.unit)} {way} {row.counted_from}"
