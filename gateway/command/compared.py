"""The difference between two laws, for a policy officer or for the changelog."""

from datetime import UTC, datetime

from gateway.command.refusal import CommandRefused
from gateway.command.revisions import Named
from policies.changelog import heading
from policies.decided import Decided, as_read
from policies.difference import as_text, changes, rules_changed
from policies.former import read_former, strange_words
from policies.grammar import PolicyRefused
from policies.reading import Reading
from policies.sources import version
from policies.table import print_table


def difference(before: Named, after: Named) -> str:
    """What changes, under each role; and what cannot be told."""
    old, new = read_law(before), read_law(after)
    head = f"From {before.name} ({version(before.sources)}) to {after.name} ({version(after.sources)})"
    parts = [as_text(changes(as_read(old), as_read(new))), *_rules(as_read(old), as_read(new))]
    told = [part for part in parts if part] or ["Every decision is the same."]
    return "\n\n".join([head, *told, *_not_told(before, old), *_not_told(after, new)])


def entry(before: Named, after: Named) -> str:
    """An entry for the law's changelog; ``after`` is what its table is printed from.

    By the second reading, which a gate holds to print what the engine decides.
    """
    old, new = as_read(read_law(before)), as_read(read_law(after))
    lines = [f"- {change.sentence}" for change in changes(old, new)]
    lines += [f"- {line}" for line in _rules(old, new)]
    told = list(dict.fromkeys(lines)) or ["- No decision changes: say here what does."]
    return "\n".join([heading(print_table(new), datetime.now(UTC).date()), "", *told])


def read_law(law: Named) -> Reading:
    """The law as read. ``CommandRefused`` where it cannot be."""
    try:
        return read_former(law.sources)
    except PolicyRefused as refused:
        raise CommandRefused(f"The law of {law.name} cannot be read.\n{refused}") from None


def _rules(before: Decided, after: Decided) -> list[str]:
    new, gone = rules_changed(before, after)
    told = [("New rules", new), ("Rules that are gone", gone)]
    return [f"{what}: {', '.join(rules)}." for what, rules in told if rules]


def _not_told(law: Named, reading: Reading) -> list[str]:
    """Words of another time: of these nothing could be compared."""
    strange = strange_words(reading.rules)
    return ["\n".join([f"Not compared, for {law.name} speaks of what is no word today:", *strange])] if strange else []
