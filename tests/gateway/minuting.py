"""How tests take minutes: the documents of the acts, and minutes at each point of their life."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from typing import Any

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, open_the_meeting, order, the_case
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import MEETING

SECTIONS = "sections { id version heading contributor handling state assertion body }"
BEGIN = document("beginMinutes", "minutes", f"status edition circulateBy {SECTIONS}")
WRITE = document("writeMinutesSection", "minutesSection", "body writtenByAgency texts { version body writtenByAgency }")
CIRCULATE = document("circulateMinutes", "minutes", "status circulatedAt agreeBy")
AGREE = document("agreeMinutes", "minutes", "status agreedOn agreedByName steps { act toState }")
DISCLOSE = document(
    "recordDisclosureDecision", "disclosureDecision", "outcome reason toldWhom toldByAgency tellBy toldOn"
)
INFORM = document("recordOffenderInformed", "offenderInformed", "outcome informedOn whatWasSaid reasonWithheld")
THE_MINUTES = f"""query Minutes($overdue: Boolean) {{
  minutes(overdue: $overdue) {{ nodes {{ id version edition status overdue {SECTIONS} }} }}
}}"""
FACT = {"body": "Seen at the address twice.", "assertion": "FACT"}
NOT_TOLD = {"outcome": "NOT_DISCLOSED", "reason": "Telling a third party would add risk and no safety."}
WITHHELD = {"outcome": "WITHHELD", "reasonWithheld": "It would show that a report was made."}
PREPARE = {"purpose": "PREPARE_MEETING"}


TABLES = (
    "step",
    "minutes_correction",
    "executive_summary",
    "onward_sharing",
    "off_system_disclosure",
    "disclosure_decision",
    "offender_informed",
    "risk_management_plan",
    "minutes_section_version",
    "minutes_section",
    "minutes",
    "attendance",
)


def cleared(served: Served) -> None:
    """Without minutes, and without anything that follows from them."""
    for table in TABLES:
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names
    review_set(served, None)


def attended(served: Served, agency: str) -> None:
    """An agency that was at the meeting."""
    served.database.execute(
        "insert into coordination.attendance (id, meeting_id, area_id, agency, attended, apologies, recorded_at)"
        " values (gen_random_uuid(), %s, %s, %s, true, false, now())",
        [MEETING, AREA, agency],
    )


def act(served: Served, persona: str, asked: str, on: Any, **given: Any) -> Answer:
    """An act to prepare or hold a meeting, which everybody here may state as their purpose."""
    return served.ask(persona, asked, order(on, **given), **PREPARE)


def begun(served: Served) -> Any:
    """Minutes with every section still to be written, of the meeting that is open."""
    open_the_meeting(served.database)
    return done(act(served, "coordinator", BEGIN, the_case(served, "coordinator"), meeting="MEETING-1"))


def minutes(served: Served, persona: str = "coordinator", **given: Any) -> Any:
    """The minutes as somebody sees them, the latest edition first."""
    found = served.ask(persona, THE_MINUTES, given, **PREPARE).data["minutes"]["nodes"]
    return sorted(found, key=lambda each: -each["edition"])


def section(served: Served, persona: str, heading: str = "INFORMATION_SHARING", contributor: str = "police") -> Any:
    """A section of the latest edition as somebody sees it."""
    (latest, *_) = minutes(served, persona)
    return next(each for each in latest["sections"] if (each["heading"], each["contributor"]) == (heading, contributor))


def drafted(served: Served) -> Any:
    """Minutes with every head written that falls to the co-ordination unit."""
    begun(served)
    for each in minutes(served)[0]["sections"]:
        if each["contributor"] == "coordination":
            done(act(served, "coordinator", WRITE, each, body=f"On {each['heading']}.", assertion="FACT"))
    return minutes(served)[0]


def decided(served: Served) -> Any:
    """And what must be decided at every meeting is on record."""
    draft = drafted(served)
    done(act(served, "coordinator", DISCLOSE, draft, **NOT_TOLD))
    done(act(served, "coordinator", INFORM, draft, **WITHHELD))
    review_set(served)
    return minutes(served)[0]


def review_set(served: Served, day: str | None = "2030-06-01") -> None:
    """The day of the next review, as the chair sets it when the item is concluded."""
    served.database.execute(
        "update coordination.meeting_case set next_review_on = %s where meeting_id = %s", [day, MEETING]
    )


def circulated(served: Served) -> Any:
    """Minutes that wait for the chair."""
    done(act(served, "coordinator", CIRCULATE, decided(served)))
    return minutes(served)[0]


def agreed(served: Served) -> Any:
    """Minutes that the chair agreed."""
    circulated(served)
    return done(act(served, "chair", AGREE, minutes(served, "chair")[0]))
