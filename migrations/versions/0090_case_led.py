"""A case that another agency comes to lead, or that is handled otherwise, raises the version of those who stand to it.

What a manager may state as their purpose rests on it: whether their own agency leads any case that they are shown.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0090"
down_revision: str | Sequence[str] | None = "0089"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute('drop trigger touch_moved on coordination."case"')
    op.execute(
        'create trigger touch_moved after update of area_id, lead_agency, handling on coordination."case" for each row'
        " when (old.area_id is distinct from new.area_id or old.lead_agency is distinct from new.lead_agency"
        " or old.handling is distinct from new.handling) execute function directory.touch_moved()"
    )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
