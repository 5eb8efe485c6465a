"""Whether a request for information reaches somebody of the agency or body that is asked, as SQL says it.

One function of the database says so (migration 0082), over the directory, the limits on the case and who is on it: the
act asks it before a request is sent, and every reading of a request while it waits.
"""

from typing import Any

import sqlalchemy as sa

from agencies.coordination.process.information import ANSWERING

ROLES = sa.literal(",".join(sorted(ANSWERING)))


def reached(
    case: sa.ColumnElement[Any], owner: sa.ColumnElement[Any], today: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """Whether somebody of ``owner`` is shown a request about the case that is asked of it, and may answer."""
    return sa.func.coordination.reaches(case, owner, ROLES, today, type_=sa.Boolean)
