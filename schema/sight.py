"""How a principal stands towards the rows of a table: the standing as SQL, and the test a row must pass to be there."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from policies.permit import Permit, Place
from policies.principal import Standings
from policies.vocabulary import Handling, Standing
from schema.masks import STANDINGS, Sight, within
from schema.sql import Condition, Parameters, Reader, all_of, any_of, negated, one_of

LIMITED = tuple(h.stored for h in Handling if "limited_access" in h)


@dataclass(frozen=True, slots=True)
class Profile:
    """Which of the principal's lists hold anything: what a statement's shape depends on, and no more.

    An area list is 0, 1 or 2 for none, one, several: one area is compared by equality, so that an index gives order.
    """

    excluded: bool
    permitted: bool
    emergency: bool
    assigned: bool
    convened: bool
    meetings: bool
    coordinated: int
    areas: int
    within_coordinated: bool = False
    within_areas: bool = False
    audits_all: bool = False
    audits_owners: bool = False
    audits_areas: bool = False
    shared: bool = False

    @property
    def audits(self) -> bool:
        """Whether they are appointed to look into any accesses."""
        return self.audits_all or self.audits_owners or self.audits_areas


def profile_of(standings: Standings) -> Profile:
    """The shape of a principal's lists."""
    return Profile(
        excluded=bool(standings.excluded),
        permitted=bool(standings.permitted),
        emergency=bool(standings.emergency),
        assigned=bool(standings.assigned),
        convened=bool(standings.convened),
        meetings=bool(standings.meetings),
        coordinated=min(2, len(standings.coordinated_areas)),
        areas=min(2, len(standings.areas)),
        within_coordinated=standings.within_coordinated,
        within_areas=standings.within_areas,
        audits_all=standings.audits_all,
        audits_owners=bool(standings.audited_owners),
        audits_areas=bool(standings.audited_areas),
        shared=bool(standings.shared),
    )


@dataclass(frozen=True, slots=True)
class Accesses:
    """Where SQL finds whose accesses a row of the access record tells of; nowhere: everybody's together."""

    agency: str | None = None
    of_areas: str | None = None  # a test over ``{areas}``


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where SQL finds what the standing follows from: case, person or meeting, area, and how the case is handled."""

    case: str | None = None
    person: str | None = None
    meeting: str | None = None
    area: str | None = None
    handling: str | None = None
    accesses: Accesses | None = None
    shared: str | None = None  # of what is shared singly: the row's id
    asked: str | None = None  # of what is asked of an agency or body: its owner code
    addressee: str | None = None  # the principal to whom alone a row of the case is there

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom rows here are about: the case and its person, for the access record names both."""
        return tuple(each for each in (self.case, self.person) if each)


@dataclass(frozen=True, slots=True)
class Seen:
    """The sight of rows that passed the row test, and that test."""

    sight: Sight
    test: Condition


