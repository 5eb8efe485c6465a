# The law that binds everybody.
#
# How to read it. A value is shown to somebody when
#   - the owner of its kind of information grants it to their role (grant: see the file of each owner), and
#   - the purpose they state is open to their role (open_to), and
#   - that purpose is served by this kind of information (serves), and
#   - their role reaches items handled like this one (reaches), and
#   - it is their own agency's, or about no case, or an agreement that is in force shares it with them for that purpose, on
#     a basis that their agency may rest on (rests_on), and
#   - nothing withholds it (withheld). What is withheld is withheld whatever is granted.
# What no rule shows is not shown. Every word in quotation marks is explained in policies/vocabulary.py.
#
# An act is done by somebody when
#   - it is entrusted to their role in this place (entrust: see the file of each journey), and
#   - the purpose they state is open to their role (open_to), and
#   - the act furthers that purpose (furthers), and
#   - their role reaches items handled like this one (reaches), and
#   - nothing bars it (barred): whatever is withheld from somebody they do not act on, and some acts are forbidden to
#     everybody in cases, or with items, that are handled so (forbidden).
# What no rule entrusts is not done.
#
# Where the rules come from. "Matrix" is the working matrix of who sees what, which tests/policies/test_matrix.py holds
# row by row; it is built from published guidance and awaits confirmation by a Strategic Management Board. "Guidance" is
# the MAPPA Guidance by chapter. "HMPPS API" is the practice of the HMPPS External API. CJA is the Criminal Justice Act
# 2003, DPA the Data Protection Act 2018, IPA the Investigatory Powers Act 2016.


# ---- How it all comes together -------------------------------------------------------------------------------------

# A value is shown by a grant, for a purpose that is open to the role and needs it, as far as the role reaches.
# Source: DPA s.36 (purpose), s.37 (no more than is needed), s.57 (protection by default).
shown(rule, role, agency, purpose, data_class, standing, item, ownership) if
    open_to(role, purpose) and
    serves(purpose, data_class) and
    grant(rule, role, agency, data_class, standing, ownership) and
    reaches(role, item, ownership);

# An act is done by those it is entrusted to, for a purpose that is open to the role and that it furthers, as far as the
# role reaches. Source: DPA s.36 (purpose), s.57 (protection by default).
done(rule, role, agency, purpose, act, standing, item, ownership) if
    open_to(role, purpose) and
    furthers(act, purpose) and
    entrust(rule, role, agency, act, standing, ownership) and
    reaches(role, item, ownership);

# Nobody acts on a case that is withheld from them, nor on anything in it: what is hidden does not exist. And some things
# nobody does, whoever they are, in cases or with items that are handled so. Source: HMPPS API ADR-0013.
barred(rule, role, clearance, act, standing, handling, item, ownership) if
    (on_a_case(act) and withheld(rule, role, clearance, "existence", standing, handling, item, ownership)) or
    forbidden(rule, act, handling, item, ownership);


# ---- Names for groups of words ---------------------------------------------------------------------------------------

# Information about the case of a person, down to the fact that there is one.
about_a_case(data_class) if
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "victim_address",
        "third_party", "intelligence", "health", "meeting", "minutes", "action", "disclosure", "contribution",
        "practitioner", "access_limit", "case_access", "correction"
    ];

# Code lists, counts, what an agency notified before there is a case, and the record of who saw what.
about_no_case(data_class) if
    data_class in ["reference", "aggregate", "notice", "administration", "access_count", "access_record", "access_withheld"];

# Those who work with the case itself: its managers, those invited to a meeting on it, and its managers' stand-ins under
# an emergency grant, who are shown what a manager is shown.
with_the_case(standing) if standing in ["emergency", "assigned", "convened"];

# Those who co-ordinate the area, also where they stand closer to a case than that.
with_the_area(standing) if standing in ["emergency", "assigned", "convened", "coordinating"];

# Police, prison and probation, acting jointly. Source: CJA s.325(1).
responsible_authority(agency) if agency in ["police", "prison", "probation"];

# Those who manage a person for a responsible authority: a role counts only in the agency that has it.
manages_for(role, agency) if
    (role = "police_offender_manager" and agency = "police") or
    (role = "prison_offender_manager" and agency = "prison") or
    (role in ["community_offender_manager", "senior_probation_officer"] and agency = "probation");

