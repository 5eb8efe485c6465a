"""Reads what stands around a case: reviews, custody and its measures, the plan for release, programmes, referrals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from agencies.coordination.rule_vocabulary import JointManager, PartStatus, ReleasePart
from agencies.coordination.rules.actions import Undertaken
from agencies.coordination.rules.custody import Custody, Measure, Programme, Referral
from agencies.coordination.rules.release import Planned, Release
from agencies.coordination.rules.reviews import LEADS, Scheduled
from agencies.coordination.vocabulary import LeadAgency, Level
from agencies.prison.vocabulary import CustodyPlace

_REVIEWS = """
select c.person_id, s.due_on, s.level, c.lead_agency,
    (select min(m.held_on) from coordination.meeting_case i join coordination.meeting m on m.id = i.meeting_id
        where i.case_id = c.id and i.status = 'LISTED' and m.status in ('PLANNED', 'CIRCULATED')
        and m.held_on >= %(on)s) as booked_on
from coordination.review_schedule s join coordination."case" c on c.id = s.case_id
where c.person_id = any(%(persons)s) and s.status = 'DUE' order by s.due_on, s.id
"""
_CUSTODY = """
select distinct on (u.person_id) u.person_id, u.place, u.since, u.expected_release_on, c.level,
    exists (select from prison.offender_manager m where m.person_id = u.person_id and m.superseded_by is null
        and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)) as has_prison_manager,
    exists (select from probation.supervision m where m.person_id = u.person_id and m.superseded_by is null
        and m.offender_manager_name is not null
        and m.valid_from <= %(on)s and (m.valid_until is null or m.valid_until > %(on)s)) as has_community_manager,
    (select max(x.ends_on) from coordination.joint_care_exception x
        where x.case_id = c.id and x.manager = 'PRISON' and x.status = 'LISTED') as prison_excepted,
    (select max(x.ends_on) from coordination.joint_care_exception x
        where x.case_id = c.id and x.manager = 'COMMUNITY' and x.status = 'LISTED') as community_excepted
from prison.custody_status u join coordination."case" c on c.person_id = u.person_id
where u.person_id = any(%(persons)s) and u.superseded_by is null order by u.person_id, u.since desc, u.id desc
"""
_MEASURES = """
select m.person_id, m.kind, m.starts_on, m.ends_on, m.next_review_due,
    exists (select from prison.protection_measure n where n.person_id = m.person_id and n.kind = m.kind
        and n.id <> m.id and n.superseded_by is null and n.starts_on <= m.ends_on + 1
        and (n.ends_on is null or n.ends_on > m.ends_on)) as followed
from prison.protection_measure m
where m.person_id = any(%(persons)s) and m.superseded_by is null and m.status = 'SET' order by m.starts_on, m.id
"""
_PARTS = """
select c.person_id, p.part, p.release_on, p.due_on, p.owner, p.status
from coordination.release_plan_part p join coordination."case" c on c.id = p.case_id
where c.person_id = any(%(persons)s) order by p.release_on, p.id
"""
_PROGRAMMES = """
select person_id, name, (as_of at time zone 'Europe/London')::date as known_on from probation.programme
where person_id = any(%(persons)s) and superseded_by is null and status = 'ELIGIBLE' and eligible
and offered_on is null and why_not is null order by name, id
"""
_REFERRALS = """
select c.person_id, r.reference, r.made_on
from coordination.safeguarding_referral r join coordination."case" c on c.id = r.case_id
where c.person_id = any(%(persons)s) and r.answer = 'AWAITED' order by r.made_on, r.id
"""


_ACTIONS = """
select c.person_id, a.reference, a.owner, a.due_on
from coordination.action a join coordination."case" c on c.id = a.case_id
where c.person_id = any(%(persons)s) and a.status in ('OPEN', 'ACCEPTED') and a.due_on is not null
order by a.due_on, a.id
"""


@dataclass(slots=True)
class Circumstances:
    """What stands around one case."""

    reviews: list[Scheduled] = field(default_factory=list)
    custody: Custody | None = None
    release: Release | None = None
    programmes: list[Programme] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    actions: list[Undertaken] = field(default_factory=list)


def circumstances(connection: psycopg.Connection, persons: Sequence[UUID], on: date) -> dict[UUID, Circumstances]:
    """The circumstances of those of these persons who have a case; of the others nothing is asked."""
    found: dict[UUID, Circumstances] = defaultdict(Circumstances)

    def rows(statement: str) -> list[dict[str, Any]]:
        with connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement.encode(), {"persons": list(persons), "on": on}).fetchall()

    for row in rows(_REVIEWS):
        lead = LEADS[LeadAgency(row["lead_agency"])]
        found[row["person_id"]].reviews.append(Scheduled(row["due_on"], Level(row["level"]), lead, row["booked_on"]))
    _in_custody(found, rows(_CUSTODY), rows(_MEASURES), rows(_PARTS))
    for row in rows(_PROGRAMMES):
        found[row["person_id"]].programmes.append(Programme(row["name"], row["known_on"]))
    for row in rows(_REFERRALS):
        found[row["person_id"]].referrals.append(Referral(row["reference"], row["made_on"]))
    for row in rows(_ACTIONS):
        found[row["person_id"]].actions.append(Undertaken(row["reference"], row["owner"], row["due_on"]))
    return found


def _in_custody(
    found: dict[UUID, Circumstances],
    custodies: list[dict[str, Any]],
    measures: list[dict[str, Any]],
    parts: list[dict[str, Any]],
) -> None:
    """Measures and plans count while a prison holds the person."""
    measured: dict[UUID, list[Measure]] = defaultdict(list)
    planned: dict[tuple[UUID, date], dict[ReleasePart, Planned]] = defaultdict(dict)
    for row in measures:
        measured[row["person_id"]].append(_measure(row))
    for row in parts:
        part = Planned(row["due_on"], row["owner"], PartStatus(row["status"]))
        planned[row["person_id"], row["release_on"]][ReleasePart(row["part"])] = part
    for row in custodies:
        if row["place"] != CustodyPlace.IN_CUSTODY:
            continue
        person, release_on = row["person_id"], row["expected_release_on"]
        managed = row["has_prison_manager"], row["has_community_manager"]
        found[person].custody = Custody(row["since"], *managed, tuple(measured[person]), _excepted(row))
        if release_on is not None:
            found[person].release = Release(release_on, Level(row["level"]), planned[person, release_on])


def _excepted(row: dict[str, Any]) -> dict[JointManager, date]:
    """The last day of the exception to joint care, by manager."""
    until = {JointManager.PRISON: row["prison_excepted"], JointManager.COMMUNITY: row["community_excepted"]}
    return {manager: day for manager, day in until.items() if day is not None}


def _measure(row: dict[str, Any]) -> Measure:
    return Measure(row["kind"], row["starts_on"], row["ends_on"], row["next_review_due"], row["followed"])
