"""What the prison service holds, as readers see it."""

import sqlalchemy as sa

from agencies.coordination import tables as coordination
from agencies.coordination.tables import case
from agencies.prison import tables as t
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, embedded, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByPerson

_PROVENANCE = "Where this came from and how fresh it is."


class CustodyStatus(Record):
    """Where the person is: in custody and in which establishment, or in the community."""

    table = t.custody_status
    scope = ByPerson(t.custody_status.c.person_id)
    exists = DataClass.CUSTODY
    owner = "prison"
    order = Order("since", descending=True)

    place = column(t.custody_status.c.place, "Whether the person is in custody or in the community.", filters=True)
    establishment_code = column(
        t.custody_status.c.establishment_code, "The code of the establishment that holds them.", filters=True
    )
    establishment_name = column(t.custody_status.c.establishment_name, "The establishment that holds them.")
    since = column(t.custody_status.c.since, "The day since which this has been so.", filters=True, sorts=True)
    legal_status = column(t.custody_status.c.legal_status, "By what right the person is held.", filters=True)
    security_category = column(t.custody_status.c.security_category, "The security category in prison.")
    expected_release_on = column(
        t.custody_status.c.expected_release_on, "The day the prison expects to release them.", filters=True, sorts=True
    )
    days_until_release = column(
        sa.type_coerce(t.custody_status.c.expected_release_on - TODAY, sa.Integer),
        "How many days until then; below zero where the day has passed.",
    )
    case = one("Case", t.custody_status.c.person_id, case.c.person_id, "The case of the person.")
    provenance = embedded("Provenance", _PROVENANCE)


class Movement(Record):
    """A movement of the person into, between or out of establishments."""

    table = t.movement
    scope = ByPerson(t.movement.c.person_id)
    exists = DataClass.CUSTODY
    owner = "prison"
    order = Order("moved_on", descending=True)
    timeline_entry = Timeline(
        on=t.movement.c.moved_on,
        kind="MOVEMENT",
        title=line("Prison movement: ", in_words(t.movement.c.kind)),
    )

    kind = column(t.movement.c.kind, "What kind of movement it was.", filters=True)
    kind_raw = column(t.movement.c.kind_raw, "The kind as the source wrote it, where it was not recognised.")
    moved_on = column(t.movement.c.moved_on, "The day of the movement.", filters=True, sorts=True)
    from_establishment = column(t.movement.c.from_establishment, "The establishment they left.")
    to_establishment = column(t.movement.c.to_establishment, "The establishment they came to.")
    reason = column(t.movement.c.reason, "Why they were moved.")
    provenance = embedded("Provenance", _PROVENANCE)


class KeyDate(Record):
    """A date of the sentence on which release depends, as the prison service has calculated it."""

    table = t.key_date
    scope = ByPerson(t.key_date.c.person_id)
    exists = DataClass.CUSTODY
    owner = "prison"
    order = Order("falls_on")
    timeline_entry = Timeline(
        on=t.key_date.c.falls_on, kind="KEY_DATE", title=line("Key date: ", in_words(t.key_date.c.kind))
    )

    kind = column(t.key_date.c.kind, "Which date it is, such as conditional release or licence expiry.", filters=True)
    kind_raw = column(t.key_date.c.kind_raw, "The kind as the source wrote it, where it was not recognised.")
    falls_on = column(t.key_date.c.falls_on, "The date itself.", filters=True, sorts=True)
    calculated_on = column(t.key_date.c.calculated_on, "The day the date was calculated.")
    provenance = embedded("Provenance", _PROVENANCE)


