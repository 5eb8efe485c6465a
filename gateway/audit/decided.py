"""How accesses were decided, in numbers: for whoever keeps the law, who is shown no entry of the record.

A number is of entries in which a kind of information was shown, withheld or left to each item's owner, in one place, to
people in the same roles who asked for the same purpose. It names nobody, no case, no area and no day. As in every table
that is published (``agencies.coordination.summary``) it is rounded to the nearest five, and there is none under five.

It is of the newest ten thousand entries of each day's last 31 days: a page is read while somebody waits.
"""

from sqlalchemy import ARRAY, Boolean, Column, Date, Integer, Table, Text, Uuid

from gateway.audit.tables import views

decided = Table(
    "decided",
    views,
    Column("id", Uuid),
    Column("as_at", Date),  # the reader's day
    Column("agency", Text),  # in the words of the law: of a body no more than that it is one
    Column("roles", ARRAY(Text)),
    Column("purpose", Text),
    Column("standing", Text),
    Column("handling", Text),
    Column("data_class", Text),
    Column("verdict", Text),
    Column("shared", Boolean),
    Column("times", Integer),
)
