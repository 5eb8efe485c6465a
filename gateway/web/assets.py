"""Styles, scripts and images: read once, named by what is in them, and kept by browsers for a year.

They are built at set-up (``deploy/environment.sh``) from GOV.UK Frontend and our own styles and scripts, and are
never committed.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from starlette.requests import Request
from starlette.responses import Response

from gateway.web.printed import SCHEMA

BUILT: Final = Path(__file__).parent / "built"
PREFIX: Final = "/assets/"
FOR_EVER: Final = "public, max-age=31536000, immutable"
PACKED: Final = frozenset({".css", ".js", ".svg", ".graphql"})


class AssetsMissing(RuntimeError):
    """The pages' styles and scripts were not built; the message says how to build them."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    path: str
    kind: str
    body: bytes
    packed: bytes | None  # gzipped, where that is shorter

    @classmethod
    def of(cls, file: Path, name: str) -> Self:
        """A file, with the digest of its content in its name."""
        body = file.read_bytes()
        digest = hashlib.sha256(body).hexdigest()[:16]
        stem, dot, ending = name.rpartition(".")
        packed = gzip.compress(body, 9, mtime=0) if file.suffix in PACKED else None
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return cls(f"{PREFIX}{stem}.{digest}{dot}{ending}", kind, body, packed)


class Assets:
    """Every built file, by its own name and by the one it is served under."""

    def __init__(self, files: Mapping[str, Asset]) -> None:
        self._named = dict(files)
        self._served = {asset.path: asset for asset in files.values()}

    @classmethod
    def built(cls, folder: Path = BUILT) -> Self:
        """What was built. Raises ``AssetsMissing``."""
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        if "pages.css" not in files:
            raise AssetsMissing(
                "The pages' styles and scripts are missing: run deploy/environment.sh runtime, which builds them, or "
                "deploy/pages/build.sh before the package is installed."
            )
        found = files | {SCHEMA.name: SCHEMA}  # about nobody, and read by whoever writes a program against it
        return cls({name: Asset.of(path, name) for name, path in found.items()})

    def address(self, name: str) -> str:
        """Where a page finds a file."""
        return self._named[name].path

    async def serve(self, request: Request) -> Response:
        """One file. One that is not there any more, after an upgrade, is plainly absent."""
        asset = self._served.get(request.url.path)
        if asset is None:
            return Response(status_code=404)
        packed = asset.packed if "gzip" in request.headers.get("accept-encoding", "") else None
        headers = {"cache-control": FOR_EVER, "x-content-type-options": "nosniff", "vary": "accept-encoding"}
        if packed is not None:
            headers["content-encoding"] = "gzip"
        return Response(packed or asset.body, 200, headers, asset.kind)
