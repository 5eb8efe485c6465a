"""The six kinds of processing that a log must be kept of (DPA 2018 s.62), and what makes an operation one of them.

An operation may be several at once: an answer that brings two agencies' holdings together for a third is consultation,
disclosure and combination.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from policies.vocabulary import Act, DataClass

ROWS_OWNER: Final = "owner_of_the_row"  # where whose it is stands in each row, and not in the question


class Processing(StrEnum):
    """A kind of processing, in the words and the order of DPA 2018 s.62."""

    COLLECTION = "collection"  # a record is made
    ALTERATION = "alteration"  # a record that was there is changed
    CONSULTATION = "consultation"  # something about somebody was shown
    DISCLOSURE = "disclosure"  # what was shown was another's than the agency's that asked, or left the platform
    COMBINATION = "combination"  # it was of two holders or more
    ERASURE = "erasure"  # it cannot be read any more


# Acts that put on record what was told outside the platform, to whom the record itself names.
DISCLOSING: Final = frozenset(
    {
        Act.CONFIRM_DISCLOSURE,
        Act.CONFIRM_OFFENDER_INFORMED,
        Act.AGREE_ONWARD_SHARING,
        Act.CARRY_OUT_ONWARD_SHARING,
        Act.RECORD_OFF_SYSTEM_DISCLOSURE,
        Act.ANSWER_SUBJECT_ACCESS,
        Act.SHARE_ITEM,
    }
)
# Code lists and counts: no personal data.
ABOUT_NOBODY: Final = frozenset({DataClass.REFERENCE, DataClass.AGGREGATE, DataClass.ACCESS_COUNT})


def of_answer(holders: Iterable[str], asker: str, *, exported: bool = False) -> list[Processing]:
    """What it is to show ``asker`` what these hold of somebody, as owner codes; nothing shown is nothing processed.

    ``exported``: it leaves the platform, and so is disclosed whoever holds it.
    """
    found = frozenset(holders)
    told = {
        Processing.CONSULTATION: bool(found),
        Processing.DISCLOSURE: bool(found - {asker}) or (exported and bool(found)),
        Processing.COMBINATION: len(found) > 1,
    }
    return [kind for kind, holds in told.items() if holds]


def of_act(act: Act, *, makes: bool, changes: bool) -> list[Processing]:
    """What an act is that ``makes`` a record, or ``changes`` one that was there."""
    told = {
        Processing.COLLECTION: makes,
        Processing.ALTERATION: changes,
        Processing.DISCLOSURE: act in DISCLOSING,
    }
    return [kind for kind, holds in told.items() if holds]


def merged(kinds: Iterable[str]) -> list[str]:
    """Each kind once, by its code, in the order of the statute."""
    found = frozenset(kinds)
    return [kind.name for kind in Processing if kind.name in found]
