# Who refers a case for level 2 or 3, and who screens it. How to read this: common.polar.

# A referral is about a case and what is in it.
on_a_case(act) if act in ["start_referral", "withdraw_referral"];

# A case is referred so that risk is managed, a release is planned or a meeting is prepared.
furthers(act, purpose) if
    act in ["start_referral", "withdraw_referral"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting"];

# Whoever manages the person refers them, whichever responsible authority they work for.
# Source: Guidance 6 and 7; MAPPA A (referral to level 2 or 3).
entrust("referral.managers-refer-their-cases", role, agency, "start_referral", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# A senior probation officer refers the cases of the area that they oversee.
# Source: nDelius practice (level 1 review: refer to level 2 or 3, endorsed by a senior probation officer).
entrust(
    "referral.seniors-refer-cases-of-their-area", "senior_probation_officer", "probation", "start_referral", "area",
    _ownership
);

# Whoever represents an agency or body on a case refers it: any agency may. Source: Guidance 3 and 7; CJA s.325(3).
entrust(
    "referral.representatives-refer-cases", "agency_representative", agency, "start_referral", "convened", _ownership
) if
    responsible_authority(agency) or agency = "partner";

# Only the agency that made a referral takes it back, by whoever of it could have made it.
entrust("referral.managers-withdraw-what-their-agency-referred", role, agency, "withdraw_referral", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust(
    "referral.seniors-withdraw-what-probation-referred", "senior_probation_officer", "probation", "withdraw_referral",
    "area", "own"
);

# So does whoever represents the agency or body on the case.
entrust(
    "referral.representatives-withdraw-what-they-referred", "agency_representative", agency, "withdraw_referral",
    "convened", "own"
) if
    responsible_authority(agency) or agency = "partner";
