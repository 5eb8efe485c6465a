# Who takes out of the platform what a question answers, as a file. How to read this: common.polar.

# What is taken out tells of cases.
on_a_case("export");

# It is taken out where the arrangements are run. A list serves to see to reviews, or to check the area's numbers.
furthers("export", "coordinate_arrangements");

# The co-ordination unit takes out what it is shown of the cases of its area and of its meetings, and nobody else takes
# out any of a case: a file is kept by no law and asks for no purpose. Under an emergency grant nothing is taken out.
# Source: DPA s.37 (no more than is needed), s.40 (security); Guidance 28; our own caution.
entrust("export.the-unit-exports", role, "coordination", "export", standing, _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    standing in ["assigned", "convened", "coordinating"];

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