# Those who may be shown cases, each in the agency that has the role: whoever is told that what they were shown is wrong.
works_on_cases(role, agency) if
    (role = "police_offender_manager" and agency = "police") or
    (role = "police_intelligence" and agency = "police") or
    (role = "prison_offender_manager" and agency = "prison") or
    (role = "prison_security" and agency = "prison") or
    (role in ["community_offender_manager", "senior_probation_officer", "victim_liaison_officer"] and
        agency = "probation") or
    (role in ["mappa_coordinator", "mappa_administrator"] and agency = "coordination") or
    (role = "chair" and agency in ["police", "prison", "probation", "coordination"]) or
    (role = "agency_representative" and agency in ["police", "prison", "probation", "partner"]);

# Those who audit or inspect: agencies have auditors of their own, inspectors come from outside.
audits_for(role, agency) if
    (role = "auditor" and agency in ["police", "prison", "probation", "oversight"]) or
    (role = "inspector" and agency = "oversight");

# Cases that only named users may see.
limited_access(handling) if handling in ["limited_access", "terrorism_limited_access"];

# Cases that need clearance.
terrorism(handling) if handling in ["terrorism", "terrorism_limited_access"];


# ---- What is withheld, whatever is granted ---------------------------------------------------------------------------

# Whoever is excluded from a case sees nothing of it, nor that it exists: named as excluded, or not named where access
# is limited to named users. Source: HMPPS API (limited access fails closed; what is hidden does not exist).
withheld("common.excluded-from-the-case", _role, _clearance, _data_class, "excluded", _handling, _item, _ownership);

# Whoever has no part in a case is not told that there is one. Source: Matrix, non-involved user; HMPPS API ADR-0013.
# Safeguard: a later grant to everybody must not open cases to strangers.
withheld(
    "common.strangers-are-told-of-no-case",
    _role, _clearance, data_class, "none", _handling, _item, _ownership
) if
    about_a_case(data_class);

# A case of limited access is for those who are named, not for everyone in its area.
# Source: HMPPS API (limited access: named users).
withheld(
    "common.limited-access-is-for-those-named",
    _role, _clearance, data_class, "area", handling, _item, _ownership
) if
    about_a_case(data_class) and
    limited_access(handling);

# The risk, the addresses and the licence of a limited-access case are kept from police intelligence desks.
# Source: HMPPS API, limited-access policy of the police-intelligence role.
withheld(
    "common.limited-access-is-kept-from-intelligence-desks",
    "police_intelligence", _clearance, data_class, _standing, handling, _item, _ownership
) if
    data_class in ["address", "licence", "risk_level", "risk_narrative", "risk_plan"] and
    limited_access(handling);

# Terrorism cases are shown to those with clearance.
# Source: CJA s.325(2)(aa) and (c); vetting as for ViSOR, PSI 06/2013.
withheld("common.terrorism-needs-clearance", _role, "none", _data_class, _standing, handling, _item, _ownership) if
    terrorism(handling);

# Intercept material is never shown to anybody. Source: CJA s.325(4C)(b) with IPA Parts 1 to 7 and Part 9 Chapter 1.
# Safeguard: nobody reaches it as it is, and no later rule about reach may change that.
withheld(
    "common.intercept-is-never-shown",
    _role, _clearance, _data_class, _standing, _handling, "intercept", _ownership
);

# What its owner keeps is for its owner: information shared in MAPPA stays the owning agency's.
# Source: Guidance 9.2; Matrix, restricted part of the minutes.
# Safeguard: nobody else reaches it as it is, and no later rule about reach may change that.
withheld(
    "common.owner-only-is-for-its-owner",
    _role, _clearance, _data_class, _standing, _handling, "owner_only", "other"
);

# Emergency access never shows where a victim is: an emergency grant is taken alone and reviewed afterwards.
# Safeguard: the address is granted to those assigned alone, and no later grant may reach those under an emergency.
withheld(
    "common.an-emergency-never-shows-where-a-victim-is",
    _role, _clearance, "victim_address", "emergency", _handling, _item, _ownership
);

# Whoever runs the platform sees no case, whatever else they are. Source: Matrix, system administrator.
# Safeguard: the role is granted no case; this takes cases from whoever holds another role beside it.
withheld(
    "common.system-administrators-see-no-case",
    "system_administrator", _clearance, data_class, _standing, _handling, _item, _ownership
) if
    about_a_case(data_class);

# Lay advisers have no part in individual cases, whatever else they are. Source: CJA s.326; Guidance 5.1.
# Safeguard: the role is granted no case; this takes cases from whoever holds another role beside it.
withheld(
    "common.lay-advisers-have-no-part-in-cases",
    "lay_adviser", _clearance, data_class, _standing, _handling, _item, _ownership
) if
    about_a_case(data_class);


# ---- How far a role reaches into items that their owners restrict ----------------------------------------------------

