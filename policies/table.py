"""The whole law as text, worked out by the engine: who is shown what, for which purpose, and where.

The text is committed as ``policies/table.txt``, and a test holds it against the law: whoever changes a rule sees in the
difference what the change shows or hides, and so does whoever reviews it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final, cast

from policies.engine import Law
from policies.permit import Permit
from policies.principal import PrincipalClass
from policies.vocabulary import Agency, Clearance, DataClass, Handling, ItemHandling, Ownership, Purpose, Role, Standing

HEADING: Final = """\
The law: who is shown what, for which purpose, and where.

Printed from policies/law by `mappa policy table`. What is not in this table is not shown.

Each data class lists roles (with the agencies they work for), the purposes they state, and a line for each set of
places in which it is shown:

    standing towards the case | handling of the case | handling of the item <- the rules that show it

An asterisk means: with clearance. "(own)" means: where the principal's own agency or body owns the item. "any
handling*" is every handling of the case, terrorism with clearance; "restricted" is owner_only and chair_release.
"""

Point = tuple[object, ...]
Box = tuple[tuple[object, ...], ...]
TABLE: Final = Path(__file__).parent / "table.txt"
Who = tuple[Role, Agency, Purpose]
Lines = tuple[str, ...]
EVERY_HANDLING: Final = "ordinary, limited_access, terrorism*, terrorism_limited_access*"
DENY: Final = (DataClass, Role, Clearance, Standing, Handling, ItemHandling, Ownership)


def print_table(law: Law) -> str:
    """The table of the law: the same text for the same decisions, whatever the order of the rules."""
    shown = _shown(law)
    classes = (_data_class(shown[data_class], data_class) for data_class in DataClass)
    sections = [HEADING, _purposes(law), *classes, _withheld(law)]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def differences(law: Law, committed: Path = TABLE) -> str:
    """What the law decides otherwise than the committed table says, as a unified diff; empty where they agree."""
    said = committed.read_text("utf-8") if committed.exists() else ""
    lines = unified_diff(said.splitlines(), print_table(law).splitlines(), committed.name, "the law", lineterm="")
    return "\n".join(lines)


def boxes(points: Iterable[Point]) -> list[Box]:
    """The points as few boxes: values of which every combination is a point. Together they hold each point once."""
    rests: dict[object, set[Point]] = {}
    for first, *rest in points:
        rests.setdefault(first, set()).add(tuple(rest))
    alike: dict[frozenset[Point], list[object]] = {}
    for first in sorted(rests, key=_rank):
        alike.setdefault(frozenset(rests[first]), []).append(first)
    found: list[Box] = []
    for common, firsts in alike.items():
        found += [(tuple(firsts), *box) for box in (boxes(common) if any(common) else [()])]
    return found


def _rank(value: object) -> tuple[int, ...]:
    """A word's place in its vocabulary; for several words, their places."""
    if isinstance(value, tuple):
        return tuple(place for word in value for place in _rank(word))
    return (_order(cast("type[StrEnum]", type(value)))[value],)


@cache
def _order(vocabulary: type[StrEnum]) -> dict[object, int]:
    return {word: place for place, word in enumerate(vocabulary)}


def _listed(said: Sequence[object], vocabulary: type[StrEnum]) -> str:
    """Words as a list; all or nearly all of them as that."""
    left_out = [word for word in vocabulary if word not in said]
    if not left_out:
        return f"any {_called(vocabulary)}"
    if len(left_out) * 4 < len(vocabulary):
        return f"any {_called(vocabulary)} but {', '.join(left_out)}"
    return ", ".join(map(str, said))


def _called(vocabulary: type[StrEnum]) -> str:
    return {"DataClass": "data class", "ItemHandling": "item"}.get(vocabulary.__name__, vocabulary.__name__.lower())


def _purposes(law: Law) -> str:
    lines = ["Purposes that each role may state"]
    for role in Role:
        opened = law.purposes(_kind(role, Agency.PLATFORM, Clearance.NONE))
        lines.append(f"  {role}: {', '.join(purpose for purpose in Purpose if purpose in opened)}")
    return "\n".join(lines)


def _kind(role: Role, agency: Agency, clearance: Clearance) -> PrincipalClass:
    return PrincipalClass(frozenset({role}), agency, "", clearance)


