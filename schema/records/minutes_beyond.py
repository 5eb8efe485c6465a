"""Minutes beyond the meeting, as readers see them: corrections, summaries, onward sharing, what was told."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import sharing
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_CORRECTION = t.minutes_correction.c
_SUMMARY = t.executive_summary.c
_SHARING = t.onward_sharing.c
_TOLD = t.off_system_disclosure.c
_VERSION = "How often it was changed; what an act on it expects you to have seen."
_STEPS = "What was done to it, in order."


class MinutesCorrection(Record):
    """A correction of a section that an agency asked for, and the answer. Whoever reads the section reads it."""

    table = t.minutes_correction
    scope = ByCase(_CORRECTION.case_id)
    exists = DataClass.MINUTES
    owner = _CORRECTION.owner
    row_class = _CORRECTION.data_class
    order = Order("asked_on")

    status = column(_CORRECTION.status, "What became of it.")
    what = column(_CORRECTION.what, "What is said to be wrong.")
    should_say = column(_CORRECTION.should_say, "How it should read, as whoever asked says.")
    asked_by_agency = column(_CORRECTION.asked_by_agency, "The agency that asked.")
    asked_by_name = column(_CORRECTION.asked_by_name, "Who asked.", DataClass.PRACTITIONER)
    asked_on = column(_CORRECTION.asked_on, "The day it was asked for.")
    answer = column(_CORRECTION.answer, "What was changed, or why nothing was.")
    answered_on = column(_CORRECTION.answered_on, "The day it was answered.")
    answered_by_name = column(_CORRECTION.answered_by_name, "Who answered.", DataClass.PRACTITIONER)
    version = column(_CORRECTION.version, _VERSION)
    section = one("MinutesSection", _CORRECTION.section_id, t.minutes_section.c.id, "The section.")
    minutes = one("Minutes", _CORRECTION.minutes_id, t.minutes.c.id, "The minutes.")
    steps = many("Step", _CORRECTION.id, t.step.c.record_id, _STEPS)


class ExecutiveSummary(Record):
    """A summary of agreed minutes for the person they are about; released once the chair has agreed it."""

    table = t.executive_summary
    scope = ByCase(_SUMMARY.case_id)
    exists = DataClass.MINUTES
    order = Order("version", descending=True)

    status = column(_SUMMARY.status, "How far it has come.")
    body = column(_SUMMARY.body, "What it says.")
    written_by_name = column(_SUMMARY.written_by_name, "Who wrote it.", DataClass.PRACTITIONER)
    holds_no_victim = column(_SUMMARY.holds_no_victim, "Whether it was found to hold nothing of victims.")
    holds_no_third_party = column(_SUMMARY.holds_no_third_party, "Whether it was found to name nobody else.")
    holds_no_intelligence = column(_SUMMARY.holds_no_intelligence, "Whether it was found to hold no intelligence.")
    holds_no_restricted_section = column(
        _SUMMARY.holds_no_restricted_section, "Whether it was found to hold nothing that is held back."
    )
    holds_no_withheld_disclosure = column(
        _SUMMARY.holds_no_withheld_disclosure, "Whether it was found to tell of no disclosure that is withheld."
    )
    check_note = column(_SUMMARY.check_note, "What must come out.")
    checked_on = column(_SUMMARY.checked_on, "The day it was checked.")
    checked_by_name = column(_SUMMARY.checked_by_name, "Who checked it.", DataClass.PRACTITIONER)
    agreed_on = column(_SUMMARY.agreed_on, "The day it was agreed.")
    agreed_by_name = column(_SUMMARY.agreed_by_name, "Who agreed it.", DataClass.PRACTITIONER)
    version = column(_SUMMARY.version, _VERSION)
    minutes = one("Minutes", _SUMMARY.minutes_id, t.minutes.c.id, "The minutes.")
    steps = many("Step", _SUMMARY.id, t.step.c.record_id, _STEPS)


class OnwardSharing(Record):
    """What an agency asked to share of minutes outside the meeting, what the chair decided, and what was shared."""

    table = t.onward_sharing
    scope = ByCase(_SHARING.case_id)
    exists = DataClass.MINUTES
    owner = _SHARING.asked_by_agency
    order = Order("asked_on", descending=True)

    status = column(_SHARING.status, "What became of it.", filters=True)
    asked_by_agency = column(_SHARING.asked_by_agency, "The agency that asked.", filters=True)
    asked_by_name = column(_SHARING.asked_by_name, "Who asked.", DataClass.PRACTITIONER)
    asked_on = column(_SHARING.asked_on, "The day it was asked.")
    with_whom = column(_SHARING.with_whom, "With whom it is to be shared.", DataClass.DISCLOSURE)
    what = column(_SHARING.what, "What of the minutes.", DataClass.DISCLOSURE)
    why = column(_SHARING.why, "Why they need it.", DataClass.DISCLOSURE)
    reason = column(_SHARING.reason, "Why the chair decided so, and on what terms.", DataClass.DISCLOSURE)
    decided_on = column(_SHARING.decided_on, "The day it was decided.")
    decided_by_name = column(_SHARING.decided_by_name, "Who decided.", DataClass.PRACTITIONER)
    share_by = column(_SHARING.share_by, "The day by which it is shared.", filters=True, sorts=True)
    overdue = column(
        sa.and_(_SHARING.status.in_(sharing.TO_SHARE), _SHARING.share_by < TODAY),
        "Whether it was agreed, and neither shared nor taken back by that day.",
        filters=True,
    )
    withdrawn_because = column(
        _SHARING.withdrawn_because, "Why it was not to be shared after all.", DataClass.DISCLOSURE
    )
    shared_with = column(_SHARING.shared_with, "With whom it was shared.", DataClass.DISCLOSURE)
    shared_on = column(_SHARING.shared_on, "The day it was shared.")
    shared_how = column(_SHARING.shared_how, "Whether it was said, shown, printed or sent.")
    shared_what = column(_SHARING.shared_what, "What was shared.", DataClass.DISCLOSURE)
    shared_by_name = column(_SHARING.shared_by_name, "Who shared it.", DataClass.PRACTITIONER)
    version = column(_SHARING.version, _VERSION)
    minutes = one("Minutes", _SHARING.minutes_id, t.minutes.c.id, "The minutes.")
    case = one("Case", _SHARING.case_id, t.case.c.id, "The case.")
    steps = many("Step", _SHARING.id, t.step.c.record_id, _STEPS)


class OffSystemDisclosure(Record):
    """Something of a case that somebody was told, shown or given off the system."""

    table = t.off_system_disclosure
    scope = ByCase(_TOLD.case_id)
    exists = DataClass.DISCLOSURE
    owner = _TOLD.owner
    order = Order("told_on", descending=True)
    timeline_entry = Timeline(
        on=_TOLD.told_on, kind="OFF_SYSTEM_DISCLOSURE", title=line("Told off the system: ", in_words(_TOLD.how))
    )

    told_by_agency = column(_TOLD.owner, "The agency or body that told it.", filters=True)
    told_by_name = column(_TOLD.recorded_by_name, "Who recorded it.", DataClass.PRACTITIONER)
    how = column(_TOLD.how, "Whether it was said, shown, printed or sent.", filters=True)
    to_whom = column(_TOLD.to_whom, "To whom.", DataClass.THIRD_PARTY)
    what = column(_TOLD.what, "What they were told, shown or given.")
    why = column(_TOLD.why, "Why they needed it.")
    told_on = column(_TOLD.told_on, "The day.", filters=True, sorts=True)
    of_minutes = column(_TOLD.of_minutes, "Whether any of it is from minutes, which their chair agrees.", filters=True)
    without_agreement_because = column(
        _TOLD.without_agreement_because, "Why it was shared where the chair had not agreed it."
    )
    version = column(_TOLD.version, _VERSION)
    case = one("Case", _TOLD.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "onwardSharings",
        "OnwardSharing",
        "What was asked to be shared of minutes, of the cases that you may see: agreed, refused, shared.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only requests that have come this far."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only those that are, or are not, late to be shared."),
            Argument("askedByAgency", "asked_by_agency", Operator.EQUALS, "Only those that this agency or body asked."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only on cases of this MAPPA area."),
        ),
    ),
)
