"""Case and meeting audits of the demonstration's area: of each a sample that is closed, and one just drawn.

Drawn from what was loaded, as the gateway draws: chance picks from the frame, and the answers are to the form in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg

from agencies.coordination.audit_vocabulary import AuditScale, AuditStatus, AuditSubject, SampleStatus
from agencies.coordination.process.audit import CASE_AUDIT, MEETING_AUDIT
from agencies.coordination.process.sampling import METHOD, drawn
from agencies.coordination.summary import published
from agencies.transitions import Machine
from gateway.demonstration.caseload.book import Book
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.staff import Staff
from gateway.demonstration.personas import AREA
from policies.vocabulary import Act, Handling

DAYS: Final = timedelta(days=1)
SIZE: Final = 3
_BETWEEN = "m.status = 'HELD' and m.held_on between %(from_on)s and %(until_on)s"
_DISCUSSED = f"""
select distinct c.id from coordination."case" c
    join coordination.meeting_case i on i.case_id = c.id join coordination.meeting m on m.id = i.meeting_id
where c.area_id = %(area)s and c.handling = %(ordinary)s and i.status = 'DISCUSSED' and {_BETWEEN}
"""  # noqa: S608 - our own words
_HELD = f"select m.id from coordination.meeting m where m.area_id = %(area)s and {_BETWEEN}"  # noqa: S608 - our own words
_QUESTIONS = """
select p.form_id, p.position, p.code, p.label, p.scale from coordination.form_part p
    join coordination.form f on f.id = p.form_id where f.code = %s order by p.position
"""
_SUMMARY = "Agencies came and shared what they had. One report was not asked for, and the plan came late."


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: of what, how many days ago its time began and ended, how many audits of it are recorded."""

    of: AuditSubject
    began: int
    ended: int
    recorded: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a sample is audited: the form, where its members come from, and how an audit names what it is of."""

    code: str
    frame: str
    machine: Machine
    act: Act
    column: str
    place: Mapping[str, Any]


SAMPLES: Final = tuple(
    Sample(of, began, ended, recorded=int(closed), closed=closed)
    for of in AuditSubject
    for began, ended, closed in ((360, 100, True), (99, 1, False))
)
FORMS: Final = {
    AuditSubject.CASES: Form("CASE_AUDIT", _DISCUSSED, CASE_AUDIT, Act.RECORD_CASE_AUDIT, "case_id", {}),
    AuditSubject.MEETINGS: Form(
        "MEETING_AUDIT", _HELD, MEETING_AUDIT, Act.RECORD_MEETING_AUDIT, "meeting_id", {"area_id": AREA}
    ),
}
_SCORES: Final = {AuditScale.YES_NO: 1, AuditScale.TIMELINESS: 3, AuditScale.QUALITY: 3}


def audit_lines(connection: psycopg.Connection, seed: int, today: date, staff: Staff) -> Mapping[str, bytes]:
    """The rows of the audits, to be copied after everything that they are of."""
    desk = Desk(Book(), Chance(f"{seed}/audits", today), staff, seed)
    for sample in SAMPLES:
        _write_sample(connection, desk, sample)
    return desk.book.copied()


def _write_sample(connection: psycopg.Connection, desk: Desk, sample: Sample) -> None:
    form, by = FORMS[sample.of], desk.staff.coordinator
    questions = connection.execute(_QUESTIONS, [form.code]).fetchall()
    between = {"from_on": desk.today - sample.began * DAYS, "until_on": desk.today - sample.ended * DAYS}
    asked = {"area": AREA, "ordinary": Handling.ORDINARY.stored, **between}
    frame = [row[0] for row in connection.execute(form.frame.encode(), asked)]
    seed, on = str(UUID(desk.chance.key())), between["until_on"] + DAYS
    key = desk.add(
        "coordination.audit_sample",
        area_id=AREA,
        subject=sample.of,
        **between,
        size=SIZE,
        form_id=questions[0][0],
        seed=seed,
        method=METHOD,
        frame=published(len(frame)),
        drawn_on=on,
        **named("drawn_by", by),
        **_came_to(desk, sample, len(frame), on),
        **recorded(on, by),
    )
    for place, member in enumerate(drawn(seed, frame, SIZE)):
        _write_audit(desk, (form, key, on), member, _status(sample, place), questions)


def _came_to(desk: Desk, sample: Sample, frame: int, on: date) -> dict[str, Any]:
    left = "The auditor moved to another area; the next sample asks the same." if frame > sample.recorded else None
    if not sample.closed:
        return {"status": SampleStatus.DRAWN}
    return {
        "status": SampleStatus.CLOSED,
        "closed_on": min(desk.today, on + 40 * DAYS),
        **named("closed_by", desk.staff.coordinator),
        "findings": "Reports of those who were absent were often missing, and plans came after the meeting.",
        "learning": "The unit asks for reports with the agenda; lead agencies send the plan a week before.",
        "unfinished_because": left,
        "version": 2,
    }


def _status(sample: Sample, place: int) -> AuditStatus:
    if place < sample.recorded:
        return AuditStatus.RECORDED
    return AuditStatus.NOT_DONE if sample.closed else AuditStatus.DRAWN


def _write_audit(
    desk: Desk, of: tuple[Form, str, date], member: UUID, status: AuditStatus, questions: list[tuple[Any, ...]]
) -> None:
    form, sample, drawn_on = of
    on, auditor = min(desk.today, drawn_on + 14 * DAYS), desk.staff.seniors[0]
    audited = {"audited_on": on, **named("auditor", auditor), "auditor_agency": auditor.owner, "summary": _SUMMARY}
    done = status is AuditStatus.RECORDED
    key = desk.add(
        f"coordination.{form.machine.table.name}",
        **{form.column: member},
        **form.place,
        sample_id=sample,
        status=status,
        **(audited if done else {}),
        version=1 if status is AuditStatus.DRAWN else 2,
        **recorded(drawn_on, desk.staff.coordinator),
    )
    if status is AuditStatus.DRAWN:
        return
    desk.add(
        "coordination.step",
        **{form.column: member},
        **form.place,
        record=form.machine.name,
        record_id=key,
        version=2,
        act=(form.act if done else Act.CLOSE_AUDIT_SAMPLE).name,
        from_state=AuditStatus.DRAWN,
        to_state=status,
        done_at=at(on),
        **named("done_by", auditor if done else desk.staff.coordinator),
        done_by_agency=(auditor if done else desk.staff.coordinator).owner,
        data_class=form.machine.data_class,
    )
    for _, position, code, label, scale in questions if done else ():
        desk.add(
            "coordination.audit_answer",
            **{f"{form.machine.table.name}_id": key},
            position=position,
            question=code,
            label=label,
            score=_SCORES[AuditScale(scale)],
            **recorded(on, auditor),
        )
