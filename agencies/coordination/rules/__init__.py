"""The rules on which the process rests, as pure functions over facts and dated rows: no database, no clock.

A rule gives dates, not verdicts of today: what is stored of it stays right while time passes, and a reader compares it
with the day. What no source settles is a row with ``verified`` false, and a fact that is missing gives "not known".
"""
