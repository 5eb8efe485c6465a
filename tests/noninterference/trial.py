"""A trial: ask, change what is hidden, ask again, and demand every byte the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import cast

from gateway.law_in_force import LawInForce
from gateway.life import Door
from policies.vocabulary import Purpose
from tests.noninterference import law
from tests.noninterference.asking import OVER_HTTP, Answer, Asker
from tests.noninterference.changes import Change, Kind
from tests.noninterference.coverage import Tried, uses
from tests.noninterference.ground import Ground
from tests.noninterference.judge import Judge
from tests.noninterference.people import Person
from tests.noninterference.questions import About, Question, prepared, written

WRITTEN = 16  # generated operations of a trial


@dataclass(frozen=True, slots=True)
class Difference:
    """A hidden change that showed: which question was answered otherwise."""

    who: Person
    purpose: Purpose
    question: Question
    change: Change
    before: Answer
    after: Answer


@dataclass
class Trial:
    """One principal, one purpose, one world."""

    ground: Ground
    who: Person
    purpose: Purpose
    seed: int
    by_chance: bool = False  # under a law that grants by chance, instead of the law in force
    door: Door | None = None  # another than the one that is served
    tried: Tried = field(default_factory=Tried)
    judged: Judge | None = None  # of an earlier trial of the same principal and purpose, with what it has found

    def __post_init__(self) -> None:
        self.random = Random(f"{self.ground.seed} {self.who.id} {self.purpose} {self.seed} {self.by_chance}")
        permit = law.permit(self.who.kind, self.purpose)
        if self.by_chance:
            chance = law.ByChance.drawn(self.random)
            permit = chance.permit(self.who.kind, self.purpose)
            self.door = replace(self.door or self.ground.served.door, law=cast("LawInForce", law.InForce(chance)))
        self.asker = Asker(self.ground.served, self.who, self.purpose, self.door)
        self.judge = self.judged or Judge.of(self.ground, self.who, permit)
        self.about = About(self.ground.holdings, self.ground.entries_until)

    @cached_property
    def questions(self) -> Sequence[Question]:
        """What is asked in this trial. Of the generated operations that are too large, a few are enough."""
        seals = self.asker.seals
        asked = self.asker.with_cursors([written(self.about, self.random, seals) for _ in range(WRITTEN)])
        answers = list(zip(asked, self.asker.ask(asked), strict=True))
        refused = [question for question, answer in answers if answer.status != 200]
        answered = [question for question, answer in answers if answer.status == 200]
        return self.asker.with_cursors([*answered, *refused[:2], *prepared(self.about, self.random, seals)])

    def differences(self, kinds: Sequence[Kind]) -> Iterator[Difference]:
        """Every answer that a hidden change of these kinds changed."""
        before = self.asker.ask(self.questions)
        self._note(before)
        asked = [uses(self.about.registry, self.about.schema, q) for q, a in self._answered(before)]
        for kind in kinds:
            with self.judge.hidden(kind, self.random) as change:
                if change is None:
                    self.tried.without[kind] += 1
                    continue
                after = self.asker.ask(self.questions)
                self.tried.replays += len(after)
                self.tried.in_force += 0 if self.by_chance else len(after)
                self.tried.note(change, asked)
            for question, first, second in zip(self.questions, before, after, strict=True):
                if first != second:
                    yield Difference(self.who, self.purpose, question, change, first, second)

    def _answered(self, answers: Sequence[Answer]) -> list[tuple[Question, Answer]]:
        """What is refused asks for nothing."""
        return [(q, a) for q, a in zip(self.questions, answers, strict=True) if a.status == 200]

    def _note(self, answers: Sequence[Answer]) -> None:
        tried = self.tried
        tried.operations += len(answers)
        tried.refused += sum(each.status >= 400 for each in answers)
        tried.over_http += len(range(0, len(answers), OVER_HTTP)) if self.door is None else 0
        tried.worlds.add(self.ground.seed)
        tried.principals.add((self.ground.seed, self.who.id, self.purpose, self.by_chance))
