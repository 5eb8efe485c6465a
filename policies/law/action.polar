# Who sets an action, does it, and verifies that it is done. How to read this: common.polar.

# An action is set on a case.
on_a_case(act) if
    act in [
        "set_action", "accept_action", "complete_action", "report_action_not_possible", "close_action",
        "return_action", "withdraw_action", "reassign_action", "extend_action", "escalate_action"
    ];

# It is set and done to manage the risk, to plan a release, to prepare or hold a meeting, or to protect children.
furthers(act, purpose) if
    act in [
        "set_action", "accept_action", "complete_action", "report_action_not_possible", "reassign_action",
        "extend_action"
    ] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "coordinate_arrangements"];

# A victim liaison officer does what was agreed for the victim.
furthers(act, "contact_victim") if
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# Whether it was done is verified where the arrangements are run.
furthers(act, purpose) if
    act in ["close_action", "return_action", "withdraw_action", "escalate_action"] and
    purpose in ["coordinate_arrangements", "prepare_meeting", "manage_risk"];

# Whoever manages the person sets actions, in a meeting or outside one. Source: Guidance 13b (actions are allocated,
# with an owner and a day); SCR form (each action has an owner and a deadline).
entrust("action.managers-set-actions", role, agency, "set_action", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust("action.seniors-set-actions", "senior_probation_officer", "probation", "set_action", "area", _ownership);

# So does whoever is at the table: the chair, and those who represent an agency or body.
entrust("action.whoever-is-convened-sets-actions", role, agency, "set_action", "convened", _ownership) if
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner")) or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination"));

# The co-ordination unit sets actions, also by its administrator, who writes down what a meeting agreed.
entrust("action.the-unit-sets-actions", role, "coordination", "set_action", "coordinating", _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"];

# Whose an action is takes it on, does it, or says why not, and may pass it on within the agency, which the process sees
# to: those who manage the person, for their agency.
entrust("action.managers-do-the-actions-of-their-agency", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# For probation also its senior officer in the area.
entrust("action.seniors-do-the-actions-of-probation", "senior_probation_officer", "probation", act, "area", "own") if
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# The victim liaison officer of the case does what probation is to do for the victim.
entrust("action.victim-liaison-does-actions", "victim_liaison_officer", "probation", act, "assigned", "own") if
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# Intelligence desks and prison security do what falls to their agency on the cases they are on.
entrust("action.desks-do-the-actions-of-their-agency", role, agency, act, standing, "own") if
    ((role = "police_intelligence" and agency = "police") or (role = "prison_security" and agency = "prison")) and
    standing in ["assigned", "convened"] and
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# Whoever represents an agency or body does what falls to it. Source: CJA s.325(3).
entrust("action.representatives-do-the-actions-of-their-body", "agency_representative", agency, act, "convened", "own") if
    (responsible_authority(agency) or agency = "partner") and
    act in ["accept_action", "complete_action", "report_action_not_possible", "reassign_action"];

# The co-ordination unit does what falls to it.
entrust("action.the-unit-does-its-actions", role, "coordination", act, "coordinating", "own") if
    role in ["mappa_coordinator", "mappa_administrator"] and
    act in ["accept_action", "complete_action", "report_action_not_possible"];

# The co-ordinator of the area verifies what was done, returns what was not, gives an action to another agency, extends
# it, and takes further what is overdue. Source: Guidance 28 (co-ordination).
entrust("action.coordinators-verify-and-pursue", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in [
        "close_action", "return_action", "withdraw_action", "reassign_action", "extend_action", "escalate_action"
    ];

# The chair of a meeting on the case extends an action, or withdraws it, as the meeting agrees.
entrust("action.chairs-extend-and-withdraw", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["extend_action", "withdraw_action"];
