"""What is done from the command line leaves an entry in the access record, under the name of whoever does it here."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from agencies.keys import uuid7
from gateway.audit.connection import Connection
from gateway.audit.entry import Entry
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import Shared, Told, packed, reading_of, shared
from gateway.command.refusal import CommandRefused
from policies.vocabulary import LOG_PURPOSES, Act, Outcome, Purpose

TOWARDS_NOBODY = "none/ordinary"  # the place of what is taken out of the record without a standing


def log_purpose(stated: str) -> Purpose:
    """A purpose for which the access record may be used; anything else is refused."""
    found = next((purpose for purpose in LOG_PURPOSES if purpose.name == stated.upper()), None)
    if found is None:
        allowed = ", ".join(purpose.name for purpose in LOG_PURPOSES)
        raise CommandRefused(f"{stated} is no purpose for which the access record may be used: state one of {allowed}.")
    return found


async def recorded(connection: Connection, operation: str, purpose: Purpose, subject: UUID | None = None) -> None:
    """Whoever takes the record out of the database leaves an entry in it first, under their name on this machine."""
    entry, named = told_of(Doing(operation, purpose), Told(TOWARDS_NOBODY, {}), subject)
    await connection.execute(INSERT, *columns([parameters(entry, named)]))


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done from the command line, why, and with how many entries of the record."""

    operation: str
    purpose: Purpose
    act: Act = Act.CONSULT_ACCESS_RECORD
    entries: int = 0
    of: str = "audit"  # the command it belongs to


def told_of(doing: Doing, told: Told, subject: UUID | None = None) -> tuple[Entry, Shared]:
    """The entry of it, and what the entry names."""
    named = shared(packed([(0, subject)]) if subject else b"", reading_of({0: told}, told))
    entry = Entry(
        id=uuid7(),
        recorded_at=datetime.now(UTC),
        request_id=uuid7(),
        act=doing.act.name,
        outcome=Outcome.GRANTED.name,
        reason=None,
        principal_id=None,
        principal_name=getpass.getuser(),
        agency=None,
        roles=[],
        client=f"mappa {doing.of} {doing.operation}",
        acting=[],
        human=True,
        purpose=doing.purpose.name,
        operation_name=doing.operation,
        document_hash=None,
        variables={},
        subject_set=named.digest,
        reading=named.reading.digest if named.reading else None,
        policy_version="",
        row_count=doing.entries,
        duration_us=0,
    )
    return entry, named
