"""The law as one page of HTML: a heat map of who is shown what, for which purpose, with a sentence for each cell.

    page(law, check(read(DIRECTORY)))

It stands alone: one file, no script, nothing fetched. It can be filtered by purpose and agency, and a cell pressed,
by what HTML and CSS do themselves, so that it may be served under the policy that ``content_security_policy`` gives.
Built as a tree of elements: whatever is a word of the law is text in it, never markup.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element, SubElement, tostring

from policies.census import as_engine_decides
from policies.decided import NO_RULES, Decided, Key
from policies.declarations import FAMILIES, Family
from policies.engine import Law
from policies.places import folds, places
from policies.prose import Handled, Held, capital, cases, items, people, phrase, said, standing, why
from policies.reading import Reading, id_of
from policies.vocabulary import Agency, Purpose, Role, Standing

LEAD = (
    "Each row is a role and where whoever holds it works; each column is a kind of information or an act. The number "
    "in a cell, and its colour, say on how many rungs of the ladder of standings (assigned to the case, convened to a "
    "meeting on it and so on) anything is shown; a dash means never. Press a cell to read when, in which cases, which "
    "items, and by which rules."
)


def content_security_policy() -> str:
    """What the page may do: show itself in its own style."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(law: Law, reading: Reading) -> str:
    """The page of a law, worked out by the engine; the rules' own words come from the reading."""
    return drawn(as_engine_decides(law), law.version, reading)


def drawn(decided: Decided, version: str, reading: Reading) -> str:
    """The page of decisions that were worked out already."""
    root = Element("html", lang="en-GB")
    _head(SubElement(root, "head"))
    main = SubElement(SubElement(root, "body"), "main")
    _say(main, "h1", "The law: who is shown what, for which purpose, and where")
    _say(main, "p", f"Version {version}, printed from policies/law by mappa policy page. {LEAD}")
    _filters(main)
    _key(main)
    for family in FAMILIES:
        _map(main, decided, family)
    _rules(main, reading)
    return "<!doctype html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def _style() -> str:
    rules = [Path(__file__).with_suffix(".css").read_text("utf-8")]
    for purpose in Purpose:
        chosen = f"body:has(#purpose-{purpose}:checked)"
        rules.append(f"{chosen} .v.any, {chosen} td button:not(.{purpose}) {{ display: none; }}")
        rules.append(f"{chosen} .v.{purpose} {{ display: block; }}")
    rules += [f"body:has(#agency-{a}:checked) tbody tr:not(.{a}) {{ display: none; }}" for a in Agency]
    return "\n".join(rules)


def _head(head: Element) -> None:
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": content_security_policy()})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _say(head, "title", "The law of the MAPPA gateway")
    _say(head, "style", _style())


