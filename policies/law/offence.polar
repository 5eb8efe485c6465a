# Who notifies a serious further offence, and who records what is decided on it. How to read this: common.polar.

# It is about a case, and in category 4 about a terrorism case: for those with clearance, as the law has it for every act.
on_a_case(act) if
    act in [
        "notify_serious_offence", "acknowledge_serious_offence", "decide_serious_case_review",
        "conclude_serious_case_review"
    ];

# It is notified for whichever purpose somebody works on the case.
furthers("notify_serious_offence", purpose) if
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "coordinate_arrangements"];

# It is acknowledged, decided and concluded to run the arrangements, or to manage risk.
furthers(act, purpose) if
    act in ["acknowledge_serious_offence", "decide_serious_case_review", "conclude_serious_case_review"] and
    purpose in ["coordinate_arrangements", "manage_risk"];

# Whoever manages the person notifies it. Source: Guidance 20.
entrust("offence.managers-notify", role, agency, "notify_serious_offence", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust(
    "offence.seniors-notify", "senior_probation_officer", "probation", "notify_serious_offence", "area", _ownership
);

# So does whoever represents an agency or body on the case.
entrust(
    "offence.representatives-notify", "agency_representative", agency, "notify_serious_offence", "convened",
    _ownership
) if
    responsible_authority(agency) or agency = "partner";

# The co-ordination unit notifies too, acknowledges, and records what the Strategic Management Board decides and what the
# review finds: members of the board see no case here. Source: Guidance 20 and 28.
entrust(
    "offence.coordinators-record", "mappa_coordinator", "coordination", act, "coordinating", _ownership
) if
    act in [
        "notify_serious_offence", "acknowledge_serious_offence", "decide_serious_case_review",
        "conclude_serious_case_review"
    ];
