"""What one law decides otherwise than another, in the words of those who answer for it.

    for change in changes(as_read(before), as_read(after)):
        print(change.role, change.sentence)

Nothing is compared but decisions: a rule that is worded, named or placed otherwise and decides the same is no change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from policies.boxes import Point, boxes
from policies.decided import NO_RULES, Decided, by_rules
from policies.places import folds
from policies.prose import Handled, Held, capital, cases, footing, items, people, phrase, said, standing, why
from policies.vocabulary import Agency, Basis, DataClass, Purpose, Role, Standing


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes for one role: what is shown or may be done more, or less."""

    role: Role | Agency  # an agency, where what changes is on what its sharing rests
    more: bool
    sentence: str
    conditions: str  # for which purposes, in which cases, of which items
    rules: tuple[str, ...]  # that allow it after, or allowed it before


def changes(before: Decided, after: Decided) -> list[Change]:
    """Everything decided otherwise, by role, what there is more of first."""
    found = [*_purposes(before, after, more=True), *_purposes(after, before, more=False)]
    found += [*_decisions(before, after, more=True), *_decisions(after, before, more=False)]
    order: dict[StrEnum, int] = {whose: place for place, whose in enumerate((*Role, *Agency))}
    return sorted(found, key=lambda change: (order[change.role], not change.more))


def _purposes(before: Decided, after: Decided, *, more: bool) -> Iterator[Change]:
    for agency in Agency:
        if rested := [each for each in Basis if (agency, each) in after.rests_on - before.rests_on]:
            may = "may now be given" if more else "may no longer be given"
            yield Change(agency, more, f"{capital(phrase(agency))} {may} what others own {footing(rested)}.", "", ())
    for role in Role:
        if opened := [each for each in Purpose if (role, each) in after.open_to - before.open_to]:
            may = "may now ask" if more else "may no longer ask"
            yield Change(role, more, f"{capital(said([role]))} {may} {why(opened)}.", "", ())


def _decisions(before: Decided, after: Decided, *, more: bool) -> Iterator[Change]:
    """What holds after and did not before, in few sentences; what is lost, with ``before`` and ``after`` swapped."""
    gained: dict[tuple[int, tuple[str, ...]], list[Point]] = {}
    for key in after.allowed:
        held = after.holds(key) & ~before.holds(key)
        for rules, part in by_rules(after.allowed.get(key, NO_RULES), held).items():
            if part:
                gained.setdefault((part, rules), []).append((key.role, key.agency, key.purpose, key.what))
    for (part, rules), keys in gained.items():
        for roles, agencies, purposes, whats in boxes(keys):
            for role in cast("Sequence[Role]", roles):
                asked = Asked(role, *cast("_Words", (agencies, purposes, whats)))
                yield from (Change(role, more, *told, rules) for told in asked.told(part, more=more))


# What nobody has in a case or an area: where it is shown, no case is.
OF_NO_CASE = frozenset(
    {
        DataClass.REFERENCE,
        DataClass.ADMINISTRATION,
        DataClass.ACCESS_COUNT,
        DataClass.ACCESS_RECORD,
        DataClass.ACCESS_WITHHELD,
    }
)

_Words = tuple[Sequence[StrEnum], Sequence[StrEnum], Sequence[StrEnum]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Several lines of the table in which the same changes."""

    role: Role
    agencies: Sequence[StrEnum]
    purposes: Sequence[StrEnum]
    whats: Sequence[StrEnum]

    def told(self, held: int, *, more: bool) -> Iterator[tuple[str, str]]:
        """A sentence and its conditions for each set of places."""
        for standings, handled, several in folds(held):
            people_of = capital(people([self.role], self.agencies))
            if OF_NO_CASE.issuperset(self.whats):
                appointed = ", as far as they are appointed," if [*standings] == [Standing.ASSIGNED] else ""
                yield f"{people_of}{appointed} {self._now(more=more)}.", why(self.purposes)
                continue
            who = f"{people_of}, {standing(cast('Sequence[StrEnum]', standings))},"
            where = cases(cast("Sequence[Handled]", handled))
            which = items(cast("Sequence[Held]", several))
            yield f"{who} {self._now(more=more)}.", f"{why(self.purposes)}; {where}; {which}"

    def _now(self, *, more: bool) -> str:
        shown = [what for what in self.whats if isinstance(what, DataClass)]
        done = [what for what in self.whats if not isinstance(what, DataClass)]
        now = "now" if more else "no longer"
        parts = [*([f"{now} see {said(shown)}"] if shown else []), *([f"may {now} {said(done)}"] if done else [])]
        return " and ".join(parts)


def classes_changed(before: Decided, after: Decided) -> frozenset[DataClass]:
    """The kinds of information of which anything is decided otherwise."""
    keys = {key for key in (*before.allowed, *after.allowed) if isinstance(key.what, DataClass)}
    rested = frozenset(DataClass) if before.rests_on != after.rests_on else frozenset[DataClass]()
    return rested | {cast("DataClass", key.what) for key in keys if before.holds(key) != after.holds(key)}


def rules_changed(before: Decided, after: Decided) -> tuple[list[str], list[str]]:
    """The ids of the rules that decide only after, and of those that decided only before."""
    old, new = _ids(before), _ids(after)
    return sorted(new - old), sorted(old - new)


def _ids(decided: Decided) -> set[str]:
    return {rule for rules in (*decided.allowed.values(), *decided.denied.values()) for rule in rules}


def as_text(found: Sequence[Change]) -> str:
    """The changes as a policy officer reads them: under each role, + for more and - for less."""
    by_role: dict[Role | Agency, list[Change]] = {}
    for change in found:
        by_role.setdefault(change.role, []).append(change)
    return "\n\n".join("\n".join([capital(said([role])), *map(_line, several)]) for role, several in by_role.items())


def _line(change: Change) -> str:
    details = [change.conditions, *([f"by {', '.join(change.rules)}"] if change.rules else [])]
    lines = [f"  {'+' if change.more else '-'} {change.sentence}", *(f"      {each}" for each in details if each)]
    return "\n".join(lines)
