"""The mutation score of the law, from the command line."""

from gateway.command.refusal import CommandRefused
from policies.grammar import PolicyRefused
from policies.lint import check
from policies.mutation import EQUIVALENT, Score, score
from policies.sources import DIRECTORY, read


def report() -> str:
    """The score, and what is known to change nothing; refused unless every other mutant is caught."""
    try:
        found = score(check(read(DIRECTORY)))
    except PolicyRefused as refused:
        raise CommandRefused(str(refused)) from None
    if not found.whole:
        raise CommandRefused("\n".join([_counted(found), *_problems(found)]))
    return "\n".join([_counted(found), *(f"  {name}\n    {EQUIVALENT[name]}" for name in found.equivalent)])


def _counted(found: Score) -> str:
    return (
        f"{found.percent:.1f}% of {found.made - len(found.equivalent)} mutants are caught; "
        f"{len(found.equivalent)} more change nothing that anybody could see:"
    )


def _problems(found: Score) -> list[str]:
    alive = [
        f"  {name}: nothing tells this law from the one in force. The rule says more than it does: take out what makes "
        "no difference, or name the mutant in EQUIVALENT of policies/mutation.py with the reason."
        for name in found.alive
    ]
    stale = [
        f"  {name}: it is caught, or is made no more. Take it out of EQUIVALENT in policies/mutation.py."
        for name in found.stale
    ]
    return [*alive, *stale]
