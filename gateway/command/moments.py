"""Days and moments as somebody types them."""

from datetime import datetime

import typer


def moment(typed: str | datetime) -> datetime:
    """A day, or a moment in UTC. Raises ``typer.BadParameter`` with what to write instead."""
    if isinstance(typed, datetime):
        return typed
    try:
        return datetime.fromisoformat(typed)
    except ValueError as wrong:
        message = f"{typed} is no day. Give one as 2026-11-01, or a moment in UTC as 2026-11-01T09:30."
        raise typer.BadParameter(message) from wrong
