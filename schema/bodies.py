"""The bodies under the duty to co-operate that there are today, as a fact for the acts that name one."""

import sqlalchemy as sa

from agencies.partners import tables as partners
from schema.mutations import TODAY

BODIES = (
    sa.select(partners.body.c.code)
    .where(
        partners.body.c.effective_from <= TODAY,
        sa.or_(partners.body.c.effective_until.is_(None), partners.body.c.effective_until > TODAY),
    )
    .order_by(partners.body.c.code)
)
