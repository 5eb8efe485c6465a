"""What a record offers its reader is what the law entrusts to them there, and its state allows: no more, no less."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from typing import Any
from uuid import UUID

import pytest

from gateway.demonstration.personas import AREA
from gateway.wiring import registry
from policies.vocabulary import EXPORTING_ACTS
from schema.mutations import Mutation, OnRecord
from tests.gateway.acting import key
from tests.gateway.served import Served
from tests.gateway.small_caseload import case_id
from tests.gateway.test_hidden_acts import HIDDEN, ROWS, sealed, some

OF_MEETINGS = ("Meeting", "Invitation", "MeetingAudit")  # which those see who are asked, and the unit that asks them
# Which the unit sees to manage a risk, not to run the arrangements.
OF_CUSTODY = ("ProtectionMeasure", "NoContact", "SafeguardingReferral")
WHO_IS_BARRED = (
    "ConflictOfInterest",
    "LimitRelease",
    "HandlingRelease",
)  # which the police manager of a case is not shown
TAKEN_OUT = {act.name for act in EXPORTING_ACTS}  # tried in tests/gateway/web/test_minutes_files.py
PERSONAS = ("police", "probation", "coordinator", "housing")
MADE = {record: UUID(int=0x5000 + number) for number, record in enumerate(HIDDEN)} | {"Case": case_id(1)}
ON_RECORDS = [each for each in registry().mutations.values() if isinstance(each.on, OnRecord)]


@pytest.fixture(scope="module")
def standing(served: Served) -> Served:
    """A row of each record that is acted on, of a case that the personas manage."""
    for row in ROWS:
        served.database.execute(row.format(**MADE, area=AREA))
    return served


def seen(served: Served, persona: str, record: str) -> Any:
    """The row of a record as somebody sees it; None where they do not."""
    on = sealed(served, persona, record, MADE[record])
    return served.ask(persona, f'{{ node(id: "{on}") {{ ... on {record} {{ id acts }} }} }}').data["node"]


def entrusted(served: Served, persona: str, mutation: Mutation, on: str) -> bool:
    """Whether the door takes the act from somebody at all: at a version nobody has seen, so that nothing is done."""
    name = mutation.name[0].upper() + mutation.name[1:]
    document = f"mutation ($input: {name}Input!) {{ {mutation.name}(input: $input) {{ problems {{ code }} }} }}"
    given = some(mutation.given) | {"id": on, "expectedVersion": 999, "idempotencyKey": key()}
    return served.ask(persona, document, {"input": given}).status == 200


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("record", MADE)
def test_a_record_offers_what_is_entrusted_and_its_state_allows(standing: Served, persona: str, record: str) -> None:
    mutations = [each for each in ON_RECORDS if each.on == OnRecord(record)]
    first = seen(standing, persona, record)
    if first is None:
        elsewhere = record in OF_MEETINGS or record == "IdentificationNotice"
        unneeded = persona == "coordinator" and record in OF_CUSTODY
        barred = persona == "police" and record in WHO_IS_BARRED
        another = record == "CorrectionTold"  # addressed to nobody of ours: ``test_correction_journey`` tells it to one
        assert persona == "housing" or elsewhere or unneeded or barred or another, (
            "whoever manages the case sees what there is"
        )
        return
    allowed = {each.act.name for each in mutations if entrusted(standing, persona, each, first["id"])}
    for state, open_now in _states(standing, record, mutations):
        now = seen(standing, persona, record)  # an offer that was withdrawn is there no more for whom it was made to
        offered = set(now["acts"] if now else []) - TAKEN_OUT
        assert (state, offered) == (state, allowed & open_now)


def _states(served: Served, record: str, mutations: list[Mutation]) -> Any:
    """Every state the record can be in, put into the table, with the acts that may be done in it."""
    machine = next((each.machine for each in mutations if registry().records[record].table is each.machine.table), None)
    if machine is None:
        yield "as it is", {each.act.name for each in mutations}
        return
    table = f'"{machine.table.schema}"."{machine.table.name}"'
    for state in machine.states:
        served.database.execute(f"update {table} set {machine.column} = %s", [state.value])  # noqa: S608 - our own words
        ways = {way.act.name for way in machine.transitions if state in way.sources}
        moved = {way.act for way in machine.transitions if way.sources}
        made = {each.act.name for each in mutations if each.act not in moved and _offered(each, state)}
        yield state.value, made | ways


def _offered(mutation: Mutation, state: str) -> bool:
    return all(state in words for words in mutation.offered.values())
