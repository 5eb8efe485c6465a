# One rule more than the law has, for the benchmark alone, so that a principal is measured from whom half of what is
# asked for is withheld. It is loaded for every principal; it withholds only from this role.

# Who a person is, senior probation officers are not shown for cases of the area that are not theirs. Source: none.
withheld(
    "common.benchmark-withholds-half", "senior_probation_officer", _clearance, "identity", "area", _handling, _item, _ownership
);
