"""What ends with a case that leaves: everything that waits for somebody, and would wait for ever."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.meeting_vocabulary import ItemStatus
from agencies.coordination.vocabulary import DecisionStage, InformationStatus, ReferralStatus, ScheduleStatus
from agencies.transitions import Situation, Update, Writable


@dataclass(frozen=True, slots=True)
class OpenInCase:
    """The keys of everything of a case that is still open."""

    referrals: tuple[UUID, ...]
    requests: tuple[UUID, ...]
    proposals: tuple[UUID, ...]
    reviews: tuple[UUID, ...]
    listed: tuple[UUID, ...]  # items of agendas still to come
    offers: tuple[UUID, ...]  # to other areas


def closed(situation: Situation[Any, Any], still_open: OpenInCase, because: str) -> tuple[Update, ...]:
    """Everything that is open ends in this transaction, each with the reason."""
    by, today = situation.by("answered_by"), situation.today
    ends = (
        (t.referral, still_open.referrals, ReferralStatus.WITHDRAWN, {"withdrawn_because": because}),
        (
            t.information_request,
            still_open.requests,
            InformationStatus.CANCELLED,
            {"closed_because": because, "closed_on": today, **by},
        ),
        (t.review_schedule, still_open.reviews, ScheduleStatus.CANCELLED, {"closed_because": because}),
        (t.transfer, still_open.offers, TransferStatus.WITHDRAWN, {"answer": because, "answered_on": today, **by}),
        (t.meeting_case, still_open.listed, ItemStatus.WITHDRAWN, {"closed_because": because}),
    )
    withdrawn = {"stage": DecisionStage.WITHDRAWN, "closed_because": because}
    return (
        *(Update(table, key, {"status": to, **values}) for table, keys, to, values in ends for key in keys),
        *(Update(t.level_decision, key, withdrawn) for key in still_open.proposals),
    )


WRITES = (
    Writable(t.referral, changes=frozenset({"status", "withdrawn_because"})),
    Writable(
        t.information_request,
        changes=frozenset({"status", "closed_because", "closed_on", "answered_by_id", "answered_by_name"}),
    ),
    Writable(t.level_decision, changes=frozenset({"stage", "closed_because"})),
    Writable(t.transfer, changes=frozenset({"status", "answer", "answered_on", "answered_by_id", "answered_by_name"})),
    Writable(t.review_schedule, changes=frozenset({"status", "closed_because"})),
    Writable(t.meeting_case, changes=frozenset({"status", "closed_because"})),
)
