"""One referral."""

from starlette.responses import Response

from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

REFERRAL = document(__file__)


async def referral(visit: Visit) -> Response:
    """A referral as it stands, by its reference."""
    data = await visit.ask(REFERRAL, reference=visit.request.path_params["reference"])
    if not data["referrals"]["nodes"]:
        raise NotFound
    return visit.page("referral/referral.html", data, on=data["referrals"]["nodes"][0])


PAGES = (Page("/referrals/{reference}", referral),)
