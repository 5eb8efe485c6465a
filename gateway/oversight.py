"""What is answered about the platform itself: who the caller is, and the access record as auditors read it."""

import sqlalchemy as sa
import strawberry

import schema.types  # noqa: F401 - gives the vocabulary its GraphQL form before it is used below
from gateway.audit.decided import decided
from gateway.audit.tables import access as entry
from gateway.audit.tables import erased, erasing, retention_rule, signed
from gateway.explanation import WHY
from policies.mandate import Mandate
from policies.permit import Permit
from policies.principal import Caller
from policies.vocabulary import ENTRUSTED_ACTS, Act, Agency, DataClass, Purpose, Role
from schema.declare import TODAY, Order, Record, column
from schema.reading import shown_and_withheld
from schema.roots import Argument, ComputedRoot, ConditionArgument, GuessArgument, Operator, Root
from schema.scopes import ByAccess, Unscoped

_RULE = retention_rule.c


@strawberry.type(description="You: who the platform takes you to be, and what the law shows you for this purpose.")
class Viewer:
    """The caller, as decided."""

    reference: str = strawberry.field(
        description="By which you are named where somebody is asked or appointed, as practitioners gives it."
    )
    name: str = strawberry.field(description="Your name in the directory.")
    agency: Agency = strawberry.field(description="The agency you work for.")
    roles: list[Role] = strawberry.field(description="What you do: the roles in which you act in this request.")
    roles_held: list[Role] = strawberry.field(description="Every role that you hold: you may act in one of them alone.")
    client: str = strawberry.field(description="The application or system you came through.")
    purpose: Purpose = strawberry.field(description="The purpose you stated for this request.")
    purposes: list[Purpose] = strawberry.field(description="The purposes open to you.")
    policy_version: str = strawberry.field(description="The version of the law this was decided under.")
    data_classes_shown: list[DataClass] = strawberry.field(
        description="The kinds of information you may be shown for this purpose, in some case at least."
    )
    data_classes_withheld: list[DataClass] = strawberry.field(
        description="The kinds of information that you are shown in no case for this purpose."
    )
    acts: list[Act] = strawberry.field(description="What you may do for this purpose, in some case at least.")


def viewer(caller: Caller, permit: Permit, mandate: Mandate, purposes: frozenset[Purpose]) -> Viewer:
    """What ``viewer`` answers."""
    shown, withheld = shown_and_withheld(permit.decisions)
    kind = caller.principal.kind
    return Viewer(
        reference=str(caller.principal.id),
        name=caller.principal.name,
        agency=kind.agency,
        roles=sorted(kind.roles),
        roles_held=sorted(caller.principal.held),
        client=caller.principal.client,
        purpose=caller.purpose,
        purposes=sorted(purposes),
        policy_version=permit.policy_version,
        data_classes_shown=shown,
        data_classes_withheld=withheld,
        acts=[act for act in ENTRUSTED_ACTS if mandate.done(act)],
    )


# Of an area are the accesses of those who worked in it or co-ordinated it at the time, and those to its cases.
OF_AREAS = """(exists (
    select from directory.principal_area w where w.principal_id = {row}.principal_id and w.area_id = any({areas})
    and w.valid_from <= {row}.recorded_at::date and (w.valid_until is null or w.valid_until > {row}.recorded_at::date))
or exists (
    select from audit.about m join coordination."case" c on c.id = m.subject_id
    where m.digest = {row}.subject_set and c.area_id = any({areas})))"""


