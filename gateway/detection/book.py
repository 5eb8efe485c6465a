"""The rules, and the numbers that are delivered. No source that could be read says how many is too many.

``mappa rules load`` puts the numbers into a database that lacks them; a board sets its own there. A rule without
numbers in force is not applied, and whoever applies the rules is told so.
"""

from datetime import date, timedelta

from gateway.detection import statements
from gateway.detection.rules import Numbers, Rule

UNSOURCED = "UNSOURCED: to be set by the board that owns the record, from its own false positives"
_BEGINNING = date(2026, 1, 1)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)

RULES = (
    Rule(
        "relative-or-self",
        "Own family name",
        "Looked at somebody who bears their own family name, without being assigned to them.",
        "They may be related, or the same person. Common names meet by chance.",
        statements.RELATIVE_OR_SELF,
    ),
    Rule(
        "colleague",
        "Name of a colleague",
        "Looked at somebody who bears the whole name of another user, without being assigned to them.",
        "Curiosity about a colleague. Two people may bear one name.",
        statements.COLLEAGUE,
    ),
    Rule(
        "no-standing",
        "Refused again and again",
        "Asked {least} times within {span} for what was refused, or was not there for them.",
        "Trying out references. A list that is out of date does the same.",
        statements.NO_STANDING,
    ),
    Rule(
        "bulk-look-ups",
        "Many looked at in a short time",
        "Was shown {least} cases and persons within {span}.",
        "Going through the caseload. So does whoever prepares statistics or a large meeting.",
        statements.BULK,
    ),
    Rule(
        "out-of-hours",
        "Out of hours",
        "Looked at cases or persons {least} times at night (before {day_from}, from {day_until}) or at a weekend, in a "
        "role that works by day.",
        "Looking when nobody is near. So does whoever works late.",
        statements.OUT_OF_HOURS,
    ),
    Rule(
        "before-leaving",
        "More than usual before leaving",
        "Leaves within {ahead}, and has looked {least} times as often in the last {span} as in the six times as long "
        "before.",
        "Taking something along. So does a handover.",
        statements.BEFORE_LEAVING,
    ),
    Rule(
        "emergency-unreviewed",
        "Emergency access not reviewed",
        "Looked at a case under an emergency grant, which nobody has reviewed for {span}.",
        "A review that nobody saw to: `emergencyAccesses` has those that wait. So does one that takes its time.",
        statements.EMERGENCY,
    ),
    Rule(
        "account-awakened",
        "Account used after long silence",
        "Asked {least} times after {span} of silence.",
        "Somebody else may be using the account. So does whoever comes back from leave.",
        statements.AWAKENED,
    ),
    Rule(
        "differencing",
        "One question for numbers, many values",
        "Asked one question for numbers with {least} different values within {span}.",
        "Working out a number that is left out from those that are shown. So does a chart that is being set up.",
        statements.DIFFERENCING,
    ),
)
NAMED = {rule.name: rule for rule in RULES}
TITLES = {rule.name: rule.title for rule in RULES}


def _first(rule: str, span: timedelta, least: int) -> Numbers:
    return Numbers(rule=rule, version=1, span=span, least=least, valid_from=_BEGINNING, source=UNSOURCED)


DELIVERED = (
    _first("relative-or-self", _DAY, 1),
    _first("colleague", _DAY, 1),
    _first("no-standing", _HOUR, 20),
    _first("bulk-look-ups", _DAY, 300),
    Numbers(
        rule="out-of-hours",
        version=1,
        span=_DAY,
        least=5,
        spared=("POLICE_INTELLIGENCE", "PRISON_SECURITY", "AGENCY_SYSTEM"),
        day_from=7,
        day_until=19,
        valid_from=_BEGINNING,
        source=UNSOURCED,
    ),
    Numbers(
        rule="before-leaving",
        version=1,
        span=timedelta(days=14),
        least=3,
        ahead=timedelta(days=30),
        valid_from=_BEGINNING,
        source=UNSOURCED,
    ),
    _first("emergency-unreviewed", timedelta(days=3), 1),
    _first("account-awakened", timedelta(days=60), 10),
    _first("differencing", _HOUR, 30),
)
