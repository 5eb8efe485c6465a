"""Which tests the coverage is taken from.

To measure makes a test take two or three times as long. These alone come to the bound; the others, which are long or go
the same ways again, run unmeasured, with what their fixtures and their processes do. Nor is it measured how tests are
collected, nor what the process does that hands them to its workers: neither runs the product but to load it.
"""

import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Protocol

import pytest
from coverage import Coverage

TESTS = Path(__file__).parent
UNMEASURED = (
    "browser",
    "chaos",
    "conformance",
    "gateway/command/test_demo.py",
    "gateway/command/test_printed_law.py",
    "gateway/demonstration/caseload/test_consistency.py",
    "gateway/demonstration/caseload/test_demonstration_case.py",
    "gateway/demonstration/caseload/test_every_state.py",
    "gateway/demonstration/caseload/test_margins.py",
    "gateway/demonstration/caseload/test_overdue.py",
    "gateway/test_a_whole_life.py",
    "gateway/test_action_journey.py",
    "gateway/test_audit_journey.py",
    "gateway/test_care_journey.py",
    "gateway/test_changes_killed.py",
    "gateway/test_custody_journey.py",
    "gateway/test_exit_journey.py",
    "gateway/test_hidden_acts.py",
    "gateway/test_hot_path.py",
    "gateway/test_identification_journey.py",
    "gateway/test_killed.py",
    "gateway/test_level_journey.py",
    "gateway/test_many_requests.py",
    "gateway/test_offers.py",
    "gateway/test_plans_of_workloads.py",
    "gateway/test_release_journey.py",
    "gateway/test_review_journey.py",
    "gateway/test_serious_review_journey.py",
    "gateway/test_subject_access_journey.py",
    "gateway/test_transfer_journey.py",
    "gateway/web/test_*_pages.py",
    "gateway/web/test_templates.py",
    "noninterference",
    "policies/test_acts.py",
    "policies/test_any_law.py",
    "policies/test_engine.py",
    "policies/test_law.py",
    "policies/test_matrix.py",
    "policies/test_mutation.py",
    "policies/test_page.py",
    "policies/test_table.py",
    "policies/test_why.py",
    "policies/test_withheld.py",
    "schema/test_compile_against_oracle.py",
    "schema/test_hidden_equals_absent.py",
    "schema/test_list_node_count.py",
    "schema/test_masks.py",
    "walks",
)
FLOORS = ("policies", "agencies", "schema", "gateway")  # migrations are loaded as they are run
FOR_PROCESSES = "COVERAGE_PROCESS_CONFIG"  # by which a process that a test starts is told to measure itself


@cache
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
    def pytest_collection(self, session: pytest.Session) -> Iterator[None]:
        """What runs as the product is loaded is measured; what collecting its tests takes is not."""
        if Coverage.current() is not None:
            load(FLOORS)
            self._to(session.config, measures=False)
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Turned over only where a measured file follows one that is not, or is followed by one: each turn is slow."""
        self._to(item.config, measures=is_measured(item.path))
        return (yield)

    def _to(self, config: pytest.Config, *, measures: bool) -> None:
        coverage = config.pluginmanager.getplugin("_cov")
        if coverage is not None and coverage.cov_controller and self._measures is not measures:
            self._measures = measures
            self._turn(coverage.cov_controller)

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


def load(packages: Iterable[str]) -> None:
    """Import every module of some packages but those that are programs."""
    for package in map(import_module, packages):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(".__main__"):
                import_module(module.name)