def _shown(law: Law) -> dict[DataClass, dict[Who, Lines]]:
    """For each data class and each kind of principal and purpose that sees any of it, the lines that say where."""
    shown: dict[DataClass, dict[Who, Lines]] = {data_class: {} for data_class in DataClass}
    for role, agency in product(Role, Agency):
        opened = law.purposes(_kind(role, agency, Clearance.NONE))
        for purpose in (purpose for purpose in Purpose if purpose in opened):
            permits = [law.permit(_kind(role, agency, clearance), purpose) for clearance in Clearance]
            for data_class in DataClass:
                if lines := _places(permits, data_class):
                    shown[data_class][role, agency, purpose] = lines
    return shown


def _data_class(shown: Mapping[Who, Lines], data_class: DataClass) -> str:
    hidden = [role for role in Role if role not in {role for role, _, _ in shown}]
    roles = (line for role in Role if role not in hidden for line in _role(shown, role))
    return "\n".join([data_class, "=" * len(data_class), *roles, f"  hidden from: {_listed(hidden, Role) or 'nobody'}"])


def _role(shown: Mapping[Who, Lines], role: Role) -> Iterator[str]:
    """The lines of one role: agencies that see the same share them, and so do purposes."""
    by_agency: dict[Agency, dict[Lines, list[Purpose]]] = {}
    for (of, agency, purpose), lines in shown.items():
        if of is role:
            by_agency.setdefault(agency, {}).setdefault(lines, []).append(purpose)
    alike: dict[Lines, list[Agency]] = {}
    for agency, by_lines in by_agency.items():
        said = (line for lines, purposes in by_lines.items() for line in (f"    for {', '.join(purposes)}", *lines))
        alike.setdefault(tuple(said), []).append(agency)
    for lines, agencies in alike.items():
        yield f"  {role} ({_listed(agencies, Agency)})"
        yield from lines


def _places(permits: Sequence[Permit], data_class: DataClass) -> Lines:
    """A line for each set of places in which the same rules show the data class."""
    by_rules: dict[tuple[str, ...], list[Point]] = {}
    for permit in permits:
        decision, clearance = permit.decisions[data_class], permit.kind.clearance
        for cell in decision.shown:
            point = (cell.standing, (cell.handling, clearance), (cell.item, cell.ownership))
            by_rules.setdefault(tuple(sorted(decision.granted_by[cell])), []).append(point)
    return tuple(
        f"      {_listed(standings, Standing)} | {_handled(handled)} | {_held(held)} <- {', '.join(rules)}"
        for rules in sorted(by_rules)
        for standings, handled, held in boxes(by_rules[rules])
    )


def _handled(pairs: Sequence[object]) -> str:
    """Handlings of a case, with an asterisk where clearance is needed."""
    marks = {h: "" if (h, Clearance.NONE) in pairs else "*" for h in Handling if (h, Clearance.TERRORISM) in pairs}
    said = ", ".join(f"{handling}{mark}" for handling, mark in marks.items())
    return "any handling*" if said == EVERY_HANDLING else said


def _held(pairs: Sequence[object]) -> str:
    """Handlings of an item, with "(own)" where only its owner sees it."""
    owned = {item: [ownership for ownership in Ownership if (item, ownership) in pairs] for item in ItemHandling}
    said = ", ".join(f"{item}{_owned(ownerships)}" for item, ownerships in owned.items() if ownerships)
    return said.replace("owner_only (own), chair_release (own)", "restricted (own)")


def _owned(ownerships: Sequence[Ownership]) -> str:
    return "" if len(ownerships) == len(Ownership) else f" ({', '.join(ownerships)})"


def _withheld(law: Law) -> str:
    """The rules that withhold, whatever is granted."""
    by_rule: dict[str, list[Point]] = {}
    for role, clearance, data_class in product(Role, Clearance, DataClass):
        for fact in law.withheld(role, clearance, data_class):
            place = (fact.standings, fact.handlings, fact.items, fact.ownerships)
            by_rule.setdefault(fact.rule, []).append((data_class, role, clearance, *place))
    lines = ["Withheld, whatever is granted", "============================="]
    for rule in sorted(by_rule):
        lines.append(f"  {rule}")
        lines += [f"    {_deny(box)}" for box in boxes(by_rule[rule])]
    return "\n".join(lines)


def _deny(box: Box) -> str:
    """One box of a rule that withholds, naming only what it depends on."""
    said = []
    for several, vocabulary in zip(box, DENY, strict=True):
        words = [word for each in several for word in (each if isinstance(each, tuple) else (each,))]
        if len(words) < len(vocabulary):
            said.append(f"{_called(vocabulary)}: {_listed(words, vocabulary)}")
    return " | ".join(said)
