"""Runs the SQL that stands beside a migration: what it did on its day is written there, and does not change."""

from pathlib import Path

from alembic import op

_VERSIONS = Path(__file__).parent / "versions"


def run(*names: str) -> None:
    """Run ``versions/NAME.sql`` of each name, in the transaction of the migration. Nothing in a file is escaped."""
    for name in names:
        statements = (_VERSIONS / f"{name}.sql").read_text(encoding="utf-8")
        op.get_bind().exec_driver_sql(statements, execution_options={"no_parameters": True})
