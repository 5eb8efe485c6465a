"""Verifies a whole copy: stretches of leaves side by side, then what was signed against what they give."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, islice
from multiprocessing import get_context
from typing import Protocol, TypeVar

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.layout import CHECKPOINT
from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused
from gateway.transparency.tiles import WIDTH, tiles_of
from gateway.transparency.tree import Frontier, folded, root
from gateway.transparency.trust import NotTrusted, Policy
from gateway.verification import contents
from gateway.verification.checkpoints import Batch, Stated, judged
from gateway.verification.copy import Copy, CopyDamaged
from gateway.verification.report import Report
from gateway.verification.stretch import LEAVES, Found, Task, checked
from gateway.verification.times import Times

BATCH = 500  # checkpoints judged at once

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

Progress = Callable[[int, int], None]  # leaves done, leaves in all


@dataclass(frozen=True, slots=True)
class Asked:
    """What to verify, and for how long nothing may have been recorded before it is told."""

    copy: Copy
    policy: Policy
    kept: tuple[tuple[str, bytes], ...] = ()  # checkpoints that were kept elsewhere, by the names of their files
    quiet: timedelta = timedelta(hours=24)
    processes: int = 2  # 0: in this one


def verify(asked: Asked, progress: Progress | None = None) -> Report:
    """The whole copy: ``Report.faults`` says what is wrong and where."""
    report = Report()
    newest = _newest(asked, report)
    with _several(asked.processes) as each:
        try:
            stated = _stated(asked, report, each)
            _Walk(asked, report, newest, stated).run(each, progress or (lambda _done, _all: None))
        except CopyDamaged as damaged:
            report.fault(str(damaged))
    return report


def _newest(asked: Asked, report: Report) -> Checkpoint | None:
    """The newest checkpoint, which must be endorsed as the policy asks. One that is not is still measured against."""
    told: Checkpoint | None = None
    try:
        note = Note.parse(asked.copy.read(CHECKPOINT))
        told = Checkpoint.parse(note.text)
        report.endorsed = asked.policy.endorsed(note)
    except CopyDamaged as damaged:
        report.fault(str(damaged))
    except (FormatRefused, NotTrusted) as error:
        report.fault(f"{CHECKPOINT}: {error}")
    return told


class Each(Protocol):
    """Does something with each of several things, perhaps side by side, and gives what comes of it in order."""

    def __call__(self, do: Callable[[_Given], _Made], of: Iterator[_Given], /) -> Iterator[_Made]:
        """In order."""
        ...


@contextmanager
def _several(processes: int) -> Iterator[Each]:
    if processes == 0:
        yield map
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map


def _stated(asked: Asked, report: Report, each_of: Each) -> list[Stated]:
    """Every checkpoint whose signatures are good, by size."""
    found = list[Stated]()
    for batch in each_of(judged, _batches(asked)):
        found += batch.stated
        for says in batch.faults:
            report.fault(says)
        for says in batch.notes:
            report.note(says)
    report.checkpoints, report.cosigned = len(found), sum(each.enough for each in found)
    for each in found:
        for name, at in each.cosigned.items():
            report.last_seen[name] = max(report.last_seen.get(name, at), at)
    return sorted(found, key=lambda each: each.size)


def _batches(asked: Asked) -> Iterator[Batch]:
    lines = chain(asked.copy.checkpoints(), asked.kept)
    while notes := list(islice(lines, BATCH)):
        yield Batch(asked.policy, notes)


class _Walk:
    """Puts the stretches together, from the left."""

    def __init__(self, asked: Asked, report: Report, newest: Checkpoint | None, stated: list[Stated]) -> None:
        self._asked, self._report, self._stated = asked, report, stated
        self._newest = newest
        self._size = newest.size if newest else max((each.size for each in stated), default=0)
        self._contents, faults = contents.read(asked.copy, asked.policy)
        for says in faults:
            report.fault(says)
        self._whole = Frontier()  # of whole stretches, each as one leaf
        self._above = list[bytes]()  # the roots of whole tiles
        self._roots = dict[int, bytes]()
        self._times = Times(report, stated, asked.quiet)

    def run(self, each_of: Each, progress: Progress) -> None:
        for task, found in zip(self._tasks(), each_of(checked, self._tasks()), strict=True):
            self._take(task, found)
            progress(task.end, self._size)
        self._judge()
        self._judge_tiles()
        for each in self._contents:
            for says in each.faults(self._size):
                self._report.fault(says)

    def _tasks(self) -> Iterator[Task]:
        sizes = sorted({each.size for each in self._stated})
        for first in range(0, self._size, LEAVES):
            end = min(first + LEAVES, self._size)
            inside = tuple(size for size in sizes if first < size < end)
            parts = tuple(part for each in self._contents if (part := each.part(first // LEAVES)))
            yield Task(self._asked.copy, first, end, inside, parts)

    def _take(self, task: Task, found: Found) -> None:
        for size, hashes in found.trees.items():
            self._roots[size] = folded([*self._whole.hashes, *hashes])
        if task.end - task.first == LEAVES:
            (stretch,) = found.trees[task.end]
            self._whole.append(stretch)
            self._roots[task.end] = self._whole.root()
        self._above += found.above
        self._times.take(found)
        self._report.leaves = task.end
        self._report.erased += found.erased
        self._report.unopened += found.unopened
        for says in found.faults:
            self._report.fault(says)
        self._report.faults_found += found.faulty - len(found.faults)

    def _judge(self) -> None:
        """Each checkpoint against the tree of its size: so all of them are consistent with one another."""
        for each in self._stated:
            if each.size > self._size:
                says = f"it is of {each.size} leaves, and the newest of {self._size}: the log was cut off"
                self._report.fault(f"{each.where}: {says}")
            elif each.size and self._roots[each.size] != each.root:
                says = f"the first {each.size} leaves do not give the root that was signed"
                self._report.fault(f"{each.where}: {says}: the log was rewritten, reordered or forked before that")
        newest = self._newest
        if newest is not None and newest.size and self._roots[newest.size] != newest.root:
            self._report.fault(f"{CHECKPOINT}: the {newest.size} leaves do not give its root")

    def _judge_tiles(self) -> None:
        """The tiles above the leaves, from which proofs are made."""
        level, hashes = 1, self._above
        for tile in tiles_of(self._size):
            if tile.level == 0:
                continue
            if tile.level > level:
                level, hashes = tile.level, _above(hashes)
            first = tile.index * WIDTH
            try:
                if self._asked.copy.hashes(tile) != hashes[first : first + tile.width]:
                    self._report.fault(f"{tile.path} is not made of the tiles below it")
            except CopyDamaged as damaged:
                self._report.fault(str(damaged))


def _above(hashes: list[bytes]) -> list[bytes]:
    """The roots of the whole tiles that hashes fill."""
    return [root(hashes[at : at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
