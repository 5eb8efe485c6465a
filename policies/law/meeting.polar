# Who plans MAPP meetings, asks whom to them, holds them and closes them. How to read this: common.polar.

# A meeting is about the cases on its agenda.
on_a_case(act) if
    act in [
        "schedule_meeting", "circulate_agenda", "reschedule_meeting", "postpone_meeting", "cancel_meeting",
        "open_meeting", "close_meeting", "list_case", "move_agenda_item", "take_off_agenda", "return_to_agenda",
        "conclude_item", "defer_item", "invite_to_meeting", "invite_to_item", "withdraw_invitation",
        "reply_to_invitation", "receive_report", "record_attendance"
    ];

# Meetings are planned and called to prepare them, and to run the arrangements.
furthers(act, purpose) if
    act in [
        "schedule_meeting", "circulate_agenda", "reschedule_meeting", "postpone_meeting", "cancel_meeting",
        "list_case", "move_agenda_item", "take_off_agenda", "return_to_agenda", "invite_to_meeting", "invite_to_item",
        "withdraw_invitation", "receive_report"
    ] and
    purpose in ["prepare_meeting", "coordinate_arrangements"];

# They are held where risk is managed; what is noted there, the co-ordination unit notes too.
furthers(act, purpose) if
    act in ["open_meeting", "close_meeting", "conclude_item", "defer_item", "record_attendance"] and
    purpose in ["prepare_meeting", "manage_risk", "coordinate_arrangements"];

# An invitation is answered for whichever purpose its holder works on the case.
furthers("reply_to_invitation", purpose) if
    purpose in [
        "prepare_meeting", "manage_risk", "plan_release", "safeguard_children", "contact_victim",
        "coordinate_arrangements"
    ];

# The co-ordination unit plans the meetings of its area, with their agenda and those who are asked, and notes the
# answers of those who have no account here. Source: Guidance 13a and 28.
entrust("meeting.the-unit-convenes", role, "coordination", act, "coordinating", _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    act in [
        "schedule_meeting", "circulate_agenda", "reschedule_meeting", "postpone_meeting", "cancel_meeting",
        "list_case", "move_agenda_item", "take_off_agenda", "return_to_agenda", "invite_to_meeting", "invite_to_item",
        "withdraw_invitation", "reply_to_invitation", "receive_report", "conclude_item", "defer_item",
        "record_attendance"
    ];

# The chair opens and closes the meeting, and has noted who is there and what each case came to.
# Source: Matrix, chair (own meetings); Guidance 13a.
entrust("meeting.chairs-hold-their-meetings", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["open_meeting", "close_meeting", "conclude_item", "defer_item", "record_attendance"];

# Whoever is invited answers for themselves: the chair, those who manage the person, representatives, the victim
# liaison officer. Source: Guidance 3 and 13a; CJA s.325(3).
entrust("meeting.chairs-answer-their-invitations", "chair", agency, "reply_to_invitation", "convened", _ownership) if
    responsible_authority(agency) or agency = "coordination";

# So do those who manage the person, and senior probation officers.
entrust("meeting.managers-answer-their-invitations", role, agency, "reply_to_invitation", "convened", "own") if
    manages_for(role, agency);

# So does whoever represents an agency or body.
entrust(
    "meeting.representatives-answer-their-invitations", "agency_representative", agency, "reply_to_invitation",
    "convened", "own"
) if
    responsible_authority(agency) or agency = "partner";

# So does a victim liaison officer: victims never attend. Source: Guidance on victims.
entrust(
    "meeting.victim-liaison-answers-invitations", "victim_liaison_officer", "probation", "reply_to_invitation",
    "convened", "own"
);
