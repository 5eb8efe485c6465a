"""One edition of the minutes of a meeting on a case: an earlier one stays to be read beside the latest."""

import re
from pathlib import Path
from typing import Final

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.lists import given_day
from gateway.web.pages import Page
from gateway.web.pages.case.case import HEAD, MINUTES, PARTS
from gateway.web.visit import NotFound, Visit

EDITION: Final = document(__file__) + HEAD
TEMPLATE: Final = f"case/{Path(__file__).stem}.html"
NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")


async def edition(visit: Visit) -> Response:
    """The page. It is not there where the minutes, or that edition of them, are not shown."""
    asked = visit.request.path_params
    held_on = given_day(asked, "held_on")
    if held_on is None or not NUMBER.fullmatch(asked["edition"]):
        raise NotFound
    of = {"reference": asked["reference"], "heldOn": held_on.isoformat(), "edition": int(asked["edition"])}
    data = await visit.ask(EDITION, **of)
    if data["case"] is None or not data["case"]["minutes"]["nodes"]:
        raise NotFound
    minutes = data["case"]["minutes"]["nodes"][0]
    return visit.page(TEMPLATE, data, case=data["case"], parts=PARTS, part=MINUTES, minutes=minutes)


PAGES = (Page("/cases/{reference}/minutes/{held_on}/editions/{edition}", edition),)
