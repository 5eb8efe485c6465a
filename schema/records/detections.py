"""What rules over the access record found, as auditors read it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.detections import detection_tally
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.roots import Argument, Operator, Root
from schema.scopes import ByAccess

_FOUND = t.detection.c
_TALLY = detection_tally.c


# Of an area is what those did who worked in it or co-ordinated it at the time, and what was done to its cases.
_OF_AREAS = """(exists (
    select from directory.principal_area w where w.principal_id = {row}.principal_id and w.area_id = any({areas})
    and w.valid_from <= {row}.first_at::date and (w.valid_until is null or w.valid_until > {row}.first_at::date))
or exists (
    select from coordination."case" c
    where {row}.subject_id in (c.id, c.person_id) and c.area_id = any({areas})))"""


class Detection(Record):
    """What a rule over the access record found: a question to whoever looks into it, and no sanction."""

    table = t.detection
    scope = ByAccess(agency=_FOUND.agency, of_areas=_OF_AREAS)
    subject = _FOUND.subject_id  # whoever opens it has looked at whom it is about
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("first_at", descending=True)

    rule = column(_FOUND.rule, "The rule that found it.", filters=True)
    rule_version = column(_FOUND.rule_version, "The version of the rule.", filters=True)
    says = column(_FOUND.says, "What the rule finds, in words.")
    principal = column(sa.cast(_FOUND.principal_id, sa.Text), "The key of whose accesses they are, as in accessLog.")
    principal_name = column(_FOUND.principal_name, "Whose accesses they are.", filters=True)
    agency = column(_FOUND.agency, "The agency they asked for.", filters=True)
    about = column(
        sa.cast(_FOUND.subject_id, sa.Text),
        "The key of the case or person they looked at, as in accessLog; null where it is nobody in particular.",
    )
    first_at = column(_FOUND.first_at, "When the accesses began.", filters=True, sorts=True)
    last_at = column(_FOUND.last_at, "When the last of them was.")
    accesses = column(_FOUND.accesses, "How many they are.", filters=True)
    version = column(_FOUND.version, "How often it was changed by an act; an act on it says which it has seen.")
    status = column(_FOUND.status, "How far somebody has looked into it.", filters=True)
    outcome = column(_FOUND.outcome, "What came of it.", filters=True)
    reason = column(_FOUND.reason, "What was looked at, and what that showed.")
    taken_up_at = column(_FOUND.taken_up_at, "When it was taken up.")
    taken_up_by_name = column(_FOUND.taken_up_by_name, "Who took it up.")
    closed_at = column(_FOUND.closed_at, "When it was closed.")
    closed_by_name = column(_FOUND.closed_by_name, "Who closed it.")


class DetectionTally(Record):
    """How a rule over the access record fares: how much it finds, and how much of that was nothing."""

    table = detection_tally
    scope = ByAccess()
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("rule")

    rule = column(_TALLY.rule, "The rule.", filters=True, sorts=True)
    rule_version = column(_TALLY.rule_version, "The version of the rule.", filters=True)
    found = column(_TALLY.found, "How much it has found.")
    waiting = column(_TALLY.waiting, "How much of that nobody has taken up.")
    closed = column(_TALLY.closed, "How much of it is closed.")
    false_positives = column(_TALLY.false_positives, "How much of what is closed was nothing.")
    false_positive_percent = column(
        _TALLY.false_positive_percent, "The same in percent of what is closed; null where nothing is."
    )


ROOTS = (
    Root(
        "detections",
        "Detection",
        "What rules over the access record found, for auditors to look into.",
        arguments=(
            Argument("statuses", "status", Operator.ANY_OF, "Only findings that have come this far."),
            Argument("rule", "rule", Operator.EQUALS, "Only what this rule found."),
        ),
    ),
    Root("detectionTallies", "DetectionTally", "How the rules over the access record fare: false positives, by rule."),
)
