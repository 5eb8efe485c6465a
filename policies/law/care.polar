# Who refers children to those who protect them, and who sees to accredited programmes. How to read this: common.polar.

# All of it is about a case.
on_a_case(act) if
    act in [
        "refer_children", "record_safeguarding_answer", "record_programme_eligibility", "offer_programme",
        "start_programme", "complete_programme", "end_programme_early", "record_programme_not_offered",
        "list_care_exception", "end_care_exception"
    ];

# Children are referred to protect them, wherever somebody who may harm them is discussed.
furthers(act, purpose) if
    act in ["refer_children", "record_safeguarding_answer"] and
    purpose in ["safeguard_children", "manage_risk", "plan_release", "prepare_meeting"];

# A programme lowers the risk, and is planned for with the release.
furthers(act, purpose) if
    act in [
        "record_programme_eligibility", "offer_programme", "start_programme", "complete_programme",
        "end_programme_early", "record_programme_not_offered"
    ] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting"];

# Whoever manages the person refers children. Source: Children Act 2004 s.11 (police, prisons and probation have regard
# to the welfare of children).
entrust("care.managers-refer-children", role, agency, "refer_children", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# The agency that made the referral records the answer.
entrust("care.managers-record-the-answer", role, agency, "record_safeguarding_answer", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# Probation's managers see to programmes. Source: the joint inspection of sexual offenders (programmes not taken up).
entrust("care.managers-record-eligibility", role, "probation", "record_programme_eligibility", standing, _ownership) if
    role in ["community_offender_manager", "senior_probation_officer"] and
    standing in ["assigned", "convened"];

# And to what becomes of them.
entrust("care.managers-see-to-programmes", role, "probation", act, standing, "own") if
    role in ["community_offender_manager", "senior_probation_officer"] and
    standing in ["assigned", "convened"] and
    act in [
        "offer_programme", "start_programme", "complete_programme", "end_programme_early",
        "record_programme_not_offered"
    ];

# A manager is missing where risk is managed and a release planned, and the list is kept where the arrangements are run.
furthers(act, purpose) if
    act in ["list_care_exception", "end_care_exception"] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "coordinate_arrangements"];

# Nobody excepts a case of their own: a senior probation officer does so for the area, who does not manage the person.
# Source: joint care of sexual offenders in custody (two managers, or on the exceptions list).
entrust("care.seniors-keep-the-exceptions-list", "senior_probation_officer", "probation", act, "area", _ownership) if
    act in ["list_care_exception", "end_care_exception"];

# The co-ordination unit keeps the list of the area, for prison and probation alike. Source: Guidance 28.
entrust("care.coordinators-keep-the-exceptions-list", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["list_care_exception", "end_care_exception"];
