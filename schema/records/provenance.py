"""Where an agency's fact came from: the same object on every record an agency owns."""

import sqlalchemy as sa

from agencies.holdings import provenance
from schema.declare import TODAY, Embedded, column

_fact = sa.Table("provenance", sa.MetaData(), *provenance())  # lends names and types; never created
_columns = _fact.c
_as_of_day = sa.cast(sa.func.timezone("Europe/London", _columns.as_of), sa.Date)  # a UK date, as all dates here are


class Provenance(Embedded):
    """Where a fact came from, how sure its source is of it, and how fresh it is (DPA 2018 s.38)."""

    table = _fact

    source_system = column(_columns.source_system, "The system that supplied it.")
    source_reference = column(_columns.source_reference, "Its reference in that system.")
    as_of = column(_columns.as_of, "The moment at which the source says it was so.")
    received_at = column(_columns.received_at, "When it reached the joint record.")
    assertion = column(_columns.assertion, "Whether it is a fact, an assessment or intelligence.")
    data_subject_category = column(_columns.subject_category, "Whom it concerns: the convicted person, a victim, ...")
    reliability = column(_columns.reliability, "How far the source itself vouches for it.")
    age_in_days = column(
        sa.type_coerce(TODAY - _as_of_day, sa.Integer), "How many days ago it was last known to be so."
    )
