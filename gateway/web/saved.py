"""The searches that somebody saved for themselves under a name: a convenience of theirs, and no record of the process.

A saved view holds what they typed and chose and nothing that they were shown; it opens no case, for the law decides
anew whenever its list is opened. A word of a search may be a name, so it is kept sealed, for its owner alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from gateway.web.session import Seal

AT_MOST: Final = 20  # of one person
UNSEEN: Final = timedelta(days=365)  # how long they are kept for somebody who no longer comes
SEEN_EVERY: Final = timedelta(days=1)  # how exactly it is noted when they last came
LONGEST_NAME: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a view is: who they are at the identity provider."""

    issuer: str
    subject: str

    @property
    def use(self) -> str:
        """For what it is sealed: one that was put under somebody else's name does not open."""
        return f"view {self.issuer} {self.subject}"


@dataclass(frozen=True, slots=True)
class KeptView:
    """A view as it is kept. ``seen_at``: when its owner last came to the list, to the day."""

    id: UUID
    sealed: bytes
    seen_at: datetime


class KeptViews(Protocol):
    """Where views are kept. Each raises ``SessionsUnavailable`` where it cannot."""

    async def of(self, owner: Owner) -> tuple[KeptView, ...]:
        """Theirs, the oldest first."""

    async def add(self, owner: Owner, kept: KeptView, stale: datetime) -> bool:
        """Keep one more, unless they have ``AT_MOST``: whether it is kept. Forget all not seen since ``stale``."""

    async def see(self, owner: Owner, at: datetime) -> None:
        """Note that they came."""

    async def remove(self, owner: Owner, ids: Collection[UUID]) -> None:
        """Forget these of theirs; one that is not theirs stays."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view, opened: its name, and the fields of the search as the address of the list has them."""

    id: UUID
    name: str
    search: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnViews:
    """One person's views at one moment, sealed and opened with the gateway's key."""

    kept: KeptViews
    owner: Owner
    seal: Seal
    now: datetime

    async def all(self) -> tuple[SavedView, ...]:
        """Theirs, by name. Those of a key that is no longer the gateway's open no more, and are forgotten."""
        found = await self.kept.of(self.owner)
        opened = [(each.id, self.seal.opened(self.owner.use, each.sealed)) for each in found]
        if lost := [key for key, content in opened if content is None]:
            await self.kept.remove(self.owner, lost)
        if any(self.now - each.seen_at > SEEN_EVERY for each in found):
            await self.kept.see(self.owner, self.now)
        views = (SavedView(key, content["name"], content["search"]) for key, content in opened if content)
        return tuple(sorted(views, key=lambda view: view.name.casefold()))

    async def save(self, name: str, search: Mapping[str, str]) -> bool:
        """Save one; whether there was room."""
        sealed = self.seal.sealed(self.owner.use, {"name": name, "search": dict(search)})
        return await self.kept.add(self.owner, KeptView(uuid4(), sealed, self.now), self.now - UNSEEN)

    async def remove(self, key: UUID) -> None:
        """Remove one."""
        await self.kept.remove(self.owner, [key])
