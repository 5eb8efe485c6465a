"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

DATA = Path(".data")
Data = Annotated[Path, typer.Option("--data", help="Where the demonstration keeps its data.", envvar="MAPPA_DATA")]
Database = Annotated[
    str,
    typer.Option("--database", envvar="MAPPA_DATABASE_URL", help="PostgreSQL, as postgresql://user:password@host/db."),
]
OrDatabase = Annotated[
    str | None,
    typer.Option("--database", envvar="MAPPA_DATABASE_URL", help="The database; default: the demonstration's."),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", help="A policy file: whose signatures to ask for, as docs/audit.md says.")
]
