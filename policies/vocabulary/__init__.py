"""The words of the law, each a closed set.

Polar compares plain strings, so every enum here is a ``StrEnum`` whose value is the word used in ``policies/law``
and whose name is the code used on the wire. A word that is not here cannot be spoken in a rule: ``policies.lint``
refuses to load it.
"""

from policies.vocabulary.acts import (
    CHANGING_ACTS,
    ENTRUSTED_ACTS,
    EXPORTING_ACTS,
    READING_ACTS,
    Act,
    Outcome,
    taken_out_by,
)
from policies.vocabulary.cells import Handling, ItemHandling, Ownership, Standing
from policies.vocabulary.information import ABOUT_NO_CASE, DataClass
from policies.vocabulary.principals import Agency, Basis, Clearance, Role
from policies.vocabulary.purposes import LOG_PURPOSES, Purpose

__all__ = [
    "ABOUT_NO_CASE",
    "CHANGING_ACTS",
    "ENTRUSTED_ACTS",
    "EXPORTING_ACTS",
    "LOG_PURPOSES",
    "READING_ACTS",
    "Act",
    "Agency",
    "Basis",
    "Clearance",
    "DataClass",
    "Handling",
    "ItemHandling",
    "Outcome",
    "Ownership",
    "Purpose",
    "Role",
    "Standing",
    "taken_out_by",
]
