"""Whose cell the rows of a record sit in, and where the row says so."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class ItselfCase:
    """The row is the case: ``coordination.case``."""


@dataclass(frozen=True, slots=True)
class ByCase:
    """The row belongs to the case named by this column."""

    column: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByCaseInArea(ByCase):
    """The row belongs to a case, and is seen in an area of its own: a case that is offered to another area.

    Whoever is named for the case, or barred from it, stands to the row as to the case; everybody else as to that area.
    """

    area: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByCaseShared(ByCase):
    """The row belongs to a case, and is shared singly: whoever it is shared with today is assigned to it alone."""


@dataclass(frozen=True, slots=True)
class ByCaseAsked(ByCase):
    """The row belongs to a case, and asks something of an agency or body: a request for information.

    Whoever of it works in the area of the case stands to the row as if invited, and to nothing else of the case by it,
    so that what is asked reaches them whether or not they have a part in the case. Whoever is shown the cases of the
    area stands to it as to the case. ``asked`` holds the owner code.
    """

    asked: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByAddressee(ByCase):
    """The row belongs to a case, and is addressed to one principal: a correction, told to whoever was shown the fact.

    Whoever it is addressed to is assigned to the row, whatever they are to the case, and whether or not the case is
    there for them; to everybody else it is not there. Whoever is barred from the case is barred from the row.
    """

    addressee: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByPerson:
    """The row belongs to the case of the person named by this column."""

    column: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByMeeting:
    """The row is a meeting: the standing towards it follows the invitation and the area."""

    meeting: sa.Column[Any]
    area: sa.Column[Any]


@dataclass(frozen=True, slots=True)
class ByArea:
    """The row is about an area, not about a case: counts, and people who have no case.

    ``person`` names whom it is about, for the access record; ``handling`` holds how their case would be handled: where
    access would be limited nobody is named yet, so the row is there for nobody.
    """

    area: sa.Column[Any]
    person: sa.Column[Any] | None = None
    handling: sa.Column[Any] | None = None


@dataclass(frozen=True, slots=True)
class ByAccess:
    """The row is of the access record: whoever is appointed to look into such accesses is assigned to it.

    ``agency``: the column with the owner code that the access was made for; None where the row tells of everybody's.
    ``of_areas``: SQL that says whether it is an access of these areas, over ``{row}`` and ``{areas}``.
    """

    agency: sa.Column[Any] | None = None
    of_areas: str | None = None


@dataclass(frozen=True, slots=True)
class Unscoped:
    """The row is about no case: code lists."""


@dataclass(frozen=True, slots=True)
class WithinParent:
    """The row is reached only from its parent, in whose cell it sits."""


PlaceOfItsOwn = ByCaseInArea | ByCaseShared | ByCaseAsked | ByAddressee
"""Rows of a case that may sit elsewhere than their case does: a relation must find their place from themselves."""
Scope = ItselfCase | ByCase | ByPerson | ByMeeting | ByArea | ByAccess | Unscoped | WithinParent


def same_case(theirs: Scope, ours: Scope) -> list[tuple[str, str]]:
    """The columns that must agree for rows to be of one case: a row of another case must not borrow this one's cell."""
    named = zip(_case_columns(theirs), _case_columns(ours), strict=True)
    return [(their, our) for their, our in named if their and our][:1]


def _case_columns(scope: Scope) -> tuple[str | None, str | None]:
    """The columns of a row that name its case and its person."""
    if isinstance(scope, ItselfCase):
        return "id", "person_id"
    return (
        scope.column.name if isinstance(scope, ByCase) else None,
        scope.column.name if isinstance(scope, ByPerson) else None,
    )
