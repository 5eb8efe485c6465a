"""The time limits of the process, each with whose it is and where it is from.

The numbers of the guidance could not be read; what stands here is a starting point to correct, and says so.
"""

from datetime import date
from typing import Final

from agencies.coordination.rule_vocabulary import Direction, ReleasePart, Unit
from agencies.coordination.rules.rows import Timing

EXIT_CONFIRMED: Final = "exit-confirmed"
CATEGORY_3_REVIEWED: Final = "category-3-reviewed"
CATEGORY_4_REVIEWED: Final = "category-4-decision-reviewed"
DISAGREEMENT_SETTLED: Final = "category-settled"
NOTIFIED: Final = "identified-notified"
REVIEW_BOOKED: Final = "review-booked"
REVIEW_MISSED: Final = ("review-missed-1", "review-missed-2", "review-missed-3")  # the steps of escalation, in order
ACTION_OVERDUE: Final = ("action-overdue-1", "action-overdue-2", "action-overdue-3")
LEVEL_BEFORE_RELEASE: Final = "level-before-release"
RELEASE_PARTS: Final = {part: f"release-{part.lower().replace('_', '-')}" for part in ReleasePart}
PRISON_MANAGER: Final = "prison-manager-named"
COMMUNITY_MANAGER: Final = "community-manager-named"
MEASURE_LOOKED_AT: Final = "measure-looked-at"
PROGRAMME_OFFERED: Final = "programme-offered"
SAFEGUARDING_ANSWERED: Final = "safeguarding-answered"
SUBJECT_ACCESS_ANSWERED: Final = "subject-access-answered"
SUBJECT_ACCESS_EXTENDED: Final = "subject-access-extended"
CORRECTION_ANSWERED: Final = "correction-answered"

LEAD_AGENCY: Final = "lead_agency"  # whichever agency leads the case
OWNING_AGENCY: Final = "owning_agency"  # whichever agency an action belongs to

_ASSUMED: Final = "Assumed; the guidance gives no number that could be read. To be confirmed"
_ALERTS: Final = (
    "Prison alert codes: level to be confirmed until six months before release; guidance chapter 15 not read"
)
_SAFEGUARDING: Final = "Working Together to Safeguard Children, as recalled; to be confirmed"
_BEFORE, _AFTER = Direction.BEFORE, Direction.AFTER
_DAYS, _WORKING, _MONTHS = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS
_RELEASE: Final = "the day of release"

