# Who audits how well cases are managed and meetings held: a sample that chance drew. How to read this: common.polar.

# A sample is about no case; the audit of a case, or of a meeting on cases, is.
on_no_case(act) if act in ["draw_audit_sample", "close_audit_sample"];

# What is drawn and audited is so as a case.
on_a_case(act) if act in ["record_case_audit", "record_meeting_audit"];

# A sample is drawn and closed to watch how well the arrangements do, and to run them.
furthers(act, purpose) if
    act in ["draw_audit_sample", "close_audit_sample"] and
    purpose in ["coordinate_arrangements", "monitor_performance"];

# To audit a case or a meeting, what was managed and minuted is read, for which counts would not do.
furthers(act, purpose) if
    act in ["record_case_audit", "record_meeting_audit"] and
    purpose in ["coordinate_arrangements", "manage_risk", "prepare_meeting"];

# The co-ordination unit of the area draws samples, audits what was drawn and closes them. Never as one who has a part in
# the case or the meeting: nobody audits their own. Source: MAPPA K and L (audits); Guidance 28 and 31.
entrust("quality.coordinators-draw-and-audit", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["draw_audit_sample", "record_case_audit", "record_meeting_audit", "close_audit_sample"];

# A senior probation officer audits in the area, who does not manage the case and was not asked to the meeting.
# Source: MAPPA K and L (the auditor is of any agency).
entrust("quality.seniors-audit-in-their-area", "senior_probation_officer", "probation", act, "area", _ownership) if
    act in ["record_case_audit", "record_meeting_audit"];
