"""The rules on meetings as they are delivered, for the tests of the machine."""

from agencies.coordination.meeting_vocabulary import MeetingRuleKind
from agencies.coordination.process.meeting_terms import MeetingRule
from agencies.coordination.vocabulary import Level

RANKS = {Level.LEVEL_2: "INSPECTOR_EQUIVALENT", Level.LEVEL_3: "SUPERINTENDENT_EQUIVALENT"}
RULES = (
    *(MeetingRule(MeetingRuleKind.CHAIR_SENIORITY, level, None, rank) for level, rank in RANKS.items()),
    *(
        MeetingRule(kind, level, None, agency)
        for kind in (MeetingRuleKind.MUST_BE_ASKED, MeetingRuleKind.QUORUM)
        for level in RANKS
        for agency in ("police", "prison", "probation")
    ),
)
