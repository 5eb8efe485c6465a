"""The rules that the law may speak, and which vocabulary each of their arguments is a word of.

To add a rule name, declare it here first: ``policies.lint`` refuses to load one that is not.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from policies.vocabulary import (
    ENTRUSTED_ACTS,
    Act,
    Agency,
    Basis,
    Clearance,
    DataClass,
    Handling,
    ItemHandling,
    Ownership,
    Purpose,
    Role,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A rule's arguments, in order; ``None`` is the place of a rule id.

    ``rank`` keeps the law free of circles: a rule may call only rules of a lower rank.
    """

    arguments: tuple[type[StrEnum] | None, ...]
    rank: int
    owners_may_write: bool = False  # in their own files; every other rule stands in common.polar

    @property
    def has_id(self) -> bool:
        """Whether a rule of this name is known by an id, its first argument."""
        return self.rank == 1 and self.arguments[0] is None


COMMON: Final = "common.polar"
DECLARED: Final = {
    # Names for groups of words, so that rules read as sentences.
    "about_a_case": Declaration((DataClass,), 0),
    "about_no_case": Declaration((DataClass,), 0),
    "with_the_case": Declaration((Standing,), 0),
    "with_the_area": Declaration((Standing,), 0),
    "responsible_authority": Declaration((Agency,), 0),
    "manages_for": Declaration((Role, Agency), 0),
    "works_on_cases": Declaration((Role, Agency), 0),
    "audits_for": Declaration((Role, Agency), 0),
    "limited_access": Declaration((Handling,), 0),
    "terrorism": Declaration((Handling,), 0),
    # What the owners allow, and within which bounds.
    "grant": Declaration((None, Role, Agency, DataClass, Standing, Ownership), 1, owners_may_write=True),
    "open_to": Declaration((Role, Purpose), 1),
    "serves": Declaration((Purpose, DataClass), 1),
    "reaches": Declaration((Role, ItemHandling, Ownership), 1),
    "rests_on": Declaration((Agency, Basis), 1),
    "withheld": Declaration((None, Role, Clearance, DataClass, Standing, Handling, ItemHandling, Ownership), 1),
    # What may be done, by whom, for what: each journey says it in a file of its own.
    "on_a_case": Declaration((Act,), 0, owners_may_write=True),
    "on_no_case": Declaration((Act,), 0, owners_may_write=True),
    "entrust": Declaration((None, Role, Agency, Act, Standing, Ownership), 1, owners_may_write=True),
    "furthers": Declaration((Act, Purpose), 1, owners_may_write=True),
    "forbidden": Declaration((None, Act, Handling, ItemHandling, Ownership), 1, owners_may_write=True),
    # How they come together.
    "shown": Declaration((None, Role, Agency, Purpose, DataClass, Standing, ItemHandling, Ownership), 2),
    "done": Declaration((None, Role, Agency, Purpose, Act, Standing, ItemHandling, Ownership), 2),
    "barred": Declaration((None, Role, Clearance, Act, Standing, Handling, ItemHandling, Ownership), 2),
}


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each: told apart by identity, which is quick
class Family:
    """One kind of decision: the words it is about, the rules that allow and deny it, and how the table says it."""

    title: str
    words: tuple[StrEnum, ...]
    allowing: str
    denying: str
    not_allowed: str
    denied: str


# Whatever prints, compares, mutates or replays decisions goes by this list.
FAMILIES: Final = (
    Family("What is shown", tuple(DataClass), "shown", "withheld", "hidden from", "Withheld, whatever is granted"),
    Family("What is done", ENTRUSTED_ACTS, "done", "barred", "not for", "Barred from, whatever is entrusted"),
)


def words(vocabulary: type[StrEnum] | None, rule_ids: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every word that may stand in an argument of this vocabulary."""
    return rule_ids if vocabulary is None else _all(vocabulary)


@cache  # each rule that is read asks for a few of them
def _all(vocabulary: type[StrEnum]) -> frozenset[str]:
    return frozenset(vocabulary)
