"""The first page: what needs this person today."""

from datetime import timedelta

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.charts import bars
from gateway.web.pages import Page
from gateway.web.visit import Visit

TODAY = document(__file__)
LEVELS = ("LEVEL_1", "LEVEL_2", "LEVEL_3")


async def home(visit: Visit) -> Response:
    """What is late, what comes this week, and how many cases stand at each level."""
    data = await visit.ask(TODAY, today=visit.today.isoformat(), inAWeek=(visit.today + timedelta(days=7)).isoformat())
    counts = [(level, data[f"level{number}"]["totalCount"]) for number, level in enumerate(LEVELS, start=1)]
    named = [(visit.site.rendering.words.name(level), count) for level, count in counts]
    return visit.page("home/home.html", data, levels=list(zip(LEVELS, bars(named), strict=True)))


PAGES = (Page("/", home),)
