"""From a difference to a counterexample that can be read: the fewest edits, the shortest question, in words."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.noninterference.asking import Answer
from tests.noninterference.ground import Edit
from tests.noninterference.questions import Question
from tests.noninterference.trial import Difference, Trial

REMOVABLE = (FieldNode, ArgumentNode, DirectiveNode, FragmentSpreadNode, InlineFragmentNode)
TRIES = 60  # of fewer edits
ROUNDS = 25  # of shorter questions
AT_ONCE = 16


def shrunk(trial: Trial, difference: Difference) -> Difference:
    """The smallest difference of the kind that these many tries find."""
    return _shorter(trial, _fewer(trial, difference))


# -- fewer edits -------------------------------------------------------------------------------------------------------


def _fewer(trial: Trial, found: Difference) -> Difference:
    """Delta debugging: halves, then quarters, ... of the edits, as long as what is left is hidden and shows."""
    parts, tries = 2, 0
    while len(found.change.edits) > 1 and tries < TRIES:
        smaller = None
        for edits in _portions(found.change.edits, parts):
            tries += 1
            smaller = _with_edits(trial, found, edits)
            if smaller is not None:
                break
        if smaller is not None:
            found, parts = smaller, max(2, parts - 1)
        elif parts >= len(found.change.edits):
            break
        else:
            parts = min(len(found.change.edits), parts * 2)
    return found


def _portions(edits: Sequence[Edit], parts: int) -> Iterator[list[Edit]]:
    """Each part alone, then all but each part."""
    size = max(1, len(edits) // parts)
    starts = range(0, len(edits), size)
    yield from (list(edits[start : start + size]) for start in starts)
    if parts > 2:
        yield from ([*edits[:start], *edits[start + size :]] for start in starts)


def _with_edits(trial: Trial, found: Difference, edits: Sequence[Edit]) -> Difference | None:
    with trial.ground.changed(edits) as done:
        after = trial.asker.ask([found.question])[0]
        if after == found.before or not trial.judge.is_hidden(done):  # to ask is quicker than to judge
            return None
    return replace(found, change=replace(found.change, edits=done), after=after)


# -- shorter questions -------------------------------------------------------------------------------------------------


def _shorter(trial: Trial, found: Difference) -> Difference:
    """As long as leaving out something leaves a difference, leave it out."""
    for _ in range(ROUNDS):
        shorter = sorted((each for each in _without_one(found.question) if _is_valid(trial, each)), key=_length)
        smaller = None
        for start in range(0, len(shorter), AT_ONCE):
            smaller = smaller or _first_that_shows(trial, found, shorter[start : start + AT_ONCE])
        if smaller is None:
            return found
        found = smaller
    return found


def _length(question: Question) -> int:
    return len(question.text)


def _first_that_shows(trial: Trial, found: Difference, questions: Sequence[Question]) -> Difference | None:
    before = trial.asker.ask(questions)
    with trial.ground.changed(found.change.edits):
        after = trial.asker.ask(questions)
    for question, first, second in zip(questions, before, after, strict=True):
        if first != second:
            return replace(found, question=question, before=first, after=second)
    return None


def _is_valid(trial: Trial, question: Question) -> bool:
    try:
        return not validate(trial.about.schema, parse(question.text, allow_empty_selection_sets=False))
    except GraphQLError:
        return False


def _without_one(question: Question) -> Iterator[Question]:
    """Every question that leaves out one thing."""
    document = parse(question.text)
    count = _count(document)
    for number in range(count):
        left = _tidied(visit(document, _Leaving(number)))
        names = {each.variable.name.value for each in _variables(left)}
        variables = {name: value for name, value in question.variables.items() if name in names}
        yield Question(print_ast(left), variables)


class _Leaving(Visitor):
    """Leaves out one of the things that can be left out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.seen = -1

    def enter(self, node: Node, *_: Any) -> Any:
        if isinstance(node, REMOVABLE):
            self.seen += 1
            if self.seen == self.number:
                return REMOVE
        return None


def _count(document: DocumentNode) -> int:
    counting = _Leaving(-1)
    visit(document, counting)
    return counting.seen + 1


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without the fragments and variables that nothing uses any more."""
    text = print_ast(document)

    class Unused(Visitor):
        def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> Any:
            return None if f"...{node.name.value}" in text.replace("... ", "...") else REMOVE

    document = visit(document, Unused())
    used = _used(document)

    class Undeclared(Visitor):
        def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> Any:
            return None if node.variable.name.value in used else REMOVE

    tidied: DocumentNode = visit(document, Undeclared())
    return tidied


def _used(document: DocumentNode) -> set[str]:
    names: list[str] = []

    class Variables(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            names.append(node.name.value)

    visit(document, Variables())
    return {name for name in names if names.count(name) > 1}


def _variables(document: DocumentNode) -> list[VariableDefinitionNode]:
    return [v for d in document.definitions for v in getattr(d, "variable_definitions", None) or ()]


# -- in words ----------------------------------------------------------------------------------------------------------


def told(difference: Difference, seed: int, trial: Trial) -> str:
    """The counterexample, for a person to read."""
    who = difference.who
    edits = [_edit(each, trial) for each in difference.change.edits[:12]]
    more = len(difference.change.edits) - len(edits)
    return "\n".join(
        [
            "Something hidden shows.",
            f"world       seed {trial.ground.seed}, trial {seed}",
            f"principal   {', '.join(sorted(who.kind.roles))} of {who.kind.agency} ({who.id})",
            f"purpose     {difference.purpose.name}",
            f"law         {'of chance' if trial.by_chance else 'in force'}",
            f"hidden      {difference.change.kind}:",
            *(f"            {each}" for each in edits),
            *([f"            and {more} more"] if more else []),
            "operation",
            *(f"    {line}" for line in print_ast(parse(difference.question.text)).splitlines()),
            f"variables   {json.dumps(difference.question.variables, ensure_ascii=False)}",
            f"before      {_answer(difference.before)}",
            f"after       {_answer(difference.after)}",
        ]
    )


def _answer(answer: Answer) -> str:
    return f"{answer.status} {answer.body.decode('utf-8', 'replace')[:1500]}"


def _edit(edit: Edit, trial: Trial) -> str:
    old = next((row for row in trial.ground.rows[edit.table] if row["id"] == edit.id), None)
    if edit.row is None or old is None:
        return f"{edit.table} {edit.id} {'goes' if edit.row is None else 'comes'}"
    changes = [f"{name} {old[name]!r} -> {edit.row[name]!r}" for name in edit.row if old[name] != edit.row[name]]
    return f"{edit.table} {edit.id}: {', '.join(changes) or 'written again'}"
