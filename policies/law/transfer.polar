# Who offers a case to another area, and who answers. How to read this: common.polar.

# A transfer is that of a case.
on_a_case(act) if
    act in ["propose_transfer", "withdraw_transfer", "chase_transfer", "accept_transfer", "refuse_transfer"];

# It is offered and answered to run the arrangements, or to manage risk.
furthers(act, purpose) if
    act in ["propose_transfer", "withdraw_transfer", "chase_transfer", "accept_transfer", "refuse_transfer"] and
    purpose in ["coordinate_arrangements", "manage_risk"];

# The co-ordination unit of the area that holds a case offers it, chases the answer and takes the offer back; that of the
# other area answers. Each acts on the offer as its own area sees it. Source: Guidance 6 and 28 (responsibility for a case
# is handed over, and accepted).
entrust("transfer.coordinators-offer-and-answer", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["propose_transfer", "withdraw_transfer", "chase_transfer", "accept_transfer", "refuse_transfer"];
