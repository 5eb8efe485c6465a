"""Compression, for the few pages that are about nobody: the schema's reference and the law's map.

Other pages are never compressed: what somebody sends stands on them beside what they may see, and the lengths of what
is sent would tell (BREACH). On these stands nothing that whoever led the reader there could have chosen, for they are
compressed only where their address has no query.
"""

import gzip

from starlette.requests import Request
from starlette.responses import Response

LEVEL = 6  # a megabyte in some 15 ms


def packed(request: Request, response: Response) -> Response:
    """The page about nobody, compressed where its reader takes that and its address chooses nothing."""
    response.headers["vary"] = "accept-encoding"
    if request.url.query or "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    response.body = gzip.compress(bytes(response.body), LEVEL, mtime=0)
    response.headers["content-encoding"] = "gzip"
    response.headers["content-length"] = str(len(response.body))
    return response
