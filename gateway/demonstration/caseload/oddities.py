"""What does not fit together: alerts that lag behind the record, assessments gone stale, dates told differently."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agencies.coordination.meeting_vocabulary import DisagreementTopic
from agencies.coordination.vocabulary import Level
from gateway.demonstration.caseload.demonstration_case import DEMONSTRATION_CASE, STALE
from gateway.demonstration.caseload.desk import Desk
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.plan_rows import write_disagreement
from gateway.demonstration.caseload.prison_rows import alert_level_of
from gateway.demonstration.caseload.risk_rows import last_assessed
from policies.vocabulary import DataClass

LAGGING: Final = 0.06  # of the alerts on somebody in custody


@dataclass(frozen=True, slots=True)
class Oddity:
    """The level that the prison's alert implies, 0 to be confirmed, and when risk was last assessed."""

    alert_level: int
    assessed_on: date


def oddity_of(desk: Desk, life: Life) -> Oddity:
    """Mostly what the joint record says. Where the prison says otherwise, the disagreement is put on record."""
    level = alert_level_of(life.kind.level)
    if life.reference == DEMONSTRATION_CASE:
        return Oddity(_lagging(desk, life, 1), desk.today - timedelta(days=STALE))
    if life.in_custody and life.kind.level in (Level.LEVEL_1, *MULTI_AGENCY) and desk.chance.happens(LAGGING):
        level = _lagging(desk, life, level - 1)
    return Oddity(level, last_assessed(desk, life))


def _lagging(desk: Desk, life: Life, level: int) -> int:
    alert = f"level {level} confirmed" if level else "level to be confirmed"
    record = f"level {alert_level_of(life.kind.level)}"
    says = (("Prison alert", f"MAPPA {alert}"), ("Joint record", f"MAPPA {record}"))
    write_disagreement(desk, life, DisagreementTopic.LEVEL, DataClass.MANAGEMENT, says)
    return level
