"""Every table there is, gathered from those who define them: what the migrations must add up to.

Nothing is listed by hand, so that a new owner's tables are seen as soon as they exist.
"""

import importlib
import pkgutil
from collections.abc import MutableMapping
from functools import cache
from typing import Literal

from sqlalchemy import MetaData

import agencies
from agencies import holdings
from gateway.audit.tables import audit_metadata, is_partition
from gateway.sessions.tables import web_metadata

# Alembic's words for what it compares, and for where a thing sits.
_Kind = Literal["schema", "table", "column", "index", "unique_constraint", "foreign_key_constraint", "check_constraint"]
_Parent = Literal["schema_name", "table_name", "schema_qualified_table_name"]


def everything() -> MetaData:
    """The tables of agencies and directory, the sessions and the access record, in one metadata of their own."""
    for owner in pkgutil.iter_modules(agencies.__path__):
        if owner.ispkg:
            importlib.import_module(f"{agencies.__name__}.{owner.name}.tables")
    gathered = MetaData(naming_convention=holdings.metadata.naming_convention)
    for metadata in (holdings.metadata, audit_metadata, web_metadata):
        for table in metadata.tables.values():
            table.to_metadata(gathered)
    return gathered


@cache
def schemas() -> frozenset[str]:
    """The PostgreSQL schemas in which a table of ours lives."""
    return frozenset(table.schema for table in everything().tables.values() if table.schema)


def is_ours(name: str | None, kind: _Kind, parents: MutableMapping[_Parent, str | None]) -> bool:
    """Whether Alembic is to compare a thing it found in the database: our schemas, less the months of the record."""
    if kind == "schema":
        return name in schemas()
    return not (kind == "table" and parents.get("schema_name") == "audit" and is_partition(name or ""))
