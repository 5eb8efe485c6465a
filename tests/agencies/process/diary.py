"""A meeting in memory, with what is recorded of its cases, so that its machines can be walked without a database."""

# ruff: noqa: ANN401 - rows and facts of every act pass through
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingStatus, Seniority
from agencies.coordination.process import agenda, invitation_terms, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.rules import Days
from agencies.coordination.process.timetable import Engagement
from agencies.coordination.vocabulary import CaseStatus, Level, RuleKind
from agencies.transitions import Actor, Done, Insert, Machine, Place, Refused, Situation, decide
from policies.vocabulary import Act, Role
from tests.agencies.process.rules_of_meetings import RULES

CASES = {UUID(int=0xC0 + number): f"MAPPA-07-00000{number}" for number in (1, 2)}
AGENCIES = ("police", "prison", "probation")
DAY = date(2026, 1, 15)
CHAIR = Actor(UUID(int=1), "Gwilym Ashdown", "probation")
UNIT = Actor(UUID(int=2), "Farida Lindqvist", "coordination")
GUESTS = tuple(Actor(UUID(int=10 + place), f"The {agency} guest", agency) for place, agency in enumerate(AGENCIES))
PEOPLE = (
    terms.Colleague(CHAIR.id, "chair", CHAIR.name, CHAIR.owner, Role.CHAIR),
    terms.Colleague(UNIT.id, "unit", UNIT.name, UNIT.owner, Role.MAPPA_COORDINATOR),
    *(terms.Colleague(each.id, each.owner, each.name, each.owner, Role.AGENCY_REPRESENTATIVE) for each in GUESTS),
    terms.Colleague(UUID(int=20), "housing", "The housing guest", "housing", Role.AGENCY_REPRESENTATIVE),
)
BODIES = ("health", "housing")
ON_ITEMS = (Act.TAKE_OFF_AGENDA, Act.CONCLUDE_ITEM, Act.DEFER_ITEM)
ON_INVITATIONS = (Act.WITHDRAW_INVITATION, Act.REPLY_TO_INVITATION, Act.RECEIVE_REPORT, Act.RECORD_ATTENDANCE)
LAST = (Days(RuleKind.INVITATION_LASTS, None, 28),)


def schedule(**given: Any) -> terms.ScheduleMeeting:
    usual: dict[str, Any] = {
        "level": Level.LEVEL_2,
        "held_on": DAY,
        "starts_at": "10:00",
        "lasts_minutes": 120,
        "chair": "chair",
        "chair_grade": "Detective Superintendent",
        "chair_seniority": Seniority.SUPERINTENDENT_EQUIVALENT,
        "remote": True,
    }
    return terms.ScheduleMeeting(**(usual | given))


def reschedule(**given: Any) -> terms.RescheduleMeeting:
    usual: dict[str, Any] = {"reason": "The chair is ill.", "held_on": DAY + timedelta(days=7), "starts_at": "14:00"}
    return terms.RescheduleMeeting(**(usual | given))


WHY = terms.WithReason(reason="Overtaken by events.")


