# Who takes out of the platform what a question answers, as a file. How to read this: common.polar.

# What is taken out tells of cases.
on_a_case("export");

# It is taken out where the arrangements are run. A list serves to see to reviews, or to check the area's numbers.
furthers("export", "coordinate_arrangements");

# The co-ordination unit takes out what it is shown of the cases of its area and of its meetings, and nobody else takes
# out anything: a file is kept by no law and asks for no purpose. Under an emergency grant nothing is taken out.
# Source: DPA s.37 (no more than is needed), s.40 (security); Guidance 28; our own caution.
entrust("export.the-unit-exports", role, "coordination", "export", standing, _ownership) if
    role in ["mappa_coordinator", "mappa_administrator"] and
    standing in ["assigned", "convened", "coordinating"];
