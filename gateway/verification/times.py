"""What the times in a copy say: those of the entries by the gateway's clock, those of cosignatures by the witnesses'.

An honest log may be late, and its clocks may differ a little; what is told here is for a person to look into. An entry
that was put in long after the time it bears, or that bears a time that had not come when witnesses saw it, stands out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from gateway.verification.checkpoints import Stated
from gateway.verification.report import Report
from gateway.verification.stretch import Found, Span

SLACK = timedelta(minutes=15)  # between clocks, and for an entry to get its leaf


class Times:
    """Give it the stretches in order."""

    def __init__(self, report: Report, stated: Sequence[Stated], quiet: timedelta) -> None:
        self._report, self._quiet = report, quiet
        self._cosigned = [each for each in stated if each.cosigned]  # by size
        self._next = 0
        self._seen: datetime | None = None  # when what went before was cosigned
        self._newest: str = ""
        self._begun: Span | None = None  # what no checkpoint of the stretches so far has ended

    def take(self, found: Found) -> None:
        """The next stretch."""
        for start, end, leaf in found.gaps:
            since = max(start, self._newest)
            if since and _moment(end) - _moment(since) > self._quiet:
                self._report.note(f"leaf {leaf}: nothing was recorded from {since} to {end}")
        for size, span in sorted(found.spans.items()):
            self._newest = max(self._newest, span.latest)
            self._end(size, self._joined(span))

    def _joined(self, span: Span) -> Span:
        begun = self._begun
        if begun is None or not begun.earliest:
            return span
        earliest = min(filter(None, (begun.earliest, span.earliest)))
        return Span(begun.first, earliest, max(begun.latest, span.latest))

    def _end(self, size: int, span: Span) -> None:
        """The leaves up to ``size``, since the last checkpoint that was cosigned."""
        while self._next < len(self._cosigned) and self._cosigned[self._next].size < size:
            self._next += 1
        here = [each for each in self._cosigned[self._next : self._next + 8] if each.size == size]
        if not here:
            self._begun = span
            return
        self._begun = None
        at = min(moment for each in here for moment in each.cosigned.values())
        if span.earliest:
            self._compare(size, span, at)
        self._seen = at

    def _compare(self, size: int, span: Span, at: datetime) -> None:
        where = f"leaves {span.first} to {size - 1}"
        if _moment(span.latest) > at + SLACK:
            self._report.note(f"{where}: one bears the time {span.latest}, and witnesses saw it at {at.isoformat()}")
        if self._seen is not None and _moment(span.earliest) < self._seen - SLACK:
            since = self._seen.isoformat()
            says = f"{where}: one bears the time {span.earliest}, and was not there when witnesses looked at {since}"
            self._report.note(f"{says}: it was put in later")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
