# Who keeps the directory that the law rests on. How to read this: common.polar.

# An agreement is about no case.
on_no_case(act) if act in ["propose_agreement", "approve_agreement", "refuse_agreement", "end_agreement"];

# Agreements are kept where the platform is administered.
furthers(act, "administer_platform") if
    act in ["propose_agreement", "approve_agreement", "refuse_agreement", "end_agreement"];

# Policy officers keep the agreements that agencies have signed: one proposes, another puts in force; any may end one, for
# that hides and never shows. They see no case, so what they put in force shows nothing to themselves.
# Source: CJA s.325(5) (the memorandum between the authority and the bodies); our own caution: two people.
entrust("administration.policy-officers-keep-agreements", "policy_officer", "platform", act, "none", _ownership) if
    act in ["propose_agreement", "approve_agreement", "refuse_agreement", "end_agreement"];

# So is who may sign in, in which role and with which clearance.
on_no_case(act) if
    act in [
        "register_principal", "suspend_principal", "reinstate_principal", "propose_appointment", "approve_appointment",
        "refuse_appointment", "end_appointment", "propose_clearance", "approve_clearance", "refuse_clearance",
        "end_clearance"
    ];

# The directory is kept where the platform is administered.
furthers(act, "administer_platform") if
    act in [
        "register_principal", "suspend_principal", "reinstate_principal", "propose_appointment", "approve_appointment",
        "refuse_appointment", "end_appointment", "propose_clearance", "approve_clearance", "refuse_clearance",
        "end_clearance"
    ];

# Policy officers and system administrators keep it: one proposes a role or a clearance, another puts it in force, and
# neither may do either for themselves. What hides, one may do. Neither is shown any case.
# Source: our own caution (separation of duties; two people for what opens anything).
entrust("administration.the-directory-is-kept-by-two", role, "platform", act, "none", _ownership) if
    role in ["policy_officer", "system_administrator"] and
    act in [
        "register_principal", "suspend_principal", "reinstate_principal", "propose_appointment", "approve_appointment",
        "refuse_appointment", "end_appointment", "propose_clearance", "approve_clearance", "refuse_clearance",
        "end_clearance"
    ];

# Who is entered in it, with which roles and clearance, is shown to those who keep it.
grant("administration.those-who-keep-the-directory-read-it", role, "platform", "administration", "none", _ownership) if
    role in ["policy_officer", "system_administrator"];

# And to auditors and inspectors who are appointed to look into everybody's access: whether it was lawful rests on what
# somebody held, and on who gave it to them. Source: DPA s.62 (what logs may be used for); ISO/IEC 27002, 5.18 (access
# rights are reviewed).
grant("administration.auditors-read-the-directory", role, agency, "administration", "assigned", _ownership) if
    audits_for(role, agency);
