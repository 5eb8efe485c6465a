"""Every small change of a rule is caught, by the table or at load; and Polar and the second reading agree on it."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from policies.census import as_engine_decides
from policies.decided import as_read
from policies.engine import Law
from policies.grammar import Every, Rule, Source
from policies.lint import check
from policies.mutation import EQUIVALENT, Mutant, Watch, mutants, score, scored
from policies.parser import parse
from policies.reading import Reading
from policies.sources import DIRECTORY, read
from tests.policies.spelling import spelt


@cache
def reading() -> Reading:
    return check(read(DIRECTORY))


def one(rule: str, how: str) -> Mutant:
    (found,) = (mutant for mutant in mutants(reading()) if mutant.name == f"{rule}: {how}")
    return found


def changed(mutant: Mutant) -> list[Rule]:
    rules = (mutant.became if rule is mutant.rule else rule for rule in reading().rules)
    return [rule for rule in rules if rule is not None]


def test_every_mutant_of_the_law_is_caught_or_known_to_change_nothing() -> None:
    found = score(reading())
    assert (found.alive, found.stale, found.percent) == ((), (), 100.0)
    assert set(found.equivalent) == set(EQUIVALENT)
    assert found.made > 1000


def test_each_rule_is_dropped_once_and_each_of_its_words_is_changed() -> None:
    dropped = Counter(mutant.rule.place for mutant in mutants(reading()) if mutant.how == "dropped")
    assert dropped == Counter(rule.place for rule in reading().rules)
    hows = {mutant.how for mutant in mutants(reading()) if mutant.name.startswith("police.desks-see-police-i")}
    assert hows == {
        "dropped",
        '"police_intelligence" to "prison_offender_manager"',
        'any for "police_intelligence"',
        'not "police_intelligence"',
        '"police" to "prison"',
        'any for "police"',
        'not "police"',
        '"intelligence" to "health"',
        'any for "intelligence"',
        'not "intelligence"',
        '"own" to "other"',
        'any for "own"',
        'not "own"',
        "any standing",
        "standing turned round",
        'without "assigned"',
        '"assigned" to "coordinating"',
        'without "convened"',
        '"convened" to "coordinating"',
    }


@pytest.mark.parametrize(
    ("rule", "how"),
    [
        ("coordination.chairs-see-released-intelligence", "without alternative 2"),
        ("limited_access (Cases that only named users may see)", 'without "limited_access"'),
    ],
)
def test_the_engine_and_the_second_reading_agree_on_a_mutant_too(rule: str, how: str) -> None:
    rules = changed(one(rule, how))
    assert as_engine_decides(Law([spelt(rules)])) == as_read(Reading(rules))
    assert as_read(Reading(rules)) != as_read(reading())


def test_rules_written_out_again_decide_the_same() -> None:
    assert as_read(Reading(parse(spelt(reading().rules)))) == as_read(reading())


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ('s = "area"', '((s in ["area"]))'),
        ('(s in ["area", "x"] or t("x")) and t(s)', '((((s in ["area", "x"]) or (t("x"))) and t(s)))'),
    ],
)
def test_a_condition_is_written_as_it_was_read(condition: str, written: str) -> None:
    (rule,) = parse(Source("one.polar", f"with_the_case(s) if {condition};"))
    assert spelt([rule]).text == f"with_the_case(s) if {written};"


def test_a_condition_that_was_taken_away_always_holds() -> None:
    (rule,) = parse(Source("one.polar", 'with_the_case(s) if s = "area";'))
    assert spelt([replace(rule, body=Every((Every(()),)))]).text == "with_the_case(s) if (true);"


def test_a_rule_that_makes_no_difference_leaves_its_mutants_alive() -> None:
    idle = 'open_to("chair", purpose) if purpose in ["prepare_meeting"];'
    repeated = Reading([*reading().rules, *parse(Source("idle.polar", idle))])
    watch = Watch(repeated)
    made = [mutant for mutant in mutants(repeated) if mutant.rule.place.file == "idle.polar"]
    assert [mutant.how for mutant in made if not watch.catches(mutant)] == [
        "dropped",
        '"chair" to "agency_representative"',  # which may prepare a meeting as well
    ]


def test_the_score_names_what_is_not_caught_and_what_is_known_in_vain() -> None:
    found = scored(11, ["a: dropped", "b: dropped"], {"b: dropped": "a reason", "c: dropped": "another"})
    assert (found.alive, found.equivalent, found.stale) == (("a: dropped",), ("b: dropped",), ("c: dropped",))
    assert (found.percent, found.whole) == (90.0, False)