# An open item is within everybody's reach.
reaches(_role, "open", _ownership);

# What an agency holds back from others it may itself see.
reaches(_role, item, "own") if item in ["owner_only", "chair_release"];

# The chair sees what waits for the chair's release, and decides. To all others it is shown once it is released, when
# it has become open. Source: Matrix, restricted part of the minutes; MAPPA D (onward sharing is the chair's decision).
reaches("chair", "chair_release", "other");


# ---- On what the sharing of information rests ----------------------------------------------------------------------

# Police, prison and probation give and are given information as the responsible authority, and so does the unit that
# co-ordinates for them. Source: CJA s.325(1), (2) and (4A)(a); Guidance 28.
rests_on(agency, "responsible_authority") if responsible_authority(agency) or agency = "coordination";

# Bodies under the duty to co-operate do so within that duty. Source: CJA s.325(3), (6) and (4A)(b).
rests_on("partner", "duty_to_cooperate");

# So does whoever the responsible authority considers may contribute. Source: CJA s.325(4A)(c).
rests_on("partner", "associate");

# Inspectorates are given information by their power to inspect. Source: CJA s.325(4G) (other powers are unaffected).
rests_on("oversight", "inspection");


# ---- Which purposes a role may state ---------------------------------------------------------------------------------

# Those who manage a person manage the risk, plan the release, prepare meetings and protect children. CJA s.325(2).
open_to(role, purpose) if
    role in [
        "police_offender_manager", "prison_offender_manager", "community_offender_manager", "senior_probation_officer"
    ] and
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children"];

# A senior probation officer also watches how well the area does.
open_to("senior_probation_officer", "monitor_performance");

# An intelligence desk works for the management of risk and the protection of children.
open_to("police_intelligence", purpose) if purpose in ["manage_risk", "safeguard_children"];

# Prison security works for the management of risk and for safe release.
open_to("prison_security", purpose) if purpose in ["manage_risk", "plan_release"];

# A victim liaison officer works for the victim and for nothing else. Guidance on victims: the Victim Contact Scheme.
open_to("victim_liaison_officer", "contact_victim");

# Co-ordinators run the arrangements, prepare meetings, see that risk is managed, and count. Guidance 28.
open_to("mappa_coordinator", purpose) if
    purpose in ["coordinate_arrangements", "prepare_meeting", "manage_risk", "monitor_performance"];

# Administrators run the arrangements and prepare meetings.
open_to("mappa_administrator", purpose) if purpose in ["coordinate_arrangements", "prepare_meeting"];

# A chair prepares meetings and holds them, where risk is managed.
open_to("chair", purpose) if purpose in ["prepare_meeting", "manage_risk"];

# Whoever represents an agency prepares its part, and manages risk and protects children within its duties.
# CJA s.325(3).
open_to("agency_representative", purpose) if purpose in ["prepare_meeting", "manage_risk", "safeguard_children"];

# An associate contributes to a meeting. CJA s.325(4A)(c).
open_to("associate", "prepare_meeting");

# Strategic boards and their lay advisers watch how well the arrangements do. CJA s.326.
open_to(role, "monitor_performance") if role in ["smb_member", "lay_adviser"];

# Auditors use the log for the four purposes for which it may be used, and state which. DPA s.62.
open_to("auditor", purpose) if
    purpose in ["verify_lawfulness", "monitor_conduct", "secure_data", "criminal_proceedings"];

# Inspectors verify that processing was lawful, and inspect the arrangements. DPA s.62; CJCSA 2000 s.7, Police Act 1996
# s.54 and Prison Act 1952 s.5A (inspectorates of probation, of constabulary and of prisons).
open_to("inspector", purpose) if purpose in ["verify_lawfulness", "inspect_arrangements"];

# So do co-ordinators, and those who manage a person for an agency that may lead a case. DPA s.62(4)(a), (b).
open_to(role, "verify_lawfulness") if
    role in [
        "mappa_coordinator", "police_offender_manager", "community_offender_manager", "senior_probation_officer"
    ];

# Those who keep the platform and its law administer it.
open_to(role, "administer_platform") if role in ["policy_officer", "system_administrator"];

# The systems of an agency exchange records. HMPPS API: the minimum data set of its public-protection role.
open_to("agency_system", "exchange_records");


# ---- Which information serves which purpose (minimisation: DPA s.37) -------------------------------------------------

# Code lists serve every purpose.
serves(_purpose, "reference");

# To manage the risk somebody poses, all of the case may be needed, but not who is barred from it by name.
serves("manage_risk", data_class) if
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "victim_address",
        "third_party", "intelligence", "health", "meeting", "minutes", "action", "disclosure", "contribution",
        "practitioner", "access_limit"
    ];

