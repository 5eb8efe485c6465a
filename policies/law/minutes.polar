# Who minutes a meeting, who writes which section, and who agrees. How to read this: common.polar.

# Minutes are about a case and what was said of it.
on_a_case(act) if
    act in [
        "begin_minutes", "add_minutes_section", "write_minutes_section", "release_minutes_section", "circulate_minutes",
        "agree_minutes", "amend_minutes", "ask_minutes_correction", "accept_minutes_correction",
        "decline_minutes_correction"
    ];

# They are written and agreed for the meeting, where risk is managed and the arrangements are run.
furthers(act, purpose) if
    act in [
        "begin_minutes", "add_minutes_section", "write_minutes_section", "release_minutes_section", "circulate_minutes",
        "agree_minutes", "amend_minutes", "ask_minutes_correction", "accept_minutes_correction",
        "decline_minutes_correction"
    ] and
    purpose in ["prepare_meeting", "manage_risk", "coordinate_arrangements"];

# The co-ordination unit of the area takes the minutes, writes any section that it sees, and circulates them.
# Source: Matrix, MAPPA co-ordinator and administrator (minutes: read and write; draft).
entrust("minutes.the-unit-takes-minutes", role, "coordination", act, standing, _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    standing in ["convened", "coordinating"] and
    act in ["begin_minutes", "add_minutes_section", "write_minutes_section", "circulate_minutes"];

# A co-ordinator begins an amendment of what was agreed. Source: Guidance 13b; Matrix, administrator (draft alone).
entrust("minutes.coordinators-amend", "mappa_coordinator", "coordination", "amend_minutes", standing, _ownership) if
    standing in ["convened", "coordinating"];

# Whoever manages the person for a responsible authority adds what their agency has to say.
# Source: Guidance 9.2 and 13b (what an agency contributes stays its own).
entrust("minutes.managers-add-for-their-agency", role, agency, "add_minutes_section", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# They write the sections that are their agency's, and no other.
entrust("minutes.managers-write-for-their-agency", role, agency, "write_minutes_section", standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# Whoever represents an agency or body at the meeting adds what it has to say. Source: Guidance 3; CJA s.325(3).
entrust(
    "minutes.representatives-add-for-their-body", "agency_representative", agency, "add_minutes_section", "convened",
    _ownership
) if
    responsible_authority(agency) or agency = "partner";

# They write the sections that are their agency's or body's, and no other.
entrust(
    "minutes.representatives-write-for-their-body", "agency_representative", agency, "write_minutes_section", "convened",
    "own"
) if
    responsible_authority(agency) or agency = "partner";

# The chair agrees the minutes for the meeting, and releases what its owner left to the chair.
# Source: Matrix, chair (approves; grants the restricted part); Guidance 13b.
entrust("minutes.chairs-agree-and-release", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["agree_minutes", "release_minutes_section"];

# Whoever manages the person says what is wrong in what was circulated, for an agency that was there.
# Source: Guidance 13b (accurate; different viewpoints are reflected).
entrust("minutes.managers-ask-for-corrections", role, agency, "ask_minutes_correction", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does whoever represents an agency or body at the meeting.
entrust(
    "minutes.representatives-ask-for-corrections", "agency_representative", agency, "ask_minutes_correction",
    "convened", _ownership
) if
    responsible_authority(agency) or agency = "partner";

# A co-ordinator answers, for the meeting.
entrust("minutes.coordinators-answer-corrections", "mappa_coordinator", "coordination", act, standing, _ownership) if
    standing in ["convened", "coordinating"] and
    act in ["accept_minutes_correction", "decline_minutes_correction"];

# So does the agency whose contribution it is: what it holds back nobody else may read. Source: Guidance 9.2.
entrust("minutes.managers-answer-for-their-contribution", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["accept_minutes_correction", "decline_minutes_correction"];

# And the body, by whoever represents it at the meeting.
entrust(
    "minutes.representatives-answer-for-their-contribution", "agency_representative", agency, act, "convened", "own"
) if
    (responsible_authority(agency) or agency = "partner") and
    act in ["accept_minutes_correction", "decline_minutes_correction"];
