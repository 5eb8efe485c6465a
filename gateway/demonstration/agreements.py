"""The information-sharing agreements of the demonstration. All are invented; a memorandum under s.325(5) is the model.

Together they share everything that the law grants, so that ending one of them shows what rests on it.
"""

from dataclasses import dataclass
from typing import Final

from policies.agreement import Agreement, Party
from policies.vocabulary import Basis, DataClass, Purpose

BODIES: Final = ("housing", "health", "jobcentre", "education", "electronic_monitoring", "social_care")
AUTHORITY: Final[frozenset[Party]] = frozenset(
    (owner, Basis.RESPONSIBLE_AUTHORITY) for owner in ("police", "prison", "probation", "coordination")
)
HOSTEL: Final = ("hostel", Basis.ASSOCIATE)  # that the responsible authority considers may contribute
INSPECTORATE: Final = ("oversight", Basis.INSPECTION)
COOPERATING: Final[frozenset[Party]] = frozenset((body, Basis.DUTY_TO_COOPERATE) for body in BODIES)
OPERATIONAL: Final = frozenset(
    {
        Purpose.MANAGE_RISK,
        Purpose.PLAN_RELEASE,
        Purpose.PREPARE_MEETING,
        Purpose.SAFEGUARD_CHILDREN,
        Purpose.COORDINATE_ARRANGEMENTS,
    }
)
ABOUT_NO_CASE: Final = frozenset(
    {
        DataClass.REFERENCE,
        DataClass.AGGREGATE,
        DataClass.ADMINISTRATION,
        DataClass.ACCESS_COUNT,
        DataClass.ACCESS_RECORD,
        DataClass.ACCESS_WITHHELD,
    }
)
OF_VICTIMS: Final = frozenset({DataClass.VICTIM, DataClass.VICTIM_ADDRESS})
OF_THE_CASE: Final = frozenset(DataClass) - ABOUT_NO_CASE - OF_VICTIMS - {DataClass.HEALTH}


@dataclass(frozen=True, slots=True)
class Seeded:
    """An agreement as it is put into the directory."""

    title: str
    terms: Agreement


AGREEMENTS: Final = (
    Seeded(
        "Joint working of the responsible authority",
        Agreement("ISA-01", AUTHORITY, OPERATIONAL, OF_THE_CASE),
    ),
    Seeded(
        "Victims: the Victim Contact Scheme and protection from known risks",
        Agreement(
            "ISA-02",
            AUTHORITY,
            OPERATIONAL | {Purpose.CONTACT_VICTIM},
            OF_VICTIMS
            | {
                DataClass.EXISTENCE,
                DataClass.IDENTITY,
                DataClass.MANAGEMENT,
                DataClass.CUSTODY,
                DataClass.LICENCE,
                DataClass.RISK_LEVEL,
                DataClass.MEETING,
                DataClass.ACTION,
                DataClass.PRACTITIONER,
            },
        ),
    ),
    Seeded(
        "Health and social care",
        Agreement(
            "ISA-03",
            AUTHORITY | {(body, Basis.DUTY_TO_COOPERATE) for body in ("health", "social_care")},
            OPERATIONAL,
            frozenset({DataClass.HEALTH}),
        ),
    ),
    Seeded(
        "Memorandum with the bodies under the duty to co-operate",
        Agreement("ISA-04", AUTHORITY | COOPERATING, OPERATIONAL, OF_THE_CASE),
    ),
    Seeded(
        "Exchange of records between systems",
        Agreement("ISA-05", AUTHORITY, frozenset({Purpose.EXCHANGE_RECORDS}), OF_THE_CASE),
    ),
    Seeded(
        "Checking of access to cases by those who answer for them",
        Agreement(
            "ISA-06",
            AUTHORITY,
            frozenset({Purpose.VERIFY_LAWFULNESS}),
            frozenset({DataClass.EXISTENCE, DataClass.CASE_ACCESS}),
        ),
    ),
    Seeded(
        "Inspection of the arrangements",
        Agreement(
            "ISA-07",
            AUTHORITY | {INSPECTORATE},
            frozenset({Purpose.INSPECT_ARRANGEMENTS}),
            OF_THE_CASE - {DataClass.INTELLIGENCE, DataClass.THIRD_PARTY},
        ),
    ),
    Seeded(
        "Single items for a hostel that may contribute",
        Agreement(
            "ISA-08",
            AUTHORITY | {HOSTEL},
            frozenset({Purpose.PREPARE_MEETING}),
            frozenset({DataClass.EXISTENCE, DataClass.DISCLOSURE, DataClass.CORRECTION}),
        ),
    ),
)
