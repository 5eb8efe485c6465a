"""What one principal is shown, judged one row at a time: whether a row exists, and which of its values are shown."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from policies.permit import Cell, Permit
from policies.principal import Standings
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Standing
from schema.declare import ColumnField
from schema.scopes import (
    ByAccess,
    ByAddressee,
    ByArea,
    ByCase,
    ByCaseAsked,
    ByCaseInArea,
    ByCaseShared,
    ByMeeting,
    ByPerson,
    ItselfCase,
)
from tests.schema.holdings import Holdings, Stored
from tests.schema.seen import HANDLINGS, Place, Shown
from tests.schema.world import SOMEBODY

ITEMS = tuple(ItemHandling)
LIMITED = (Handling.LIMITED_ACCESS, Handling.TERRORISM_LIMITED_ACCESS)


@dataclass(slots=True)
class Judge:
    """The law towards every row that is held, for one principal with one purpose."""

    holdings: Holdings
    permit: Permit
    standings: Standings
    principal: UUID = SOMEBODY
    cells: dict[DataClass, frozenset[Cell]] = field(default_factory=dict)

    def standing(self, case: Stored, area: Any = None, *, shared: bool = False, asked: bool = False) -> Standing:
        """The first rung that applies, from the top; towards what is seen in an area of its own, by that area."""
        mine, key, area = self.standings, case.id, case.columns["area_id"] if area is None else area
        limited = HANDLINGS[case.columns["handling"]] in LIMITED
        rungs = (
            (Standing.EXCLUDED, key in mine.excluded or (limited and key not in mine.permitted)),
            (Standing.ASSIGNED, shared or key in mine.assigned),
            (Standing.CONVENED, asked or key in mine.convened),
            (Standing.COORDINATING, area in mine.coordinated_areas),
            (Standing.EMERGENCY, key in mine.emergency),
            (Standing.AREA, area in mine.areas),
        )
        return next((standing for standing, holds in rungs if holds), Standing.NONE)

    def standing_in_area(self, area: Any, meeting: Any = None) -> Standing:
        if meeting in self.standings.meetings:
            return Standing.CONVENED
        if area in self.standings.coordinated_areas:
            return Standing.COORDINATING
        return Standing.AREA if area in self.standings.areas else Standing.NONE

    def place(self, row: Stored) -> Place | None:
        """Where a row sits of itself; None where it belongs to a case that is not."""
        scope = row.record.scope
        if isinstance(scope, ByAddressee):
            return self.addressed(row, scope)
        if isinstance(scope, ItselfCase | ByCase | ByPerson):
            case = self.case_of(row)
            area = row.columns[scope.area.name] if isinstance(scope, ByCaseInArea) else None
            shared = isinstance(scope, ByCaseShared) and row.id in self.standings.shared
            asked = self.asked(row, scope, case) if isinstance(scope, ByCaseAsked) and case else False
            standing = self.standing(case, area, shared=shared, asked=asked) if case else Standing.NONE
            return Place(standing, HANDLINGS[case.columns["handling"]], case.id) if case else None
        if isinstance(scope, ByMeeting):
            meeting, area = row.columns[scope.meeting.name], row.columns[scope.area.name]
            return Place(self.standing_in_area(area, meeting), Handling.ORDINARY)
        if isinstance(scope, ByArea) and scope.handling is not None:
            return self.without_case(row, scope, HANDLINGS[row.columns[scope.handling.name]])
        if isinstance(scope, ByAccess):
            return Place(Standing.ASSIGNED if self.audits(row, scope) else Standing.NONE, Handling.ORDINARY)
        area = row.columns[scope.area.name] if isinstance(scope, ByArea) else None
        return Place(self.standing_in_area(area), Handling.ORDINARY)

    def asked(self, row: Stored, scope: ByCaseAsked, case: Stored) -> bool:
        """Whether it is asked of theirs in an area of theirs, and the cases of the area are not shown to them."""
        theirs = row.columns[scope.asked.name] == self.permit.kind.owner
        of_area = (Place(Standing.AREA, handling, case.id) for handling in Handling)
        shown = any(self.is_shown(case, place, DataClass.EXISTENCE) for place in of_area)
        return theirs and case.columns["area_id"] in self.standings.areas and not shown

    def addressed(self, row: Stored, scope: ByAddressee) -> Place | None:
        """Whoever it is addressed to is assigned to it, unless they are barred from its case."""
        case = self.case_of(row)
        if case is None:
            return None
        theirs = row.columns[scope.addressee.name] == self.principal
        barred = self.standing(case) is Standing.EXCLUDED
        standing = Standing.EXCLUDED if barred else Standing.ASSIGNED if theirs else Standing.NONE
        return Place(standing, HANDLINGS[case.columns["handling"]], case.id)

    def audits(self, row: Stored, scope: ByAccess) -> bool:
        """Whether they are appointed to it. Of areas only its own tests can judge: nobody here is appointed to one."""
        agency = None if scope.agency is None else row.columns[scope.agency.name]
        return self.standings.audits_all or agency in self.standings.audited_owners

    def without_case(self, row: Stored, scope: ByArea, handling: Handling) -> Place:
        """Somebody who has no case: nobody is named for them, so a limited handling keeps everybody out."""
        standing = self.standing_in_area(row.columns[scope.area.name])
        return Place(Standing.EXCLUDED if handling in LIMITED else standing, handling)

    def case_of(self, row: Stored) -> Stored | None:
        scope = row.record.scope
        if isinstance(scope, ByPerson):
            return self.holdings.case_by_person.get(row.columns[scope.column.name])
        key = row.columns[scope.column.name] if isinstance(scope, ByCase) else row.id
        return self.holdings.case_by_id.get(key)

    @staticmethod
    def owner(row: Stored) -> str | None:
        owner = row.record.owner
        return owner if isinstance(owner, str) else row.columns[owner.name]

    def owns(self, row: Stored) -> Ownership:
        return Ownership.OWN if self.owner(row) == self.permit.kind.owner else Ownership.OTHER

    def is_shared(self, row: Stored, data_class: DataClass) -> bool:
        """Whether the owner shares the class with whoever asks: with their own agency always."""
        sharing = self.permit.sharing[data_class]
        return self.owns(row) is Ownership.OWN or sharing is None or self.owner(row) in sharing.owners

    def cell(self, row: Stored, place: Place) -> Cell:
        item = ITEMS[row.columns["item_handling"]] if "item_handling" in row.columns else ItemHandling.OPEN
        return Cell(place.standing, place.handling, item, self.owns(row))

    def is_shown(self, row: Stored, place: Place, data_class: DataClass) -> bool:
        if data_class not in self.cells:
            self.cells[data_class] = self.permit.shown(data_class)
        return self.cell(row, place) in self.cells[data_class] and self.is_shared(row, data_class)

    def exists_in(self, row: Stored, place: Place) -> bool:
        """Whether the row is there, given where it is seen."""
        if not self.is_shown(row, place, row.record.exists) or row.values.get("where") is False:
            return False
        classed = row.record.row_class
        return classed is None or self.is_shown(row, place, DataClass(row.columns[classed.name]))

    def found(self, row: Stored) -> Shown | None:
        """The row where it sits of itself, if it is there: nothing of a case is there unless the case is."""
        place = self.place(row)
        if place is None or not self.exists_in(row, place):
            return None
        if place.case is not None and not isinstance(row.record.scope, ByAddressee):
            case = self.holdings.case_by_id[place.case]
            if not self.is_shown(case, place, DataClass.EXISTENCE):
                return None
        return Shown(row, place)

    def all_found(self, record: str) -> list[Shown]:
        return [shown for shown in map(self.found, self.holdings.rows[record]) if shown]

    def value(self, shown: Shown, declared: ColumnField) -> Any:
        """The value where its class is shown, else None."""
        data_class = declared.data_class or shown.stored.record.exists
        return shown.stored.values[declared.name] if self.is_shown(shown.stored, shown.place, data_class) else None

    def person_of(self, case: UUID) -> UUID:
        """The person whose case it is."""
        found: UUID = next(row.columns["person_id"] for row in self.holdings.rows["Case"] if row.id == case)
        return found
