"""Cases opened to somebody, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.openings import OpeningStatus
from agencies.coordination.process import opening
from policies.vocabulary import Act
from schema.mutations import CASE, TODAY, Mutation, OnRecord
from schema.practitioners import practitioner_named
from schema.rules import RULES

_OPENING = t.case_opening.c
_LET_IN = sa.select(_OPENING.principal_id).where(
    _OPENING.case_id == CASE, _OPENING.status == OpeningStatus.OPEN, _OPENING.ends_on >= TODAY
)


def _named(given: opening.OpenCase, _today: date) -> Mapping[str, Any]:
    return {"who": given.who}


MUTATIONS = (
    Mutation(
        Act.OPEN_CASE,
        "Open a case to somebody who has no part in it, for one purpose and to a day. They are shown what somebody "
        "called to a meeting on it is shown, from their next request on.",
        opening.MACHINE,
        on=OnRecord("Case"),
        gives="CaseOpening",
        given=opening.OpenCase,
        known=opening.OpenKnown,
        facts={"who": practitioner_named("principal_id", "name", "agency"), "let_in": _LET_IN, "rules": RULES},
        asks=_named,
    ),
    Mutation(
        Act.CLOSE_CASE,
        "Close a case to somebody before the day until which it was opened to them, and say why.",
        opening.MACHINE,
        on=OnRecord("CaseOpening"),
        gives="CaseOpening",
        given=opening.CloseCase,
    ),
)
