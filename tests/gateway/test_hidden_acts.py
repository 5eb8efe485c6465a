"""For every act: what is hidden from whoever might do it answers exactly as what does not exist."""

# ruff: noqa: ANN401 - givens of every kind
import dataclasses
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin
from uuid import UUID

import pytest

from agencies.given import fields_of
from gateway.command.sign_in import purpose_of
from gateway.wiring import registry
from policies.vocabulary import DataClass, Purpose
from schema.declare import camel
from schema.mutations import Mutation, OnRecord
from schema.scopes import ByAccess, Unscoped
from schema.seals import seals_for
from tests.gateway.acting import key, steps
from tests.gateway.served import Served
from tests.gateway.small_caseload import ELSEWHERE, case_id

PERSONAS = ("police", "prison", "probation", "coordinator", "chair", "vlo", "housing")
RECORDS = (
    "Referral",
    "InformationRequest",
    "LevelDecision",
    "DecisionReceipt",
    "Action",
    "Minutes",
    "MinutesSection",
    "ScheduledReview",
    "ReleasePlanPart",
    "ProtectionMeasure",
    "NoContact",
    "Meeting",
    "AgendaItem",
    "Invitation",
    "MinutesCorrection",
    "DisclosureDecision",
    "OffenderInformed",
    "ExecutiveSummary",
    "OnwardSharing",
    "IdentificationNotice",
    "CaseExit",
    "Transfer",
    "IncomingTransfer",
    "SeriousCaseReview",
    "Correction",
    "CorrectionNotice",
    "CorrectionTold",
    "SubjectAccessRequest",
    "SubjectAccessPart",
    "SafeguardingReferral",
    "Programme",
    "EmergencyAccess",
    "JointCareException",
    "ConflictOfInterest",
    "CaseOpening",
    "CaseAudit",
    "MeetingAudit",
    "LimitRelease",
    "HandlingRelease",
    "SharedItem",
)
HIDDEN = {record: UUID(int=0x3000 + number) for number, record in enumerate(RECORDS)} | {"Case": case_id(3)}
ON_RECORDS = [
    each
    for each in registry().mutations.values()
    # What is about no case is hidden from all but those who may act on it: nobody might do it and not see it. From an
    # auditor the access record is hidden by their appointment, which no persona lacks: ``test_audit_scope`` tries that.
    # A sample of audits is hidden from nobody who is shown counts.
    if isinstance(each.on, OnRecord)
    and not isinstance(registry().records[each.on.record].scope, Unscoped | ByAccess)
    and registry().records[each.on.record].exists is not DataClass.AGGREGATE
]
ABSENT = UUID(int=0x9999)


def _offer(record: str) -> str:
    """Both records are views of one table."""
    return """insert into coordination.transfer (id, case_id, person_id, reference, from_area_id, to_area_id, category,
        level, lead_agency, reason, handover, proposed_on, answer_by, status, recorded_at) select '{RECORD}', id,
        person_id, reference, {area}, {area}, category, level, lead_agency, 'A move.', 'What is known.', '2026-01-01',
        '2026-01-11', 'PROPOSED', now() from coordination."case" where id = '{Case}'""".replace("RECORD", record)


def _notice(record: str) -> str:
    """Here as well."""
    return """insert into coordination.correction_notice (id, case_id, correction_id, to_id, to_agency, reference,
        record, field, owner, last_shown_at, sent_on, due_on, status, recorded_at) values ('{RECORD}', '{Case}',
        '{Correction}', '{Case}', 'probation', 'MAPPA-09-000003', 'Case', 'level', 'probation', now(), '2026-01-01',
        '2026-01-06', 'AWAITED', now())""".replace("RECORD", record)


