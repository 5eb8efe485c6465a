"""Facts that agree with one another. Each statement finds the rows that break its sentence: there are none."""

import pytest

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.person.identifiers import Identified, IdentifierKind, parse
from tests.gateway.demonstration.caseload.conftest import TODAY, Ask

NOBODY: list[tuple[object, ...]] = []

BROKEN = {
    "everybody was an adult when convicted": """
        select 1 from probation.conviction v join person.person p on p.id = v.person_id
        where v.convicted_on < p.date_of_birth + interval '18 years'""",
    "nobody was sentenced before being convicted, or in the future": """
        select 1 from probation.conviction
        where sentenced_on < convicted_on or convicted_on > %(today)s or sentenced_on > %(today)s""",
    "everybody has one main offence": """
        select person_id from probation.conviction group by 1 having count(*) filter (where main_offence) <> 1""",
    "a level is set after the sentence and not in the future": """
        select 1 from coordination.case c join probation.conviction v on v.person_id = c.person_id and v.main_offence
        where c.level_set_on < v.sentenced_on or c.level_set_on > %(today)s""",
    "a case is entered not before the conviction": """
        select 1 from coordination.case c join probation.conviction v on v.person_id = c.person_id and v.main_offence
        where c.entered_on < v.convicted_on or c.entered_on > %(today)s""",
    "a standing case that has passed its exit is found to be due to leave": """
        select 1 from coordination.case c where exited_on is null and exit_due_on < %(today)s and status = 'ACTIVE'
        and not exists (select from coordination.finding f where f.case_id = c.id and f.kind = 'EXIT_DUE'
            and f.holds_from <= %(today)s and f.holds_until is null)""",
    "what the rules say of a person follows on without a gap": """
        select 1 from (select holds_until, lead(holds_from) over (partition by person_id order by holds_from) as next
            from coordination.identification) i where holds_until is distinct from next""",
    "the recorded category is the one of the rules, or a finding says that it is not": """
        select 1 from coordination.case c join coordination.identification i using (person_id)
        where c.status in ('ACTIVE', 'IDENTIFIED') and i.holds_from <= %(today)s
        and (i.holds_until is null or i.holds_until > %(today)s) and i.category is distinct from c.category
        and not exists (select from coordination.finding f where f.case_id = c.id and f.holds_from <= %(today)s
            and f.kind in ('CATEGORY_DISAGREES', 'CATEGORY_NOT_KNOWN', 'EXIT_DUE')
            and (f.holds_until is null or f.holds_until > %(today)s))""",
    "whoever leaves custody within six months without a level is found": """
        select 1 from coordination.case c join prison.custody_status u using (person_id)
        where c.status in ('ACTIVE', 'IDENTIFIED') and u.place = 'IN_CUSTODY'
        and u.expected_release_on <= %(today)s::date + 181 and c.level not in ('LEVEL_1', 'LEVEL_2', 'LEVEL_3')
        and not exists (select from coordination.finding f where f.case_id = c.id and f.kind = 'RELEASE_WITHOUT_LEVEL'
            and f.holds_from <= %(today)s)""",
    "every sexual offender in custody has both managers, or is an exception": """
        select 1 from coordination.case c join prison.custody_status u using (person_id)
        where c.status in ('ACTIVE', 'IDENTIFIED') and u.place = 'IN_CUSTODY' and c.category = 'CATEGORY_1'
        and u.since < %(today)s::date - 20 and (not exists (select from prison.offender_manager m
            where m.person_id = c.person_id) and not exists (select from coordination.finding f
            where f.case_id = c.id and f.kind = 'NO_PRISON_MANAGER') or not exists (select from probation.supervision m
            where m.person_id = c.person_id) and not exists (select from coordination.finding f
            where f.case_id = c.id and f.kind = 'NO_COMMUNITY_MANAGER'))""",
    "while a case is on the exceptions list nobody finds that the manager is missing": """
        select 1 from coordination.joint_care_exception x join coordination.finding f on f.case_id = x.case_id
        where x.status = 'LISTED' and x.ends_on >= %(today)s and f.superseded_by is null
        and f.kind = 'NO_' || x.manager || '_MANAGER' and f.holds_from <= %(today)s""",
    "every missed review has exactly one step of escalation today": """
        select case_id from coordination.finding where kind = 'REVIEW_MISSED' and holds_from <= %(today)s
        and (holds_until is null or holds_until > %(today)s) group by 1 having count(*) > 1""",
    "a part of a release plan is planned for the release that is expected": """
        select 1 from coordination.release_plan_part p join coordination.case c on c.id = p.case_id
        join prison.custody_status u using (person_id) where p.release_on <> u.expected_release_on
        or p.due_on >= p.release_on or p.done_on > %(today)s or (p.status = 'DONE') <> (p.done_on is not null)""",
    "a referral whose history is kept has a form, and says how much of it is filled in": """
        select 1 from coordination.referral r join coordination.step s on s.record_id = r.id
        left join coordination.referral_part p on p.referral_id = r.id and p.required group by r.id
        having r.parts_required <> count(distinct p.id) or r.parts_required = 0
        or r.parts_complete <> count(distinct p.id) filter (where p.body is not null)""",
    "a referral of children is answered after it was made, or awaited": """
        select 1 from coordination.safeguarding_referral where answered_on < made_on or answered_on > %(today)s
        or (answer = 'AWAITED') <> (answered_on is null)""",
    "whoever is listed as identified has no case, and qualifies or may": """
        select 1 from coordination.identified_person i where verdict = 'DOES_NOT_QUALIFY'
        or exists (select from coordination.case c where c.person_id = i.person_id)""",
    "nobody who qualifies is left without a case and off the list": """
        select 1 from person.person p where not exists (select from coordination.case c where c.person_id = p.id)
        and not exists (select from coordination.identified_person i where i.person_id = p.id)""",
    "nobody was released before being sentenced": """
        select 1 from prison.movement r join prison.movement o on o.person_id = r.person_id
        where r.kind = 'RECEPTION' and o.kind = 'RELEASE' and o.moved_on <= r.moved_on""",
    "whoever is in custody is not released, and whoever is not has been": """
        select 1 from prison.custody_status s where (s.place = 'IN_CUSTODY') =
            exists (select from prison.movement m where m.person_id = s.person_id and m.kind = 'RELEASE')""",
    "whoever is in custody is to be released in the future": """
        select 1 from prison.custody_status where place = 'IN_CUSTODY' and expected_release_on <= %(today)s""",
    "the open category is the present one": """
        select 1 from coordination.case c where status in ('ACTIVE', 'IDENTIFIED') and 1 <> (
            select count(*) from coordination.category_history h
            where h.case_id = c.id and h.valid_until is null and h.category = c.category)""",
    "the open level is the present one, since the day it was set": """
        select 1 from coordination.case c where status in ('ACTIVE', 'IDENTIFIED') and 1 <> (
            select count(*) from coordination.level_history h
            where h.case_id = c.id and h.valid_until is null and h.level = c.level
            and (c.level_set_on is null or h.valid_from = c.level_set_on))""",
    "one level follows another without a gap": """
        select 1 from (select valid_until, lead(valid_from) over (partition by case_id order by valid_from) as after
            from coordination.level_history) h where after is not null and valid_until is distinct from after""",
    "no history ends before it begins": """
        select 1 from coordination.level_history where valid_until < valid_from
        union all select 1 from coordination.category_history where valid_until < valid_from""",
    "every standing case is at a level that was decided, or its level is to be determined or was not recognised": """
        select 1 from coordination.case c where status = 'ACTIVE' and level not in ('TO_BE_DETERMINED', 'UNRECOGNISED')
        and not exists (select from coordination.level_decision d where d.case_id = c.id
            and d.level = c.level and d.stage = 'DECIDED' and d.effective_from = c.level_set_on)""",
    "a decision was proposed, endorsed and decided in this order": """
        select 1 from coordination.level_decision
        where endorsed_on < proposed_on or decided_on < endorsed_on or decided_on > %(today)s""",
    "every case at level 2 or 3 has been discussed at a meeting of its level": """
        select 1 from coordination.case c where level in ('LEVEL_2', 'LEVEL_3') and not exists (
            select from coordination.meeting_case i join coordination.meeting m on m.id = i.meeting_id
            where i.case_id = c.id and i.status = 'DISCUSSED' and m.level = c.level and m.status = 'HELD')""",
    "handling says limited access exactly where a restriction is live": """
        select 1 from coordination.case c where (handling & 1 = 1) <> exists (select from probation.access_limit l
            where l.person_id = c.person_id and l.kind = 'RESTRICTION' and l.valid_from <= %(today)s
            and l.valid_until is null)""",
    "handling says terrorism exactly in category 4, and after it until that was lifted": """
        select 1 from coordination.case c where (handling & 2 = 2) <> (category = 'CATEGORY_4' or (
            exists (select from coordination.category_history h where h.case_id = c.id and h.category = 'CATEGORY_4')
            and not exists (select from coordination.handling_release r where r.case_id = c.id
                and r.status = 'RELEASED')))""",
    "handling is proposed to be lifted, or was, of cases that were in category 4": """
        select 1 from coordination.handling_release r join coordination.case c on c.id = r.case_id
        where c.category = 'CATEGORY_4' or not exists (select from coordination.category_history h
            where h.case_id = c.id and h.category = 'CATEGORY_4')""",
    "the next review is the one that is scheduled": """
        select 1 from coordination.case c where next_review_due is distinct from (
            select due_on from coordination.review_schedule s where s.case_id = c.id and s.status = 'DUE')""",
    "a review falls due as its rule says, on the last working day within the interval": """
        select 1 from coordination.review_schedule s join coordination.review_rule r on r.id = s.rule_id
        where s.due_on not between s.counted_from + r.interval_days - 5 and s.counted_from + r.interval_days
        or extract(isodow from s.due_on) > 5 or r.level <> s.level""",
    "an area's own rule goes before the national one": """
        select 1 from coordination.review_schedule s join coordination.review_rule r on r.id = s.rule_id
        join coordination.case c on c.id = s.case_id
        where r.area_id is null and exists (select from coordination.review_rule o
            where o.area_id = c.area_id and o.level = r.level)""",
    "the last review of a standing case is one that was held": """
        select 1 from coordination.case c where last_reviewed_on is distinct from (
            select max(held_on) from coordination.review r where r.case_id = c.id)""",
    "a review was held after the level was first set, and not in the future": """
        select 1 from coordination.review r where held_on > %(today)s or held_on < (
            select min(valid_from) from coordination.level_history h where h.case_id = r.case_id)""",
    "minutes are of an item that was discussed": """
        select 1 from coordination.minutes m join coordination.meeting_case i on i.id = m.meeting_case_id
        where i.status <> 'DISCUSSED' or i.held_on <> m.held_on or i.case_id <> m.case_id""",
    "minutes follow the order of the agenda, each head at its place from the first on": """
        select minutes_id from coordination.minutes_section group by 1
        having count(distinct (position, heading)) <> count(distinct position) or min(position) <> 1
        or max(position) <> count(distinct heading)""",
    "every text of minutes stands in the history of its section": """
        select 1 from coordination.minutes_section s where (state = 'WRITTEN') <> (body is not null)
        or body is not null and not exists (select from coordination.minutes_section_version v
            where v.section_id = s.id and v.section_version = s.version and v.body = s.body)""",
    "minutes are where their last step left them": """
        select 1 from coordination.minutes m where not exists (select from coordination.step s
            where s.record_id = m.id and s.version = m.version and s.to_state = m.status)""",
    "whatever was held lies in the past, and what is to come in the future": """
        select 1 from coordination.meeting where (status = 'HELD' and held_on > %(today)s)
        or (status in ('PLANNED', 'CIRCULATED') and held_on <= %(today)s)
        or (status = 'UNDER_WAY' and held_on <> %(today)s)""",
    "a meeting that was held and closed lacks nothing of any case": """
        select 1 from coordination.meeting m join coordination.meeting_case i on i.meeting_id = m.id
        where m.status = 'HELD' and i.status = 'DISCUSSED' and not (
            exists (select from coordination.disclosure_decision d where d.meeting_case_id = i.id
                and (d.outcome = 'NOT_DISCLOSED' or (d.told_whom is not null and d.told_by_agency is not null
                    and d.how is not null)))
            and exists (select from coordination.offender_informed o where o.meeting_case_id = i.id)
            and exists (select from coordination.review r where r.meeting_case_id = i.id and r.next_due is not null)
            and (i.level_unchanged_because is not null
                or exists (select from coordination.level_decision l where l.meeting_case_id = i.id)))""",
    "nobody attended who did not accept the confidentiality statement": """
        select 1 from coordination.attendance where attended and statement_accepted is not true""",
    "the steps of a meeting lead to its state and its version": """
        select 1 from coordination.meeting m where m.status || m.version is distinct from (
            select s.to_state || s.version from coordination.step s where s.record_id = m.id
            order by s.version desc limit 1)""",
    "an invitation counts from circulation on": """
        select 1 from coordination.invitation v join coordination.meeting m on m.id = v.meeting_id
        where v.circulated_at is distinct from m.circulated_at or v.valid_until < v.circulated_at""",
    "an action was set before it is due and finished": """
        select 1 from coordination.action where due_on < set_on or completed_on < set_on
        or completed_on > %(today)s or closed_on > %(today)s
        or (status in ('COMPLETED', 'CLOSED')) <> (completed_on is not null)
        or (status in ('CLOSED', 'WITHDRAWN')) <> (closed_on is not null)""",
    "an action stands where its history leads, at its version": """
        select 1 from coordination.action a where row(a.status::text, a.version) is distinct from (
            select row(to_state, s.version) from coordination.step s where s.record_id = a.id
            order by s.version desc limit 1)""",
    "an action was escalated only when its day had passed and it was still to be done": """
        select 1 from coordination.escalation e join coordination.action a on a.id = e.record_id
        where e.due_on >= e.escalated_on or a.status not in ('OPEN', 'ACCEPTED') or a.escalated <> e.step""",
    "nothing waits in a case that has left": """
        select 1 from coordination.case c where c.status in ('EXITED', 'ENTERED_IN_ERROR') and (
            exists (select from coordination.action where case_id = c.id and status not in ('CLOSED', 'WITHDRAWN'))
            or exists (select from coordination.case_exit where case_id = c.id and status = 'PROPOSED')
            or exists (select from coordination.information_request where case_id = c.id and status = 'REQUESTED')
            or exists (select from coordination.joint_care_exception where case_id = c.id and status = 'LISTED')
            or exists (select from coordination.level_decision where case_id = c.id
                and stage in ('PROPOSED', 'ENDORSED'))
            or exists (select from coordination.referral where case_id = c.id
                and status in ('DRAFT', 'SUBMITTED', 'PENDING_INFORMATION'))
            or exists (select from coordination.release_plan_part where case_id = c.id
                and status in ('NOT_BEGUN', 'IN_HAND'))
            or exists (select from coordination.review_schedule where case_id = c.id and status = 'DUE')
            or exists (select from coordination.transfer where case_id = c.id and status = 'PROPOSED')
            or exists (select from coordination.meeting_case i join coordination.meeting m on m.id = i.meeting_id
                where i.case_id = c.id and i.status = 'LISTED'
                and m.status in ('PLANNED', 'CIRCULATED', 'POSTPONED')))""",
    "only the last version of a plan is agreed, but for one that waits for its minutes": """
        select case_id from coordination.risk_management_plan where status <> 'DRAFT' group by 1
        having count(*) filter (where status = 'AGREED') <> 1""",
    "whoever is registered is in category 1 or 4": """
        select 1 from police.notification_period n join coordination.case c on c.person_id = n.person_id
        where c.category not in ('CATEGORY_1', 'CATEGORY_4')""",
    "nothing was received after today": " union all ".join(
        "select 1 from TABLE where received_at >= %(today)s::date + 1".replace("TABLE", table)
        for table in ("person.person", "police.managed_person", "prison.key_date", "probation.licence")
    ),
    "no postcode can be anybody's": """
        select 1 from probation.address where postcode !~ '^[QVX][IJZ][0-9]{1,2} [0-9][CIKMOV]{2}$'""",
    "whoever is named in the record is in the directory": """
        select 1 from (select offender_manager_id as who from police.managed_person
            union select offender_manager_id from prison.offender_manager
            union select offender_manager_id from probation.supervision
            union select liaison_officer_id from probation.victim_contact
            union select principal_id from coordination.invitation
            union select principal_id from probation.access_limit
            union select decided_by_id from coordination.level_decision
            union select chair_id from coordination.meeting) n
        where who is not null and not exists (select from directory.principal p where p.id = n.who)""",
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_the_caseload_keeps_its_word_that(sentence: str, ask: Ask) -> None:
    assert ask(BROKEN[sentence]) == NOBODY


def test_the_margins_are_those_that_were_allotted(ask: Ask) -> None:
    assert ask("select count(*), count(*) filter (where category = 'CATEGORY_1') from coordination.case") == [
        (500, 375)
    ]
    assert ask("select count(*) from coordination.case where level in ('LEVEL_2', 'LEVEL_3')")[0][0] < 10


def test_some_reviews_are_overdue_and_some_assessments_stale(ask: Ask) -> None:
    overdue = ask("select count(*) from coordination.case where next_review_due < %(today)s")[0][0]
    stale = ask("select count(*) from probation.rosh_assessment where assessed_on < %(today)s::date - 365")[0][0]
    assert 10 < overdue < 100
    assert 10 < stale < 150


def test_of_each_kind_of_finding_about_a_category_some_hold_today(ask: Ask) -> None:
    found = ask(
        "select kind, count(*) from coordination.finding where holds_from <= %(today)s"
        " and (holds_until is null or holds_until > %(today)s) and kind like '%%CATEGORY%%' or kind = 'EXIT_DUE'"
        " and holds_from <= %(today)s group by 1 order by 1"
    )
    assert {kind for kind, _ in found} >= {"CATEGORY_DISAGREES", "CATEGORY_NOT_KNOWN", "EXIT_DUE"}
    assert all(count < 25 for _, count in found)


def test_there_is_something_of_every_kind_for_somebody_to_look_into(ask: Ask) -> None:
    """But a review of category 3: those decisions are younger than the limit."""
    found = ask(
        "select distinct kind from coordination.finding where holds_from <= %(today)s"
        " and (holds_until is null or holds_until > %(today)s)"
    )
    missing = {kind.value for kind in FindingKind} - {kind for (kind,) in found}
    assert missing <= {"CATEGORY_REVIEW_DUE", "NO_PRISON_MANAGER", "NO_COMMUNITY_MANAGER"}


def test_there_are_meetings_in_every_state_with_the_right_things_outstanding(ask: Ask) -> None:
    states = {state for (state,) in ask("select distinct status from coordination.meeting where area_id = 7")}
    assert states == {"PLANNED", "CIRCULATED", "UNDER_WAY", "HELD", "POSTPONED", "CANCELLED"}
    under_way = """from coordination.meeting m join coordination.meeting_case i on i.meeting_id = m.id
        where m.area_id = 7 and m.status = 'UNDER_WAY'"""
    assert ask(f"select count(*) {under_way} and i.status = 'LISTED'") == [(1,)], "a case still to be discussed"
    undecided = "not exists (select from coordination.disclosure_decision d where d.meeting_case_id = i.id)"
    assert ask(f"select count(*) {under_way} and i.status = 'DISCUSSED' and {undecided}") == [(1,)]
    unasked = """select count(*) > 0 from coordination.meeting m where m.area_id = 7 and m.status = 'PLANNED'
        and not exists (select from coordination.invitation v where v.meeting_id = m.id and v.agency = 'prison')"""
    assert ask(unasked) == [(True,)], "a meeting that cannot be circulated yet"
    awaited = """select count(*) > 0 from coordination.invitation v join coordination.meeting m on m.id = v.meeting_id
        where m.status = 'CIRCULATED' and {}"""
    assert ask(awaited.format("v.response = 'AWAITED'")) == [(True,)]
    assert ask(awaited.format("v.response = 'APOLOGIES' and v.report_received_on is null")) == [(True,)]
    changes = ask("select kind, count(*) from coordination.meeting_change where area_id = 7 group by 1 order by 1")
    assert [kind for kind, _ in changes] == ["CANCELLED", "POSTPONED"]


def test_some_people_qualify_and_have_no_case(ask: Ask) -> None:
    assert ask("select count(*) > 3 from coordination.identified_person where verdict = 'QUALIFIES'") == [(True,)]


def test_sections_differ_between_cases(ask: Ask) -> None:
    bodies = ask("select count(distinct body), count(*) from coordination.minutes_section where owner = 'police'")
    assert bodies[0][0] > 10
    assert ask("select body from coordination.minutes_section where body ~ '[{}]'") == NOBODY


def test_identifiers_read_back_as_what_they_are(ask: Ask) -> None:
    rows = ask("select kind, raw, canonical from person.identifier where status = 'CURRENT'")
    read = [parse(IdentifierKind(kind), raw, reference_date=TODAY) for kind, raw, _ in rows]
    assert [one.canonical for one in read if isinstance(one, Identified)] == [canonical for _, _, canonical in rows]
