"""Limited access that is opened again, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.probation import tables as t
from agencies.probation.process import limit_release
from agencies.probation.vocabulary import LimitReleaseStatus
from policies.vocabulary import Act
from schema.mutations import PERSON, RECORD, TODAY, Mutation, OnRecord
from schema.practitioners import practitioner_named

_LIMIT, _RELEASE = t.access_limit.c, t.limit_release.c
_LIMITS = sa.select(_LIMIT.id, _LIMIT.kind, _LIMIT.principal_id).where(
    _LIMIT.person_id == PERSON,
    _LIMIT.superseded_by.is_(None),
    _LIMIT.valid_from <= TODAY,
    sa.or_(_LIMIT.valid_until.is_(None), _LIMIT.valid_until > TODAY),
)
_WAITING = sa.select(sa.func.count()).where(
    _RELEASE.person_id == PERSON, _RELEASE.status == LimitReleaseStatus.PROPOSED
)
_PROPOSAL = sa.select(
    _RELEASE.kind, _RELEASE.principal_id, _RELEASE.principal_name, _RELEASE.reason, _RELEASE.proposed_by_id
).where(_RELEASE.id == RECORD)
_ON_RELEASE = OnRecord("LimitRelease")
_DECIDED = {"proposal": _PROPOSAL, "limits": _LIMITS}


def _named(given: limit_release.ProposeLimitRelease, _today: date) -> Mapping[str, Any]:
    return {"who": given.who}


MUTATIONS = (
    Mutation(
        Act.PROPOSE_LIMIT_RELEASE,
        "Propose that a limit on who may open a case is lifted, or that one more is let in. It opens nothing until a "
        "second person releases it.",
        limit_release.MACHINE,
        on=OnRecord("Case"),
        gives="LimitRelease",
        given=limit_release.ProposeLimitRelease,
        known=limit_release.ProposeKnown,
        facts={"limits": _LIMITS, "who": practitioner_named("principal_id", "name"), "waiting": _WAITING},
        asks=_named,
    ),
    Mutation(
        Act.RELEASE_LIMIT,
        "Release what somebody else proposed. The case is open so far from the next request on.",
        limit_release.MACHINE,
        on=_ON_RELEASE,
        gives="LimitRelease",
        known=limit_release.ReleaseKnown,
        facts=_DECIDED,
    ),
    Mutation(
        Act.REFUSE_LIMIT_RELEASE,
        "Refuse what somebody else proposed, and say why the limit stays.",
        limit_release.MACHINE,
        on=_ON_RELEASE,
        gives="LimitRelease",
        given=limit_release.RefuseLimitRelease,
        known=limit_release.ReleaseKnown,
        facts=_DECIDED,
    ),
)
