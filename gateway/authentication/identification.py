"""From what a token says to whom the directory knows.

A token names a subject, the client that asked for it and the systems acting between. What any of them may do is the
directory's word alone; a claim about roles, areas or clearances is never read. A system that speaks for nobody is
let in only if it is registered as one that has no human behind it, and then only with its own token. An agency's
system acts for that agency's people alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from gateway.authentication.credentials import Credentials
from gateway.authentication.refusal import RefusalReason, Unauthenticated
from policies.principal import Principal
from policies.vocabulary import Agency


@dataclass(frozen=True, slots=True)
class Client:
    """A registered OAuth client: an application people use, or an agency's system."""

    client_id: str
    agency: Agency
    human_less: bool  # may call with no person behind it: a bulk exchange
    suspended: bool
    page_cap: int  # the longest page it may ask for


class Directory(Protocol):
    """What identification asks of the directory of principals. Unknown and suspended people are both None."""

    async def principal(self, issuer: str, subject: str, client_id: str, acting: tuple[str, ...]) -> Principal | None:
        """The person or human-less system that ``issuer`` calls ``subject``."""

    async def client(self, client_id: str) -> Client | None:
        """The client registered under ``client_id``, suspended or not."""


async def identify(credentials: Credentials, directory: Directory) -> Principal:
    """The principal behind ``credentials``, or ``Unauthenticated``."""
    clients = [await _registered(name, directory) for name in _clients_named(credentials)]
    await _require_a_human_or_leave_to_do_without(credentials, directory)
    principal = await directory.principal(
        credentials.issuer, credentials.subject, credentials.client_id, credentials.acting
    )
    if principal is None:
        raise Unauthenticated(RefusalReason.UNKNOWN_PERSON)
    _require_systems_of_their_own(principal, clients)
    return _through(principal, credentials, clients)


def _clients_named(credentials: Credentials) -> Sequence[str]:
    return list(dict.fromkeys((credentials.client_id, *credentials.acting)))


async def _registered(client_id: str, directory: Directory) -> Client:
    client = await directory.client(client_id)
    if client is None:
        raise Unauthenticated(RefusalReason.UNKNOWN_CLIENT)
    if client.suspended:
        raise Unauthenticated(RefusalReason.SUSPENDED_CLIENT)
    return client


async def _require_a_human_or_leave_to_do_without(credentials: Credentials, directory: Directory) -> None:
    """A subject that is itself a client is a system without its human."""
    subject = await directory.client(credentials.subject)
    if subject is None and credentials.subject != credentials.client_id:
        return
    for_itself = credentials.subject == credentials.client_id and not credentials.acting
    if subject is None or not subject.human_less or not for_itself:
        raise Unauthenticated(RefusalReason.HUMAN_MISSING)


def _require_systems_of_their_own(principal: Principal, clients: Sequence[Client]) -> None:
    """An agency's system speaks for those who work for that agency; the platform's own applications for everybody."""
    if any(client.agency not in (principal.kind.agency, Agency.PLATFORM) for client in clients):
        raise Unauthenticated(RefusalReason.OTHER_AGENCY)


def _through(principal: Principal, credentials: Credentials, clients: Sequence[Client]) -> Principal:
    """The principal as they came: no page is longer than the least of the clients in between may ask for."""
    return replace(
        principal,
        client=credentials.client_id,
        acting=credentials.acting,
        page_cap=min(principal.page_cap, *(client.page_cap for client in clients)),
    )
