"""What a release needs before its day: a level that is set, and a plan of which every part is in hand.

MAPPA guidance, chapter 15: the level is set before release. Prison alerts have it "to be confirmed" until six months
before; the guidance's own words could not be read, so that the limit is a row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from agencies.coordination.rule_vocabulary import FindingKind, PartStatus, ReleasePart
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.vocabulary import Level
from policies.vocabulary import DataClass

_DAY = timedelta(days=1)
_SET = (Level.LEVEL_1, Level.LEVEL_2, Level.LEVEL_3)
_SETTLED = (PartStatus.DONE, PartStatus.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Planned:
    """A part of the plan as it stands."""

    due_on: date
    owner: str
    status: PartStatus


@dataclass(frozen=True, slots=True)
class Release:
    """Somebody in custody who is to be released, their level, and the parts of the plan for that day."""

    on: date
    level: Level
    parts: Mapping[ReleasePart, Planned] = field(default_factory=dict)


def due_dates(release_on: date, ruling: Ruling) -> dict[ReleasePart, tuple[date, str]]:
    """For each part of a plan, by when it is due and whose it is."""
    found = {part: ruling.timing(code) for part, code in times.RELEASE_PARTS.items()}
    return {part: (ruling.calendar.due(limit, release_on), limit.owner) for part, limit in found.items()}


def of_release(release: Release, ruling: Ruling) -> Iterator[Finding]:
    """What is missing or late for a release, from the day on which planning is to begin."""
    begins = ruling.due(times.LEVEL_BEFORE_RELEASE, release.on)
    if release.level not in _SET:
        limit = ruling.timing(times.LEVEL_BEFORE_RELEASE)
        yield _finding(
            FindingKind.RELEASE_WITHOUT_LEVEL,
            f"To be released on {release.on:%-d %B %Y}, and no level is set. {limit.statement}",
            limit.owner,
            (begins, begins),
            (limit.code, limit.source),
        )
    for part, (due, owner) in due_dates(release.on, ruling).items():
        limit = ruling.timing(times.RELEASE_PARTS[part])
        rule = (limit.code, limit.source)
        planned = release.parts.get(part)
        words = part.lower().replace("_", " ").capitalize()
        if planned is None:
            says = f"{words}: nothing is planned for the release on {release.on:%-d %B %Y}. {limit.statement}"
            yield _finding(FindingKind.RELEASE_PART_MISSING, says, owner, (min(begins, due), due), rule)
        elif planned.status not in _SETTLED:
            says = f"{words}: not done by {planned.due_on:%-d %B %Y}, for the release on {release.on:%-d %B %Y}."
            since = planned.due_on + _DAY
            yield _finding(FindingKind.RELEASE_PART_LATE, says, planned.owner, (since, planned.due_on), rule)


def _finding(kind: FindingKind, says: str, owner: str, days: tuple[date, date], rule: tuple[str, str]) -> Finding:
    since, settle_by = days
    code, source = rule
    return Finding(
        kind=kind,
        data_class=DataClass.CUSTODY,
        says=says,
        owner=owner,
        holds_from=since,
        settle_by=settle_by,
        rule_code=code,
        rule_source=source,
    )
