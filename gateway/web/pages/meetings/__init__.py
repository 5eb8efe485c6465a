"""Meetings: as a list, a week or a month; and one meeting."""
