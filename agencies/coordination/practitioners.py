"""Who works in an area, and in which role: those whom a meeting can be chaired by and whom it can ask to come.

A view over the directory, which belongs to the gateway: it shows who may be asked, and nothing of how they sign in.
It gives those who are active, in roles in force, a row for each post; an area that was opened with a role is that
role's alone.
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
