"""The served gateway under every audit of npm's graphql-http: all must say ok, the optional ones too."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tests.node import node

HERE = Path(__file__).parent
AUDITS = 61


class Served(Protocol):
    """A gateway that answers over HTTP."""

    url: str  # of the GraphQL endpoint

    def headers(self, persona: str) -> Mapping[str, str]: ...


def audited(url: str, headers: Mapping[str, str]) -> list[dict[str, str]]:
    assert (HERE / "node_modules" / "graphql-http").is_dir(), f"The audits are not installed: run npm ci in {HERE}."
    environment = os.environ | {"GRAPHQL_URL": url, "GRAPHQL_HEADERS": json.dumps(dict(headers))}
    ran = subprocess.run([node(), "audit.mjs"], cwd=HERE, env=environment, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    results: list[dict[str, str]] = json.loads(ran.stdout)
    return results


def test_every_audit_of_graphql_over_http_passes(served: Served) -> None:
    results = audited(served.url, served.headers("coordinator"))
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS
