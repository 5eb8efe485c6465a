# Who takes out of the platform what a question answers, as a file. How to read this: common.polar.

# What is taken out tells of cases. A draft of minutes is no record of the meeting yet, and is taken out by nobody, not by
# the unit either: it is read and written here until it is circulated (schema/records/minutes.py).
# Source: Matrix, chair (approves the minutes); Guidance 13b (minutes are accurate); DPA s.38 (accuracy); our own caution.
on_a_case("export");

# It is taken out where the arrangements are run. A list serves to see to reviews, or to check the area's numbers.
furthers("export", "coordinate_arrangements");

# The co-ordination unit takes out what it is shown of the cases of its area and of its meetings, and nobody else takes
# out any of a case but its minutes: a file is kept by no law and asks for no purpose. Under an emergency grant nothing is taken out.
# Source: DPA s.37 (no more than is needed), s.40 (security); Guidance 28; our own caution.
entrust("export.the-unit-exports", role, "coordination", "export", standing, _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    standing in ["assigned", "convened", "coordinating"];

# The minutes of a case at a meeting are taken out by an act of their own, and with it nothing else.
on_a_case("export_minutes");

# They are taken to the meeting they prepare, and into the file of whoever manages the risk.
furthers("export_minutes", purpose) if purpose in ["prepare_meeting", "manage_risk"];

# Whoever manages the person for a responsible authority takes out the minutes as they are shown them: their agency's own file
# has its copy, and they may share it within the agency as is necessary. Source: MAPPA D (2012: within their own agency);
# Guidance 9.2; DPA s.40 (security).
entrust("export.managers-take-out-minutes", role, agency, "export_minutes", standing, _ownership) if
    manages_for(role, agency) and
    standing in ["assigned", "convened"];

# So does the chair, of their own meetings. Source: Matrix, chair (approves the minutes); MAPPA D.
entrust("export.chairs-take-out-minutes", "chair", agency, "export_minutes", "convened", _ownership) if
    responsible_authority(agency) or agency = "coordination";

# And whoever represents police, prison or probation at the meeting. Bodies that are merely convened do not, nor associates
# or inspectors: they read them here, and a copy beyond the responsible authority is onward sharing, which the chair decides
# on. Source: MAPPA D (not shared outside the meeting without the chair's agreement); Guidance 13b.
entrust(
    "export.authority-representatives-take-out-minutes", "agency_representative", agency, "export_minutes", "convened",
    _ownership
) if
    responsible_authority(agency);

# Of cases of limited access, and of terrorism cases, no minutes are taken out: a file knows neither who is named nor who is
# cleared. Source: HMPPS API (limited access: named users); vetting as for ViSOR, PSI 06/2013; our own caution.
forbidden("export.guarded-minutes-stay-here", "export_minutes", handling, _item, _ownership) if
    limited_access(handling) or terrorism(handling);

# What waits for the chair's release, the chair reads here and takes out once it is released; its owner may at any time.
# Source: Matrix, restricted part of the minutes; MAPPA D (onward sharing is the chair's decision); Guidance 9.2.
forbidden("export.what-waits-for-the-chair-stays-here", "export_minutes", _handling, "chair_release", "other");

# Entries of the record of access are about no case, and taken out by an act of their own.
on_no_case("export_access_record");

# They are taken out for whatever a log may be used for. Source: DPA s.62.
furthers("export_access_record", purpose) if
    purpose in ["verify_lawfulness", "monitor_conduct", "secure_data", "criminal_proceedings"];

# Auditors take out of the record of access what they are appointed to, and not what is sealed in it, to give it to
# whoever must judge it: a professional standards department, a court, the Commissioner. Inspectors read.
# Source: DPA s.62 (what logs may be used for, and that the Commissioner is given them), s.37 (no more than is needed).
entrust("export.auditors-take-out-the-record", "auditor", agency, "export_access_record", "assigned", _ownership) if
    audits_for("auditor", agency);
