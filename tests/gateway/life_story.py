"""How a whole life is told: the case as each sees it, what the agencies' systems send, and the time that passes."""

# ruff: noqa: ANN401 - JSON of every kind passes through
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from tests.gateway.acting import done, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import LONG_AGO, PERSONA_IDS, SOURCE

WHO: Final = UUID(int=0xB0AA)
CRN: Final = "X404040"
# What the agencies' own systems hold and send: the acts make none of it.
HELD = (
    (
        "insert into person.person (id, family_name, given_names, gender, {columns}) values "
        "('{who}', 'Fenner', 'Ash', 'MALE', {values})"
    ),
    (
        "insert into person.identifier (id, person_id, kind, canonical, raw, status, {columns}) values "
        "(gen_random_uuid(), '{who}', 'CRN', '{crn}', '{crn}', 'CURRENT', {values})"
    ),
    (
        "insert into coordination.identification (id, person_id, verdict, category, limb, reason, rule_code, "
        "holds_from, assessed_on) values (gen_random_uuid(), '{who}', 'QUALIFIES', 'CATEGORY_2', "
        "'QUALIFYING_SENTENCE', 'Wounding: imprisonment of not less than 12 months.', 'category-2', '2025-03-01', "
        "'2026-01-01')"
    ),
    (
        "insert into probation.rosh_assessment (id, person_id, assessed_on, status, overall, {columns}) values "
        "(gen_random_uuid(), '{who}', '{today}', 'COMPLETED', 'HIGH', {values})"
    ),
)
MANAGED = (
    (
        "insert into police.managed_person (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "visor_reference, {columns}) values (gen_random_uuid(), '{who}', '{since}', '{police}', 'Rowan Tarrant', "
        "'V-9', {values})"
    ),
    (
        "insert into prison.offender_manager (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "{columns}) values (gen_random_uuid(), '{who}', '{since}', '{prison}', 'Imogen Sallow', {values})"
    ),
    (
        "insert into probation.supervision (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "event_kind, team, {columns}) values (gen_random_uuid(), '{who}', '{since}', '{probation}', 'Tobias Merrow', "
        "'LICENCE', 'A team', {values})"
    ),
)
CASE = """query One($reference: String!) { case(reference: $reference) {
    id version status level category exitedOn
    referrals { nodes { id version status } } levelDecisions { nodes { id version stage } }
    seriousCaseReviews { nodes { id version } } minutes { nodes { id version status } }
    releasePlan { nodes { id version part status } } reviewSchedule { nodes { id version status } }
    exits { nodes { id version status } } disputed { id version } actions { nodes { id version status } }
    levelHistory { level validUntil } categoryHistory { category validUntil } meetings { nodes { status } }
    steps { act toState } } }"""
NOTICE = "{ identificationNotices(status: NOTIFIED) { nodes { id version } } }"
TOLD = "{ correctionsTold(status: AWAITED) { nodes { id version } } }"
RISK = "query R($reference: String!) { case(reference: $reference) { riskAssessment { overall } } }"


@dataclass(slots=True)
class Story:
    """The life as it is lived: on which day who did what, one line each."""

    served: Served
    time: ExitStack
    reference: str = ""
    lines: list[str] = field(default_factory=list)

    def day(self, days: int = 0) -> str:
        """The day it is in the story, or so many days later."""
        return f"{self.served.clock().date() + timedelta(days=days)}"

    def later(self, days: int) -> None:
        """Time passes, for everything that happens after."""
        self.time.enter_context(self.served.clock.forward(timedelta(days=days)))

    def send(self, statements: tuple[str, ...]) -> None:
        """What the systems of the agencies send."""
        columns, values = ", ".join(SOURCE), ", ".join(f"'{value}'" for value in SOURCE.values())
        ids = {name: str(PERSONA_IDS[name]) for name in ("police", "prison", "probation")}
        names = {"who": WHO, "crn": CRN, "since": LONG_AGO, "today": self.day(), **ids}
        for statement in statements:
            self.served.database.execute(statement.format(columns=columns, values=values, **names))

    def seen(self, persona: str) -> Any:
        return self.served.ask(persona, CASE, {"reference": self.reference}).data["case"]

    def tell(self, persona: str, what: str) -> None:
        self.lines.append(f"{self.served.clock():%d %b %Y}  {persona:12} {what}")
        sys.stdout.write(f"  {self.lines[-1]}\n")

    def silently(self, persona: str, mutation: str, on: Any, /, **given: Any) -> Any:
        """An act that meets no problem, and is part of what another line tells."""
        purpose = given.pop("purpose_of_use", None)
        return done(self.served.ask(persona, mutation, order(on, **given), purpose=purpose))

    def does(self, persona: str, mutation: str, on: Any, line: str, /, **given: Any) -> Any:
        """An act that meets no problem, told in a line."""
        result = self.silently(persona, mutation, on, **given)
        self.tell(persona, line)
        return result

    def latest(self, persona: str, kind: str, **alike: str) -> Any:
        """The latest record of a kind, as somebody sees it; of those that are like this."""
        nodes = self.seen(persona)[kind]["nodes"]
        return next(each for each in nodes if alike.items() <= each.items())
