"""What the tests of the commands share."""

import sys

import pytest

from gateway.command import printed
from gateway.command.application import main
from tests.gateway.command.running import SERVING, Run
from tests.policies.laws import law


@pytest.fixture
def known_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law in force, which others may have asked already."""
    monkeypatch.setattr(printed, "_law", law)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``mappa`` with words: its exit code, what it said, what it said of failures."""
    for name in SERVING:
        monkeypatch.delenv(name, raising=False)

    def mappa(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mappa", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return int(ended.value.code or 0), said.out, said.err

    return mappa
