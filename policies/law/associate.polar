# What an associate is shown: the single items shared with them, and who shares one. How to read this: common.polar.
# Towards an item that is shared with them, to its day, an associate is "assigned"; towards the case they have no part.

# An associate is shown the item that was shared with them, and nothing else of the case.
# Source: CJA s.325(4A)(c); Matrix, associate (single disclosure item only).
grant("associate.associates-see-what-was-shared-with-them", "associate", "partner", data_class, "assigned", _ownership) if
    data_class in ["existence", "disclosure"];

# It is an item of a case.
on_a_case(act) if act in ["share_item", "withdraw_item"];

# It is shared where risk is managed, a meeting prepared, or the arrangements run.
furthers(act, purpose) if
    act in ["share_item", "withdraw_item"] and
    purpose in ["manage_risk", "prepare_meeting", "coordinate_arrangements"];

# Whoever manages the person for the responsible authority shares it. Source: CJA s.325(4A)(c) (whom the authority
# considers may contribute).
entrust("associate.managers-share-an-item", role, agency, act, "assigned", _ownership) if
    manages_for(role, agency) and
    act in ["share_item", "withdraw_item"];

# So does the chair of a meeting on the case, whose onward sharing is. Source: MAPPA D.
entrust("associate.chairs-share-an-item", "chair", agency, act, "convened", _ownership) if
    (responsible_authority(agency) or agency = "coordination") and
    act in ["share_item", "withdraw_item"];

# So does the co-ordinator of the area. Source: Guidance 28.
entrust("associate.coordinators-share-an-item", "mappa_coordinator", "coordination", act, "coordinating", _ownership) if
    act in ["share_item", "withdraw_item"];
