"""What an answer said of whom, for the access record: classes and fields, shown and withheld, and by which rules."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from policies.agreement import NOT_SHARED
from policies.permit import Cell, Decision, Place
from policies.processing import ABOUT_NOBODY, ROWS_OWNER, of_answer
from policies.vocabulary import DataClass, Handling, ItemHandling, Ownership, Standing
from schema.statement import Statement


def reading(statement: Statement, place: Place) -> dict[str, Any]:
    """What the statement showed and withheld in one place; ``depends`` is what each item's owner or mark decided.

    ``rests`` names the agreements under which others shared what was shown, each with its basis in the Act;
    ``unshared`` names the classes that no agreement shared. ``holders`` says whose what was shown of somebody is,
    and so who disclosed it; ``processing`` which of the kinds of DPA 2018 s.62 that makes it.
    """
    found: dict[str, Any] = {"shown": {}, "withheld": {}, "depends": {}}
    rules: set[str] = set()
    rests: set[tuple[str, str]] = set()
    unshared: list[str] = []
    cells = _open_cells(*place)
    verdicts = _verdicts(statement, cells)
    for data_class, fields in sorted(statement.touched.items()):
        found[verdicts[data_class]][data_class.value] = sorted(fields)
        rules.update(_rules(statement.permit.decision(data_class), cells))
        shared = statement.permit.sharing.get(data_class, NOT_SHARED)
        if shared is not None and not shared:
            unshared.append(data_class.value)
        elif shared is not None and verdicts[data_class] != "withheld":
            rests |= shared.rests
    resting = {"rules": sorted(rules), "rests": dict(sorted(rests)), "unshared": unshared}
    return {**found, **resting, **_processed(statement, verdicts)}


def _verdicts(statement: Statement, cells: Sequence[Cell]) -> Mapping[DataClass, str]:
    """Of each class that was touched or held, in these cells."""
    classes = {*statement.touched, *statement.held}
    return {each: _verdict(statement.permit.decision(each), cells) for each in classes}


def _processed(statement: Statement, verdicts: Mapping[DataClass, str]) -> dict[str, Any]:
    """Whose what was shown of somebody is, and which kinds of processing that makes it."""
    permit = statement.permit
    holders = {
        owner
        for data_class, owners in statement.held.items()
        if data_class not in ABOUT_NOBODY and verdicts[data_class] != "withheld"
        for owner in owners
        if owner == ROWS_OWNER or permit.shares(data_class, owner)
    }
    kinds = of_answer(holders, permit.kind.owner, exported=permit.exported)
    return {"holders": sorted(holders), "processing": [kind.name for kind in kinds]}


@cache
def _open_cells(standing: Standing, handling: Handling) -> tuple[Cell, ...]:
    return tuple(Cell(standing, handling, ItemHandling.OPEN, ownership) for ownership in Ownership)


def _verdict(decision: Decision, cells: Iterable[Cell]) -> str:
    shown = {cell in decision.granted_by and cell not in decision.withheld_by for cell in cells}
    return "depends" if len(shown) == 2 else "shown" if True in shown else "withheld"


def _rules(decision: Decision, cells: Iterable[Cell]) -> Iterable[str]:
    for cell in cells:
        yield from decision.granted_by.get(cell, ())
        yield from decision.withheld_by.get(cell, ())


def shown_and_withheld(decisions: Mapping[DataClass, Decision]) -> tuple[list[DataClass], list[DataClass]]:
    """Of the whole vocabulary: the classes shown in some cell, and those shown in none."""
    shown = [each for each in DataClass if each in decisions and decisions[each].shown]
    return shown, [each for each in DataClass if each not in shown]
