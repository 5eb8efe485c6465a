"""The demonstration's identity provider as a process of its own, and the tokens it gives.

python -m tests.benchmark.identity PORT FOLDER
"""

import json
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Final

import uvicorn

from gateway.demonstration.admission import begin_demonstration
from gateway.demonstration.identity_provider import DEMONSTRATION_GRANT, identity_provider

AUDIENCE: Final = "mappa-benchmark"
CLIENT: Final = "mappa-demonstration"


def token(issuer: str, persona: str) -> str:
    """A new access token for a persona: it lives for five minutes, longer than any one run."""
    form = {"grant_type": DEMONSTRATION_GRANT, "persona": persona, "client_id": CLIENT}
    request = urllib.request.Request(f"{issuer}/token", urllib.parse.urlencode(form).encode())  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - loopback
        return str(json.load(reply)["access_token"])


def main() -> None:
    """Serve until told to stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    demonstration = begin_demonstration(folder, "127.0.0.1")
    application = identity_provider(demonstration, f"http://127.0.0.1:{port}", AUDIENCE)
    uvicorn.run(application, host="127.0.0.1", port=port, lifespan="off", log_level="warning")


if __name__ == "__main__":
    main()
