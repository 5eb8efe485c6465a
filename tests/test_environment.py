"""The environment is the one that was locked: what a careless resolve or an unlucky name would change in silence."""

import sys
from importlib.metadata import version
from pathlib import Path

import schema
from tests.measured import TESTS
from tests.order import LONGEST


def test_the_python_is_one_that_oso_has_a_build_for() -> None:
    assert sys.version_info[:2] in {(3, 11), (3, 12)}


def test_cryptography_is_recent_although_oso_asks_for_an_old_cffi() -> None:
    assert int(version("cryptography").split(".")[0]) >= 50
    assert int(version("cffi").split(".")[0]) >= 2


def test_the_schema_that_is_imported_is_ours() -> None:
    assert Path(str(schema.__file__)).parent == Path(__file__).parents[1] / "schema"


def test_each_file_that_is_begun_early_is_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
