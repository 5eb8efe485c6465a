# Who refers a case for level 2 or 3, who screens it, and who answers what is asked. How to read this: common.polar.

# A referral is about a case and what is in it.
on_a_case(act) if
    act in [
        "start_referral", "complete_referral_part", "submit_referral", "withdraw_referral", "screen_referral",
        "request_information", "provide_information", "decline_information", "cancel_information_request",
        "remind_of_information"
    ];

# A case is referred so that risk is managed, a release is planned or a meeting is prepared.
furthers(act, purpose) if
    act in ["start_referral", "complete_referral_part", "submit_referral", "withdraw_referral"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting"];

# It is screened, and information is asked for, to run the arrangements.
furthers(act, purpose) if
    act in ["screen_referral", "request_information", "cancel_information_request", "remind_of_information"] and
    purpose in ["coordinate_arrangements", "prepare_meeting", "manage_risk"];

# What is asked for is given or refused by those who manage risk, plan a release or prepare a meeting: for those purposes
# they are shown in words what is asked, and nobody answers what they are not shown.
furthers(act, purpose) if
    act in ["provide_information", "decline_information"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting"];

# Whoever manages the person refers them, whichever responsible authority they work for, and fills in the form, also of
# a referral that another agency began: each part of it has an agency that knows.
# Source: Guidance 6 and 7; MAPPA A (each field names the agency that completes it).
entrust("referral.managers-refer-their-cases", role, agency, act, standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["start_referral", "complete_referral_part"];

# A senior probation officer refers the cases of the area that they oversee.
# Source: nDelius practice (level 1 review: refer to level 2 or 3, endorsed by a senior probation officer).
entrust(
    "referral.seniors-refer-cases-of-their-area", "senior_probation_officer", "probation", act, "area", _ownership
) if
    act in ["start_referral", "complete_referral_part"];

# Whoever represents an agency or body on a case refers it: any agency may. Source: Guidance 3 and 7; CJA s.325(3).
entrust("referral.representatives-refer-cases", "agency_representative", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "partner") and
    act in ["start_referral", "complete_referral_part"];

# Only the agency that made a referral sends it or takes it back, by whoever of it could have made it.
entrust("referral.managers-send-what-their-agency-referred", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["submit_referral", "withdraw_referral"];

# So does a senior probation officer, in the area.
entrust("referral.seniors-send-what-probation-referred", "senior_probation_officer", "probation", act, "area", "own") if
    act in ["submit_referral", "withdraw_referral"];

# So does whoever represents the agency or body on the case.
entrust("referral.representatives-send-what-they-referred", "agency_representative", agency, act, "convened", "own") if
    (responsible_authority(agency) or agency = "partner") and
    act in ["submit_referral", "withdraw_referral"];

# The co-ordination unit screens the referrals of its area, and asks agencies for what it still needs.
# Source: Guidance 28; nDelius practice (referral outcomes).
entrust("referral.coordinators-screen", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["screen_referral", "request_information", "cancel_information_request", "remind_of_information"];

# Whoever is asked answers, for their own agency, or refuses and says why: police, prison and probation by those who
# manage the person. Those of the agency who work in the area stand as convened to the request, and to nothing else of
# the case, so that it reaches them. Source: CJA s.325(3) and (4); a refusal to share is recorded (Guidance 10).
entrust("referral.managers-answer-for-their-agency", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["provide_information", "decline_information"];

# Probation also by its senior officer in the area.
entrust("referral.seniors-answer-for-probation", "senior_probation_officer", "probation", act, "area", "own") if
    act in ["provide_information", "decline_information"];

# Intelligence desks and prison security answer on the cases they are on: what they hold, they decide to share.
# Source: Matrix, police-owned and prison-owned intelligence.
entrust("referral.desks-answer-for-their-agency", role, agency, act, standing, "own") if
    ((role = "police_intelligence" and agency = "police") or (role = "prison_security" and agency = "prison")) and
    standing in ["assigned", "convened"] and
    act in ["provide_information", "decline_information"];

# Whoever represents an agency or body on the case answers for it. Source: Guidance 3; CJA s.325(3).
entrust("referral.representatives-answer-for-their-body", "agency_representative", agency, act, "convened", "own") if
    (responsible_authority(agency) or agency = "partner") and
    act in ["provide_information", "decline_information"];
