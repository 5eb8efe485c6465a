"""Judges a proposal: only what leaves a principal's knowledge exactly as it was is a hidden change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from policies.permit import Permit
from policies.vocabulary import DataClass
from schema.declare import RecordType
from schema.sql import columns_of
from tests.noninterference.changes import CASES, Change, Kind, Proposer
from tests.noninterference.ground import ENTRY, TABLES, Edit, Ground
from tests.noninterference.knowledge import RELEASED, Knowledge, Seen, classed
from tests.noninterference.people import Person, standings
from tests.schema.holdings import Holdings

ATTEMPTS = 9  # in which what would show is left out of a proposal
COUNTED = frozenset({"status", "area_id", "category", "level"})
ACCESSES = "CaseAccess"  # made of entries: an edit of one shows under no key of its own
COUNTS = frozenset({"CaseloadCount", "TimelinessCount"})
TIMED = frozenset(  # what the counts of timeliness are made from, besides the areas of cases
    f"coordination.{name}" for name in ("review_schedule", "review", "minutes", "meeting", "referral", "screening")
)


def knowledge(ground: Ground, who: Person, permit: Permit, holdings: Holdings | None = None) -> Knowledge:
    """What somebody may know of the world as it is now."""
    facts = ground.facts() if holdings else ground.rows
    return Knowledge(holdings or ground.holdings, permit, standings(who.id, facts, permit.purpose), who.id)


@dataclass
class Judge:
    """Judges for one principal who states one purpose."""

    ground: Ground
    who: Person
    known: Knowledge
    found: dict[Kind, Change] = field(default_factory=dict)  # what was judged before is not judged again
    accesses: set[Any] = field(default_factory=set)  # who has seen a case, when last the world was looked at
    _columns: dict[str, Sequence[tuple[DataClass, frozenset[str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ground: Ground, who: Person, permit: Permit) -> "Judge":
        return cls(ground, who, knowledge(ground, who, permit))

    @contextmanager
    def hidden(self, kind: Kind, random: Random) -> Iterator[Change | None]:
        """The world with a change of this kind of which the principal may know nothing; None where there is none."""
        if kind in self.found:
            with self.ground.changed(self.found[kind].edits):
                yield self.found[kind]
            return
        edits: Sequence[Edit] = Proposer(self.ground, self.known, self.who, random).edits(kind)
        for _ in range(ATTEMPTS):
            with self.ground.changed(edits) as done:
                differing = self.differing()
                if done and not differing:
                    self.found[kind] = Change(kind, done, *self.classes(kind, done))
                    yield self.found[kind]
                    return
            edits = self.without(done, differing)
        yield None

    def differing(self) -> set[Seen]:
        """What the principal may know otherwise of the world as it is now than of the world as it was."""
        held = self.ground.held()
        self.accesses = _accesses(held)
        after = knowledge(self.ground, self.who, self.known.permit, held)
        before, now = self.known.known, after.known
        return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}

    def without(self, edits: Sequence[Edit], differing: set[Seen]) -> list[Edit]:
        """The edits without those by which something shows; fewer in any case."""
        records = {record for record, _, _ in differing}
        if ACCESSES in records and any(each.table == ENTRY for each in edits):
            return [each for each in edits if each.table != ENTRY]
        restored = ({"reference"} if RELEASED in differing else set()) | (COUNTED if records & COUNTS else set())
        if restored:
            kept = [each for each in edits if "TimelinessCount" not in records or each.table not in TIMED]
            return [each for edit in kept for each in self._restored(edit, restored)]
        about = {key for name in differing for key in name[1:] if key is not None}
        about |= {case["person_id"] for key in about if (case := self.ground.row(CASES, key))}
        return [each for each in edits if not about & _concerned(each)] if self._any(edits, about) else _half(edits)

    def _restored(self, edit: Edit, names: frozenset[str] | set[str]) -> Iterator[Edit]:
        """An edit of a case that leaves these columns as they were; of another row, as it is."""
        old = self.ground.row(edit.table, edit.id)
        if edit.table != CASES:
            yield edit
        elif edit.row and old:
            yield Edit(edit.table, edit.id, {**edit.row, **{name: old[name] for name in names}})

    @staticmethod
    def _any(edits: Sequence[Edit], about: set[object]) -> bool:
        return any(about & _concerned(each) for each in edits)

    def is_hidden(self, edits: Sequence[Edit]) -> bool:
        """Whether the world as it is now, with these edits, shows the principal nothing of them."""
        return bool(edits) and not self.differing()

    def classes(self, kind: Kind, edits: Sequence[Edit]) -> tuple[frozenset[DataClass], frozenset[DataClass]]:
        """The kinds of information that the edits are of: in rows that are hidden, in rows that are seen."""
        hidden: set[DataClass] = set()
        seen: set[DataClass] = set()
        whole = kind in (Kind.MOVED, Kind.REORDERED)
        keys = {key for _, key in self.known.columns}
        for each in edits:
            old = self.ground.row(each.table, each.id)
            partly = old and each.row and not whole
            names = _differing(old, each.row) if partly else frozenset(TABLES[each.table].c.keys())
            (seen if each.id in keys else hidden).update(self._classes_of(each.table, names))
        if self.accesses != _accesses(self.ground.holdings):  # worked out from entries and cases together
            hidden.add(DataClass.CASE_ACCESS)
        return frozenset(hidden), frozenset(seen)

    def _classes_of(self, table: str, names: frozenset[str]) -> set[DataClass]:
        found = {DataClass.AGGREGATE} if table == CASES and names & COUNTED else set()
        for record in self.ground.over.get(table, ()):
            found |= {data_class for data_class, columns in self._columns_of(record) if names & columns}
            found |= {record.exists} if "id" in names else set()
        return found

    def _columns_of(self, record: RecordType) -> Sequence[tuple[DataClass, frozenset[str]]]:
        """The class of each value of a record, and the columns that it is made from."""
        if record.name not in self._columns:
            fields = classed(self.ground.holdings, record)
            self._columns[record.name] = [(each, frozenset(columns_of(field.expression))) for field, each in fields]
        return self._columns[record.name]


def _accesses(held: Holdings) -> set[Any]:
    """The keys of what is told of accesses to cases: each is made of all that is told."""
    return {row.id for row in held.rows[ACCESSES]}


def _differing(old: object, new: object) -> frozenset[str]:
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    return frozenset(name for name in new if old.get(name) != new[name])


def _half(edits: Sequence[Edit]) -> list[Edit]:
    return list(edits[(len(edits) + 1) // 2 :])


def _concerned(edit: Edit) -> set[object]:
    """The keys that an edit names: its own, and of what its row belongs to."""
    row = edit.row or {}
    return {edit.id, *(value for name, value in row.items() if name.endswith("_id") and value is not None)}
