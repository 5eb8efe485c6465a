"""Minutes that nobody began, why a meeting was moved all the same, and invitations told with their meeting alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0053"
down_revision: str | Sequence[str] | None = "0052"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Whoever sees the case need not see the meeting: who is asked to it is told to those who see it.
WITH_THE_MEETING = """
update coordination.step s set case_id = null, meeting_id = i.meeting_id, area_id = i.area_id
from coordination.invitation i where s.record = 'invitation' and s.record_id = i.id and s.case_id is not null
"""
BEGUN = """
update coordination.meeting_case m set minutes_begun_on = b.on_day from (
    select meeting_case_id, min(recorded_at at time zone 'Europe/London')::date as on_day
    from coordination.minutes group by meeting_case_id
) b where b.meeting_case_id = m.id
"""


def upgrade() -> None:
    op.add_column("meeting_change", sa.Column("despite", sa.Text(), nullable=True), schema="coordination")
    op.add_column("meeting_case", sa.Column("minutes_begun_on", sa.Date(), nullable=True), schema="coordination")
    op.execute("grant update (minutes_begun_on) on coordination.meeting_case to mappa_gateway")
    op.execute(BEGUN)
    op.execute(WITH_THE_MEETING)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
