"""Takes the times of answers about what is hidden and about what is not there, and of lists beside hidden changes."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from statistics import median
from uuid import UUID

from gateway.asked import Asked
from tests.noninterference.asking import body_of
from tests.noninterference.changes import Kind
from tests.noninterference.ground import Edit
from tests.noninterference.questions import Question
from tests.noninterference.timing import Compared
from tests.noninterference.trial import Trial
from tests.schema.tokens import sealed_id

BY_REFERENCE = "query($r: String) { case(reference: $r) { reference category person { familyName } } }"
BY_ID = "query($id: ID!) { node(id: $id) { ... on Case { reference category person { familyName } } } }"
A_LIST = "{ cases(first: 20, sort: { by: NEXT_REVIEW_DUE }) { totalCount nodes { reference category } } }"
WARMING = 50
BLOCKS = 20  # in which a hidden change stands, and as many in which it does not


def comparisons(trial: Trial, times: int) -> Iterator[Compared]:
    """Three: a case by its reference, a case by its id, and a list with and without a hidden change."""
    cases = trial.about.holdings.rows["Case"]
    hidden = [row for row in cases if ("Case", row.id) not in trial.judge.known.columns]
    references = [Question(BY_REFERENCE, {"r": row.columns["reference"]}) for row in hidden]
    absent = [Question(BY_REFERENCE, {"r": each.variables["r"][::-1]}) for each in references]
    yield compared("a hidden case by its reference, and none", trial, (references, absent), times)
    seals, random = trial.asker.seals, trial.random
    ids = [Question(BY_ID, {"id": sealed_id(seals, "Case", row.id)}) for row in hidden]
    nobody = [Question(BY_ID, {"id": sealed_id(seals, "Case", UUID(int=random.getrandbits(128)))}) for _ in hidden]
    yield compared("a hidden case by its id, and none", trial, (ids, nobody), times)
    yield beside_a_change(trial, times)


def compared(name: str, trial: Trial, both: tuple[Sequence[Question], Sequence[Question]], times: int) -> Compared:
    """The times of two kinds of question, in an order of chance."""
    order = [0, 1] * times
    trial.random.shuffle(order)
    asked = [trial.random.choice(both[which]) for which in order]
    taken = clocked(trial, [*asked[:WARMING], *asked])[WARMING:]
    found: tuple[list[float], list[float]] = ([], [])
    for which, seconds in zip(order, taken, strict=True):
        found[which].append(seconds)
    return Compared(name, *found)


def beside_a_change(trial: Trial, times: int) -> Compared:
    """The times of one list while hidden values are others, and while they are as they were, in an order of chance.

    Both times the same rows have just been written anew, and everybody's facts read anew: only the values differ. What
    follows at once upon another is like it, whatever is asked, so each stretch counts once, by its median.
    """
    with trial.judge.hidden(Kind.MATCHING, trial.random) as change:
        assert change is not None
    same = [Edit(each.table, each.id, trial.ground.row(each.table, each.id)) for each in change.edits]
    asked = [Question(A_LIST)] * (times // BLOCKS)
    found: dict[bool, list[float]] = {True: [], False: []}
    order = [True, False] * BLOCKS
    trial.random.shuffle(order)
    for changed in order:
        with trial.ground.changed(change.edits if changed else same):
            found[changed].append(median(clocked(trial, [*asked[:WARMING], *asked])[-len(asked) :]))
    return Compared(
        "stretches of one list while hidden values are others, and while they are not", found[True], found[False]
    )


def clocked(trial: Trial, questions: Sequence[Question]) -> list[float]:
    """The seconds that each takes at the door, one after another."""
    raw = tuple((name.encode(), value.encode()) for name, value in trial.asker.headers().items())
    door = trial.door or trial.ground.served.door

    async def one_by_one() -> list[float]:
        taken = []
        for question in questions:
            asked = Asked("POST", raw, b"", body_of(question))
            begun = time.perf_counter()
            await door.serve(asked)
            taken.append(time.perf_counter() - begun)
        return taken

    return asyncio.run_coroutine_threadsafe(one_by_one(), trial.ground.served.loop).result(timeout=600)
