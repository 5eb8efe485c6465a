"""Who has seen a case, as the access record tells it: by agency, roles, purpose and day, and nobody by name."""

from sqlalchemy import ARRAY, Column, Date, MetaData, Table, Text, Uuid

# Kept apart from the tables' metadata: a view is made by its migration and holds nothing of its own.
views = MetaData()

# Once for a day however often it was seen. Whoever looks into accesses is not in it, nor are intelligence desks and
# prison security: what those look into is theirs to tell.
case_access = Table(
    "case_access",
    views,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid),
    Column("lead", Text),  # the owner code of the agency that leads the case; the co-ordination unit's where none does
    Column("agency", Text),
    Column("roles", ARRAY(Text)),
    Column("purpose", Text),
    Column("seen_on", Date),
    schema="coordination",
)
