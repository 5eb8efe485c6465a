"""The directory as kept in PostgreSQL, with what was read kept for a while.

A kept principal is safe to use because the statement that answers says whether the version it was read at still
holds; ``forget`` is called when it does not. Clients have no such witness and are read anew after a few seconds.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from gateway.authentication.credentials import Credentials
from gateway.authentication.identification import Client
from gateway.directory.facts import CLIENT, PRINCIPAL, VERSION
from policies.agreement import Agreement
from policies.principal import Principal, PrincipalClass, Standings
from policies.vocabulary import Agency, Basis, Clearance, DataClass, Purpose, Role

UK = ZoneInfo("Europe/London")
KEPT = 10_000  # principals and clients kept
CLIENTS_FRESH_FOR = timedelta(seconds=5)
NO_CAP = 32_767

Clock = Callable[[], datetime]
Roles = frozenset[Role]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Readable(Protocol):
    """What the directory is read from: a store, or a change under way."""

    async def fetch_row(self, sql: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - a record, whatever its columns
        """The first row, or None."""
        ...


class StoredDirectory:
    """Reads principals and clients; keeps what it read while it is known to hold."""

    def __init__(self, store: Readable, clock: Clock = now) -> None:
        self._store = store
        self._clock = clock
        self._principals: OrderedDict[tuple[str, str], dict[Roles | None, Principal]] = OrderedDict()
        self._clients: OrderedDict[str, tuple[datetime, Client | None]] = OrderedDict()

    async def principal(
        self, issuer: str, subject: str, client_id: str, _acting: tuple[str, ...] = (), roles: Roles | None = None
    ) -> Principal | None:
        """The person or human-less system that ``issuer`` calls ``subject``; None for unknown and suspended alike.

        ``roles`` are those that they act in, where they put others aside; None: all that they hold.
        """
        kept = self._principals.get((issuer, subject), {})
        found = kept.get(roles)
        if found is None or found.standings.valid_until <= self._clock():
            found = await self._read(issuer, subject, client_id, roles)
            if found is not None:
                _keep(self._principals, (issuer, subject), (kept if roles is not None else {}) | {roles: found})
        return found

    async def holds(self, principal: Principal) -> bool:
        """Whether what was read of this principal is still so."""
        row = await self._store.fetch_row(VERSION, [principal.id])
        return row is not None and row["version"] == principal.standings.version

    def holds_until(self, credentials: Credentials) -> float:
        """Until when what was read to identify this caller may be used, in seconds since the epoch; 0: no longer."""
        named = (credentials.client_id, *credentials.acting, credentials.subject)
        clients = [self._clients.get(name) for name in named]
        principals = self._principals.get((credentials.issuer, credentials.subject))
        if principals is None or None in clients:
            return 0.0
        whoever = (each.standings.valid_until for each in principals.values())
        moments = [*whoever, *(kept[0] for kept in clients if kept)]
        return min(moments).timestamp()

    def forget(self, issuer: str, subject: str) -> None:
        """Read this principal anew next time."""
        self._principals.pop((issuer, subject), None)

    async def client(self, client_id: str) -> Client | None:
        """The client registered under ``client_id``, suspended or not."""
        kept = self._clients.get(client_id)
        if kept is None or kept[0] <= self._clock():
            row = await self._store.fetch_row(CLIENT, [client_id])
            found = Client(**{**row, "agency": Agency(row["agency"])}) if row else None
            kept = (self._clock() + CLIENTS_FRESH_FOR, found)
            _keep(self._clients, client_id, kept)
        return kept[1]

    async def _read(self, issuer: str, subject: str, client_id: str, roles: Roles | None) -> Principal | None:
        moment = self._clock()
        today = moment.astimezone(UK).date()
        words = None if roles is None else sorted(role.value for role in roles)
        row = await self._store.fetch_row(PRINCIPAL, [issuer, subject, today, moment, words])
        return None if row is None else _principal(row, client_id, moment)


def _principal(row: Any, client_id: str, moment: datetime) -> Principal:  # noqa: ANN401 - a record
    kind = PrincipalClass(
        roles=frozenset(Role(role) for role in row["roles"]),
        agency=Agency(row["agency"]),
        owner=row["owner"],
        clearance=Clearance(row["clearance"]),
        agreements=agreements(row["agreements"]),
    )
    cases = ("excluded", "permitted", "emergency", "assigned", "convened", "meetings", "shared")
    lists = (*cases, "coordinated_areas", "areas", "audited_owners", "audited_areas")
    standings = Standings(
        version=row["version"],
        valid_until=min(row["boundary"] or midnight(moment), midnight(moment)),
        within_coordinated=row["within_coordinated"],
        within_areas=row["within_areas"],
        audits_all=row["audits_all"],
        leads=row["leads"],
        opened=_opened(row["opened"]),
        **{name: tuple(sorted(set(row[name]))) for name in lists},
    )
    held = frozenset(Role(role) for role in row["held"])
    return Principal(row["id"], row["name"], kind, standings, client_id, NO_CAP, held=held)


def _opened(text: str) -> tuple[tuple[UUID, Purpose], ...]:
    """The cases opened to somebody. For a word that this version does not know nothing is opened."""
    known = frozenset(Purpose)
    return tuple(sorted((UUID(case), Purpose(word)) for case, word in orjson.loads(text) if word in known))


@lru_cache(maxsize=1024)  # principals of one agency share theirs, and are told apart the faster
def agreements(text: str) -> tuple[Agreement, ...]:
    """Agreements as the directory gives them. Words that this version does not know share nothing."""
    return tuple(
        Agreement(
            each["reference"],
            frozenset((owner, Basis(basis)) for owner, basis in each["parties"] if basis in frozenset(Basis)),
            frozenset(Purpose(word) for word in each["purposes"] if word in frozenset(Purpose)),
            frozenset(DataClass(word) for word in each["data_classes"] if word in frozenset(DataClass)),
        )
        for each in orjson.loads(text)
    )


def midnight(moment: datetime) -> datetime:
    """The next midnight in the United Kingdom: facts by date begin and end there."""
    day = moment.astimezone(UK).date() + timedelta(days=1)
    return datetime.combine(day, time(), UK).astimezone(UTC)


def _keep(kept: OrderedDict[Any, Any], key: Any, value: Any) -> None:  # noqa: ANN401 - any of the two caches
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > KEPT:
        kept.popitem(last=False)
