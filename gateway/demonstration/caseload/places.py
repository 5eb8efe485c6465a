"""Places that do not exist, and postcodes that cannot.

No postcode begins with Q, V or X, and none ends with C, I, K, M, O or V: ours do both, so that none can be anybody's.
Towns, streets and establishments are put together from parts; a likeness to a real one is chance.
"""

from typing import Final

from agencies.coordination.rules.book_of_areas import Area
from gateway.demonstration.caseload.chance import Chance

_TOWN_BEGINNINGS: Final = """
    Ash Barrow Black Brad Bram Carr Cold Crow Den Dun East Elm Fal Far Gar Hal Hart Hazel High Holm Kel Lang Lin
    Mar Mill Nether Nor Oak Over Pen Raven Red Rother Sal Sel Shar Stan Sto Sut Thorn Thur Up Wal Wex Whit Wil
    Win
""".split()
_TOWN_ENDINGS: Final = """
    beck bourne bridge bury by combe cote dale den field ford gate ham ley low mere stead stow ton worth
""".split()
_STREET_BEGINNINGS: Final = """
    Alder Almond Beacon Bramble Brewery Canal Chandler Chapel Cinder Cobbler Cooper Dyer Fuller Granary Heron
    Kiln Lantern Linnet Maltings Mason Mercer Needle Orchard Osier Paddock Quarry Ropewalk Saddler Signal Tallow
    Tanner Thistle Turner Viaduct Weaver Wharf Wheelwright
""".split()
_STREET_ENDINGS: Final = """
    Avenue Bank Close Court Crescent Drive Gardens Grove Lane Road Row Street Terrace Way
""".split()

ESTABLISHMENTS: Final = (
    ("XLK", "HMP Larkfield Moor"),
    ("XSB", "HMP Stonebeck"),
    ("XMD", "HMP and YOI Marrowdale"),
    ("XTC", "HMP Thorncote"),
    ("XRG", "HMP Ravensgate"),
    ("XEF", "HMP Elmfold"),
    ("XWH", "HMP Wexholme"),
    ("XCD", "HMP Colddene"),
    ("XPL", "HMP Penlow"),
    ("XHB", "HMP Hartbridge"),
    ("XSM", "HMP Selmere"),
    ("XNS", "HMP Netherstead"),
    ("XBW", "HMP and YOI Brambleworth"),
    ("XOF", "HMP Oakfosse"),
)

_PREMISES: Final = ("Alderholme House", "Beacon Lodge", "Cooper's Court", "Linnet House", "Osier House", "Weir Lodge")
_COURTS: Final = ("Crown Court at ", "Magistrates' Court at ")


def town(chance: Chance) -> str:
    """A town."""
    return chance.pick(_TOWN_BEGINNINGS) + chance.pick(_TOWN_ENDINGS)


def street(chance: Chance) -> str:
    """A house and its street."""
    return f"{chance.number(1, 180)} {chance.pick(_STREET_BEGINNINGS)} {chance.pick(_STREET_ENDINGS)}"


def postcode(chance: Chance) -> str:
    """A postcode that cannot be one (see above)."""
    begins, ends = chance.pick("QVX") + chance.pick("IJZ"), chance.pick("CIKMOV") + chance.pick("CIKMOV")
    return f"{begins}{chance.number(1, 29)} {chance.number(1, 9)}{ends}"


def address(chance: Chance, area: Area) -> str:
    """Two lines: the street, then the town and its area."""
    return f"{street(chance)}\n{town(chance)}, {area.name}"


def crown_court(chance: Chance) -> str:
    """A court that sentences to more than twelve months."""
    return _COURTS[0] + town(chance)


def magistrates_court(chance: Chance) -> str:
    """A court that sentences to twelve months at most."""
    return _COURTS[1] + town(chance)


def approved_premises(chance: Chance) -> str:
    """Premises at which people live under curfew after release."""
    return chance.pick(_PREMISES)