# To plan a release: where, when, under which conditions, with which risks and for whom they matter.
serves("plan_release", data_class) if
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "meeting",
        "action", "contribution", "practitioner"
    ];

# To prepare or hold a meeting, what it will discuss. Where a victim is it need not know.
serves("prepare_meeting", data_class) if
    data_class in [
        "existence", "identity", "address", "management", "decision", "conviction", "custody", "public_protection",
        "supervision", "licence", "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "third_party",
        "intelligence", "health", "meeting", "minutes", "action", "disclosure", "contribution", "practitioner"
    ];

# To keep in contact with a victim: what the scheme lets a victim be told or ask for. Guidance on victims.
serves("contact_victim", data_class) if
    data_class in [
        "existence", "identity", "management", "custody", "licence", "risk_level", "victim", "victim_address",
        "meeting", "action", "practitioner"
    ];

# To protect children: who, where, under which restrictions, how dangerous, and who has been told. Guidance 10.
serves("safeguard_children", data_class) if
    data_class in [
        "existence", "identity", "address", "management", "conviction", "custody", "public_protection", "licence",
        "orders", "risk_level", "risk_narrative", "risk_plan", "victim", "victim_address", "third_party",
        "intelligence", "meeting", "action", "disclosure", "practitioner"
    ];

# To run the arrangements: who is managed how and why, what is due, what was decided and done.
serves("coordinate_arrangements", data_class) if
    data_class in [
        "existence", "identity", "management", "decision", "conviction", "custody", "supervision", "risk_level",
        "risk_narrative", "risk_plan", "meeting", "minutes", "action", "disclosure", "contribution", "practitioner",
        "access_limit"
    ];

# To keep two systems' records alike: the minimum data set, no narrative and nobody else's name. HMPPS API.
serves("exchange_records", data_class) if
    data_class in [
        "existence", "identity", "management", "conviction", "custody", "supervision", "licence", "orders", "risk_level"
    ];

# To inspect the arrangements: who is managed how, with which risks and plans, and what was said and decided. Neither where
# somebody is nor who a victim is. Source: Matrix, auditor / inspector.
serves("inspect_arrangements", data_class) if
    data_class in [
        "existence", "identity", "management", "decision", "conviction", "custody", "supervision", "risk_level",
        "risk_narrative", "risk_plan", "meeting", "minutes", "action", "disclosure"
    ];

# To watch performance, counts. Also where a level is set, so that those who decide know how others were decided.
serves(purpose, "aggregate") if
    purpose in ["monitor_performance", "manage_risk", "prepare_meeting", "coordinate_arrangements"];

# That a fact was wrong serves whichever purpose somebody was shown it for. Source: DPA s.38(5).
serves(purpose, "correction") if
    purpose in [
        "manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "contact_victim",
        "coordinate_arrangements", "inspect_arrangements"
    ];

# What an agency notified of somebody, wherever the arrangements are entered or run.
serves(purpose, "notice") if
    purpose in ["manage_risk", "plan_release", "prepare_meeting", "safeguard_children", "coordinate_arrangements"];

# To verify that processing was lawful, the record of access, with what it says was withheld; and who has seen a case,
# with nothing of the case but that there is one. DPA s.62; s.37 (no more than is needed).
serves("verify_lawfulness", data_class) if
    data_class in ["access_record", "access_withheld", "case_access", "existence"];

# To monitor conduct, the same: what was withheld from somebody shows what they tried. DPA s.62.
serves("monitor_conduct", data_class) if data_class in ["access_record", "access_withheld"];

# To keep personal data intact and secure, the record of access. DPA s.62; s.37 (no more than is needed).
serves("secure_data", "access_record");

# For criminal proceedings, the record of access. DPA s.62; s.37 (no more than is needed).
serves("criminal_proceedings", "access_record");

# To keep the directory, and to audit what access rested on: who holds which role. DPA s.62.
serves(purpose, "administration") if purpose in ["administer_platform", "verify_lawfulness", "monitor_conduct"];

# To administer the platform, how past accesses were decided, in numbers: a change of the law is tried on them before it is
# made. Source: DPA s.62(4)(b) (self-monitoring), s.37 (no more than is needed).
serves("administer_platform", "access_count");


# ---- What everybody is granted ---------------------------------------------------------------------------------------

# Code lists and areas are about nobody, and shown to everyone who may ask at all.
grant("common.code-lists-are-for-everybody", _role, _agency, "reference", _standing, _ownership);
