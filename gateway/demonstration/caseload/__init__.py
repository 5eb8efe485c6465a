"""The synthetic caseload: people who never lived, with whole lives, in the proportions that were published.

    seed(dsn, Recipe(cases=2_000, seed=1, today=date.today(), issuer="http://127.0.0.1:8001"))

Everything follows from the seed, the number of cases and the day; no clock and no other randomness is read, so the
same three give the same rows, keys included. Names are drawn from lists, places do not exist, postcodes cannot, and
numbers of people carry letters and ranges that are not given out.
"""

from gateway.demonstration.caseload.demonstration_case import DEMONSTRATION_CASE
from gateway.demonstration.caseload.load import Progress, Recipe, SeedRefusedError, SeedReport, seed

__all__ = ["DEMONSTRATION_CASE", "Progress", "Recipe", "SeedRefusedError", "SeedReport", "seed"]
