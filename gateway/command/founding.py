"""The first entries of a directory, which nobody can make who is not in it: officers to keep it, and OAuth clients.

Everything else is entered by officers, one who proposes and one who puts in force. So two are entered here, and no more
while two are there: whoever holds the owner's password could otherwise go past them unseen. Each entry made here is in
the access record, under the name on this machine.
"""

import getpass
from dataclasses import dataclass
from datetime import date
from typing import Final

import asyncpg

from agencies.directory.tables import AppointmentStatus, PrincipalStatus
from agencies.keys import uuid7
from gateway.audit.connection import Connection
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import Told
from gateway.command.entered import TOWARDS_NOBODY, Doing, told_of
from gateway.command.refusal import CommandRefused
from policies.vocabulary import Act, Agency, Purpose, Role

ENOUGH: Final = 2  # one to propose, another to put in force
LOCK: Final = "LOCK TABLE directory.principal IN SHARE ROW EXCLUSIVE MODE"  # two commands at once: one waits
KEEPING: Final = """
SELECT count(DISTINCT p.id) FROM directory.principal p JOIN directory.principal_role r ON r.principal_id = p.id
WHERE p.agency = $1 AND p.status = $2 AND r.role = any($3) AND r.status = $4
    AND r.valid_from <= $5 AND (r.valid_until IS NULL OR r.valid_until > $5)
"""
ENTER: Final = """
INSERT INTO directory.principal (id, issuer, subject, name, agency, owner) VALUES ($1, $2, $3, $4, $5, $5)
ON CONFLICT DO NOTHING RETURNING id
"""
APPOINT: Final = """
INSERT INTO directory.principal_role
    (id, principal_id, role, valid_from, status, reason, proposed_by_name, approved_by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
"""
REGISTER: Final = """
INSERT INTO directory.client (client_id, agency, human_less, page_cap) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING RETURNING client_id
"""


@dataclass(frozen=True, slots=True)
class Officer:
    """A policy officer to be: how the identity provider knows them, what colleagues read, and what it rests on."""

    issuer: str
    subject: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client: an application that people use, or an agency's system; how long a page it may ask for."""

    client_id: str
    agency: Agency
    human_less: bool
    page_cap: int


async def enter_officer(dsn: str, officer: Officer, today: date) -> str:
    """Enter a policy officer while fewer than two keep the directory; nothing is kept of what is refused."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute(LOCK)
            await _require_room(connection, today)
            await _enter(connection, officer, today)
            await _record(connection, "officer", Act.REGISTER_PRINCIPAL)
            enough = await _keeping(connection, today) >= ENOUGH
    finally:
        await connection.close()
    then = "Two keep the directory now, and enter all others." if enough else "Enter one more: it takes two."
    return f"{officer.name} is a policy officer from today. {then}"


async def register_client(dsn: str, client: Client) -> str:
    """Register a client; one that stands is left as it is."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            row = (client.client_id, client.agency.value, client.human_less, client.page_cap)
            if await connection.fetchval(REGISTER, *row) is None:
                raise CommandRefused(f"{client.client_id} is registered already, and is left as it is.")
            await _record(connection, "client", Act.REGISTER_PRINCIPAL)
    finally:
        await connection.close()
    return f"{client.client_id} is registered for {client.agency.value}."


async def _keeping(connection: Connection, today: date) -> int:
    """How many keep the directory today."""
    roles = [Role.POLICY_OFFICER.value, Role.SYSTEM_ADMINISTRATOR.value]
    asked = (Agency.PLATFORM.value, PrincipalStatus.ACTIVE, roles, AppointmentStatus.IN_FORCE, today)
    found: int = await connection.fetchval(KEEPING, *asked)
    return found


async def _require_room(connection: Connection, today: date) -> None:
    if await _keeping(connection, today) >= ENOUGH:
        raise CommandRefused(
            "Two keep the directory already, and enter all others: on its pages, or by registerPrincipal, "
            "proposeAppointment and approveAppointment."
        )


async def _enter(connection: Connection, officer: Officer, today: date) -> None:
    entered = (uuid7(), officer.issuer, officer.subject, officer.name, Agency.PLATFORM.value)
    who = await connection.fetchval(ENTER, *entered)
    if who is None:
        raise CommandRefused(f"Somebody is entered as {officer.subject} of {officer.issuer} already: use their entry.")
    by = f"{getpass.getuser()} (command line)"
    role = (uuid7(), who, Role.POLICY_OFFICER.value, today, AppointmentStatus.IN_FORCE, officer.reason, by)
    await connection.execute(APPOINT, *role)


async def _record(connection: Connection, operation: str, act: Act) -> None:
    """In the same transaction: nobody is entered without an entry of it."""
    entry, named = told_of(Doing(operation, Purpose.ADMINISTER_PLATFORM, act, of="directory"), Told(TOWARDS_NOBODY, {}))
    await connection.execute(INSERT, *columns([parameters(entry, named)]))
