"""The records that a sentence names: a page leads to what the rules found something about."""

import re
from typing import Final

ACTION: Final = re.compile(r"\bACT-[0-9]{2}-[0-9]{6}-[0-9]+\b")


def action_named(text: str | None) -> str | None:
    """The reference of the action that a sentence names first; None where it names none."""
    found = ACTION.search(text or "")
    return found[0] if found else None
