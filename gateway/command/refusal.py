"""The one failure that a command tells its user about."""


class CommandRefused(Exception):
    """What cannot be done, why, and what to do: one sentence for the terminal."""