class AccessEntry(Record):
    """One operation, granted or refused: who asked, for what purpose, about whom, and what was shown. Never a value."""

    table = entry
    scope = ByAccess(agency=entry.c.agency, of_areas=OF_AREAS)
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("recorded_at", descending=True)
    made = entry.c.recorded_at

    recorded_at = column(entry.c.recorded_at, "When it was recorded.", filters=True, sorts=True)
    key = column(sa.cast(entry.c.id, sa.Text), "Its key: the x-entry-id of the answer, as its receipt has it.")
    request_id = column(
        sa.cast(entry.c.request_id, sa.Text), "The x-request-id of the answer, which a page of a failure gives."
    )
    document_hash = column(
        sa.func.encode(entry.c.document_hash, "hex", type_=sa.Text),
        "The SHA-256 of the document that was sent, in hexadecimal.",
    )
    act = column(entry.c.act, "What was done, in the words of DPA 2018 s.62.", filters=True)
    outcome = column(entry.c.outcome, "How it ended.", filters=True)
    reason = column(entry.c.reason, "The code of a refusal.", filters=True)
    principal = column(
        sa.cast(entry.c.principal_id, sa.Text),
        "The key of who asked in the directory; null where nobody could be told.",
    )
    principal_name = column(entry.c.principal_name, "Who asked; null where nobody could be told.", filters=True)
    agency = column(entry.c.agency, "The agency they asked for.", filters=True)
    roles = column(entry.c.roles, "The roles they held.")
    client = column(entry.c.client, "The application or system they came through.", filters=True)
    acting = column(entry.c.acting, "Systems that acted for the person, the outermost last.")
    human = column(entry.c.human, "Whether a person was behind the request.", filters=True)
    purpose = column(entry.c.purpose, "The purpose they stated.", filters=True)
    operation_name = column(entry.c.operation_name, "The name of the operation.", filters=True)
    policy_version = column(entry.c.policy_version, "The version of the law it was decided under.", filters=True)
    row_count = column(entry.c.row_count, "How many rows the answer held at the top.", filters=True)
    duration_us = column(entry.c.duration_us, "How long it took, in microseconds.")
    subjects = column(entry.c.subjects, "The cases and persons in the answer, by the cell they were seen in.")
    reading = column(entry.c.opened, "What was shown in each cell, and on what sharing that rests.")
    withheld = column(
        entry.c.sealed,
        "What was withheld in each cell, and the rules that decided: sealed, but to those who verify that the law was "
        "kept.",
        DataClass.ACCESS_WITHHELD,
    )
    processing = column(
        entry.c.processing, "Which kinds of processing of DPA 2018 s.62 it was; null where nothing was processed."
    )
    holders = column(entry.c.holders, "Whose what was shown is, as owner codes: who disclosed it to those who asked.")
    variables = column(entry.c.variables, "A keyed hash for each variable, so that a guess can be tested.")


class Erasing(Record):
    """That retention rules were carried out on the access record: an entry of it, which is itself not erased."""

    table = erasing
    scope = ByAccess(agency=erasing.c.agency, of_areas=OF_AREAS)
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("recorded_at", descending=True)
    made = erasing.c.recorded_at

    recorded_at = column(erasing.c.recorded_at, "When it was recorded.", sorts=True)
    key = column(sa.cast(erasing.c.id, sa.Text), "The key of the entry that tells of it, as in accessLog.")
    principal_name = column(erasing.c.principal_name, "Who had the rules carried out.")
    entries = column(erasing.c.entries, "How many entries were erased.")


class ErasedEntry(Record):
    """An entry that a retention rule erased: that it was there, and where its leaf stands. What it said is gone."""

    table = erased
    scope = ByAccess(agency=erased.c.agency)
    exists = DataClass.ACCESS_RECORD
    owner = "oversight"
    order = Order("recorded_at", descending=True)
    made = erased.c.recorded_at

    recorded_at = column(erased.c.recorded_at, "When it was recorded.", sorts=True)
    agency = column(erased.c.agency, "The agency that asked; null where none could be told.")
    erased_at = column(erased.c.erased_at, "When it was erased.")
    erased_by_name = column(erased.c.erased_by_name, "Who had the rules carried out.")
    rule = column(erased.c.rule, "The retention rule that spoke of it.")
    rule_version = column(erased.c.rule_version, "Which version of the rule.")
    keep_months = column(erased.c.keep_months, "For how many months the rule kept it.")
    decided_by = column(erased.c.decided_by, "Who decided so.")
    source = column(erased.c.source, "Where that stands.")
    place = column(erased.c.place, "Where its leaf stands in the log, counted from 0: a receipt of it names the same.")
    digest = column(erased.c.digest, "The SHA-256 of what it said, in hexadecimal, which its leaf commits to.")


class LogCheckpoint(Record):
    """What the log of the access record signed, with its witnesses' signatures: to keep, and hold later ones to."""

    table = signed
    scope = Unscoped()
    exists = DataClass.REFERENCE
    owner = "oversight"
    order = Order("signed_at", descending=True)

    size = column(signed.c.size, "Of how many leaves, and so of how many entries, it is.")
    signed_at = column(signed.c.signed_at, "When the log signed it.", sorts=True)
    note = column(signed.c.note, "The checkpoint itself, as a file of C2SP tlog-checkpoint with every signature.")
    cosigned = column(signed.c.cosigned, "When each witness put its signature under it, by the witness's name.")


