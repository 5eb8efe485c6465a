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
