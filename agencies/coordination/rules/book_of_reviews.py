"""How often cases are reviewed, as it is delivered: one interval for each level, for an area to put its own before.

The current figures are in chapters that could not be read; these are recalled from older performance indicators, and
say so (mappa.md 3).
"""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

from agencies.coordination.rules.reviews import ReviewRule
from agencies.coordination.vocabulary import Level

_KEYS: Final = UUID("6c1c7f0e-6a0e-5f5b-9a3e-2f4f3f1f7a11")  # the namespace of delivered review rules
SINCE: Final = date(2004, 4, 5)  # when the sections on arrangements came into force
SOURCE: Final = "Recalled from performance indicators of 2009; the current figure is to be confirmed"

REVIEW_RULES: Final = tuple(
    ReviewRule(uuid5(_KEYS, f"{level}/{SINCE}"), None, level, None, days, SINCE)
    for level, days in ((Level.LEVEL_1, 365), (Level.LEVEL_2, 84), (Level.LEVEL_3, 42))
)