class Viewpoint:
    """One principal's view in one statement: turns anchors into sights."""

    def __init__(self, permit: Permit, profile: Profile, owner_is: str, parameters: Parameters) -> None:
        self.permit = permit
        self.profile = profile
        self.owner = owner_is
        self.parameters = parameters

    def see(self, anchor: Anchor, shown: AbstractSet[Place]) -> Seen:
        """The sight of rows with this anchor, of which those in the places ``shown`` are there, and the row test."""
        members = self._addressed(anchor.addressee) if anchor.addressee else self._members(anchor, shown)
        possible = self._possible(anchor, members)
        places = frozenset(place for place in shown if place in possible)
        standing = self._standing(anchor, members)
        handling = anchor.handling or str(Handling.ORDINARY.stored)
        everywhere = Sight(standing, handling, possible, anchor.subjects)
        test = self._test(anchor, members, everywhere, places)
        return Seen(self._narrowed(everywhere, places), test)

    @staticmethod
    def _narrowed(sight: Sight, places: frozenset[Place]) -> Sight:
        standings = {standing for standing, _ in places}
        constant = str(STANDINGS[next(iter(standings))]) if len(standings) == 1 else sight.standing
        return Sight(constant, sight.handling, places, sight.subjects)

    def mine(self, name: str, cast: str) -> str:
        """One of the principal's own lists as a parameter."""
        reader: Reader = lambda execution: getattr(execution.standings, name)  # noqa: E731 - one name, one reader
        return self.parameters.bind(("mine", name), cast, reader, asker=True)

    def _addressed(self, addressee: str) -> dict[Standing, Condition]:
        """Towards what is addressed to one principal: they alone are a member of anything."""
        reader: Reader = lambda execution: execution.principal  # noqa: E731 - one name, one reader
        return {Standing.ASSIGNED: f"{addressee} = {self.parameters.bind('principal', 'uuid', reader, asker=True)}"}

    def _listed(self, column: str, name: str) -> Condition:
        return f"{column} = any({self.mine(name, 'uuid[]')})"

    def _in_areas(self, column: str, name: str, count: int) -> Condition:
        if count == 1:
            reader: Reader = lambda execution: getattr(execution.standings, name)[0]  # noqa: E731
            return f"{column} = {self.parameters.bind(('only', name), 'smallint', reader, asker=True)}"
        return f"{column} = any({self.mine(name, 'smallint[]')})"

    def _members(self, anchor: Anchor, shown: AbstractSet[Place]) -> dict[Standing, Condition]:
        """For each rung that this principal can stand on, from the top: the rows where they are a member of it."""
        has, members = self.profile, self._auditing(anchor.accesses)
        if anchor.case:
            assigned = any_of(self._assigned(anchor))
            if assigned is not False:
                members[Standing.ASSIGNED] = assigned
            convened = any_of(self._convened(anchor, shown))
            if convened is not False:
                members[Standing.CONVENED] = convened
        if anchor.meeting and has.meetings:
            members[Standing.CONVENED] = self._listed(anchor.meeting, "meetings")
        if anchor.area and has.coordinated:
            members[Standing.COORDINATING] = self._in_areas(anchor.area, "coordinated_areas", has.coordinated)
        if anchor.case and has.emergency:
            members[Standing.EMERGENCY] = self._listed(anchor.case, Standing.EMERGENCY.value)
        if anchor.area and has.areas:
            members[Standing.AREA] = self._in_areas(anchor.area, "areas", has.areas)
        return members

    def _assigned(self, anchor: Anchor) -> Iterator[Condition]:
        """The rows of the cases that they manage, and the single ones that are shared with them."""
        if anchor.case and self.profile.assigned:
            yield self._listed(anchor.case, Standing.ASSIGNED.value)
        if anchor.shared and self.profile.shared:
            yield self._listed(anchor.shared, "shared")

    def _convened(self, anchor: Anchor, shown: AbstractSet[Place]) -> Iterator[Condition]:
        """The rows of the cases that they are invited for, and what is asked of their agency or body in their areas.

        Whoever is shown the cases of the area has no need of the latter: they stand to the row as to its case.
        """
        if anchor.case and self.profile.convened:
            yield self._listed(anchor.case, Standing.CONVENED.value)
        if anchor.asked and anchor.area and self.profile.areas and Standing.AREA not in {rung for rung, _ in shown}:
            owner = self.parameters.bind(("owner",), "text", lambda _: self.owner, asker=True)
            yield all_of((f"{anchor.asked} = {owner}", self._in_areas(anchor.area, "areas", self.profile.areas)))

    def _auditing(self, accesses: Accesses | None) -> dict[Standing, Condition]:
        """Towards rows of the access record: those that they are appointed to look into."""
        if accesses is None or not self.profile.audits:
            return {}
        return {Standing.ASSIGNED: any_of(self._appointed(accesses))}

    def _appointed(self, accesses: Accesses) -> Iterator[Condition]:
        """The rows of the access record that each kind of appointment opens."""
        has = self.profile
        if has.audits_all:
            yield True
        if has.audits_owners and accesses.agency:
            yield f"coalesce({accesses.agency} = any({self.mine('audited_owners', 'text[]')}), false)"
        if has.audits_areas and accesses.of_areas:
            yield accesses.of_areas.format(areas=self.mine("audited_areas", "smallint[]"))

    def _excluded(self, anchor: Anchor) -> Condition:
        """Named as excluded, or not named where access is limited to those named.

        Where there is no case nobody is named, so that a limited handling keeps everybody out.
        """
        if not anchor.handling:
            return False
        limited = one_of(anchor.handling, LIMITED)
        if not anchor.case:
            return limited
        named = self._listed(anchor.case, "permitted") if self.profile.permitted else False
        listed = self._listed(anchor.case, "excluded") if self.profile.excluded else False
        return any_of((listed, all_of((limited, negated(named)))))

    @staticmethod
    def _possible(anchor: Anchor, members: dict[Standing, Condition]) -> frozenset[Place]:
        standings = [*members, Standing.NONE] + ([Standing.EXCLUDED] if anchor.handling else [])
        handlings: Iterable[Handling] = tuple(Handling) if anchor.handling else (Handling.ORDINARY,)
        return frozenset((standing, handling) for standing in standings for handling in handlings)

    def _standing(self, anchor: Anchor, members: dict[Standing, Condition]) -> str:
        rungs = [(Standing.EXCLUDED, self._excluded(anchor)), *members.items()]
        whens = " ".join(f"when {test} then {STANDINGS[rung]}" for rung, test in rungs if test is not False)
        none = STANDINGS[Standing.NONE]
        return f"(case {whens} else {none} end)" if whens else str(none)

    def _test(
        self, anchor: Anchor, members: dict[Standing, Condition], sight: Sight, places: frozenset[Place]
    ) -> Condition:
        """Plain memberships first (an index serves them), then the exclusion, then what is left to tell apart."""
        seen = {standing for standing, _ in places}
        if not seen <= members.keys():  # a stranger, or somebody excluded, is a member of nothing
            return within(places, sight)
        needed = seen if anchor.asked else self._needed(members, seen)  # what is asked of them is in no list
        implied = any_of(members[standing] for standing in members if standing in needed)
        rest = self._rest(anchor, members, sight, places)
        return all_of((implied, rest))

    def _needed(self, members: dict[Standing, Condition], seen: set[Standing]) -> list[Standing]:
        """The memberships that find every row seen: an area that holds every listed case finds those too."""
        for standing, holds_all in (
            (Standing.COORDINATING, self.profile.within_coordinated),
            (Standing.AREA, self.profile.within_areas),
        ):
            if holds_all and standing in members and standing in seen:
                listed = (Standing.EMERGENCY, Standing.ASSIGNED, Standing.CONVENED)
                return [each for each in members if each in seen and each not in listed]
        return [each for each in members if each in seen]

    def _rest(
        self, anchor: Anchor, members: dict[Standing, Condition], sight: Sight, places: frozenset[Place]
    ) -> Condition:
        """What membership does not say.

        Where every rung above the lowest that is seen is seen too, and sees the same handlings, a member of any of
        them stands on one of them, and the rung itself need not be found.
        """
        seen = {standing for standing, _ in places}
        handlings = {frozenset(h for at, h in places if at is standing) for standing in seen}
        rungs = list(members)
        above = set(rungs[: 1 + max((rungs.index(standing) for standing in seen if standing in members), default=-1)])
        if not seen or seen != above or len(handlings) != 1:
            return within(places, sight)
        every = next(iter(handlings))
        handled = (
            True
            if len(every) == len(Handling) or not anchor.handling
            else one_of(sight.handling, (h.stored for h in every))
        )
        return all_of((negated(self._excluded(anchor)), handled))
