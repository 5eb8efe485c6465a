"""The documents, and how tests read them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "deploy/README.md",
    "docs/audit.md",
    "docs/architecture.md",
    "docs/graphql.md",
    "docs/law.md",
    "docs/pages.md",
    "docs/noninterference.md",
    "docs/operations.md",
    "docs/performance.md",
    "docs/process.md",
    "policies/CHANGELOG.md",
    "schema/CHANGELOG.md",
    "docs/rules.md",
)
each_document = pytest.mark.parametrize("name", DOCUMENTS)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def between(name: str, marker: str) -> str:
    found = re.search(rf"<!-- {marker}:begin[^\n]*-->\n(.*?)<!-- {marker}:end -->", text_of(name), re.DOTALL)
    assert found, f"{name} has lost its markers {marker}:begin and {marker}:end"
    return found[1]


def assert_generated(name: str, marker: str, expected: str) -> None:
    assert between(name, marker) == expected, f"{name}: put this between the {marker} markers:\n\n{expected}"


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.DOTALL | re.MULTILINE)


def tracked() -> list[Path]:
    git = shutil.which("git")
    assert git, "install git: the documents are held to what is tracked"
    command = [git, "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]
