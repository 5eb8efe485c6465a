"""The rules that are delivered. No source that could be read says how many is too many: a board is to decide."""

from datetime import date, timedelta

from gateway.detection import statements
from gateway.detection.rules import Numbers, Rule

UNSOURCED = "UNSOURCED: to be set by the board that owns the record, from its own false positives"
_BEGINNING = date(2026, 1, 1)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def _numbers(window: timedelta, least: int, spared: tuple[str, ...] = ()) -> Numbers:
    return Numbers(window, least, spared, UNSOURCED, verified=False)


RULES = (
    Rule(
        "relative-or-self",
        1,
        _BEGINNING,
        "Looked at somebody who bears their own family name, without being assigned to them.",
        "They may be related, or the same person. Common names meet by chance.",
        _numbers(_DAY, 1),
        statements.RELATIVE_OR_SELF,
    ),
    Rule(
        "colleague",
        1,
        _BEGINNING,
        "Looked at somebody who bears the whole name of another user, without being assigned to them.",
        "Curiosity about a colleague. Two people may bear one name.",
        _numbers(_DAY, 1),
        statements.COLLEAGUE,
    ),
    Rule(
        "no-standing",
        1,
        _BEGINNING,
        "Asked 20 times within an hour for what was refused, or was not there for them.",
        "Trying out references. A list that is out of date does the same.",
        _numbers(_HOUR, 20),
        statements.NO_STANDING,
    ),
    Rule(
        "bulk-look-ups",
        1,
        _BEGINNING,
        "Was shown 300 cases and persons within a day.",
        "Going through the caseload. So does whoever prepares statistics or a large meeting.",
        _numbers(_DAY, 300),
        statements.BULK,
    ),
    Rule(
        "out-of-hours",
        1,
        _BEGINNING,
        "Looked at cases or persons 5 times at night (before 7, from 19) or at a weekend, in a role that works by day.",
        "Looking when nobody is near. So does whoever works late.",
        _numbers(_DAY, 5, ("POLICE_INTELLIGENCE", "PRISON_SECURITY", "AGENCY_SYSTEM")),
        statements.OUT_OF_HOURS,
    ),
    Rule(
        "before-leaving",
        1,
        _BEGINNING,
        "Leaves within 30 days, and has looked three times as often in the last two weeks as in the twelve before.",
        "Taking something along. So does a handover.",
        _numbers(timedelta(days=14), 3),
        statements.BEFORE_LEAVING,
    ),
    Rule(
        "emergency-unreviewed",
        2,
        date(2026, 11, 30),
        "Looked at a case under an emergency grant, which nobody has reviewed for 3 days.",
        "A review that nobody saw to: `emergencyAccesses` has those that wait. So does one that takes its time.",
        _numbers(timedelta(days=3), 1),
        statements.EMERGENCY,
    ),
    Rule(
        "account-awakened",
        1,
        _BEGINNING,
        "Asked 10 times after 60 days of silence.",
        "Somebody else may be using the account. So does whoever comes back from leave.",
        _numbers(timedelta(days=60), 10),
        statements.AWAKENED,
    ),
    Rule(
        "differencing",
        1,
        _BEGINNING,
        "Asked one question for numbers with 30 different values within an hour.",
        "Working out a number that is left out from those that are shown. So does a chart that is being set up.",
        _numbers(_HOUR, 30),
        statements.DIFFERENCING,
    ),
)
