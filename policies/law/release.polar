# Who plans a release, and sees to each part of the plan. How to read this: common.polar.

# The plan for a release is about a case.
on_a_case(act) if
    act in [
        "begin_release_plan", "take_up_release_part", "report_on_release_part", "complete_release_part",
        "dispense_with_release_part", "reopen_release_part"
    ];

# It is begun and carried out to plan the release, to manage the risk, or for a meeting.
furthers(act, purpose) if
    act in [
        "begin_release_plan", "take_up_release_part", "report_on_release_part", "complete_release_part",
        "dispense_with_release_part", "reopen_release_part"
    ] and
    purpose in ["plan_release", "manage_risk", "prepare_meeting", "coordinate_arrangements"];

# What victims ask of the licence is passed on by their liaison officer.
furthers(act, "contact_victim") if
    act in ["take_up_release_part", "report_on_release_part", "complete_release_part", "dispense_with_release_part"];

# The prison's and the community's manager begin the plan. Source: Guidance 15 (release planning, handover).
entrust("release.managers-begin-the-plan", role, agency, "begin_release_plan", standing, _ownership) if
    manages_for(role, agency) and
    agency in ["prison", "probation"] and
    standing in ["assigned", "convened"];

# So does a senior probation officer, in the area.
entrust("release.seniors-begin-the-plan", "senior_probation_officer", "probation", "begin_release_plan", "area", _ownership);

# The co-ordinator of the area begins a plan that nobody began, and reopens a part that no longer holds.
# Source: Guidance 28.
entrust("release.coordinators-begin-and-reopen", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["begin_release_plan", "reopen_release_part"];

# Whose a part is sees to it: those who manage the person, for their agency.
entrust("release.managers-see-to-the-parts-of-their-agency", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    agency in ["prison", "probation"] and
    standing in ["assigned", "convened"] and
    act in [
        "take_up_release_part", "report_on_release_part", "complete_release_part", "dispense_with_release_part",
        "reopen_release_part"
    ];

# For probation also its senior officer in the area.
entrust("release.seniors-see-to-the-parts-of-probation", "senior_probation_officer", "probation", act, "area", "own") if
    act in [
        "take_up_release_part", "report_on_release_part", "complete_release_part", "dispense_with_release_part",
        "reopen_release_part"
    ];

# The victim liaison officer of the case passes on what victims ask, or that they ask nothing. Guidance on victims.
entrust("release.victim-liaison-sees-to-conditions", "victim_liaison_officer", "probation", act, "assigned", "own") if
    act in ["take_up_release_part", "report_on_release_part", "complete_release_part", "dispense_with_release_part"];

# Prison security tells what the prison knows. Source: inspection of HMP High Down (security and offender management
# were not joined up).
entrust("release.security-tells-what-the-prison-knows", "prison_security", "prison", act, standing, "own") if
    standing in ["assigned", "convened"] and
    act in ["take_up_release_part", "report_on_release_part", "complete_release_part"];