# A row of each record that is acted on, of a case in an area where nobody of ours works.
ROWS = (
    """insert into coordination.referral (id, reference, case_id, area_id, level_sought, reason, referred_on,
        referring_agency, status, recorded_at) values ('{Referral}', 'REF-X', '{Case}', 9, 'LEVEL_2',
        'CHANGE_OF_RISK', '2026-01-01', 'probation', 'SUBMITTED', now())""",
    """insert into coordination.information_request (id, case_id, referral_id, asked_of, asked_by_agency, what,
        asked_on, due_on, remind_from, status, recorded_at) values ('{InformationRequest}', '{Case}', '{Referral}',
        'probation', 'coordination', 'What?', '2026-01-01', '2026-01-01', '2026-01-01', 'REQUESTED', now())""",
    """insert into coordination.level_decision (id, case_id, level, stage, proposed_on, proposing_agency,
        effective_from, recorded_at) values ('{LevelDecision}', '{Case}', 'LEVEL_2', 'PROPOSED', '2026-01-01',
        'probation', '2026-01-01', now())""",
    """insert into coordination.decision_receipt (id, case_id, decision_id, to_agency, sent_on, due_on, status,
        recorded_at) values ('{DecisionReceipt}', '{Case}', '{LevelDecision}', 'probation', '2026-01-01',
        '2026-01-01', 'AWAITED', now())""",
    """insert into coordination.action (id, reference, case_id, description, owner, set_on, status, recorded_at)
        values ('{Action}', 'ACT-X', '{Case}', 'An action', 'probation', '2026-01-01', 'OPEN', now())""",
    """insert into coordination.meeting (id, reference, area_id, level, held_on, status, recorded_at)
        values ('{Meeting}', 'MEETING-X', {area}, 'LEVEL_2', '2026-01-01', 'CIRCULATED', now())""",
    """insert into coordination.meeting_case (id, meeting_id, case_id, position, held_on, purpose, status, recorded_at)
        values ('{AgendaItem}', '{Meeting}', '{Case}', 1, '2026-01-01', 'REVIEW', 'LISTED', now())""",
    """insert into coordination.invitation (id, meeting_id, area_id, name, agency, response, recorded_at)
        values ('{Invitation}', '{Meeting}', {area}, 'Somebody', 'probation', 'AWAITED', now())""",
    """insert into coordination.minutes
        (id, meeting_case_id, case_id, meeting_id, held_on, edition, status, recorded_at)
        values ('{Minutes}', '{AgendaItem}', '{Case}', '{Meeting}', '2026-01-01', 1, 'DRAFT', now())""",
    """insert into coordination.minutes_section
        (id, case_id, minutes_id, position, heading, state, owner, recorded_at)
        values ('{MinutesSection}', '{Case}', '{Minutes}', 1, 'ATTENDANCE', 'EMPTY', 'police', now())""",
    """insert into coordination.safeguarding_referral (id, case_id, reference, made_on, owner, made_to, concern, answer,
        recorded_at) values ('{SafeguardingReferral}', '{Case}', 'CHR-{SafeguardingReferral}', '2026-01-01',
        'probation', 'social_care', 'A concern', 'AWAITED', now())""",
    """insert into probation.programme (id, person_id, name, status, source_system, as_of, received_at, assertion,
        subject_category, reliability) select '{Programme}', person_id, 'A programme', 'ELIGIBLE', 'A', now(), now(),
        'FACT', 'CONVICTED', 'VERIFIED' from coordination."case" where id = '{Case}'""",
    """insert into prison.protection_measure (id, person_id, kind, starts_on, source_system, as_of, received_at,
        assertion, subject_category, reliability) select '{ProtectionMeasure}', person_id, 'MAIL_MONITORING',
        '2026-01-01', 'A', now(), now(), 'FACT', 'CONVICTED', 'VERIFIED' from coordination."case"
        where id = '{Case}'""",
    """insert into prison.no_contact (id, person_id, named_person, means, asked_by, starts_on, source_system, as_of,
        received_at, assertion, subject_category, reliability) select '{NoContact}', person_id, 'Somebody', 'ANY',
        'VICTIM', '2026-01-01', 'A', now(), now(), 'FACT', 'CONVICTED', 'VERIFIED' from coordination."case"
        where id = '{Case}'""",
    """insert into coordination.release_plan_part (id, case_id, part, release_on, owner, due_on, status, recorded_at)
        values ('{ReleasePlanPart}', '{Case}', 'HANDOVER', '2026-01-01', 'prison', '2026-01-01', 'NOT_BEGUN', now())""",
    """insert into coordination.review_schedule (id, case_id, level, due_on, basis, status, recorded_at)
        values ('{ScheduledReview}', '{Case}', 'LEVEL_2', '2026-01-01', 'LEVEL_SET', 'DUE', now())""",
    """insert into coordination.minutes_correction
        (id, case_id, minutes_id, section_id, owner, status, asked_by_agency, asked_on, what, recorded_at)
        values ('{MinutesCorrection}', '{Case}', '{Minutes}', '{MinutesSection}', 'police', 'ASKED', 'police',
        '2026-01-01', 'What?', now())""",
    """insert into coordination.disclosure_decision (id, case_id, outcome, decided_on, reason, recorded_at)
        values ('{DisclosureDecision}', '{Case}', 'TO_BE_DISCLOSED', '2026-01-01', 'A reason', now())""",
    """insert into coordination.offender_informed (id, case_id, outcome, decided_on, recorded_at)
        values ('{OffenderInformed}', '{Case}', 'TO_BE_TOLD', '2026-01-01', now())""",
    """insert into coordination.executive_summary (id, case_id, minutes_id, status, body, recorded_at)
        values ('{ExecutiveSummary}', '{Case}', '{Minutes}', 'DRAFT', 'A summary', now())""",
    """insert into coordination.onward_sharing
        (id, case_id, minutes_id, status, asked_by_agency, asked_on, with_whom, what, why, recorded_at)
        values ('{OnwardSharing}', '{Case}', '{Minutes}', 'REQUESTED', 'police', '2026-01-01', 'Them', 'This', 'So',
        now())""",
    """insert into coordination.identification_notice (id, area_id, identifier, name, category, lead_agency, reason,
        notified_on, notified_by_agency, answer_by, status, recorded_at) values ('{IdentificationNotice}', {area}, 'X1',
        'A name', 'CATEGORY_2', 'PROBATION', 'A sentence.', '2026-01-01', 'probation', '2026-01-06', 'NOTIFIED',
        now())""",
    """insert into coordination.case_exit (id, case_id, why, reason, proposed_on, proposed_by_agency, status,
        recorded_at) values ('{CaseExit}', '{Case}', 'DEATH', 'Told by the family.', '2026-01-01', 'probation',
        'PROPOSED', now())""",
    _offer("Transfer"),
    _offer("IncomingTransfer"),
    """insert into coordination.serious_case_review (id, case_id, offence, occurred_on, circumstances, category, level,
        notified_on, notified_by_agency, acknowledge_by, status, recorded_at) values ('{SeriousCaseReview}', '{Case}',
        'Wounding', '2026-01-01', 'What is known.', 'CATEGORY_1', 'LEVEL_2', '2026-01-02', 'probation', '2026-01-07',
        'NOTIFIED', now())""",
    """insert into coordination.correction (id, case_id, record, field, item, "right", how_known, owner, reported_on,
        reported_by_agency, answer_by, status, recorded_at) values ('{Correction}', '{Case}', 'Case', 'level', 'It',
        'Level 1', 'By letter', 'probation', '2026-01-01', 'police', '2026-02-01', 'REPORTED', now())""",
    _notice("CorrectionNotice"),
    _notice("CorrectionTold"),
    """insert into coordination.subject_access_request (id, case_id, made_by, scope, received_on, respond_by, status,
        recorded_at) values ('{SubjectAccessRequest}', '{Case}', 'The person', 'All', '2026-01-01', '2026-02-01',
        'LOGGED', now())""",
    """insert into coordination.subject_access_part (id, case_id, request_id, kind, decision, recorded_at) values
        ('{SubjectAccessPart}', '{Case}', '{SubjectAccessRequest}', 'victim', 'UNDECIDED', now())""",
    """insert into directory.emergency_grant (id, principal_id, case_id, reason, granted_at, ends_at)
        select '{EmergencyAccess}', id, '{Case}', 'A reason.', '2026-01-01', '2026-01-02'
        from directory.principal where subject = 'persona:admin'""",
    """insert into coordination.joint_care_exception (id, case_id, manager, reason, meanwhile, ends_on, status,
        listed_on, listed_by_agency, recorded_at) values ('{JointCareException}', '{Case}', 'PRISON', 'Why.',
        'Somebody', '2099-01-01', 'LISTED', '2026-01-01', 'coordination', now())""",
    """insert into coordination.shared_item (id, case_id, principal_id, principal_name, body, case_reference, subject,
        content, basis, ends_on, status, shared_by_agency, recorded_at) select '{SharedItem}', '{Case}', id, name,
        owner, 'X', 'An item.', 'What it says.', 'Why.', '2026-01-02', 'SHARED', 'police', now()
        from directory.principal where subject = 'persona:admin'""",
    """insert into probation.limit_release (id, person_id, kind, reason, status, proposed_on) select
        '{LimitRelease}', person_id, 'LIFT_RESTRICTION', 'A reason.', 'PROPOSED', '2026-01-01'
        from coordination."case" where id = '{Case}'""",
    """insert into coordination.handling_release (id, case_id, reason, status, proposed_on, recorded_at) values
        ('{HandlingRelease}', '{Case}', 'A reason.', 'PROPOSED', '2026-01-01', now())""",
    """insert into coordination.case_opening (id, case_id, principal_id, principal_name, agency, purpose, reason,
        ends_on, status, opened_by_agency, recorded_at) select '{CaseOpening}', '{Case}', id, name, owner,
        'manage_risk', 'A reason.', '2026-01-02', 'OPEN', 'police', now()
        from directory.principal where subject = 'persona:admin'""",
    """insert into directory.conflict_of_interest (id, principal_id, case_id, nature, declared_at, status)
        select '{ConflictOfInterest}', id, '{Case}', 'A neighbour.', '2026-01-01', 'DECLARED'
        from directory.principal where subject = 'persona:admin'""",
    """insert into coordination.audit_sample (id, area_id, subject, from_on, until_on, size, form_id, seed, method,
        status, drawn_on, recorded_at) select '{CaseAudit}', {area}, 'CASES', '2026-01-01', '2026-01-31', 1, id,
        'seed', 'it', 'DRAWN', '2026-02-01', now() from coordination.form where code = 'CASE_AUDIT'""",
    """insert into coordination.case_audit (id, case_id, sample_id, status, recorded_at) values ('{CaseAudit}',
        '{Case}', '{CaseAudit}', 'DRAWN', now())""",
    """insert into coordination.meeting_audit (id, meeting_id, area_id, sample_id, status, recorded_at) values
        ('{MeetingAudit}', '{Meeting}', {area}, '{CaseAudit}', 'DRAWN', now())""",
)


