# Who records what a meeting decided: the plan, disclosure, what the offender is told. How to read this: common.polar.

# What a meeting decides is about a case.
on_a_case(act) if
    act in [
        "record_risk_management_plan", "record_disclosure_decision", "confirm_disclosure", "record_offender_informed",
        "confirm_offender_informed"
    ];

# It is recorded where meetings are prepared and held, risk is managed and the arrangements are run.
furthers(act, purpose) if
    act in ["record_risk_management_plan", "record_disclosure_decision", "record_offender_informed"] and
    purpose in ["prepare_meeting", "manage_risk", "coordinate_arrangements"];

# Somebody is told so that risk is managed and children are protected; that they were is said for the same purposes.
furthers(act, purpose) if
    act in ["confirm_disclosure", "confirm_offender_informed"] and
    purpose in ["prepare_meeting", "manage_risk", "safeguard_children", "coordinate_arrangements"];

# The co-ordination unit writes down the plan that the meeting made.
# Source: Guidance 12 (the plan of the meeting); Matrix, co-ordinator and administrator (minutes).
entrust("decisions.the-unit-records-plans", role, "coordination", "record_risk_management_plan", standing, _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    standing in ["convened", "coordinating"];

# So does whoever manages the person: the lead agency brings the plan. Source: MAPPA K and L (initial plan by the lead).
entrust("decisions.managers-record-plans", role, agency, "record_risk_management_plan", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# What is decided on telling others, and on telling the offender, a co-ordinator records for the meeting.
# Source: Guidance 10 (considered at every meeting); Matrix, administrator (reasons of decisions masked).
entrust("decisions.coordinators-record", "mappa_coordinator", "coordination", act, standing, _ownership) if
    standing in ["convened", "coordinating"] and
    act in [
        "record_disclosure_decision", "record_offender_informed", "confirm_disclosure", "confirm_offender_informed"
    ];

# So does its chair. Source: MAPPA D (disclosure is the chair's decision).
entrust("decisions.chairs-record", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["record_disclosure_decision", "record_offender_informed"];

# Whoever manages the person tells them, and tells others where their agency was to: they say that it was done.
# Source: Guidance 10; statutory returns practice (what was told is recorded).
entrust("decisions.managers-confirm", role, agency, act, standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["confirm_disclosure", "confirm_offender_informed"];
