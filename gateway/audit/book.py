"""The retention rules that are delivered, for ``mappa rules load``. No source that could be read sets a period.

A board sets its own in the database: another rule, or the next version of this one, from its day. What nobody has
verified erases nothing.
"""

from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, uuid5

_ENTRIES = {
    "rule": "entries",
    "version": 1,
    "outcome": None,
    "purpose": None,
    "keep_months": 72,
    "decided_by": None,
    "source": "UNSOURCED: to be set by the board that owns the record",
    "verified": False,
    "valid_from": date(2026, 1, 1),
    "valid_until": None,
}
DELIVERED: tuple[Mapping[str, object], ...] = (
    {"id": uuid5(NAMESPACE_URL, "urn:mappa:retention-rule:entries:1"), **_ENTRIES},
)
