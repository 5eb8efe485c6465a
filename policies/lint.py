"""Refuses a law that could mean something else than it says.

Polar takes a misspelt rule name for a rule that is not there, and a misspelt word for one that never matches: both are
silent. So the sources are read here first, by our own grammar, and every name, word and rule is held against the
vocabulary. A problem names its file and line and says what to do; all problems are reported at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from policies.decided import as_read
from policies.declarations import COMMON
from policies.grammar import Place, PolicyRefused, Rule, Source
from policies.idle import idle_denials, overridden, unasked, unserved
from policies.parser import parse
from policies.reading import Reading, id_of
from policies.shape import shape_problems
from policies.vocabulary import ENTRUSTED_ACTS, READING_ACTS, Act, Basis, DataClass, Purpose, Role


def check(sources: Sequence[Source]) -> Reading:
    """The law as read, or ``PolicyRefused`` with every problem found."""
    rules = parsed(sources)
    _refuse(problem for rule in rules for problem in shape_problems(rule))
    reading = Reading(rules)
    _refuse(sense(reading))
    return reading


def sense(reading: Reading) -> Iterator[str]:
    """What is wrong with rules that are well written each, and make no sense together."""
    wrong = [problem for found in SOUND for problem in found(reading)]
    if wrong:  # what follows would only say it again
        yield from wrong
        return
    decided = as_read(reading)
    yield from overridden(reading, decided)
    yield from idle_denials(reading, decided)


def _refuse(problems: Iterable[str]) -> None:
    if found := list(problems):
        raise PolicyRefused(found)


def parsed(sources: Sequence[Source]) -> list[Rule]:
    """Every rule of the sources, or ``PolicyRefused`` with what is not in the grammar."""
    rules: list[Rule] = []
    problems: list[str] = []
    for source in sources:
        try:
            rules += parse(source)
        except PolicyRefused as refused:
            problems += refused.problems
    _refuse(problems)
    return rules


def duplicate_ids(reading: Reading) -> Iterator[str]:
    """An id names one rule: an access record must say which rule decided."""
    first: dict[str, Place] = {}
    for rule in (*reading.named("grant"), *reading.named("entrust"), *reading.named("withheld")):
        before = first.setdefault(id_of(rule), rule.place)
        if before != rule.place:
            yield rule.place.problem(
                f"the id {id_of(rule)} is taken at {before.file}:{before.line}.", "Give the rule its own."
            )


def one_way(reading: Reading) -> Iterator[str]:
    """A second way past purpose and minimisation would undo both."""
    for name in ("shown", "done"):
        ways = reading.named(name)
        if len(ways) != 1:
            place = ways[-1].place if ways else Place(COMMON, 1)
            yield place.problem(f"{name} is written {len(ways)} times.", "Write it once: nothing may pass it by.")


def impossible(reading: Reading) -> Iterator[str]:
    """Rules that hold nowhere."""
    for rule in reading.rules:
        if next(reading.boxes_of(rule), None) is None:
            yield rule.place.problem("this rule can never hold.", "Its conditions exclude each other: correct them.")


def unreachable(reading: Reading) -> Iterator[str]:
    """Grants to a role for which no purpose open to it is served by the data class."""
    served = {
        (role, data_class)
        for roles, stated in reading.boxes("open_to")
        for purposes, classes in reading.boxes("serves")
        if stated & purposes
        for role, data_class in product(roles, classes)
    }
    for rule in reading.named("grant"):
        granted = {pair for box in reading.boxes_of(rule) for pair in product(box[1], box[3])}
        for role, data_class in sorted(granted - served):
            yield rule.place.problem(
                f"{id_of(rule)} grants {data_class} to {role}, and no purpose open to that role is served by it.",
                f"Take it out of the grant, or say in {COMMON} which purpose it serves.",
            )


def idle_entrusting(reading: Reading) -> Iterator[str]:
    """Acts entrusted to a role for which no purpose open to it is furthered by them, and reading, which is granted."""
    furthered = {
        (role, act)
        for roles, stated in reading.boxes("open_to")
        for acts, purposes in reading.boxes("furthers")
        if stated & purposes
        for role, act in product(roles, acts)
    }
    for rule in reading.named("entrust"):
        entrusted = {pair for box in reading.boxes_of(rule) for pair in product(box[1], box[3])}
        if acts := sorted(READING_ACTS & {act for _, act in entrusted}):
            yield rule.place.problem(
                f"{id_of(rule)} entrusts {acts[0]}.", "Reading is granted: name acts that are entrusted."
            )
        for role, act in sorted(entrusted - furthered):
            yield rule.place.problem(
                f"{id_of(rule)} entrusts {act} to {role}, and no purpose open to that role is furthered by it.",
                "Take it out of the rule, or say in furthers which purpose it furthers.",
            )


def unspoken_words(reading: Reading) -> Iterator[str]:
    """Words of the vocabulary on which the law is silent: every data class, act, role and purpose has its decisions."""
    start = Place(COMMON, 1)
    for data_class in undecided_classes(reading):
        yield start.problem(f"nobody is ever shown {data_class}.", "Grant it, or take it out of the vocabulary.")
    for data_class in unplaced_classes(reading):
        yield start.problem(f"{data_class} is about a case or not?", "Name it in about_a_case or in about_no_case.")
    for act in unentrusted_acts(reading):
        yield start.problem(f"{act} is entrusted to nobody.", "Entrust it, or take it out of the vocabulary.")
    for act in unplaced_acts(reading):
        yield start.problem(f"{act} is done on a case or not?", "Name it in on_a_case or in on_no_case.")
    for role in roles_without_purpose(reading):
        yield start.problem(f"no purpose is open to {role}.", "Write an open_to for it.")
    for basis in idle_bases(reading):
        yield start.problem(f"no agency rests on {basis}.", "Write a rests_on for it, or take the word away.")
    for purpose in idle_purposes(reading):
        yield start.problem(f"{purpose} is open to nobody.", "Write an open_to for it, or take the word away.")


def undecided_classes(reading: Reading) -> list[DataClass]:
    """Data classes in no grant."""
    granted = {word for box in reading.boxes("grant") for word in box[3]}
    return [data_class for data_class in DataClass if data_class not in granted]


def unentrusted_acts(reading: Reading) -> list[Act]:
    """Acts in no rule that entrusts."""
    entrusted = {word for box in reading.boxes("entrust") for word in box[3]}
    return [act for act in ENTRUSTED_ACTS if act not in entrusted]


def unplaced_acts(reading: Reading) -> list[Act]:
    """Acts that are in neither of ``on_a_case`` and ``on_no_case``, or in both: nobody would be barred from them."""
    placed = Counter(w for name in ("on_a_case", "on_no_case") for box in reading.boxes(name) for w in box[0])
    return [act for act in ENTRUSTED_ACTS if placed[act] != 1]


def unplaced_classes(reading: Reading) -> list[DataClass]:
    """Data classes that are in neither of ``about_a_case`` and ``about_no_case``, or in both."""
    placed = Counter(w for name in ("about_a_case", "about_no_case") for box in reading.boxes(name) for w in box[0])
    return [data_class for data_class in DataClass if placed[data_class] != 1]


def roles_without_purpose(reading: Reading) -> list[Role]:
    """Roles that could never ask."""
    heard = {word for box in reading.boxes("open_to") for word in box[0]}
    return [role for role in Role if role not in heard]


def idle_bases(reading: Reading) -> list[Basis]:
    """Footings on which nobody may be given anything."""
    rested = {word for box in reading.boxes("rests_on") for word in box[1]}
    return [basis for basis in Basis if basis not in rested]


def idle_purposes(reading: Reading) -> list[Purpose]:
    """Purposes that nobody may state."""
    stated = {word for box in reading.boxes("open_to") for word in box[1]}
    return [purpose for purpose in Purpose if purpose not in stated]


SOUND = (duplicate_ids, one_way, impossible, unreachable, idle_entrusting, unserved, unasked, unspoken_words)
