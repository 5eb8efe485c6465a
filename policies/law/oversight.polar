# What those who watch over the arrangements are shown: never a case. How to read this: common.polar.

# Members of a strategic board and lay advisers are shown counts.
# Source: Matrix, lay adviser / SMB member; Guidance 5.1.
grant("oversight.boards-see-counts", role, _agency, "aggregate", standing, _ownership) if
    role in ["smb_member", "lay_adviser"] and
    standing in ["coordinating", "area", "none"];

# Auditors and inspectors are shown the record of access as far as they are appointed: towards an entry of theirs they
# are "assigned", and towards every other they have no part. A case they see only by warrant: below.
# Source: Matrix, auditor / inspector; DPA s.62 (what logs may be used for).
grant("oversight.auditors-see-the-record-they-are-appointed-to", role, agency, "access_record", "assigned", _ownership)
if
    audits_for(role, agency);

# An inspector with a warrant for an area is shown its cases for as long as it lasts: it opens the area to them. Victims,
# third parties, health and intelligence stay masked, and so does every case that is for those named.
# Source: Matrix, auditor / inspector (time-boxed, by warrant).
grant("oversight.inspectors-see-cases-by-warrant", "inspector", "oversight", data_class, "area", _ownership) if
    data_class in [
        "existence", "identity", "management", "decision", "conviction", "custody", "supervision", "risk_level",
        "risk_narrative", "risk_plan", "meeting", "minutes", "action", "disclosure"
    ];

# What was withheld from those who asked is sealed: the auditors who answer for the law open it, inspectors do not.
# Source: Matrix, auditor / inspector; DPA s.37 (no more than is needed).
grant("oversight.auditors-open-what-was-withheld", "auditor", agency, "access_withheld", "assigned", _ownership) if
    audits_for("auditor", agency);

# Those who keep the law are shown how past accesses were decided, in numbers, so that they see what a change of it would
# have meant before it is made: no person, no case, nobody who asked, and nothing under five. The record stays closed.
# Source: DPA s.62(4)(b) (self-monitoring), s.37 (no more than is needed); our own caution.
grant(
    "oversight.policy-officers-see-decisions-in-numbers", "policy_officer", "platform", "access_count", "none", _ownership
);

# What rules over the record of access found is looked into by auditors: about no case, and only to audit access.
on_no_case(act) if act in ["take_up_detection", "close_detection"];

# A hold is on entries, whatever the case they are about.
on_no_case(act) if act in ["place_record_hold", "ask_to_lift_record_hold", "lift_record_hold"];

# So is a rule on how long entries are kept.
on_no_case(act) if act in ["propose_retention_rule", "agree_retention_rule", "refuse_retention_rule"];

# It is taken up and closed to verify that access was lawful, and to monitor oneself. Source: DPA s.62.
furthers(act, purpose) if
    act in ["take_up_detection", "close_detection"] and
    purpose in ["verify_lawfulness", "monitor_conduct"];

# Inspectors read; auditors look into it, as far as they are appointed. Source: Matrix, auditor / inspector; DPA s.62.
entrust("oversight.auditors-look-into-what-was-found", "auditor", agency, act, "assigned", _ownership) if
    act in ["take_up_detection", "close_detection"] and
    audits_for("auditor", agency);

# What must not be erased is held for whatever a log may be used for. Source: DPA s.62.
furthers(act, purpose) if
    act in ["place_record_hold", "ask_to_lift_record_hold", "lift_record_hold"] and
    purpose in ["verify_lawfulness", "monitor_conduct", "criminal_proceedings"];

# An auditor holds entries at once: that hides and shows nothing. Source: DPA s.62.
entrust("oversight.auditors-hold-entries", "auditor", agency, "place_record_hold", "none", _ownership) if
    audits_for("auditor", agency);

# Two auditors lift a hold, each appointed to the whole record: what it kept may be erased for good. Source: DPA s.39; our
# own caution: two people.
entrust("oversight.auditors-lift-holds", "auditor", agency, act, "assigned", _ownership) if
    act in ["ask_to_lift_record_hold", "lift_record_hold"] and
    audits_for("auditor", agency);

# How long entries are kept is settled so that keeping them stays lawful, and to keep them safe. Source: DPA s.39, s.62.
furthers(act, purpose) if
    act in ["propose_retention_rule", "agree_retention_rule", "refuse_retention_rule"] and
    purpose in ["verify_lawfulness", "secure_data"];

# An auditor brings in what the board decided; that erases nothing yet. Source: DPA s.39 (periodic review of the need).
entrust("oversight.auditors-propose-retention", "auditor", agency, "propose_retention_rule", "none", _ownership) if
    audits_for("auditor", agency);

# Another agrees or refuses, appointed to the whole record: it will erase for good. Source: DPA s.39; our own caution: two
# people.
entrust("oversight.auditors-settle-retention", "auditor", agency, act, "assigned", _ownership) if
    act in ["agree_retention_rule", "refuse_retention_rule"] and
    audits_for("auditor", agency);
