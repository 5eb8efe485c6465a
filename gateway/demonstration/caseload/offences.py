"""Offences by the category they lead to, with the list that qualifies them. Names are the law's; codes are invented."""

from dataclasses import dataclass
from typing import Final

from agencies.coordination.rules.book_of_categories import COERCIVE_CONTROL
from agencies.coordination.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence, the schedule by which it qualifies, and whether a child was harmed by it."""

    code: str
    name: str
    schedule: str | None
    against_child: bool = False
    against_partner: bool = False
    grave: bool = False  # a life sentence, or a very long one, may follow


_SOA3, _SCH15_1, _SCH15_2 = "Sexual Offences Act 2003, Sch. 3", "CJA 2003, Sch. 15 Part 1", "CJA 2003, Sch. 15 Part 2"
_SCH19ZA = "CJA 2003, Sch. 19ZA"
_COERCIVE = "CJA 2003, s.327(4A): controlling or coercive behaviour"

SEXUAL: Final = (
    Offence("SX01", "Rape", _SOA3, grave=True),
    Offence("SX02", "Assault by penetration", _SOA3, grave=True),
    Offence("SX03", "Sexual assault", _SOA3),
    Offence("SX04", "Sexual activity with a child", _SOA3, against_child=True),
    Offence("SX05", "Sexual assault of a child under 13", _SOA3, against_child=True, grave=True),
    Offence("SX06", "Making indecent photographs of a child", _SOA3, against_child=True),
    Offence("SX07", "Possession of indecent photographs of a child", _SOA3, against_child=True),
    Offence("SX08", "Distributing indecent photographs of a child", _SOA3, against_child=True),
    Offence("SX09", "Sexual communication with a child", _SOA3, against_child=True),
    Offence("SX10", "Attempting to arrange the commission of a child sex offence", _SOA3, against_child=True),
    Offence("SX11", "Exposure", _SOA3),
    Offence("SX12", "Voyeurism", _SOA3),
    Offence("SX13", "Meeting a child following sexual grooming", _SOA3, against_child=True),
)
VIOLENT: Final = (
    Offence("VI01", "Wounding with intent to cause grievous bodily harm", _SCH15_1, grave=True),
    Offence("VI02", "Manslaughter", _SCH15_1, grave=True),
    Offence("VI03", "Attempted murder", _SCH15_1, grave=True),
    Offence("VI04", "Robbery", _SCH15_1),
    Offence("VI05", "Unlawful wounding", _SCH15_1),
    Offence("VI06", "Assault occasioning actual bodily harm", _SCH15_1, against_partner=True),
    Offence("VI07", "Arson being reckless as to whether life is endangered", _SCH15_1),
    Offence("VI08", "False imprisonment", _SCH15_1, against_partner=True),
    Offence("VI09", "Kidnapping", _SCH15_1, grave=True),
    Offence("VI10", "Making threats to kill", _SCH15_1, against_partner=True),
    Offence("VI11", "Possession of a firearm with intent to endanger life", _SCH15_1),
    Offence("VI12", "Cruelty to a person under 16", _SCH15_1, against_child=True),
    Offence("VI13", "Controlling or coercive behaviour in an intimate relationship", None, against_partner=True),
    Offence("VI14", "Aggravated burglary", _SCH15_1),
    Offence("VI15", "Stalking involving fear of violence", _SCH15_1, against_partner=True),
    Offence("VI16", "Strangulation", _SCH15_1, against_partner=True),
)
DANGEROUS: Final = (
    Offence("OD01", "Harassment: putting in fear of violence", None, against_partner=True),
    Offence("OD02", "Breach of a restraining order", None, against_partner=True),
    Offence("OD03", "Arson", None),
    Offence("OD04", "Common assault", None, against_partner=True),
    Offence("OD05", "Possession of a bladed article in a public place", None),
    Offence("OD06", "Child abduction", None, against_child=True),
)
TERRORIST: Final = (
    Offence("TE01", "Possession of a record likely to be useful to a person committing an act of terrorism", _SCH19ZA),
    Offence("TE02", "Dissemination of a terrorist publication", _SCH19ZA),
    Offence("TE03", "Preparation of terrorist acts", _SCH19ZA, grave=True),
    Offence("TE04", "Encouragement of terrorism", _SCH19ZA),
    Offence("TE05", "Membership of a proscribed organisation", _SCH19ZA),
)
LESSER: Final = (
    Offence("LS01", "Theft from a shop", None),
    Offence("LS02", "Possession of a controlled drug of class B", None),
    Offence("LS03", "Failing to comply with notification requirements", None),
    Offence("LS04", "Criminal damage", None),
    Offence("LS05", "Driving while disqualified", None),
    Offence("LS06", "Using threatening words or behaviour", None),
)

# The schedules that each code is in, since when, for the rules of identification; none where that is known.
LISTED: Final = (
    *((offence, schedule, None) for offence in SEXUAL for schedule in (_SOA3, _SCH15_2)),
    *((offence, offence.schedule, None) for offence in (*VIOLENT, *TERRORIST) if offence.schedule),
    *((offence, _COERCIVE, COERCIVE_CONTROL) for offence in VIOLENT if not offence.schedule),
    *((offence, None, None) for offence in (*DANGEROUS, *LESSER)),
)

BY_CATEGORY: Final = {
    Category.CATEGORY_1: SEXUAL,
    Category.CATEGORY_2: VIOLENT,
    Category.CATEGORY_3: DANGEROUS,
    Category.CATEGORY_4: TERRORIST,
    Category.TO_BE_DETERMINED: VIOLENT,
    Category.UNRECOGNISED: VIOLENT,
}
