"""Which tests the coverage is taken from.

To measure doubles the time that a test takes, or more. These alone come to the bound; the others, which are long or go
the same ways again, run unmeasured, with what their fixtures and their processes do.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from coverage import Coverage

TESTS = Path(__file__).parent
UNMEASURED = (
    "browser",
    "chaos",
    "conformance",
    "gateway/command/test_demo.py",
    "gateway/test_changes_killed.py",
    "gateway/test_hidden_acts.py",
    "gateway/test_hot_path.py",
    "gateway/test_killed.py",
    "gateway/test_many_requests.py",
    "gateway/test_offers.py",
    "gateway/test_plans_of_workloads.py",
    "gateway/web/test_*_pages.py",
    "noninterference",
    "policies/test_law.py",
    "policies/test_mutation.py",
    "policies/test_table.py",
    "policies/test_why.py",
    "schema/test_compile_against_oracle.py",
    "schema/test_hidden_equals_absent.py",
    "schema/test_list_node_count.py",
    "walks",
)
FOR_PROCESSES = "COVERAGE_PROCESS_CONFIG"  # by which a process that a test starts is told to measure itself


def is_measured(path: Path) -> bool:
    """Whether coverage is taken from a file of tests."""
    inside = path.relative_to(TESTS)
    return not any(each.match(name) for each in (inside, *inside.parents) for name in UNMEASURED)


class Controller(Protocol):
    """What pytest-cov measures with."""

    def pause(self) -> None: ...
    def resume(self) -> None: ...


class Measuring:
    """Stops measuring before the first of some unmeasured tests, fixtures and all, and goes on before the next."""

    def __init__(self) -> None:
        self._measures = True
        self._told: str | None = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Turned over only where a measured file follows one that is not, or is followed by one: each turn is slow."""
        coverage = item.config.pluginmanager.getplugin("_cov")
        if coverage is not None and coverage.cov_controller and self._measures is not is_measured(item.path):
            self._measures = not self._measures
            self._turn(coverage.cov_controller)
        return (yield)

    def _turn(self, controller: Controller) -> None:
        if not self._measures:
            controller.pause()
            # A worker has begun to measure before its controller does, and that would go on in its place.
            while (beneath := Coverage.current()) is not None:
                beneath.stop()
            self._told = os.environ.pop(FOR_PROCESSES, None)
            return
        controller.resume()
        if self._told is not None:
            os.environ[FOR_PROCESSES] = self._told
