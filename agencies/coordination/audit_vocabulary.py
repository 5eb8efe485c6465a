"""The words of case and meeting audits. Each member's value is its name, which is also its GraphQL name."""

from enum import StrEnum


class AuditSubject(StrEnum):
    """What a sample is drawn from."""

    CASES = "CASES"  # on the form of the case audit, MAPPA K
    MEETINGS = "MEETINGS"  # on the form of the meeting audit, MAPPA L


class SampleStatus(StrEnum):
    """How far a sample has come."""

    DRAWN = "DRAWN"
    CLOSED = "CLOSED"


class AuditStatus(StrEnum):
    """What became of a case or a meeting that was drawn."""

    DRAWN = "DRAWN"
    RECORDED = "RECORDED"
    NOT_DONE = "NOT_DONE"  # the sample was closed without it, with a reason


class AuditScale(StrEnum):
    """How a question of an audit form is answered (mappa.md 4.4 and 4.5)."""

    QUALITY = "QUALITY"  # 4 excellent to 1 poor
    TIMELINESS = "TIMELINESS"  # 4 very timely; should have been earlier by over 3 a week, 2 a month, 1 three months
    YES_NO = "YES_NO"  # 1 yes, 0 no
