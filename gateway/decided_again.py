"""Entries of the access record, or numbers of them, as ``policies.replay`` takes them; and what came of it in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policies.prose import capital, people, phrase
from policies.replay import Access, Otherwise, Recorded, Replayed, Verdict
from policies.vocabulary import DataClass, Handling, Purpose, Role, Standing

FORMER: Final = {"AUDIT_ACCESS": "VERIFY_LAWFULNESS"}  # entries keep the words of their time: by which this goes today
DAYS: Final = 31  # before the day on which it is asked, for which a page decides accesses again
NEWEST: Final = 10_000  # entries of those days of which numbers are told (``gateway.audit.decided``)
EXAMPLES: Final = 3  # entries named for each thing that would be decided otherwise


class OfAnotherTime(Exception):
    """Entries speak of what is no word of this version. The message says of what, and which entries."""


def access(row: Mapping[str, object], reading: Mapping[str, Mapping[str, object]]) -> Access:
    """Entries that tell of the same: ``times``, ``examples``, and what they say of who asked for what.

    Raises ``OfAnotherTime`` for words that this version does not know.
    """
    try:
        return Access(
            frozenset(Role[name] for name in _texts(row["roles"])),
            str(row["agency"]),
            Purpose[FORMER.get(str(row["purpose"]), str(row["purpose"]))],
            str(row["policy_version"]),
            tuple(_recorded(reading)),
            int(str(row["times"])),
            tuple(_texts(row["examples"])),
        )
    except (KeyError, ValueError) as error:
        raise OfAnotherTime(
            f"An entry speaks of {error}, which this version of mappa does not know: replay it with the version that "
            f"wrote it. Its id: {', '.join(_texts(row['examples']))}."
        ) from None


def counted(row: Mapping[str, object], policy_version: str) -> Access:
    """A number of accesses in which one thing was decided alike, as the law of ``policy_version`` decides them.

    Raises ``OfAnotherTime`` for words that this version does not know.
    """
    place = f"{row['standing']}/{row['handling']}"
    told = {str(row["verdict"]): {str(row["dataClass"]): []}, "unshared": [] if row["shared"] else [row["dataClass"]]}
    about = {"policy_version": policy_version, "examples": []}
    return access({**row, **about}, {place: told})


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _recorded(reading: Mapping[str, Mapping[str, object]]) -> Iterable[Recorded]:
    for words, told in reading.items():
        standing, handling = words.split("/")
        unshared = _texts(told.get("unshared"))
        for each in Verdict:
            classes = told.get(each, {})
            for name in classes if isinstance(classes, dict) else ():
                shared = name not in unshared
                yield Recorded(Standing(standing), Handling(handling), DataClass(name), each, shared)


# -- in numbers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tallied:
    """One thing that would be decided otherwise: where, for whom, and how often it was decided. By codes, for a page.

    ``would`` is None where it depends on what the entries do not say; ``examples`` are ids of some of them.
    """

    of: Recorded
    roles: tuple[Role, ...]
    owner: str
    purpose: Purpose
    would: Verdict | None
    times: int
    examples: tuple[str, ...] = ()


def tallied(found: Replayed) -> list[Tallied]:
    """What would be decided otherwise, the most often decided first; what is alike in all of this is one."""
    alike: dict[tuple[Recorded, tuple[Role, ...], str, Purpose, Verdict | None], list[Otherwise]] = {}
    for each in found.otherwise:
        asked = each.access
        key = each.was, tuple(sorted(asked.roles)), asked.owner, asked.purpose, each.would
        alike.setdefault(key, []).append(each)
    counted = (Tallied(*key, _times(several), _few(each.access for each in several)) for key, several in alike.items())
    return sorted(counted, key=lambda each: (-each.times, each.of.what, each.roles, each.owner, each.of.standing))


# -- in words --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what came of it, and the ids of some entries that it is about."""

    text: str
    examples: tuple[str, ...] = ()


def as_text(found: Replayed) -> str:
    """The lines as they are printed."""
    return "\n".join(_printed(line) for line in told(found))


def _printed(line: Line) -> str:
    return f"{line.text}, such as {', '.join(line.examples)}" if line.examples else line.text


def told(found: Replayed) -> Iterator[Line]:
    """Counts, then by agency and role what would be otherwise, with some entries by id."""
    changed = found.entries - found.alike
    yield Line(
        f"{_entries(found.entries)}: {found.alike} would be decided alike, {changed} would not or cannot be told."
    )
    by_who: dict[tuple[str, tuple[Role, ...]], list[Otherwise]] = {}
    for each in found.otherwise:
        by_who.setdefault((each.access.owner, tuple(sorted(each.access.roles))), []).append(each)
    for (owner, roles), several in sorted(by_who.items()):
        yield Line("")
        yield from _of(owner, roles, several)
    for odd in found.disagreeing:
        yield Line("")
        yield Line(f"{_entries(odd.count)} not as the law decides that they name ({odd.policy_version})", _few([odd]))


def _of(owner: str, roles: tuple[Role, ...], several: Sequence[Otherwise]) -> Iterator[Line]:
    yield Line(f"{capital(people(roles, [several[0].access.agency]))} ({owner})")
    alike: dict[tuple[Recorded, Verdict | None, Purpose], list[Otherwise]] = {}
    for each in several:
        alike.setdefault((each.was, each.would, each.access.purpose), []).append(each)
    for found in sorted(alike.values(), key=_times, reverse=True):
        yield Line(f"  {_said(found[0])}")
        yield Line(f"      {_entries(_times(found))}", _few(each.access for each in found))


def _few(accesses: Iterable[Access]) -> tuple[str, ...]:
    return tuple(id_ for access in accesses for id_ in access.examples)[:EXAMPLES]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _times(found: Sequence[Otherwise]) -> int:
    return sum(each.access.count for each in found)


def _said(each: Otherwise) -> str:
    would = f"would be {_verdict(each.would)}" if each.would else "would depend on their clearance, which is not told"
    where = f"{phrase(each.was.standing)}, in {phrase(each.was.handling)}, {phrase(each.access.purpose)}"
    return f"{capital(phrase(each.was.what))}: {_verdict(each.was.verdict)}, {would} ({where})"


def _verdict(verdict: Verdict | None) -> str:
    return "left to each item's owner" if verdict is Verdict.DEPENDS else str(verdict)
