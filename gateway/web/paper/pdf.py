"""A paper as PDF/UA-1: tagged, titled, in its language.

Typst brings letters of its own and needs nothing of the system. Letters that its own do not have are looked for among
the system's; the standard forbids a PDF with one that cannot be shown, and so do we.
"""

from pathlib import Path
from typing import Final

import orjson
import typst

from gateway.web.paper.press import NotPrinted

TEMPLATE: Final = Path(__file__).with_name("paper.typ")
STANDARD: Final = "ua-1"
CANNOT_SHOW: Final = "could not be displayed"


def pdf(told: bytes) -> bytes:
    """The PDF of a paper that is told as JSON. Raises ``NotPrinted``, where a letter cannot be shown."""
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"paper": told.decode()},
            pdf_standards=STANDARD,
            timestamp=orjson.loads(told)["at"],
        )
    except typst.TypstError as error:
        if CANNOT_SHOW in str(error):
            raise NotPrinted(cannot_show=True) from None
        raise
    if not isinstance(made, bytes):
        raise TypeError("one document makes one PDF")
    return made