class DecidedCount(Record):
    """In how many accesses of the last month the law decided so; to the nearest five, and none under five."""

    table = decided
    scope = Unscoped()
    exists = DataClass.ACCESS_COUNT
    owner = "oversight"
    order = Order("data_class")
    where = decided.c.as_at == TODAY

    agency = column(decided.c.agency, "Whom they worked for, in the words of the law.", filters=True)
    roles = column(decided.c.roles, "The roles they acted in.")
    purpose = column(decided.c.purpose, "The purpose they stated.", filters=True)
    standing = column(decided.c.standing, "How they stood towards the case, in the words of the law.", filters=True)
    handling = column(decided.c.handling, "How the case was handled, in the words of the law.", filters=True)
    data_class = column(
        decided.c.data_class, "The kind of information, in the words of the law.", filters=True, sorts=True
    )
    verdict = column(
        decided.c.verdict, "What was decided of it: shown, withheld, or depends on each item's owner.", filters=True
    )
    shared = column(decided.c.shared, "Whether an agreement in force shared it with them.")
    times = column(decided.c.times, "In how many accesses, to the nearest five.")


class RetentionRule(Record):
    """For how long entries of the access record are kept: the longest rule that speaks of an entry counts."""

    table = retention_rule
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("valid_from", descending=True)

    rule = column(_RULE.rule, "Which rule it is a version of.")
    version = column(_RULE.version, "Which version of it.")
    outcome = column(_RULE.outcome, "Of entries that ended so; null: of any.")
    purpose = column(_RULE.purpose, "Of entries of this purpose; null: of any.")
    keep_months = column(_RULE.keep_months, "How many months an entry is kept.")
    decided_by = column(_RULE.decided_by, "Who decided so.")
    source = column(_RULE.source, "Where that stands.")
    verified = column(_RULE.verified, "Whether it was verified; one that was not erases nothing.")
    valid_from = column(_RULE.valid_from, "From which day it holds.", sorts=True)
    valid_until = column(_RULE.valid_until, "The day on which it holds no longer.")


_KEY = "case when {given} ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' then {given}::uuid end"
_MADE_AT = f"to_timestamp(('x' || left(replace(({_KEY})::text, '-', ''), 12))::bit(48)::bigint / 1000.0)"
# An id says when it was made, and there is no index of ids alone.
OF_KEY = f"""({{row}}.id = {_KEY} and {{row}}.recorded_at between {_MADE_AT} - interval '2 seconds'
    and {_MADE_AT} + interval '2 seconds')"""
_BY_KEY = ConditionArgument(
    "key", "The entry with this key: the x-entry-id of an answer, as its receipt has it.", OF_KEY
)
OF_PRINCIPAL = f"{{row}}.principal_id = {_KEY}"
# By the index of subjects, which the sequencer keeps behind the record; how far behind, /readyz says.
OF_SUBJECT = f"""{{row}}.subject_set in (
    select m.digest from audit.about m where m.subject_id in (
        select c.id from coordination."case" c where c.reference = {{given}} union all select {_KEY}))"""  # noqa: S608 - our own words; what is given is bound
# Whom it names: recorded as asked about, also where no entry is found.
ASKED_ABOUT = f"""
    select c.id from coordination."case" c where c.reference = {{given}} or c.id = {_KEY}
    union all select p.id from person.person p where p.id = {_KEY}"""  # noqa: S608 - our own words; what is given is bound

ROOTS = (
    ComputedRoot("viewer", Viewer, "You: who the platform takes you to be."),
    WHY,
    Root("retentionRules", "RetentionRule", "For how long entries of the access record are kept, by whose decision."),
    Root("checkpoints", "LogCheckpoint", "What the log of the access record signed, the newest first."),
    Root("erasings", "Erasing", "When retention rules were carried out on the access record, and what that erased."),
    Root(
        "erasedEntries",
        "ErasedEntry",
        "What is left of entries that were erased, the latest first.",
        arguments=(_BY_KEY,),
    ),
    Root(
        "decidedCounts",
        "DecidedCount",
        "How the newest accesses of the last month were decided, in numbers: nobody, no case, nothing under five.",
    ),
    Root(
        "accessLog",
        "AccessEntry",
        "The access record, latest first, as far as you may read it. Reading it is recorded too.",
        arguments=(
            Argument("since", "recorded_at", Operator.ON_OR_AFTER, "Only entries from this moment on."),
            Argument("until", "recorded_at", Operator.BEFORE, "Only entries before this moment."),
            _BY_KEY,
            ConditionArgument("principal", "Only entries of the principal with this key.", OF_PRINCIPAL),
            ConditionArgument(
                "subject",
                "Only entries about this case or person: a public reference, or a key from an entry's subjects.",
                OF_SUBJECT,
                ASKED_ABOUT,
            ),
            GuessArgument(
                "asked",
                "Only entries of operations that were asked with this: whether a guess is right. The guess is recorded "
                "as every variable is, by a keyed hash, so send it as one.",
                "variables",
                ASKED_ABOUT,
            ),
        ),
    ),
)