def _say(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def _filters(main: Element) -> None:
    _choice(main, "purpose", "For which purpose", [(p, capital(phrase(p))) for p in Purpose])
    _choice(main, "agency", "Who works for", [(a, capital(phrase(a))) for a in Agency])


def _choice(main: Element, name: str, legend: str, options: Iterable[tuple[str, str]]) -> None:
    fieldset = SubElement(main, "fieldset")
    _say(fieldset, "legend", legend)
    for value, text in [("any", "Any"), *options]:
        label = SubElement(fieldset, "label")
        chosen = {"checked": "checked"} if value == "any" else {}
        SubElement(label, "input", {"type": "radio", "name": name, "id": f"{name}-{value}", **chosen}).tail = f" {text}"


def _key(main: Element) -> None:
    line = _say(main, "p", "Rungs: ", **{"class": "key"})
    for rungs in range(1, len(Standing)):
        _say(line, "span", str(rungs), **{"class": f"h{rungs}"})


# -- a heat map ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A role, the agencies in which it comes to the same, and where each word holds for each purpose."""

    role: Role
    agencies: tuple[Agency, ...]
    held: Mapping[StrEnum, Mapping[Purpose, int]]
    rules: Mapping[StrEnum, tuple[str, ...]]

    @property
    def who(self) -> str:
        """The row's heading."""
        return people([self.role], self.agencies)


def rows(decided: Decided, family: Family) -> Iterator[Row]:
    """Every role, once for each set of agencies that comes to the same; not where it comes to what all share."""
    seen = {(role, agency): _held(decided, family, role, agency) for role, agency in product(Role, Agency)}
    shared = _shared(seen)
    for role in Role:
        alike: dict[tuple[object, ...], list[Agency]] = {}
        for agency in Agency:
            told = tuple((what, tuple(by_purpose.items())) for what, by_purpose in seen[role, agency].items())
            alike.setdefault(told, []).append(agency)
        kept = [several for several in alike.values() if set(seen[role, several[0]]) != shared]
        for agencies in kept or alike.values():
            held = seen[role, agencies[0]]
            yield Row(role, tuple(agencies), held, {what: _ids(decided, role, agencies[0], what) for what in held})


def _shared(seen: Mapping[tuple[Role, Agency], Mapping[StrEnum, object]]) -> set[StrEnum]:
    """The words that everybody sees something of, whoever they work for."""
    return set.intersection(*map(set, seen.values()))


def _held(decided: Decided, family: Family, role: Role, agency: Agency) -> dict[StrEnum, dict[Purpose, int]]:
    found = {
        what: {p: held for p in Purpose if (held := decided.holds(Key(role, agency, p, what)))} for what in family.words
    }
    return {what: by_purpose for what, by_purpose in found.items() if by_purpose}


def _ids(decided: Decided, role: Role, agency: Agency, what: StrEnum) -> tuple[str, ...]:
    """The rules that allow it somewhere."""
    allowing: set[str] = set()
    for purpose in Purpose:
        key = Key(role, agency, purpose, what)
        shown = decided.holds(key)
        allowing |= {rule for rule, held in decided.allowed.get(key, NO_RULES).items() if held & shown}
    return tuple(sorted(allowing))


def _map(main: Element, decided: Decided, family: Family) -> None:
    _say(main, "h2", family.title)
    scrolls = SubElement(
        main, "div", {"class": "scrolls", "tabindex": "0", "role": "region", "aria-label": family.title}
    )
    table = SubElement(scrolls, "table")
    found = list(rows(decided, family))
    _say(table, "caption", f"{family.title}. {_note(decided, family)}")
    heading = SubElement(SubElement(table, "thead"), "tr")
    _say(heading, "th", "Who", scope="col")
    for what in family.words:
        _say(SubElement(heading, "th", scope="col"), "span", capital(phrase(what)))
    body = SubElement(table, "tbody")
    for number, row in enumerate(found):
        line = SubElement(body, "tr", {"class": " ".join(row.agencies)})
        _say(line, "th", capital(row.who), scope="row")
        for what in family.words:
            _cell(SubElement(line, "td"), row, what, f"{family.allowing}-{number}-{what}")


def _note(decided: Decided, family: Family) -> str:
    shared = _shared({(r, a): _held(decided, family, r, a) for r, a in product(Role, Agency)})
    everybody = [what for what in family.words if what in shared]
    if not everybody:
        return "A role that works for an agency without a row comes to nothing there."
    return f"A role that works for an agency without a row comes to {said(everybody)} there, and to nothing else."


def _cell(cell: Element, row: Row, what: StrEnum, name: str) -> None:
    by_purpose = row.held.get(what)
    if by_purpose is None:
        cell.text = "-"
        _say(cell, "span", f"{capital(phrase(what))}: never, for no purpose.", **{"class": "unseen"})
        return
    button = SubElement(cell, "button", {"type": "button", "popovertarget": name, "class": " ".join(by_purpose)})
    shades: list[tuple[str, list[int]]] = [("any", [*by_purpose.values()]), *((p, [h]) for p, h in by_purpose.items())]
    for shade, several in shades:
        rungs = len({place.standing for held in several for place in places(held)})
        _say(button, "span", str(rungs), **{"class": f"v {shade} h{rungs}"})
    _say(button, "span", f"{capital(phrase(what))}, {row.who}: read when", **{"class": "unseen"})
    _told(SubElement(cell, "div", {"popover": "auto", "id": name}), row, what)


def _told(popover: Element, row: Row, what: StrEnum) -> None:
    """The sentences of one cell, and the rules they rest on."""
    _say(popover, "h3", f"{capital(phrase(what))}: {row.who}")
    alike: dict[int, list[Purpose]] = {}
    for purpose, held in row.held[what].items():
        alike.setdefault(held, []).append(purpose)
    for held, purposes in alike.items():
        for sentence in sentences(purposes, held):
            _say(popover, "p", sentence)
    by = _say(popover, "p", "By ")
    for rule in row.rules[what]:
        _say(by, "a", rule, href=f"#{rule}").tail = " "


def sentences(purposes: Sequence[StrEnum], held: int) -> Iterator[str]:
    """Where something holds for these purposes, a sentence for each set of places."""
    for standings, handled, several in folds(held):
        rungs = standing(cast("Sequence[StrEnum]", standings))
        where, which = cases(cast("Sequence[Handled]", handled)), items(cast("Sequence[Held]", several))
        yield f"{capital(why(purposes))}: {rungs}; {where}; {which}."


def _rules(main: Element, reading: Reading) -> None:
    """Every rule that has an id, in its own words."""
    _say(main, "h2", "The rules in their own words")
    _say(main, "p", "What is withheld is withheld whatever is granted.")
    for rule in sorted((rule for rule in reading.rules if id_of(rule) in reading.rule_ids), key=id_of):
        entry = SubElement(main, "dl")
        _say(entry, "dt", f"{id_of(rule)} ({rule.head.name})", id=id_of(rule))
        _say(entry, "dd", f"{rule.comment} ({rule.place.file}, line {rule.place.line})")