class ProtectionMeasure(Record):
    """A measure in custody that protects the public, such as monitored mail or a child-contact level."""

    table = t.protection_measure
    scope = ByPerson(t.protection_measure.c.person_id)
    exists = DataClass.PUBLIC_PROTECTION
    owner = "prison"
    order = Order("starts_on", descending=True)
    timeline_entry = Timeline(
        on=t.protection_measure.c.starts_on,
        kind="PROTECTION_MEASURE",
        title=line("Public protection measure: ", in_words(t.protection_measure.c.kind)),
    )

    kind = column(t.protection_measure.c.kind, "What kind of measure it is.", filters=True)
    child_contact_level = column(
        t.protection_measure.c.child_contact_level, "How the person may be in contact with children.", filters=True
    )
    establishment_name = column(
        t.protection_measure.c.establishment_name, "The establishment that applies it.", DataClass.CUSTODY
    )
    starts_on = column(t.protection_measure.c.starts_on, "The day the measure began.", filters=True, sorts=True)
    ends_on = column(t.protection_measure.c.ends_on, "The day the measure ends.", filters=True, sorts=True)
    last_reviewed_on = column(t.protection_measure.c.last_reviewed_on, "The day the measure was last reviewed.")
    next_review_due = column(
        t.protection_measure.c.next_review_due, "The day the next review is due.", filters=True, sorts=True
    )
    reason = column(t.protection_measure.c.reason, "Why the measure was imposed.")
    named_person = column(
        t.protection_measure.c.named_person,
        "Whom the person may or may not contact.",
        DataClass.THIRD_PARTY,
    )
    status = column(t.protection_measure.c.status, "Whether it stands as it was set, or was ended.", filters=True)
    ended_because = column(t.protection_measure.c.ended_because, "Why it was ended, where somebody did.")
    version = column(
        t.protection_measure.c.version, "How often it was changed; what an act on it expects you to have seen."
    )
    reviews = many(
        "MeasureReview", t.protection_measure.c.id, t.measure_review.c.measure_id, "Its reviews, the first first."
    )
    steps = many("Step", t.protection_measure.c.id, coordination.step.c.record_id, "What was done to it, in order.")
    in_force = column(
        sa.and_(
            t.protection_measure.c.starts_on <= TODAY,
            sa.or_(t.protection_measure.c.ends_on.is_(None), t.protection_measure.c.ends_on >= TODAY),
        ),
        "Whether it is in force today; it is so through its last day.",
        filters=True,
    )
    review_overdue = column(
        sa.and_(
            t.protection_measure.c.next_review_due < TODAY,
            sa.or_(t.protection_measure.c.ends_on.is_(None), t.protection_measure.c.ends_on >= TODAY),
        ),
        "Whether it goes on although its review is overdue.",
        filters=True,
    )
    case = one("Case", t.protection_measure.c.person_id, case.c.person_id, "The case of the person.")
    provenance = embedded("Provenance", _PROVENANCE)


class MeasureReview(Record):
    """A review of a measure in custody: what it found, and the days as they were before."""

    table = t.measure_review
    scope = ByPerson(t.measure_review.c.person_id)
    exists = DataClass.PUBLIC_PROTECTION
    owner = "prison"
    order = Order("reviewed_on")

    reviewed_on = column(t.measure_review.c.reviewed_on, "The day of the review.", filters=True, sorts=True)
    found = column(t.measure_review.c.found, "What it found, and why the measure went on.")
    review_due_before = column(t.measure_review.c.review_due_before, "The day by which it had been due.")
    ends_on_before = column(t.measure_review.c.ends_on_before, "The last day of the measure as it was before.")


class NoContact(Record):
    """Somebody whom the person in custody may not contact: by which means, at whose wish, until when."""

    table = t.no_contact
    scope = ByPerson(t.no_contact.c.person_id)
    exists = DataClass.PUBLIC_PROTECTION
    owner = "prison"
    order = Order("starts_on", descending=True)

    named_person = column(t.no_contact.c.named_person, "Whom they may not contact.", DataClass.THIRD_PARTY)
    relationship = column(t.no_contact.c.relationship, "Who that is to them.", DataClass.THIRD_PARTY)
    is_child = column(t.no_contact.c.is_child, "Whether it is a child; null where not recorded.", filters=True)
    means = column(t.no_contact.c.means, "By which means.", filters=True)
    asked_by = column(t.no_contact.c.asked_by, "At whose wish.", DataClass.THIRD_PARTY)
    starts_on = column(t.no_contact.c.starts_on, "The day from which it holds.", filters=True, sorts=True)
    ends_on = column(t.no_contact.c.ends_on, "The last day on which it holds.", filters=True, sorts=True)
    next_review_due = column(
        t.no_contact.c.next_review_due, "The day by which it is to be reviewed.", filters=True, sorts=True
    )
    status = column(t.no_contact.c.status, "Whether they are on the list, or were taken off it.", filters=True)
    removed_because = column(t.no_contact.c.removed_because, "Why they were taken off it.", DataClass.THIRD_PARTY)
    version = column(t.no_contact.c.version, "How often it was changed; what an act on it expects you to have seen.")
    steps = many("Step", t.no_contact.c.id, coordination.step.c.record_id, "What was done to it, in order.")
    case = one("Case", t.no_contact.c.person_id, case.c.person_id, "The case of the person.")
    provenance = embedded("Provenance", _PROVENANCE)


