"""Which meetings on a case still lack its minutes: the case offers the act of beginning them for all of them."""

from collections.abc import Mapping
from typing import Any, Final

NOT_DISCUSSED: Final = ("DEFERRED", "WITHDRAWN")
NOT_HELD: Final = ("POSTPONED", "CANCELLED")


def lacks_minutes(item: Mapping[str, Any], meeting: Mapping[str, Any] | None) -> bool:
    """Whether minutes may be begun of a case, as an item on its agenda, at a meeting."""
    if not meeting or item["minutes"]:
        return False
    return item["status"] not in NOT_DISCUSSED and meeting["status"] not in NOT_HELD
