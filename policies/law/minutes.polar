# Who minutes a meeting, who writes which section, and who agrees. How to read this: common.polar.

# Minutes are about a case and what was said of it.
on_a_case(act) if
    act in [
        "begin_minutes", "add_minutes_section", "write_minutes_section", "release_minutes_section", "circulate_minutes",
        "agree_minutes", "amend_minutes"
    ];

# They are written and agreed for the meeting, where risk is managed and the arrangements are run.
furthers(act, purpose) if
    act in [
        "begin_minutes", "add_minutes_section", "write_minutes_section", "release_minutes_section", "circulate_minutes",
        "agree_minutes", "amend_minutes"
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
