"""How what is overdue is taken further: step by step, each by a dated rule that says when, and to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.rows import Timing
from agencies.coordination.rules.ruling import Ruling
from policies.vocabulary import DataClass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place, 1 first, the rule it rests on, and the days between which it is the one to take."""

    number: int
    limit: Timing
    begins: date
    until: date | None

    def to(self, owner: str) -> str:
        """To whom it goes, where ``owner`` is the agency that should have kept the day."""
        return owner if self.limit.owner in (times.LEAD_AGENCY, times.OWNING_AGENCY) else self.limit.owner


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose day may pass: what is found then, in words, and whose it is."""

    kind: FindingKind
    data_class: DataClass
    says: str
    owner: str
    due_on: date

    def found(self, codes: Sequence[str], ruling: Ruling) -> Iterator[Finding]:
        """A finding for each step, from the day on which it is to be taken."""
        for step in steps(codes, self.due_on, ruling):
            yield Finding(
                kind=self.kind,
                data_class=self.data_class,
                says=f"{self.says} {step.limit.statement}",
                owner=step.to(self.owner),
                step=step.number,
                holds_from=step.begins,
                holds_until=step.until,
                settle_by=step.until,
                rule_code=step.limit.code,
                rule_source=step.limit.source,
            )


def steps(codes: Sequence[str], due_on: date, ruling: Ruling) -> Iterator[Step]:
    """The steps that rules in force know, in order; a code that no rule has is no step."""
    limits = [row for code in codes for row in ruling.book.timings if row.code == code and row.holds(ruling.on)]
    begins = [ruling.calendar.due(limit, due_on) for limit in limits]
    for number, (limit, since) in enumerate(zip(limits, begins, strict=True), start=1):
        yield Step(number, limit, since, begins[number] if number < len(begins) else None)
