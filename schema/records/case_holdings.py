"""What each agency holds of the person a case is about: the relations from a case to every agency's records."""

import sqlalchemy as sa

from agencies.coordination.accesses import case_access
from agencies.coordination.tables import case
from agencies.directory.tables import conflict_of_interest, emergency_grant
from agencies.partners import tables as partners
from agencies.police import tables as police
from agencies.prison import tables as prison
from agencies.probation import tables as probation
from schema.declare import RelationField, connection, many, one


def _one(target: str, table: sa.Table, description: str) -> RelationField:
    """The first in the target's own order, which puts the present one first."""
    return one(target, case.c.person_id, table.c.person_id, description)


def _many(target: str, table: sa.Table, description: str) -> RelationField:
    return many(target, case.c.person_id, table.c.person_id, description)


def _connection(target: str, table: sa.Table, description: str) -> RelationField:
    return connection(target, case.c.person_id, table.c.person_id, description)


class _Police:
    """What the police hold."""

    police_record = _one("PoliceRecord", police.managed_person, "The ViSOR record and the police offender manager.")
    notification = _one("NotificationPeriod", police.notification_period, "The latest notification period.")
    notification_periods = _connection(
        "NotificationPeriod", police.notification_period, "Periods under notification (registration) requirements."
    )
    orders = _connection("Order", police.order_, "Civil orders, such as a sexual harm prevention order.")
    intelligence = _connection("IntelligenceItem", police.intelligence_item, "Graded intelligence.")
    markers = _many("WarningMarker", police.warning_marker, "Warning markers.")


class _Prison:
    """What the prison service holds."""

    custody = _one("CustodyStatus", prison.custody_status, "Where the person is now: in custody, and where, or not.")
    custody_history = _connection("CustodyStatus", prison.custody_status, "Where the person was, over time.")
    movements = _connection("Movement", prison.movement, "Movements into, between and out of establishments.")
    key_dates = _many("KeyDate", prison.key_date, "The dates of the sentence on which release depends.")
    public_protection = _many(
        "ProtectionMeasure", prison.protection_measure, "Monitoring, child contact and no-contact measures in custody."
    )
    no_contacts = _many("NoContact", prison.no_contact, "Whom the person in custody may not contact.")
    prison_alerts = _many("PrisonAlert", prison.alert, "MAPPA alert codes as the prison system reports them.")
    security_reports = _connection("PrisonSecurityReport", prison.security_report, "Reports of prison security.")
    prison_offender_manager = _one("PrisonOffenderManager", prison.offender_manager, "The prison offender manager.")


class _Probation:
    """What the probation service holds."""

    convictions = _connection("Conviction", probation.conviction, "Convictions and sentences.")
    supervision = _one("Supervision", probation.supervision, "The present supervision: team and offender manager.")
    supervisions = _connection("Supervision", probation.supervision, "Supervision over time.")
    licence = _one("Licence", probation.licence, "The latest licence, with its conditions.")
    licences = _connection("Licence", probation.licence, "Licences over time.")
    risk_assessment = _one("RoshAssessment", probation.rosh_assessment, "The latest risk of serious harm assessment.")
    risk_assessments = _connection(
        "RoshAssessment", probation.rosh_assessment, "Risk of serious harm, by group and setting, over time."
    )
    predictor_bands = _many("PredictorBand", probation.predictor_band, "Bands of actuarial predictors; never scores.")
    oasys_plans = _connection("OasysPlan", probation.oasys_plan, "Risk management plans as OASys exchanges them.")
    programmes = _connection("Programme", probation.programme, "Accredited programmes, and why not where not.")
    victims = _connection("VictimContact", probation.victim_contact, "Victims in contact with a liaison officer.")
    addresses = _connection("Address", probation.address, "Addresses and approved premises.")
    access_limits = _many("AccessLimit", probation.access_limit, "Who is excluded from the case or restricted to it.")
    limit_releases = _many("LimitRelease", probation.limit_release, "What was proposed to open of those limits again.")
    health_notes = _connection("HealthNote", probation.health_note, "What is known of health that bears on risk.")


class _Partners:
    """What bodies under the duty to co-operate hold."""

    contributions = _connection("Contribution", partners.contribution, "What partner bodies contribute.")


class _Directory:
    """What the directory says of the case."""

    emergency_accesses = connection(
        "EmergencyAccess",
        case.c.id,
        emergency_grant.c.case_id,
        "Who looked at the case in an emergency, and what became of it.",
    )
    conflicts_of_interest = connection(
        "ConflictOfInterest",
        case.c.id,
        conflict_of_interest.c.case_id,
        "Who declared a conflict of interest in the case, and is kept out of it.",
    )
    accesses = connection(
        "CaseAccess",
        case.c.id,
        case_access.c.case_id,
        "Who has seen the case, by agency, roles, purpose and day. Reading it is recorded too.",
    )


class AgencyHoldings(_Directory, _Partners, _Probation, _Prison, _Police):
    """What every agency holds, police first."""