class PrisonAlert(Record):
    """An alert on the prison record, by its code as reported, with the MAPPA category and level the code implies."""

    table = t.alert
    scope = ByPerson(t.alert.c.person_id)
    exists = DataClass.PUBLIC_PROTECTION
    owner = "prison"
    order = Order("active_from", descending=True)
    timeline_entry = Timeline(
        on=t.alert.c.active_from, kind="PRISON_ALERT", title=line("Prison alert: ", t.alert.c.description)
    )

    code = column(t.alert.c.code, "The code of the alert.", filters=True)
    description = column(t.alert.c.description, "What the code means.")
    implied_category = column(
        t.alert.c.implied_category, "The MAPPA category that the code implies; it may disagree with the joint record."
    )
    implied_level = column(
        t.alert.c.implied_level, "The MAPPA level that the code implies; it may disagree with the joint record."
    )
    level_to_be_confirmed = column(
        t.alert.c.level_to_be_confirmed, "Whether the code says that the level is still to be confirmed.", filters=True
    )
    active_from = column(t.alert.c.active_from, "The day the alert was set.", filters=True, sorts=True)
    active_until = column(t.alert.c.active_until, "The day the alert ended.")
    active = column(t.alert.c.active, "Whether the alert stands.", filters=True)
    comment = column(t.alert.c.comment, "What staff wrote beside the alert.")
    provenance = embedded("Provenance", _PROVENANCE)


class PrisonOffenderManager(Record):
    """The prison offender manager (POM) of the person, now and before."""

    table = t.offender_manager
    scope = ByPerson(t.offender_manager.c.person_id)
    exists = DataClass.CUSTODY
    owner = "prison"
    order = Order("valid_from", descending=True)

    offender_manager_name = column(
        t.offender_manager.c.offender_manager_name, "The prison offender manager.", DataClass.PRACTITIONER
    )
    establishment_code = column(
        t.offender_manager.c.establishment_code, "The code of the establishment where they work.", filters=True
    )
    establishment_name = column(t.offender_manager.c.establishment_name, "The establishment where they work.")
    valid_from = column(t.offender_manager.c.valid_from, "The day from which they managed the person.", sorts=True)
    valid_until = column(t.offender_manager.c.valid_until, "The day on which this ended; empty while it lasts.")
    provenance = embedded("Provenance", _PROVENANCE)


class PrisonSecurityReport(Record):
    """A report of a prison's security department: intelligence that the prison service owns."""

    table = t.security_report
    scope = ByPerson(t.security_report.c.person_id)
    exists = DataClass.INTELLIGENCE
    owner = "prison"
    order = Order("reported_on", descending=True)
    timeline_entry = Timeline(
        on=t.security_report.c.reported_on,
        kind="PRISON_SECURITY_REPORT",
        title=line("Security report: ", t.security_report.c.reference),
    )

    reference = column(t.security_report.c.reference, "The reference of the report.", filters=True)
    reported_on = column(t.security_report.c.reported_on, "The day it was reported.", filters=True, sorts=True)
    establishment_name = column(t.security_report.c.establishment_name, "The establishment it comes from.")
    grading = column(t.security_report.c.grading, "How the report was graded.")
    text = column(t.security_report.c.text, "The report in full.")
    sanitised_summary = column(
        t.security_report.c.sanitised_summary, "A summary written so that it does not reveal its source."
    )
    provenance = embedded("Provenance", _PROVENANCE)


ROOTS = (
    Root(
        "custody",
        "CustodyStatus",
        "Where the people whose cases you may see are held, and when the prison expects to release them.",
        arguments=(
            Argument("place", "place", Operator.EQUALS, "Only people who are in such a place."),
            Argument("releaseFrom", "expected_release_on", Operator.ON_OR_AFTER, "Only releases on this day or later."),
            Argument("releaseBefore", "expected_release_on", Operator.BEFORE, "Only releases before this day."),
            Argument("levels", "case.level", Operator.ANY_OF, "Only of cases at these levels, or to be determined."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "protectionMeasures",
        "ProtectionMeasure",
        "Who is monitored or restricted in custody, why, until when, and when that is reviewed.",
        arguments=(
            Argument("kinds", "kind", Operator.ANY_OF, "Only measures of these kinds."),
            Argument("inForce", "in_force", Operator.EQUALS, "Only measures that are, or are not, in force."),
            Argument("reviewOverdue", "review_overdue", Operator.EQUALS, "Only those whose review is overdue, or not."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
)
