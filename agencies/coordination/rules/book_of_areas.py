"""The 42 MAPPA areas, as they are delivered: one for each police force of England and Wales, the City's with London.

The last five names and the regions are completed from public lists and await confirmation (mappa.md 1.5).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """A MAPPA area. ``id`` is 1 to 42; ``region`` delivers probation there."""

    id: int
    code: str
    name: str
    region: str


_SOUTH_WEST, _EAST, _EAST_MIDLANDS = "South West", "East of England", "East Midlands"
_NORTH_EAST, _NORTH_WEST, _WALES = "North East", "North West", "Wales"
_SOUTH_CENTRAL, _KENT_SURREY_SUSSEX, _WEST_MIDLANDS = "South Central", "Kent, Surrey and Sussex", "West Midlands"
_YORKSHIRE, _GREATER_MANCHESTER, _LONDON = "Yorkshire and the Humber", "Greater Manchester", "London"

AREAS: Final = tuple(
    Area(number, *row)
    for number, row in enumerate(
        (
            ("AVS", "Avon and Somerset", _SOUTH_WEST),
            ("BED", "Bedfordshire", _EAST),
            ("CAM", "Cambridgeshire", _EAST),
            ("CHE", "Cheshire", _NORTH_WEST),
            ("CLE", "Cleveland", _NORTH_EAST),
            ("CUM", "Cumbria", _NORTH_WEST),
            ("DER", "Derbyshire", _EAST_MIDLANDS),
            ("DVC", "Devon and Cornwall", _SOUTH_WEST),
            ("DOR", "Dorset", _SOUTH_WEST),
            ("DUR", "Durham", _NORTH_EAST),
            ("DYP", "Dyfed-Powys", _WALES),
            ("ESX", "Essex", _EAST),
            ("GLO", "Gloucestershire", _SOUTH_WEST),
            ("GMP", "Greater Manchester", _GREATER_MANCHESTER),
            ("GWE", "Gwent", _WALES),
            ("HAM", "Hampshire", _SOUTH_CENTRAL),
            ("HER", "Hertfordshire", _EAST),
            ("HUM", "Humberside", _YORKSHIRE),
            ("KEN", "Kent", _KENT_SURREY_SUSSEX),
            ("LAN", "Lancashire", _NORTH_WEST),
            ("LEI", "Leicestershire", _EAST_MIDLANDS),
            ("LIN", "Lincolnshire", _EAST_MIDLANDS),
            ("LON", "London", _LONDON),
            ("MER", "Merseyside", _NORTH_WEST),
            ("NFK", "Norfolk", _EAST),
            ("NPT", "Northamptonshire", _EAST),
            ("NBR", "Northumbria", _NORTH_EAST),
            ("NWA", "North Wales", _WALES),
            ("NYK", "North Yorkshire", _YORKSHIRE),
            ("NOT", "Nottinghamshire", _EAST_MIDLANDS),
            ("SWA", "South Wales", _WALES),
            ("SYK", "South Yorkshire", _YORKSHIRE),
            ("STA", "Staffordshire", _WEST_MIDLANDS),
            ("SFK", "Suffolk", _EAST),
            ("SUR", "Surrey", _KENT_SURREY_SUSSEX),
            ("SUS", "Sussex", _KENT_SURREY_SUSSEX),
            ("THV", "Thames Valley", _SOUTH_CENTRAL),
            ("WAR", "Warwickshire", _WEST_MIDLANDS),
            ("WME", "West Mercia", _WEST_MIDLANDS),
            ("WMI", "West Midlands", _WEST_MIDLANDS),
            ("WYK", "West Yorkshire", _YORKSHIRE),
            ("WIL", "Wiltshire", _SOUTH_WEST),
        ),
        start=1,
    )
)


def area_numbered(number: int) -> Area:
    """The area with this number, 1 to 42."""
    return AREAS[number - 1]
