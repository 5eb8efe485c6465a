# Who shares what was minuted beyond the meeting, and who says so. How to read this: common.polar.

# Minutes, and what is told of them, are about a case.
on_a_case(act) if
    act in [
        "write_executive_summary", "check_executive_summary", "agree_executive_summary", "request_onward_sharing",
        "agree_onward_sharing", "refuse_onward_sharing", "withdraw_onward_sharing", "carry_out_onward_sharing",
        "record_off_system_disclosure"
    ];

# A summary is written for the person, and minutes are shared onward, where the arrangements are run and risk is managed.
furthers(act, purpose) if
    act in [
        "write_executive_summary", "check_executive_summary", "agree_executive_summary", "request_onward_sharing",
        "agree_onward_sharing", "refuse_onward_sharing", "withdraw_onward_sharing", "carry_out_onward_sharing"
    ] and
    purpose in ["prepare_meeting", "manage_risk", "coordinate_arrangements"];

# Whatever somebody is told for, it is recorded for the same purpose.
furthers("record_off_system_disclosure", purpose) if
    purpose in ["manage_risk", "prepare_meeting", "safeguard_children", "coordinate_arrangements"];

# A co-ordinator writes the summary, and one who did not write it checks it.
# Source: Guidance 13b (executive summary; the details are unsourced), 9.2 (requests go to whoever holds the item).
entrust("sharing.coordinators-write-and-check-summaries", "mappa_coordinator", "coordination", act, standing, _ownership) if
    standing in ["convened", "coordinating"] and
    act in ["write_executive_summary", "check_executive_summary"];

# So may whoever manages the person, who knows what must not come out.
entrust("sharing.managers-check-summaries", role, agency, "check_executive_summary", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# Whoever manages the person asks the chair before anything of the minutes leaves the meeting. Source: MAPPA D.
entrust("sharing.managers-ask-to-share", role, agency, "request_onward_sharing", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does whoever represents an agency or body at the meeting.
entrust(
    "sharing.representatives-ask-to-share", "agency_representative", agency, "request_onward_sharing", "convened",
    _ownership
) if
    responsible_authority(agency) or agency = "partner";

# The chair agrees the summary, and decides what is shared onward. Source: MAPPA D (only with the chair's agreement).
entrust("sharing.chairs-decide", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["agree_executive_summary", "agree_onward_sharing", "refuse_onward_sharing", "withdraw_onward_sharing"];

# What the chair agreed, the agency that asked shares, and says so; or it says that it is not to be shared after all.
# Source: MAPPA D; DPA s.62 (disclosure is logged).
entrust("sharing.managers-share-what-was-agreed", role, agency, act, standing, "own") if
    manages_for(role, agency) and
    standing in ["assigned", "convened"] and
    act in ["carry_out_onward_sharing", "withdraw_onward_sharing"];

# So does whoever represents it, for what their own asked.
entrust("sharing.representatives-share-what-was-agreed", "agency_representative", agency, act, "convened", "own") if
    (responsible_authority(agency) or agency = "partner") and
    act in ["carry_out_onward_sharing", "withdraw_onward_sharing"];

# The co-ordination unit records that it was shared, for an agency that told it so.
entrust(
    "sharing.coordinators-record-what-was-shared", "mappa_coordinator", "coordination", "carry_out_onward_sharing",
    standing, _ownership
) if
    standing in ["convened", "coordinating"];

# Whoever told somebody something of a case off the system says so: those who manage the person.
# Source: DPA s.62 (disclosure is logged); policing guidance (telling, showing and printing are disclosure).
entrust("sharing.managers-say-what-they-told", role, agency, "record_off_system_disclosure", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# Those who represent an agency or body, and chairs.
entrust(
    "sharing.whoever-is-convened-says-what-they-told", role, agency, "record_off_system_disclosure", "convened",
    _ownership
) if
    (role = "agency_representative" and (responsible_authority(agency) or agency = "partner")) or
    (role = "chair" and (responsible_authority(agency) or agency = "coordination"));

# And co-ordinators.
entrust(
    "sharing.coordinators-say-what-they-told", "mappa_coordinator", "coordination", "record_off_system_disclosure",
    standing, _ownership
) if
    standing in ["convened", "coordinating"];
