"""What people come to do, step by step; each journey is done in every way (``tests/browser/ways.py``)."""

import re
from collections.abc import Callable
from inspect import getsource
from typing import Final

from tests.browser.journeys import deciding, directory, meeting, overseeing, reading, unhappy, working
from tests.browser.ways import Way

PLACES: Final = (reading, deciding, meeting, working, overseeing, directory, unhappy)
DOES: Final = re.compile(r'way\.(?:does|opens)\(\s*"([a-z-]+)"')
Journey = Callable[[Way], None]
JOURNEYS: Final[tuple[Journey, ...]] = tuple(journey for place in PLACES for journey in place.JOURNEYS)
ACTED: Final = frozenset(act for place in PLACES for act in DOES.findall(getsource(place)))
"""The acts that are done on the way, by the names of their pages."""
