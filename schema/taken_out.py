"""What is taken out as a file by an act of its own: the minutes of one case, and nothing that is no part of them."""

from collections.abc import Mapping
from typing import Final

from schema.plan import Operation, Planner, Selected, Variables

ROOTS: Final[Mapping[str, str]] = {"viewer": "Viewer", "case": "Case"}
# What may be asked of what: what stands on the page of the minutes. Their executive summary and what was asked to be
# shared are none of it, nor is whatever else a meeting's agenda leads to.
OF_MINUTES: Final[Mapping[str, frozenset[str]]] = {
    "Case": frozenset({"Person", "AgendaItemConnection"}),
    "AgendaItemConnection": frozenset({"AgendaItem"}),
    "AgendaItem": frozenset({"Meeting", "Minutes", "DisclosureDecision", "OffenderInformed", "Action"}),
    "Minutes": frozenset({"MinutesSection"}),
}


def takes_minutes(asked: Operation, variables: Variables) -> bool:
    """Whether a question is for the minutes of one case, and for nothing else."""
    roots = Planner(asked, variables, lambda _: None).plan()
    cases = [each for each in roots if each.name == "case"]
    if len(cases) != 1 or not _has_minutes(cases[0]):
        return False
    return all(ROOTS.get(each.name) == each.on and _is_of_minutes(each) for each in roots)


def _has_minutes(selected: Selected) -> bool:
    return selected.on == "Minutes" or any(map(_has_minutes, selected.children))


def _is_of_minutes(selected: Selected) -> bool:
    parts = OF_MINUTES.get(selected.on or "", frozenset())
    return all(each.on is None or (each.on in parts and _is_of_minutes(each)) for each in selected.children)
