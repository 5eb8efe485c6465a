"""What people come to do, step by step; each journey is done in every way (``tests/browser/ways.py``)."""

from collections.abc import Callable
from typing import Final

from tests.browser.journeys import deciding, directory, meeting, overseeing, reading, unhappy, working
from tests.browser.ways import Way

Journey = Callable[[Way], None]
JOURNEYS: Final[tuple[Journey, ...]] = (
    *reading.JOURNEYS,
    *deciding.JOURNEYS,
    *meeting.JOURNEYS,
    *working.JOURNEYS,
    *overseeing.JOURNEYS,
    *directory.JOURNEYS,
    *unhappy.JOURNEYS,
)
