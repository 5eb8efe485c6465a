"""The version of the database that this code is written for, told without loading what migrates."""

from pathlib import Path


def newest() -> str:
    """Of the last migration, as Alembic keeps it in the database; they sort as they were written."""
    return max(path.name.partition("_")[0] for path in (Path(__file__).parent / "versions").glob("[0-9]*_*.py"))
