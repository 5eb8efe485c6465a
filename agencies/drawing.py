"""A machine as documents print it: a state diagram, and a table of its transitions with what must hold."""

from collections.abc import Iterable

from agencies.transitions import Machine, Transition, in_words


def drawn(machine: Machine) -> str:
    """The diagram (mermaid) and the table of a machine, in Markdown."""
    return f"{_diagram(machine)}\n{_table(machine)}"


def _diagram(machine: Machine) -> str:
    made = [f"[*] --> {machine.begins}"] if machine.begins else []
    moved = [f"{source} --> {e.target}: {in_words(e.act.name)}" for e in machine.moved for source in e.sources]
    arrows = dict.fromkeys([*made, *(arrow for each in machine.transitions for arrow in _arrows(each)), *moved])
    lines = "\n".join(f"    {arrow}" for arrow in arrows)
    return f"```mermaid\nstateDiagram-v2\n{lines}\n```\n"


def _arrows(each: Transition) -> Iterable[str]:
    label = in_words(each.act.name) + (f" ({each.when.words})" if each.when.words else "")
    for source in each.sources or ("[*]",):
        yield f"{source} --> {each.target or source}: {label}"


def _table(machine: Machine) -> str:
    rows = "".join(f"| {' | '.join(_row(each))} |\n" for each in machine.transitions)
    return f"| Act | From | To | What must hold |\n| --- | --- | --- | --- |\n{rows}"


def _row(each: Transition) -> tuple[str, ...]:
    act = f"`{each.act.name}`" + (f", {each.when.words}" if each.when.words else "")
    sources = ", ".join(in_words(source) for source in each.sources) or "-"
    target = in_words(each.target) if each.target else "as it was"
    return act, sources, target, "; ".join(guard.words for guard in each.guards) or "-"
