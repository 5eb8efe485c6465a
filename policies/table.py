"""The whole law as text, worked out by the engine: who is shown what, for which purpose, and where.

The text is committed as ``policies/table.txt``, and a test holds it against the law: whoever changes a rule sees in the
difference what the change shows or hides, and so does whoever reviews it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path
from typing import Final, cast

from policies.boxes import Box, Point, boxes
from policies.decided import Decided, by_rules
from policies.declarations import FAMILIES, Family
from policies.places import DIMENSIONS, boxed, folds
from policies.vocabulary import Agency, Basis, Clearance, Handling, ItemHandling, Ownership, Purpose, Role, Standing

HEADING: Final = """\
The law: who is shown what, for which purpose, and where; and then who may do what.

Printed from policies/law by `mappa policy table`. What is not in this table is not shown, and not done.

Each data class, and each act, lists roles (with the agencies they work for), the purposes they state, and a line for
each set of places in which it is shown, or done:

    standing towards the case | handling of the case | handling of the item <- the rules that allow it

An asterisk means: with clearance. "(own)" means: where the principal's own agency or body owns the item. "any
handling*" is every handling of the case, terrorism with clearance; "restricted" is owner_only and chair_release.

What is about a case and owned by another agency or body is shown only while an information-sharing agreement is in
force, to which both are parties, on a footing that the principal's agency may rest on, for the purpose and the data
class. Without one it stays with its owner, whatever stands below.
"""

TABLE: Final = Path(__file__).parent / "table.txt"
Who = tuple[Role, Agency, Purpose]
Lines = tuple[str, ...]
EVERY_HANDLING: Final = "ordinary, limited_access, terrorism*, terrorism_limited_access*"


def print_table(decided: Decided) -> str:
    """The table of what a law decides: the same text for the same decisions, whatever the order of the rules."""
    families = (part for family in FAMILIES for part in _family(decided, family))
    sections = [HEADING, _purposes(decided), _bases(decided), *families]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def differences(decided: Decided, committed: Path = TABLE) -> str:
    """What a law decides otherwise than the committed table says, as a unified diff; empty where they agree."""
    said = committed.read_text("utf-8") if committed.exists() else ""
    lines = unified_diff(said.splitlines(), print_table(decided).splitlines(), committed.name, "the law", lineterm="")
    return "\n".join(lines)


def _listed(said: Sequence[object], vocabulary: Iterable[StrEnum]) -> str:
    """Words as a list; all or nearly all of them as that."""
    known = tuple(vocabulary)
    left_out = [word for word in known if word not in said]
    if not left_out:
        return f"any {_called(type(known[0]))}"
    if len(left_out) * 4 < len(known):
        return f"any {_called(type(known[0]))} but {', '.join(left_out)}"
    return ", ".join(map(str, said))


def _called(vocabulary: type[StrEnum]) -> str:
    return {"DataClass": "data class", "ItemHandling": "item"}.get(vocabulary.__name__, vocabulary.__name__.lower())


def _purposes(decided: Decided) -> str:
    lines = ["Purposes that each role may state"]
    for role in Role:
        opened = ", ".join(purpose for purpose in Purpose if (role, purpose) in decided.open_to)
        lines.append(f"  {role}: {opened}")
    return "\n".join(lines)


def _bases(decided: Decided) -> str:
    lines = ["On what sharing rests: the footings on which each agency may be given what others own"]
    for agency in Agency:
        rests = ", ".join(basis for basis in Basis if (agency, basis) in decided.rests_on)
        lines.append(f"  {agency}: {rests or 'none'}")
    return "\n".join(lines)


def _family(decided: Decided, family: Family) -> Iterator[str]:
    """A section for each word, and one for what is denied."""
    found: dict[StrEnum, dict[Who, Lines]] = {word: {} for word in family.words}
    for key in decided.lines():
        if key.what in found:
            parts = by_rules(decided.allowed[key], decided.holds(key))
            found[key.what][key.role, key.agency, key.purpose] = _places(parts)
    for word, lines in found.items():
        yield _section(word, lines, family.not_allowed)
    yield _denied(decided, family)


def _section(word: StrEnum, lines: Mapping[Who, Lines], not_allowed: str) -> str:
    left_out = [role for role in Role if role not in {role for role, _, _ in lines}]
    roles = (line for role in Role if role not in left_out for line in _role(lines, role))
    return "\n".join([word, "=" * len(word), *roles, f"  {not_allowed}: {_listed(left_out, Role) or 'nobody'}"])


def _role(found: Mapping[Who, Lines], role: Role) -> Iterator[str]:
    """The lines of one role: agencies that see the same share them, and so do purposes."""
    by_agency: dict[Agency, dict[Lines, list[Purpose]]] = {}
    for (of, agency, purpose), lines in found.items():
        if of is role:
            by_agency.setdefault(agency, {}).setdefault(lines, []).append(purpose)
    alike: dict[Lines, list[Agency]] = {}
    for agency, by_lines in by_agency.items():
        said = (line for lines, purposes in by_lines.items() for line in (f"    for {', '.join(purposes)}", *lines))
        alike.setdefault(tuple(said), []).append(agency)
    for lines, agencies in alike.items():
        yield f"  {role} ({_listed(agencies, Agency)})"
        yield from lines


def _places(parts: Mapping[tuple[str, ...], int]) -> Lines:
    """A line for each set of places in which the same rules allow it."""
    return tuple(
        f"      {_listed(standings, Standing)} | {_handled(handled)} | {_held(held)} <- {', '.join(rules)}"
        for rules in sorted(parts)
        for standings, handled, held in folds(parts[rules])
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


def _denied(decided: Decided, family: Family) -> str:
    """The rules that deny, whatever is allowed."""
    by_rule: dict[str, list[Point]] = {}
    for (role, word), rules in decided.denied.items():
        if word in family.words:
            for rule, held in rules.items():
                by_rule.setdefault(rule, []).append((word, role, held))
    lines = [family.denied, "=" * len(family.denied)]
    for rule in sorted(by_rule):
        lines.append(f"  {rule}")
        lines += [f"    {_deny(box, family.words)}" for box in _spread(boxes(by_rule[rule]))]
    return "\n".join(lines)


def _spread(found: Iterable[Box]) -> Iterator[Box]:
    """Boxes of words, roles and one set of places, with the boxes of that set in its stead."""
    return ((words, roles, *box) for words, roles, (held,) in found for box in boxed(cast("int", held)))


def _deny(box: Box, known: Sequence[StrEnum]) -> str:
    """One box of a rule that denies, naming only what it depends on."""
    vocabularies: tuple[Sequence[StrEnum], ...] = (known, tuple(Role), *map(tuple, DIMENSIONS))
    return " | ".join(
        f"{_called(type(vocabulary[0]))}: {_listed(words, vocabulary)}"
        for words, vocabulary in zip(box, vocabularies, strict=True)
        if len(words) < len(vocabulary)
    )
