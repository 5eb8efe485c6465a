"""Who works in an area, and in which role: those whom a meeting can be chaired by and whom it can ask to come.

A view over the directory, which belongs to the gateway: it shows who may be asked, and nothing of how they sign in.
``CREATE`` is the view as it was first made. Since migration 0057 it gives those who are active, in roles in force;
since 0078 a row for each post, an area that was opened with a role being that role's alone.
"""

from sqlalchemy import Column, Date, SmallInteger, Table, Text, Uuid

from agencies.coordination.summary import views
from agencies.holdings import vocabulary
from policies.vocabulary import Role

practitioner = Table(
    "practitioner",
    views,
    Column("id", Uuid, primary_key=True),
    Column("principal_id", Uuid),
    Column("reference", Text),
    Column("area_id", SmallInteger),
    Column("name", Text),
    Column("agency", Text),  # the code of their agency or body
    vocabulary("role", Role),
    Column("valid_from", Date),
    Column("valid_until", Date),
    schema="coordination",
)

CREATE = """
create view coordination.practitioner as
select md5(concat_ws('|', p.id, a.area_id, r.role))::uuid as id, p.id as principal_id, p.id::text as reference,
    a.area_id, p.name, p.owner as agency, upper(r.role) as role,
    greatest(a.valid_from, r.valid_from) as valid_from, least(a.valid_until, r.valid_until) as valid_until
from directory.principal p
join directory.principal_area a on a.principal_id = p.id
join directory.principal_role r on r.principal_id = p.id
where not p.suspended and p.agency in ('police', 'prison', 'probation', 'partner', 'coordination')
    and r.role <> 'agency_system'
"""
