# What those who watch over the arrangements are shown: never a case. How to read this: common.polar.

# Members of a strategic board and lay advisers are shown counts.
# Source: Matrix, lay adviser / SMB member; Guidance 5.1.
grant("oversight.boards-see-counts", role, _agency, "aggregate", standing, _ownership) if
    role in ["smb_member", "lay_adviser"] and
    standing in ["coordinating", "area", "none"];

# Auditors and inspectors are shown the record of access. A case they see only by warrant, which this law does not
# grant. Source: Matrix, auditor / inspector; DPA s.62 (what logs may be used for).
grant("oversight.auditors-see-the-record-of-access", role, "oversight", "access_record", _standing, _ownership) if
    role in ["auditor", "inspector"];

# What rules over the record of access found is looked into by auditors: about no case, and only to audit access.
on_no_case(act) if act in ["take_up_detection", "close_detection"];

# It is taken up and closed to verify that access was lawful, and to monitor oneself. Source: DPA s.62.
furthers(act, "audit_access") if act in ["take_up_detection", "close_detection"];

# Inspectors read; auditors look into it. Source: Matrix, auditor / inspector; DPA s.62.
entrust("oversight.auditors-look-into-what-was-found", "auditor", "oversight", act, _standing, _ownership) if
    act in ["take_up_detection", "close_detection"];
