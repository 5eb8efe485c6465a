"""Who asks: what the law needs to know of a principal, and what is theirs alone."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from policies.agreement import Agreement
from policies.vocabulary import Agency, Clearance, Purpose, Role


@dataclass(frozen=True, slots=True)
class PrincipalClass:
    """All that the law asks about. Two principals of one class get the same permit; hashable, the key of caches."""

    roles: frozenset[Role]
    agency: Agency
    owner: str  # the owner code of what their agency holds: "police", "prison", ... or a body's code, "housing"
    clearance: Clearance = Clearance.NONE
    agreements: tuple[Agreement, ...] = ()  # in force, to which the owner is a party; none: nobody shares with them


@dataclass(frozen=True, slots=True)
class Standings:
    """The principal's own lists, from which SQL computes the standing towards each case.

    ``version`` is the directory's counter for this principal: a statement answers only while it still holds.
    ``valid_until`` is when the first fact that is bound in time begins or ends; after it the lists are loaded anew.
    """

    version: int
    valid_until: datetime
    excluded: tuple[UUID, ...] = ()  # case ids
    permitted: tuple[UUID, ...] = ()  # limited-access case ids whose restriction names this principal
    emergency: tuple[UUID, ...] = ()
    assigned: tuple[UUID, ...] = ()
    convened: tuple[UUID, ...] = ()
    meetings: tuple[UUID, ...] = ()  # meeting ids of live invitations
    shared: tuple[UUID, ...] = ()  # ids of the single items that are shared with them today
    coordinated_areas: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    # Whose accesses an auditor or inspector is appointed to look into: everybody's, those for these agencies or bodies,
    # by their owner codes, and those by people of these areas or about cases in them.
    audits_all: bool = False
    audited_owners: tuple[str, ...] = ()
    audited_areas: tuple[int, ...] = ()
    opened: tuple[tuple[UUID, Purpose], ...] = ()  # case ids, each with the one purpose for which it is opened to them
    # Whether every case in the lists above lies in the coordinated areas, and in the areas: then the area's index alone
    # finds every row. Unknown is False: the lists are searched beside the areas.
    within_coordinated: bool = False
    within_areas: bool = False
    leads: bool = False  # whether the agency they work for leads a case of those that they manage and are shown

    def stating(self, purpose: Purpose) -> "Standings":
        """Where they stand for this purpose: what is opened to them for it counts as an invitation does."""
        let_in = {case for case, opened_for in self.opened if opened_for is purpose}
        return replace(self, convened=tuple(sorted({*self.convened, *let_in})), opened=())


@dataclass(frozen=True, slots=True)
class Principal:
    """One person or system, as the directory knows them."""

    id: UUID
    name: str
    kind: PrincipalClass
    standings: Standings
    client: str  # the OAuth client through which they came
    page_cap: int = 100  # the longest page this client may ask for
    acting: tuple[str, ...] = field(default=())  # systems acting for a human, outermost last (RFC 8693 act chain)
    held: frozenset[Role] = frozenset()  # every role they hold; those of their kind are the ones they act in

    @property
    def narrowed_to(self) -> frozenset[Role] | None:
        """The roles they act in, where they have put others aside; None where they act in all they hold."""
        return self.kind.roles if self.held - self.kind.roles else None

    def coming_as(self, came: "Principal") -> "Principal":
        """The principal, through whom and with what the other ``came``: the same person, read anew."""
        return replace(self, client=came.client, page_cap=came.page_cap, acting=came.acting)

    def stating(self, purpose: Purpose) -> "Principal":
        """The principal as they stand for this purpose."""
        return replace(self, standings=self.standings.stating(purpose)) if self.standings.opened else self


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal and the purpose they stated: what every request is decided for."""

    principal: Principal
    purpose: Purpose
