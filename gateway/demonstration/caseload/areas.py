"""The 42 MAPPA areas, and how many people live in each: dated configuration, not a statistic of ours.

The areas follow the police forces of England and Wales; the last five names and the regions are completed from public
lists and marked as not verified wherever they are stored. Populations, in thousands, are rounded by hand to resemble
the mid-2023 estimates of the Office for National Statistics: UNSOURCED, fit for spreading synthetic people and for
nothing else. The City of London is counted with London.
"""

from dataclasses import dataclass
from typing import Final

POPULATION_SOURCE: Final = "Rounded to resemble ONS mid-2023 estimates for police force areas; unsourced"


@dataclass(frozen=True, slots=True)
class Area:
    """A MAPPA area. ``id`` is 1 to 42; ``population`` is in thousands; ``region`` delivers probation there."""

    id: int
    code: str
    name: str
    region: str
    population: int


_SOUTH_WEST, _EAST, _EAST_MIDLANDS = "South West", "East of England", "East Midlands"
_NORTH_EAST, _NORTH_WEST, _WALES = "North East", "North West", "Wales"
_SOUTH_CENTRAL, _KENT_SURREY_SUSSEX, _WEST_MIDLANDS = "South Central", "Kent, Surrey and Sussex", "West Midlands"
_YORKSHIRE, _GREATER_MANCHESTER, _LONDON = "Yorkshire and the Humber", "Greater Manchester", "London"

AREAS: Final = tuple(
    Area(number, *row)
    for number, row in enumerate(
        (
            ("AVS", "Avon and Somerset", _SOUTH_WEST, 1790),
            ("BED", "Bedfordshire", _EAST, 720),
            ("CAM", "Cambridgeshire", _EAST, 900),
            ("CHE", "Cheshire", _NORTH_WEST, 1120),
            ("CLE", "Cleveland", _NORTH_EAST, 580),
            ("CUM", "Cumbria", _NORTH_WEST, 505),
            ("DER", "Derbyshire", _EAST_MIDLANDS, 1080),
            ("DVC", "Devon and Cornwall", _SOUTH_WEST, 1820),
            ("DOR", "Dorset", _SOUTH_WEST, 790),
            ("DUR", "Durham", _NORTH_EAST, 640),
            ("DYP", "Dyfed-Powys", _WALES, 525),
            ("ESX", "Essex", _EAST, 1900),
            ("GLO", "Gloucestershire", _SOUTH_WEST, 655),
            ("GMP", "Greater Manchester", _GREATER_MANCHESTER, 2950),
            ("GWE", "Gwent", _WALES, 595),
            ("HAM", "Hampshire", _SOUTH_CENTRAL, 2040),
            ("HER", "Hertfordshire", _EAST, 1210),
            ("HUM", "Humberside", _YORKSHIRE, 945),
            ("KEN", "Kent", _KENT_SURREY_SUSSEX, 1900),
            ("LAN", "Lancashire", _NORTH_WEST, 1560),
            ("LEI", "Leicestershire", _EAST_MIDLANDS, 1150),
            ("LIN", "Lincolnshire", _EAST_MIDLANDS, 780),
            ("LON", "London", _LONDON, 8950),
            ("MER", "Merseyside", _NORTH_WEST, 1450),
            ("NFK", "Norfolk", _EAST, 930),
            ("NPT", "Northamptonshire", _EAST, 800),
            ("NBR", "Northumbria", _NORTH_EAST, 1480),
            ("NWA", "North Wales", _WALES, 690),
            ("NYK", "North Yorkshire", _YORKSHIRE, 830),
            ("NOT", "Nottinghamshire", _EAST_MIDLANDS, 1180),
            ("SWA", "South Wales", _WALES, 1360),
            ("SYK", "South Yorkshire", _YORKSHIRE, 1400),
            ("STA", "Staffordshire", _WEST_MIDLANDS, 1150),
            ("SFK", "Suffolk", _EAST, 775),
            ("SUR", "Surrey", _KENT_SURREY_SUSSEX, 1230),
            ("SUS", "Sussex", _KENT_SURREY_SUSSEX, 1740),
            ("THV", "Thames Valley", _SOUTH_CENTRAL, 2570),
            ("WAR", "Warwickshire", _WEST_MIDLANDS, 620),
            ("WME", "West Mercia", _WEST_MIDLANDS, 1330),
            ("WMI", "West Midlands", _WEST_MIDLANDS, 2980),
            ("WYK", "West Yorkshire", _YORKSHIRE, 2400),
            ("WIL", "Wiltshire", _SOUTH_WEST, 760),
        ),
        start=1,
    )
)


def area_numbered(number: int) -> Area:
    """The area with this number, 1 to 42."""
    return AREAS[number - 1]
