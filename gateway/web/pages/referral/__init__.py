"""One referral: its parts, what agencies were asked for, its screenings, and what may be done with it."""
