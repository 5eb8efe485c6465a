"""The purpose a caller states. Every request states one (DPA 2018 s.36; CJA 2003 s.325(2)), once, in the law's words.

It may stand in the ``Purpose-Of-Use`` header or in ``extensions.purpose`` of the request. Stated in both, it must be
the same in both: choosing for the caller would put a purpose on record that they may not have had.
"""

from policies.vocabulary import Purpose


class PurposeRefused(Exception):
    """No purpose open to the caller was stated: 400. ``open_to`` holds the codes that are, in the law's order."""

    def __init__(self, problem: str, open_to: frozenset[Purpose]) -> None:
        self.open_to = tuple(purpose.name for purpose in Purpose if purpose in open_to)
        super().__init__(f"{problem} {self._remedy()}")

    def _remedy(self) -> str:
        if not self.open_to:
            return "No purpose is open to you: ask the administrator of the platform which role you should hold."
        return f"Send a Purpose-Of-Use header with one of: {', '.join(self.open_to)}."


def state_purpose(header: str | None, extension: object, open_to: frozenset[Purpose]) -> Purpose:
    """The purpose stated, by its code: the name of a member of ``Purpose``, case-sensitive.

    ``header`` is the value of ``Purpose-Of-Use`` and ``extension`` that of ``extensions.purpose``, None where absent.
    """
    stated = [code for code in (header, extension) if code is not None]
    if not stated:
        raise PurposeRefused("State why you ask.", open_to)
    if stated[0] != stated[-1]:
        raise PurposeRefused("State one purpose: the header and extensions.purpose differ.", open_to)
    return _open(stated[0], open_to)


def _open(code: object, open_to: frozenset[Purpose]) -> Purpose:
    """A purpose that is unknown and one that is not the caller's are refused in the same words."""
    purpose = Purpose.__members__.get(code) if isinstance(code, str) else None
    if purpose is None or purpose not in open_to:
        raise PurposeRefused("State a purpose that is open to you.", open_to)
    return purpose