# code, amount, unit, direction, counted from, owner, what is to be done, source
_ROWS: Final[tuple[tuple[str, int, Unit, Direction, str, str, str, str], ...]] = (
    (
        NOTIFIED,
        15,
        _WORKING,
        _AFTER,
        "the day from which the person qualifies, or may",
        "coordination",
        "Whoever holds the person notifies co-ordination, and a case is opened or the doubt is settled.",
        _ASSUMED,
    ),
    (
        EXIT_CONFIRMED,
        10,
        _WORKING,
        _AFTER,
        "the day on which the ground of the category ends",
        "coordination",
        "A person confirms the exit, or says why the case stays.",
        _ASSUMED,
    ),
    (
        DISAGREEMENT_SETTLED,
        10,
        _WORKING,
        _AFTER,
        "the day from which record and rules disagree, or from which they cannot tell",
        "coordination",
        "Somebody finds out which is right, and corrects the record or the fact.",
        _ASSUMED,
    ),
    (
        CATEGORY_3_REVIEWED,
        6,
        _MONTHS,
        _AFTER,
        "the decision that put the person in category 3, or the last review",
        "coordination",
        "Whether category 3 is still needed is decided anew; it can be held at level 2 or 3 alone.",
        _ASSUMED,
    ),
    (
        CATEGORY_4_REVIEWED,
        6,
        _MONTHS,
        _AFTER,
        "the decision that the person may be at risk of involvement in terrorism, or the last review",
        "coordination",
        "Whether the risk of involvement in terrorism still stands is decided anew.",
        _ASSUMED,
    ),
    (
        REVIEW_BOOKED,
        20,
        _WORKING,
        _BEFORE,
        "the day by which a review at level 2 or 3 is due",
        "coordination",
        "A meeting is booked that has the case on its agenda.",
        _ASSUMED,
    ),
    (
        REVIEW_MISSED[0],
        1,
        _WORKING,
        _AFTER,
        "the day by which a review was due",
        LEAD_AGENCY,
        "The manager in the lead agency is to see that it is held.",
        _ASSUMED,
    ),
    (
        REVIEW_MISSED[1],
        10,
        _WORKING,
        _AFTER,
        "the day by which a review was due",
        "coordination",
        "The co-ordinator is to ask the lead agency in writing why, and for a date.",
        _ASSUMED,
    ),
    (
        REVIEW_MISSED[2],
        20,
        _WORKING,
        _AFTER,
        "the day by which a review was due",
        "oversight",
        "It is to be reported to the Strategic Management Board.",
        _ASSUMED,
    ),
    (
        ACTION_OVERDUE[0],
        1,
        _WORKING,
        _AFTER,
        "the day by which an action was to be done",
        OWNING_AGENCY,
        "Whoever it was given to is asked what became of it, and for a date.",
        _ASSUMED,
    ),
    (
        ACTION_OVERDUE[1],
        5,
        _WORKING,
        _AFTER,
        "the day by which an action was to be done",
        OWNING_AGENCY,
        "The single point of contact of the agency is told in writing.",
        _ASSUMED,
    ),
    (
        ACTION_OVERDUE[2],
        15,
        _WORKING,
        _AFTER,
        "the day by which an action was to be done",
        "oversight",
        "The agency's member of the Strategic Management Board is told.",
        _ASSUMED,
    ),
    (
        LEVEL_BEFORE_RELEASE,
        6,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "coordination",
        "The level is to be set at least six months before release.",
        _ALERTS,
    ),
    (
        RELEASE_PARTS[ReleasePart.HANDOVER],
        7,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "prison",
        "The prison offender manager is to hand over to the community offender manager.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.PRISON_INFORMATION],
        4,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "prison",
        "The prison is to tell what it knows of conduct, contacts and risk.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.PROGRAMME],
        4,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "prison",
        "Programmes are to be completed, or it is to be said why not and what follows in the community.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.ACCOMMODATION],
        3,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "probation",
        "An address or approved premises is to be found and checked.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.VICTIM_CONDITIONS],
        3,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "probation",
        "The victim liaison officer is to pass on what victims ask of the licence.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.CHILD_CONTACT],
        3,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "probation",
        "Contact with children after release is to be assessed with children's services.",
        _ASSUMED,
    ),
    (
        RELEASE_PARTS[ReleasePart.LICENCE_CONDITIONS],
        1,
        _MONTHS,
        _BEFORE,
        _RELEASE,
        "probation",
        "Licence conditions are to be proposed and approved.",
        _ASSUMED,
    ),
    (
        PRISON_MANAGER,
        10,
        _WORKING,
        _AFTER,
        "the day since which the person is held",
        "prison",
        "A prison offender manager is to be named.",
        _ASSUMED,
    ),
    (
        COMMUNITY_MANAGER,
        10,
        _WORKING,
        _AFTER,
        "the day since which the person is held",
        "probation",
        "A community offender manager is to be named.",
        _ASSUMED,
    ),
    (
        MEASURE_LOOKED_AT,
        5,
        _WORKING,
        _AFTER,
        "the day on which a measure in custody ended",
        "prison",
        "Somebody decides whether it is to go on.",
        _ASSUMED,
    ),
    (
        PROGRAMME_OFFERED,
        6,
        _MONTHS,
        _AFTER,
        "the day from which the person was known to be eligible",
        "probation",
        "It is to be offered, or recorded why not.",
        _ASSUMED,
    ),
    (
        SAFEGUARDING_ANSWERED,
        1,
        _WORKING,
        _AFTER,
        "the day of the referral",
        "coordination",
        "Children's services are to be asked for their answer.",
        _SAFEGUARDING,
    ),
)

# The rights of the person, in calendar months to the corresponding day: no working day shortens what the Act gives.
_RIGHTS: Final[tuple[tuple[str, int, str, str, str], ...]] = (
    (
        SUBJECT_ACCESS_ANSWERED,
        1,
        "the day on which the request was received",
        "The person is answered.",
        "DPA 2018 s.54(2)",
    ),
    (
        SUBJECT_ACCESS_EXTENDED,
        3,
        "the day on which the request was received",
        "The person is answered where the time was extended by two further months.",
        "DPA 2018 s.54 as amended by the Data (Use and Access) Act 2025 s.76",
    ),
    (
        CORRECTION_ANSWERED,
        1,
        "the day on which the error was reported",
        "Whoever owns the fact corrects it, or says why it stands.",
        "DPA 2018 s.48(2) with s.54(2)",
    ),
)

TIMINGS: Final = (
    *(
        Timing(
            code=code,
            amount=amount,
            unit=unit,
            direction=direction,
            counted_from=counted_from,
            owner=owner,
            statement=statement,
            valid_from=date(2004, 4, 5),
            source=source,
        )
        for code, amount, unit, direction, counted_from, owner, statement, source in _ROWS
    ),
    *(
        Timing(
            code=code,
            amount=amount,
            unit=_MONTHS,
            direction=_AFTER,
            counted_from=counted_from,
            owner="coordination",
            statement=statement,
            valid_from=date(2018, 5, 25),  # when Part 3 of the Act came into force
            source=source,
        )
        for code, amount, counted_from, statement, source in _RIGHTS
    ),
)
