"""Where a value stands: what the law knows of a record, and of whoever asks towards it."""

from enum import StrEnum


class Standing(StrEnum):
    """How a principal stands towards a case (or meeting): one rung, the first that applies from the top."""

    EXCLUDED = "excluded"  # named as excluded, or not named where access is restricted to named users
    ASSIGNED = "assigned"  # manages the person, or liaises with the victim; is who a single item is shared with
    CONVENED = "convened"  # invited to a meeting on the case, or the case was opened to them for this purpose
    COORDINATING = "coordinating"  # co-ordinates the area that holds the case
    EMERGENCY = "emergency"  # a live emergency grant for this case: below those it would otherwise lower
    AREA = "area"  # works in the area that holds the case
    NONE = "none"


class Handling(StrEnum):
    """How the whole case is handled. Stored as its position, so that a cell is computed from one small column."""

    ORDINARY = "ordinary"
    LIMITED_ACCESS = "limited_access"
    TERRORISM = "terrorism"
    TERRORISM_LIMITED_ACCESS = "terrorism_limited_access"

    @property
    def stored(self) -> int:
        """Its place in ``coordination.case.handling``."""
        return list(Handling).index(self)


class ItemHandling(StrEnum):
    """How one item is handled, as its owner marked it. Stored as its position."""

    OPEN = "open"
    OWNER_ONLY = "owner_only"
    CHAIR_RELEASE = "chair_release"  # shown when the chair has released it
    INTERCEPT = "intercept"  # IPA 2016 material: never shown, CJA 2003 s.325(4C)

    @property
    def stored(self) -> int:
        """Its place in an ``item_handling`` column."""
        return list(ItemHandling).index(self)


class Ownership(StrEnum):
    """Whether the principal's own agency (or body) owns the item."""

    OWN = "own"
    OTHER = "other"