@dataclass(slots=True)
class Diary:
    """One area's meetings with everything that was written about them."""

    now: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    rows: dict[str, dict[UUID, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    recorded: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))  # what is there of an item
    elsewhere: tuple[Engagement, ...] = ()
    steps: list[tuple[UUID, int, str | None, str]] = field(default_factory=list)
    keys: int = 0

    def of(self, table: Any) -> list[dict[str, Any]]:
        """The rows of a table, in the order in which they were written."""
        return list(self.rows[table.name].values())

    def new(self) -> UUID:
        self.keys += 1
        return UUID(int=0xA0000 + self.keys)

    def act(self, machine: Machine, act: Act, actor: Actor, given: Any, on: UUID | None = None) -> Done | Refused:
        """Do an act, and write what follows."""
        place = self.place(machine, act, on)
        decided = decide(machine, act, Situation(given, self.known(act, place), place, actor, self.now, self.new))
        if isinstance(decided, Done):
            self.write(decided, place)
        return decided

    def place(self, machine: Machine, act: Act, on: UUID | None) -> Place:
        makes = any(way.makes for way in machine.of(act))
        if on in CASES:
            return Place(on, 1, None, on, UUID(int=0xB1), 7)
        row = next((rows[on] for rows in self.rows.values() if on in rows), None) if on else None
        if row is None:
            return Place(None, 0, None, area=7)
        state = None if makes else str(row[machine.column])
        of_meeting = machine.table is t.meeting and not makes
        meeting_id = None if "case_id" in row else on if of_meeting else row.get("meeting_id", on)
        return Place(on, row["version"], state, row.get("case_id"), None, 7, meeting_id)

    def write(self, done: Done, place: Place) -> None:
        for change in done.writes:
            table = self.rows[change.table.name]
            if isinstance(change, Insert):
                key = change.values.get("id") or self.new()
                assert key not in table
                table[key] = {"version": 1, "id": key, **change.values}
            else:
                table[change.key] |= change.values
                table[change.key]["version"] += 1
        version = 1 if done.source is None else place.version + 1
        self.steps.append((done.record, version, done.source, done.target))

    # -- facts, as the statements of schema.acts read them

    def known(self, act: Act, place: Place) -> Any:
        key = place.key
        facts: dict[Act, Callable[[], Any]] = {
            Act.SCHEDULE_MEETING: lambda: terms.ScheduleKnown(
                len(self.of(t.meeting)), PEOPLE, self.engagements(), RULES
            ),
            Act.LIST_CASE: lambda: self._listing(place),
            Act.INVITE_TO_MEETING: lambda: self._inviting(place),
            Act.INVITE_TO_ITEM: lambda: self._inviting(place),
            Act.MOVE_AGENDA_ITEM: lambda: terms.AgendaKnown(self._items(key)),
            Act.OPEN_MEETING: lambda: terms.OpenKnown(self._as_it_is(key)),
            Act.CLOSE_MEETING: lambda: self._closing(key),
            Act.RETURN_TO_AGENDA: lambda: agenda.ReturnKnown(self._meeting_of(key), CaseStatus.ACTIVE),
            **dict.fromkeys(ON_ITEMS, lambda: self._item(key)),
            **dict.fromkeys(ON_INVITATIONS, lambda: self._invited(act, key)),
        }
        return facts.get(act, lambda: self._planned(key))()

    def _item(self, key: Any) -> agenda.ItemKnown:
        return agenda.ItemKnown(self._meeting_of(key))

    def _meeting_of(self, item: Any) -> MeetingStatus:
        status: MeetingStatus = self._meeting(self.rows[t.meeting_case.name][item]["meeting_id"])["status"]
        return status

    def engagements(self) -> tuple[Engagement, ...]:
        mine = (
            Engagement(row["principal_id"], row["meeting_id"], found["starts_at"], found["lasts_minutes"])
            for row in self.of(t.invitation)
            if row["principal_id"] and (found := self._meeting(row["meeting_id"]))["status"] in meeting.NOT_OVER
        )
        return (*self.elsewhere, *mine)

    def _meeting(self, key: Any) -> dict[str, Any]:
        row = self.rows[t.meeting.name][key]
        return {**row, "status": MeetingStatus(row["status"])}

    def _as_it_is(self, key: Any) -> terms.MeetingAsItIs:
        row = self._meeting(key)
        names = ("level", "held_on", "starts_at", "lasts_minutes", "chair_id", "chair_seniority", "place", "remote")
        return terms.MeetingAsItIs(*(row[name] for name in names))

    def _items(self, key: Any) -> tuple[terms.Item, ...]:
        rows = (row for row in self.of(t.meeting_case) if row["meeting_id"] == key)
        return tuple(terms.Item(row["id"], row["case_id"], row["position"], ItemStatus(row["status"])) for row in rows)

    def _asked(self, key: Any) -> tuple[terms.Asked, ...]:
        names = ("id", "principal_id", "agency", "for_case_id", "response", "circulated_at", "valid_until")
        return tuple(
            terms.Asked(*(row.get(name) for name in names))  # type: ignore[arg-type]  # as the columns have them
            for row in self.of(t.invitation)
            if row["meeting_id"] == key and row["response"] != InvitationResponse.WITHDRAWN
        )

    def _planned(self, key: Any) -> terms.MeetingKnown:
        return terms.MeetingKnown(
            self._as_it_is(key), self._items(key), self._asked(key), PEOPLE, self.engagements(), RULES, LAST
        )

    def _listing(self, place: Place) -> agenda.ListKnown:
        coming = (row for row in self.of(t.meeting) if row["status"] in meeting.TO_COME)
        last = {row["id"]: max((each.position for each in self._items(row["id"])), default=0) for row in coming}
        return agenda.ListKnown(
            CaseStatus.ACTIVE,
            tuple(
                agenda.Coming(key, self._meeting(key)["reference"], self._meeting(key)["held_on"], most)
                for key, most in last.items()
            ),
            tuple(
                agenda.Listed(row["meeting_id"], row["held_on"], ItemStatus(row["status"]))
                for row in self.of(t.meeting_case)
                if row["case_id"] == place.case and self._meeting(row["meeting_id"])["status"] in meeting.NOT_OVER
            ),
        )

    def _inviting(self, place: Place) -> invitation_terms.InviteKnown:
        item = self.rows[t.meeting_case.name].get(place.key)  # type: ignore[arg-type]  # it has its key
        key = item["meeting_id"] if item else place.key
        row = self._meeting(key)
        to = invitation_terms.InvitedTo(row["id"], 7, row["status"], row["starts_at"], row["lasts_minutes"])
        rests_on = (to, PEOPLE, BODIES, self._asked(key), self.engagements())
        if item is None:
            return invitation_terms.InviteKnown(*rests_on)
        return invitation_terms.InviteToItemKnown(*rests_on, ItemStatus(item["status"]))

    def _invited(self, act: Act, key: Any) -> Any:
        row = self.rows[t.invitation.name][key]
        found = self._meeting(row["meeting_id"])
        this = invitation_terms.Invitation(
            row["meeting_id"],
            found["status"],
            found["chair_id"],
            row.get("principal_id"),
            row["agency"],
            row.get("body_code"),
            row["name"],
            row.get("deputy_name"),
            InvitationResponse(row["response"]),
            row.get("circulated_at"),
            row.get("report_received_on"),
        )
        if act not in (Act.RECORD_ATTENDANCE, Act.RECEIVE_REPORT):
            return invitation_terms.InvitationKnown(this)
        before = (r for r in self.of(t.attendance) if r["invitation_id"] == key and not r.get("superseded_by"))
        return invitation_terms.AttendanceKnown(this, tuple(invitation_terms.Recorded(r["id"]) for r in before))

    def _closing(self, key: Any) -> terms.CloseKnown:
        items = [row for row in self.of(t.meeting_case) if row["meeting_id"] == key]
        asked = {row["id"]: row for row in self.of(t.invitation) if row["meeting_id"] == key}
        there = [row for row in self.of(t.attendance) if row["meeting_id"] == key and not row.get("superseded_by")]
        seen = {row["invitation_id"] for row in there}
        return terms.CloseKnown(
            self._as_it_is(key),
            tuple(
                terms.ItemAtClose(
                    row["case_id"],
                    CASES[row["case_id"]],
                    ItemStatus(row["status"]),
                    row["id"] in self.recorded["disclosure"],
                    row["id"] in self.recorded["level"] or bool(row.get("level_unchanged_because")),
                    bool(row.get("next_review_on")),
                    row["id"] in self.recorded["informed"],
                )
                for row in items
            ),
            tuple(
                terms.Came(row["agency"], asked[row["invitation_id"]].get("for_case_id"))
                for row in there
                if row["attended"]
            ),
            tuple(
                terms.StayedAway(
                    row["agency"],
                    asked[row["invitation_id"]].get("for_case_id"),
                    bool(asked[row["invitation_id"]].get("report_received_on")),
                )
                for row in there
                if not row["attended"]
            ),
            tuple(
                terms.Came(row["agency"], row.get("for_case_id"))
                for key, row in asked.items()
                if key not in seen and row.get("circulated_at") and row["response"] != InvitationResponse.WITHDRAWN
            ),
            RULES,
        )
