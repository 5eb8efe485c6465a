"""The case: who, in which area, in which category and at which level, now and before."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, SmallInteger, Table, Text, Uuid, func, text

from agencies.coordination.columns import of_case, recorded, versioned
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, QualifyingReason
from agencies.holdings import key, lasting, metadata, vocabulary
from policies.vocabulary import Handling

# A MAPPA area: 42 of them, aligned with police forces (mappa.md 1.5). Reference data; the number is stable.
area = Table(
    "area",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("region", Text, nullable=False),  # the probation delivery region, by which annual reports are published
    CheckConstraint("id BETWEEN 1 AND 42", name="id"),
    schema="coordination",
)

# One person under MAPPA; one case for each. Category and level here are the present ones of the histories below.
case = Table(
    "case",
    metadata,
    key(),
    Column("reference", Text, nullable=False, unique=True),  # MAPPA-07-000123
    Column("person_id", Uuid, ForeignKey("person.person.id"), nullable=False, unique=True),
    Column("area_id", SmallInteger, ForeignKey("coordination.area.id"), nullable=False),
    Column("handling", SmallInteger, nullable=False, server_default=str(Handling.ORDINARY.stored)),
    vocabulary("category", Category),
    Column("category_raw", Text),  # the code as received, kept where it was not recognised
    vocabulary("level", Level),
    Column("level_raw", Text),
    Column("level_set_on", Date),
    vocabulary("qualifying_reason", QualifyingReason),
    Column("qualified_on", Date),
    vocabulary("status", CaseStatus),
    vocabulary("lead_agency", LeadAgency),
    Column("entered_on", Date),
    Column("exit_due_on", Date),
    Column("exited_on", Date),
    Column("next_review_due", Date),
    Column("last_reviewed_on", Date),
    *recorded(),
    versioned(),
    CheckConstraint(f"handling BETWEEN 0 AND {len(Handling) - 1}", name="handling"),
    schema="coordination",
)
# Lists are sorted by the next review, cases without one last: NULL is read as infinity, so that the index serves.
_next_review = func.coalesce(case.c.next_review_due, text("'infinity'::date"))
Index("case_area_review_idx", case.c.area_id, _next_review, case.c.id)
Index("case_review_idx", _next_review, case.c.id)
Index("case_handling_idx", case.c.handling, case.c.id, postgresql_where=case.c.handling > 0)
Index(  # counts by level, and who is looked for among the cases of an area first: read from the index alone
    "case_area_level_idx",
    case.c.area_id,
    case.c.level,
    case.c.handling,
    postgresql_include=["id", "person_id"],
)

# Each category the case has been in; the open row is the present one (nothing is overwritten).
category_history = Table(
    "category_history",
    metadata,
    key(),
    of_case(),
    vocabulary("category", Category),
    Column("category_raw", Text),
    vocabulary("qualifying_reason", QualifyingReason),
    *lasting(),
    Column("reason", Text),
    *recorded(),
    schema="coordination",
)

# Each level the case has been managed at; the open row is the present one (nothing is overwritten).
level_history = Table(
    "level_history",
    metadata,
    key(),
    of_case(),
    vocabulary("level", Level),
    Column("level_raw", Text),
    Column("decision_id", Uuid, ForeignKey("coordination.level_decision.id"), index=True),
    *lasting(),
    *recorded(),
    schema="coordination",
)
