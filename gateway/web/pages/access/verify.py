"""Verifying a receipt: whether what somebody kept proves that their entry is in the log, and who saw that it is.

It is worked out from the receipt and the keys that are trusted here, and from nothing that is kept: whoever brings a
receipt is told nothing but what it says itself. ``mappa-verify`` does the same with keys of one's own choice.
"""

from typing import Final

from starlette.responses import Response

from gateway.transparency.receipt import Proved, Receipt, Unproved
from gateway.transparency.text import FormatRefused
from gateway.transparency.trust import NotTrusted
from gateway.web.asking import document
from gateway.web.pages import Page
from gateway.web.visit import NotFound, Visit

VERIFY: Final = document(__file__)


async def verify(visit: Visit) -> Response:
    """The form; or what the receipt that was given proves, or why it does not."""
    data = await visit.ask(VERIFY)
    if visit.site.trusts is None:
        raise NotFound
    text = visit.form.get("receipt", "")
    proved: Proved | None = None
    refused = ""
    if visit.form:
        try:
            proved = Receipt.parse(plain(text)).proved(visit.site.trusts)
        except (FormatRefused, NotTrusted, Unproved) as error:
            refused = str(error)
    status = 422 if refused else 200
    return visit.page("access/verify.html", data, status, text=text, proved=proved, refused=refused)


def plain(text: str) -> bytes:
    """What was pasted, as the file has it: a browser ends lines in its own way, and may lose the last end."""
    return (text.replace("\r\n", "\n").strip() + "\n").encode()


PAGES = (Page("/access/verify", verify, ("GET", "POST")),)
