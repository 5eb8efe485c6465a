"""What ends with a case that leaves: everything that waits because the case is managed, and would wait for ever.

So does the sight of it that was given for its management: a case opened to somebody, an item shared with an associate.

What is owed all the same stands, on a list of its own: what was said wrongly is told, and what was asked is answered
(DPA 2018 ss.38(5), 45 and 48); minutes are agreed, a serious offence is reviewed, an emergency access is looked into,
children who were referred have their answer, whoever was to be told is told. Measures in custody are the prison's to
end.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from agencies.coordination import tables as t
from agencies.coordination.handling_releases import HandlingReleaseStatus
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.meeting_vocabulary import ActionStatus, InvitationResponse, ItemStatus
from agencies.coordination.openings import OpeningStatus
from agencies.coordination.rule_vocabulary import ExceptionStatus, PartStatus
from agencies.coordination.shared_items import SharedItemStatus
from agencies.coordination.vocabulary import DecisionStage, InformationStatus, ReferralStatus, ScheduleStatus
from agencies.transitions import Situation, Update, Writable


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInCase:
    """The keys of everything of a case that is still open."""

    referrals: tuple[UUID, ...]
    requests: tuple[UUID, ...]
    proposals: tuple[UUID, ...]
    reviews: tuple[UUID, ...]
    listed: tuple[UUID, ...]  # items of agendas still to come
    invitations: tuple[UUID, ...]  # to those items alone
    offers: tuple[UUID, ...]  # to other areas
    actions: tuple[UUID, ...]
    exceptions: tuple[UUID, ...]  # from the care that two agencies share
    parts: tuple[UUID, ...]  # of the plan for a release
    openings: tuple[UUID, ...]  # of the case, to somebody with no part in it, whose day is still to come
    shared: tuple[UUID, ...]  # single items, with associates, whose day is still to come
    releases: tuple[UUID, ...]  # of terrorism handling, that are proposed


def closed(situation: Situation[Any, Any], still_open: OpenInCase, because: str) -> tuple[Update, ...]:
    """Everything that is open ends in this transaction, each with the reason."""
    today, why = situation.today, {"closed_because": because}
    answered, by = situation.by("answered_by"), {**why, "closed_on": today}
    ended = {"ended_because": because, "ended_on": today, **situation.by("ended_by")}
    ends: tuple[tuple[Table, tuple[UUID, ...], dict[str, Any]], ...] = (
        (t.referral, still_open.referrals, {"status": ReferralStatus.WITHDRAWN, "withdrawn_because": because}),
        (t.information_request, still_open.requests, {"status": InformationStatus.CANCELLED, **by, **answered}),
        (t.review_schedule, still_open.reviews, {"status": ScheduleStatus.CANCELLED, **why}),
        (
            t.transfer,
            still_open.offers,
            {"status": TransferStatus.WITHDRAWN, "answer": because, "answered_on": today, **answered},
        ),
        (t.level_decision, still_open.proposals, {"stage": DecisionStage.WITHDRAWN, **why}),
        (t.action, still_open.actions, {"status": ActionStatus.WITHDRAWN, **by, **situation.by("closed_by")}),
        (t.joint_care_exception, still_open.exceptions, {"status": ExceptionStatus.ENDED, **ended}),
        (
            t.release_plan_part,
            still_open.parts,
            {"status": PartStatus.NOT_NEEDED, "not_needed_because": because, **situation.by("done_by")},
        ),
        (t.case_opening, still_open.openings, {"status": OpeningStatus.CLOSED, **why, **situation.by("closed_by")}),
        (
            t.shared_item,
            still_open.shared,
            {"status": SharedItemStatus.WITHDRAWN, "withdrawn_because": because, **situation.by("withdrawn_by")},
        ),
        (
            t.handling_release,
            still_open.releases,
            {
                "status": HandlingReleaseStatus.REFUSED,
                "refused_because": because,
                "decided_on": today,
                **situation.by("decided_by"),
            },
        ),
    )
    taken_off = off_agendas(situation, still_open.listed, still_open.invitations, because)
    return (*taken_off, *(Update(table, key, values) for table, keys, values in ends for key in keys))


def off_agendas(
    situation: Situation[Any, Any], listed: tuple[UUID, ...], invitations: tuple[UUID, ...], because: str
) -> tuple[Update, ...]:
    """The case is on no agenda still to come, and nobody is invited for it alone: with that goes their sight of it."""
    items = {"status": ItemStatus.WITHDRAWN, "closed_because": because}
    recalled = {
        "response": InvitationResponse.WITHDRAWN,
        "withdrawn_because": because,
        "valid_until": situation.now,
    }
    off = (Update(t.meeting_case, key, items) for key in listed)
    return (*off, *(Update(t.invitation, key, recalled) for key in invitations))


OFF_AGENDAS = (
    Writable(t.meeting_case, changes=frozenset({"status", "closed_because"})),
    Writable(t.invitation, changes=frozenset({"response", "withdrawn_because", "valid_until"})),
)
WRITES = (
    *OFF_AGENDAS,
    Writable(t.referral, changes=frozenset({"status", "withdrawn_because"})),
    Writable(
        t.information_request,
        changes=frozenset({"status", "closed_because", "closed_on", "answered_by_id", "answered_by_name"}),
    ),
    Writable(t.level_decision, changes=frozenset({"stage", "closed_because"})),
    Writable(t.transfer, changes=frozenset({"status", "answer", "answered_on", "answered_by_id", "answered_by_name"})),
    Writable(t.review_schedule, changes=frozenset({"status", "closed_because"})),
    Writable(t.action, changes=frozenset({"status", "closed_because", "closed_on", "closed_by_id", "closed_by_name"})),
    Writable(
        t.joint_care_exception,
        changes=frozenset({"status", "ended_because", "ended_on", "ended_by_id", "ended_by_name"}),
    ),
    Writable(t.release_plan_part, changes=frozenset({"status", "not_needed_because", "done_by_id", "done_by_name"})),
    Writable(t.case_opening, changes=frozenset({"status", "closed_because", "closed_by_id", "closed_by_name"})),
    Writable(t.shared_item, changes=frozenset({"status", "withdrawn_because", "withdrawn_by_id", "withdrawn_by_name"})),
    Writable(
        t.handling_release,
        changes=frozenset({"status", "refused_because", "decided_on", "decided_by_id", "decided_by_name"}),
    ),
)
