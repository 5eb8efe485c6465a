"""What an act does to records beside its own: each is moved with a step in its own history, so that nothing is lost.

Whoever looks at a referral that was open when the case left finds, in its steps, by which act it ended and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.meeting_vocabulary import ItemStatus
from agencies.coordination.vocabulary import DecisionStage, InformationStatus, ReferralStatus, ScheduleStatus
from agencies.transitions import Insert, Situation, Update, Writable, Write
from policies.vocabulary import Act, DataClass


@dataclass(frozen=True, slots=True)
class Open:
    """A record that is still open: its key, the version it is at, and its state."""

    id: UUID
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that is moved beside another: what a practitioner calls it, and where its state is kept."""

    name: str
    table: Table
    column: str = "status"
    data_class: DataClass = DataClass.MANAGEMENT


@dataclass(frozen=True, slots=True)
class OpenInCase:
    """Everything of a case that waits for somebody, and would wait for ever once the case has left."""

    referrals: tuple[Open, ...]
    requests: tuple[Open, ...]
    proposals: tuple[Open, ...]
    reviews: tuple[Open, ...]
    listed: tuple[UUID, ...]  # items of agendas still to come
    offers: tuple[Open, ...]  # to other areas


REFERRAL = Kind("referral", t.referral)
REQUEST = Kind("request for information", t.information_request)
PROPOSAL = Kind("level decision", t.level_decision, "stage")
REVIEW = Kind("scheduled review", t.review_schedule)
OFFER = Kind("transfer", t.transfer)
CASE = Kind("case", t.case)


@dataclass(frozen=True, slots=True)
class Beside:
    """What an act moves beside its own record."""

    situation: Situation[Any, Any]
    act: Act

    def step(self, kind: Kind, record: tuple[UUID, int], source: str | None, target: str, case: UUID | None) -> Insert:
        """The step in the history of a record, which has this key and is at this version after it."""
        key, version = record
        values = {
            "case_id": case,
            "record": kind.name,
            "record_id": key,
            "version": version,
            "act": self.act.name,
            "from_state": source,
            "to_state": target,
            "done_at": self.situation.now,
            **self.situation.by("done_by"),
            "done_by_agency": self.situation.actor.owner,
            "data_class": kind.data_class.value,
        }
        return Insert(t.step, values)

    def moved(self, kind: Kind, record: Open, to: str, values: Mapping[str, Any]) -> tuple[Write, ...]:
        """One record moved, and its step."""
        changed = Update(kind.table, record.id, {kind.column: to, **values})
        after = (record.id, record.version + 1)
        return changed, self.step(kind, after, record.state, to, self.situation.place.case)

    def closed(self, still_open: OpenInCase, because: str) -> tuple[Write, ...]:
        """Everything that is open ends in this transaction, each with the reason."""
        today = self.situation.today
        cancelled = {"closed_because": because, "closed_on": today, **self.situation.by("answered_by")}
        answered = {"answer": because, "answered_on": today, **self.situation.by("answered_by")}
        withdrawn = {"withdrawn_because": because}
        ends = (
            *((REFERRAL, each, ReferralStatus.WITHDRAWN, withdrawn) for each in still_open.referrals),
            *((REQUEST, each, InformationStatus.CANCELLED, cancelled) for each in still_open.requests),
            *((REVIEW, each, ScheduleStatus.CANCELLED, {"closed_because": because}) for each in still_open.reviews),
            *((OFFER, each, TransferStatus.WITHDRAWN, answered) for each in still_open.offers),
            *((PROPOSAL, each, DecisionStage.WITHDRAWN, {"closed_because": because}) for each in still_open.proposals),
        )
        return (
            *(write for kind, record, to, values in ends for write in self.moved(kind, record, to, values)),
            *(Update(t.meeting_case, each, {"status": ItemStatus.WITHDRAWN}) for each in still_open.listed),
        )


WRITES = (
    Writable(t.step, adds=True),
    Writable(t.referral, changes=frozenset({"status", "withdrawn_because"})),
    Writable(
        t.information_request,
        changes=frozenset({"status", "closed_because", "closed_on", "answered_by_id", "answered_by_name"}),
    ),
    Writable(t.level_decision, changes=frozenset({"stage", "closed_because"})),
    Writable(t.transfer, changes=frozenset({"status", "answer", "answered_on", "answered_by_id", "answered_by_name"})),
    Writable(t.review_schedule, changes=frozenset({"status", "closed_because"})),
    Writable(t.meeting_case, changes=frozenset({"status"})),
)
