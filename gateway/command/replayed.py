"""Recorded accesses decided again under another law, from the command line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import asyncpg
import orjson

from gateway.command.compared import read_law
from gateway.command.record import recorded
from gateway.command.refusal import CommandRefused
from gateway.command.revisions import Named
from policies.decided import as_read
from policies.engine import version
from policies.prose import capital, people, phrase
from policies.replay import Access, Otherwise, Recorded, Replayed, Verdict, replay
from policies.vocabulary import DataClass, Handling, Outcome, Purpose, Role, Standing

FORMER = {"AUDIT_ACCESS": "VERIFY_LAWFULNESS"}  # entries keep the words of their time: by which this goes today
EXAMPLES = 3  # entries named for each thing that would be decided otherwise

# What entries tell of the same decisions is decided once, however many there are. What was taken out as a file is left
# out: it was decided by less than what is shown.
_ACCESSES = f"""
select agency, roles, purpose, policy_version, reading::text as reading, count(*) as times,
       (array_agg(id::text order by recorded_at desc))[1:{EXAMPLES}] as examples
from audit.access
where recorded_at >= $1 and outcome = $2 and purpose is not null and agency is not null and act <> 'EXPORT'
group by agency, roles, purpose, policy_version, reading
"""  # noqa: S608 - our own number


async def replayed(dsn: str, since: datetime, after: Named, known: Sequence[Named]) -> str:
    """What would be decided otherwise, as text. Raises ``CommandRefused`` where a law cannot be read."""
    laws = {version(law.sources): as_read(read_law(law)) for law in (*known, after)}
    connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "replay", Purpose.VERIFY_LAWFULNESS)
        rows = await connection.fetch(_ACCESSES, since, Outcome.GRANTED.name)
    finally:
        await connection.close()
    accesses = [access(dict(row)) for row in rows]
    head = f"Accesses since {since.isoformat()} decided again under {after.name} ({version(after.sources)})"
    return f"{head}\n\n{as_text(replay(accesses, laws[version(after.sources)], laws))}"


def access(row: Mapping[str, object]) -> Access:
    """A group of entries. Raises ``CommandRefused`` for words that this version does not know."""
    try:
        return Access(
            frozenset(Role[name] for name in _texts(row["roles"])),
            str(row["agency"]),
            Purpose[FORMER.get(str(row["purpose"]), str(row["purpose"]))],
            str(row["policy_version"]),
            tuple(_recorded(orjson.loads(str(row["reading"])))),
            int(str(row["times"])),
            tuple(_texts(row["examples"])),
        )
    except (KeyError, ValueError) as error:
        raise CommandRefused(
            f"An entry speaks of {error}, which this version of mappa does not know: replay it with the version that "
            f"wrote it. Its id: {', '.join(_texts(row['examples']))}."
        ) from None


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


# -- as text ---------------------------------------------------------------------------------------------------------


def as_text(found: Replayed) -> str:
    """Counts, then by agency and role what would be otherwise, with some entries by id."""
    changed = found.entries - found.alike
    lines = [f"{found.entries} entries: {found.alike} would be decided alike, {changed} would not or cannot be told."]
    by_who: dict[tuple[str, tuple[Role, ...]], list[Otherwise]] = {}
    for each in found.otherwise:
        by_who.setdefault((each.access.owner, tuple(sorted(each.access.roles))), []).append(each)
    for (owner, roles), several in sorted(by_who.items()):
        lines += ["", *_of(owner, roles, several)]
    for odd in found.disagreeing:
        lines += ["", f"Not as the law they name ({odd.policy_version}) decides: {_ids(odd.examples)}"]
    return "\n".join(lines)


def _of(owner: str, roles: tuple[Role, ...], several: Sequence[Otherwise]) -> Iterable[str]:
    agency = several[0].access.agency
    yield f"{capital(people(roles, [agency]))} ({owner})"
    alike: dict[tuple[Recorded, Verdict | None, Purpose], list[Otherwise]] = {}
    for each in several:
        alike.setdefault((each.was, each.would, each.access.purpose), []).append(each)
    for found in sorted(alike.values(), key=_times, reverse=True):
        yield f"  {_said(found[0])}"
        yield f"      {_times(found)} entries, such as {_ids([id_ for each in found for id_ in each.access.examples])}"


def _times(found: Sequence[Otherwise]) -> int:
    return sum(each.access.count for each in found)


def _said(each: Otherwise) -> str:
    would = f"would be {_verdict(each.would)}" if each.would else "would depend on their clearance, which is not told"
    where = f"{phrase(each.was.standing)}, in {phrase(each.was.handling)}, {phrase(each.access.purpose)}"
    return f"{capital(phrase(each.was.what))}: {_verdict(each.was.verdict)}, {would} ({where})"


def _verdict(verdict: Verdict | None) -> str:
    return "left to each item's owner" if verdict is Verdict.DEPENDS else str(verdict)


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids[:EXAMPLES])
