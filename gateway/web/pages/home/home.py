"""The first page: what needs this person today."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.charts import bars
from gateway.web.pages import Page
from gateway.web.pages.work.work import AHEAD
from gateway.web.visit import Visit

TODAY: Final = document(__file__)
WAITING: Final = document(str(Path(__file__).with_name("waiting.py")))
LIFE: Final = document(str(Path(__file__).with_name("life.py")))
SECOND: Final = document(str(Path(__file__).with_name("second.py")))
OVERSIGHT: Final = document(str(Path(__file__).with_name("oversight.py")))
LEVELS: Final = ("LEVEL_1", "LEVEL_2", "LEVEL_3")


async def home(visit: Visit) -> Response:
    """What is late, what comes this week, what waits, and how many cases stand at each level."""
    today = visit.today
    data = await visit.ask(TODAY, today=today.isoformat(), inAWeek=(today + timedelta(days=7)).isoformat())
    waiting = await visit.ask(WAITING, today=today.isoformat(), inSixMonths=(today + AHEAD).isoformat())
    life = await visit.ask(LIFE)
    second = await visit.ask(SECOND, today=today.isoformat())
    reads = "ACCESS_RECORD" in data["viewer"]["dataClassesShown"]
    oversight = await visit.ask(OVERSIGHT) if reads else {}
    counts = [(level, data[f"level{number}"]["totalCount"]) for number, level in enumerate(LEVELS, start=1)]
    named = [(visit.site.rendering.words.name(level), count) for level, count in counts]
    levels = list(zip(LEVELS, bars(named), strict=True))
    return visit.page("home/home.html", data | waiting | life | second | oversight, levels=levels)


PAGES = (Page("/", home),)
