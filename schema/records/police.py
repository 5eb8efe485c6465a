"""What the police hold, as readers see it."""

import sqlalchemy as sa

from agencies.police import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order as ListOrder
from schema.declare import Record, Timeline, column, embedded
from schema.records.wording import line
from schema.scopes import ByPerson

_PROVENANCE = "Where this came from and how fresh it is."


class PoliceRecord(Record):
    """The person as the police manage them: the ViSOR record and the police offender manager."""

    table = t.managed_person
    scope = ByPerson(t.managed_person.c.person_id)
    exists = DataClass.MANAGEMENT
    owner = "police"
    order = ListOrder("valid_from", descending=True)

    visor_reference = column(
        t.managed_person.c.visor_reference, "The reference of the person's ViSOR record.", DataClass.IDENTITY
    )
    offender_manager_name = column(
        t.managed_person.c.offender_manager_name, "The police offender manager.", DataClass.PRACTITIONER
    )
    team = column(t.managed_person.c.team, "The police team that manages the person.", DataClass.PRACTITIONER)
    valid_from = column(t.managed_person.c.valid_from, "The day from which they managed the person.", sorts=True)
    valid_until = column(t.managed_person.c.valid_until, "The day on which this ended; empty while it lasts.")
    provenance = embedded("Provenance", _PROVENANCE)


class NotificationPeriod(Record):
    """A period in which the person must notify the police of their details (the sex offender register)."""

    table = t.notification_period
    scope = ByPerson(t.notification_period.c.person_id)
    exists = DataClass.ORDERS
    owner = "police"
    order = ListOrder("starts_on", descending=True)
    timeline_entry = Timeline(
        on=t.notification_period.c.starts_on,
        kind="NOTIFICATION_PERIOD",
        title=line("Notification requirements began"),
    )

    status = column(t.notification_period.c.status, "Where the person stands with the requirements.", filters=True)
    basis = column(t.notification_period.c.basis, "What decides how long the requirements last.", filters=True)
    starts_on = column(t.notification_period.c.starts_on, "The day the requirements began.", sorts=True)
    ends_on = column(
        t.notification_period.c.ends_on,
        "The day the requirements end; empty when indefinite.",
        filters=True,
        sorts=True,
    )
    indefinite = column(t.notification_period.c.indefinite, "Whether the requirements have no end.", filters=True)
    last_notified_on = column(t.notification_period.c.last_notified_on, "The day the person last notified.")
    next_notification_due = column(
        t.notification_period.c.next_notification_due,
        "The day by which the person must notify next.",
        filters=True,
        sorts=True,
    )
    provenance = embedded("Provenance", _PROVENANCE)


class Order(Record):
    """A court's order against the person that the police seek or enforce, such as a sexual harm prevention order."""

    table = t.order_
    scope = ByPerson(t.order_.c.person_id)
    exists = DataClass.ORDERS
    owner = "police"
    order = ListOrder("made_on", descending=True)
    timeline_entry = Timeline(
        on=t.order_.c.made_on,
        kind="ORDER",
        title=line("Order made: ", sa.func.replace(sa.cast(t.order_.c.kind, sa.Text), "_", " ")),
    )

    kind = column(t.order_.c.kind, "What kind of order it is.", filters=True)
    kind_raw = column(t.order_.c.kind_raw, "The kind as the source wrote it, where it was not recognised.")
    status = column(t.order_.c.status, "Whether the order is in force.", filters=True)
    made_on = column(t.order_.c.made_on, "The day the court made the order.", filters=True, sorts=True)
    court = column(t.order_.c.court, "The court that made the order.")
    expires_on = column(
        t.order_.c.expires_on, "The day the order ends; empty when it has no end.", filters=True, sorts=True
    )
    prohibitions = column(t.order_.c.prohibitions, "What the person must not do.")
    positive_requirements = column(t.order_.c.positive_requirements, "What the person must do.")
    electronic_monitoring_until = column(
        t.order_.c.electronic_monitoring_until, "The day until which the order requires electronic monitoring."
    )
    provenance = embedded("Provenance", _PROVENANCE)


class IntelligenceItem(Record):
    """An item of police intelligence, graded by source, content and handling."""

    table = t.intelligence_item
    scope = ByPerson(t.intelligence_item.c.person_id)
    exists = DataClass.INTELLIGENCE
    owner = "police"
    order = ListOrder("reported_on", descending=True)
    timeline_entry = Timeline(
        on=t.intelligence_item.c.reported_on,
        kind="INTELLIGENCE_ITEM",
        title=line("Intelligence reported: ", t.intelligence_item.c.reference),
    )

    reference = column(t.intelligence_item.c.reference, "The reference of the report.", filters=True)
    reported_on = column(
        t.intelligence_item.c.reported_on, "The day the information was reported.", filters=True, sorts=True
    )
    source_evaluation = column(
        t.intelligence_item.c.source_evaluation, "How reliable the source is (3x5x2, first part).", filters=True
    )
    intelligence_assessment = column(
        t.intelligence_item.c.intelligence_assessment,
        "How the information was known to its source (3x5x2, second part).",
        filters=True,
    )
    handling_code = column(
        t.intelligence_item.c.handling_code, "Whether sharing is subject to conditions (3x5x2, third part)."
    )
    handling_conditions = column(t.intelligence_item.c.handling_conditions, "The conditions on sharing, in words.")
    text = column(t.intelligence_item.c.text, "The intelligence in full.")
    sanitised_summary = column(
        t.intelligence_item.c.sanitised_summary, "A summary written so that it does not reveal its source."
    )
    provenance = embedded("Provenance", _PROVENANCE)


class WarningMarker(Record):
    """A warning to officers and staff who meet the person."""

    table = t.warning_marker
    scope = ByPerson(t.warning_marker.c.person_id)
    exists = DataClass.INTELLIGENCE
    owner = "police"
    order = ListOrder("set_on", descending=True)

    code = column(t.warning_marker.c.code, "The code of the warning at its source.", filters=True)
    description = column(t.warning_marker.c.description, "What the code means.")
    text = column(t.warning_marker.c.text, "What staff should know before they meet the person.")
    set_on = column(t.warning_marker.c.set_on, "The day the warning was set.", sorts=True)
    removed_on = column(t.warning_marker.c.removed_on, "The day the warning was removed; empty while it stands.")
    provenance = embedded("Provenance", _PROVENANCE)