@pytest.fixture(scope="module", autouse=True)
def hidden(served: Served) -> None:
    for row in ROWS:
        served.database.execute(row.format(**HIDDEN, area=ELSEWHERE))


def some(kind: Any) -> Any:
    """Something of this type, as JSON."""
    if get_origin(kind) is tuple:
        return [some(get_args(kind)[0])]
    if optional := [each for each in get_args(kind) if each is not type(None)]:
        return some(optional[0])
    if dataclasses.is_dataclass(kind):
        return {camel(each.name): some(each.type) for each in fields_of(kind)}  # type: ignore[arg-type]  # a class
    if issubclass(kind, StrEnum):
        return next(iter(kind)).name
    return {str: "Some text.", bool: True, int: 1, date: "2026-06-01"}[kind]


def asked(mutation: Mutation) -> str:
    given = mutation.name[0].upper() + mutation.name[1:]
    return (
        f"mutation Act($input: {given}Input!) {{ {mutation.name}(input: $input) "
        f"{{ {mutation.answer} {{ id }} problems {{ field code message expectedVersion currentVersion }} }} }}"
    )


def sealed(served: Served, persona: str, record: str, row: UUID) -> str:
    principal = served.within(
        served.door.directory.principal(served.tokens.issuer, f"persona:{persona}", "mappa-demonstration")
    )
    assert principal is not None
    purpose = Purpose[purpose_of(persona, None)]
    permit = served.door.law.current.permit(principal.kind, purpose)
    return seals_for(served.door.keys.seal, permit.kind, permit.policy_version).seal_id(record, row)


def test_every_record_that_is_acted_on_has_a_hidden_row() -> None:
    assert {each.on.record for each in ON_RECORDS if isinstance(each.on, OnRecord)} == set(HIDDEN)


@pytest.mark.parametrize("mutation", ON_RECORDS, ids=lambda mutation: mutation.name)
def test_hidden_answers_exactly_as_absent(served: Served, mutation: Mutation) -> None:
    assert isinstance(mutation.on, OnRecord)
    codes = set()
    for persona in PERSONAS:
        answers = []
        for row in (HIDDEN[mutation.on.record], ABSENT):
            on = {"id": sealed(served, persona, mutation.on.record, row), "expectedVersion": 1}
            given = {"input": {**on, "idempotencyKey": key(), **some(mutation.given)}}
            answer = served.ask(persona, asked(mutation), given)
            answers.append((answer.status, answer.body, served.told(answer), str(served.entry(answer)["subjects"])))
        assert answers[0] == answers[1], persona
        codes.add(answers[0][2][1])
    assert codes <= {"NOT_FOUND", "NOT_PERMITTED"}
    assert "NOT_FOUND" in codes, "nobody of ours might do it, so nothing is proved"
    assert steps(served) == 0
