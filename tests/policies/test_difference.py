"""What changes between two laws is said as those who answer for the law would say it."""

import pytest

from policies.decided import Decided, as_read
from policies.difference import as_text, changes, rules_changed
from policies.former import read_former, strange_words
from policies.grammar import PolicyRefused, Source
from policies.sources import DIRECTORY, read
from policies.vocabulary import Role
from tests.policies.laws import with_file

LICENCE = 'grant("partners.bodies-see-licence", "agency_representative", "partner", "licence", "convened", _o);'


def decided(sources: list[Source] | tuple[Source, ...]) -> Decided:
    return as_read(read_former(sources))


def replaced(old: str, new: str) -> list[Source]:
    sources = [Source(source.name, source.text.replace(old, new)) for source in read(DIRECTORY)]
    assert sources != list(read(DIRECTORY))
    return sources


IN_FORCE = decided(read(DIRECTORY))


def test_what_somebody_newly_sees_is_one_sentence_with_its_conditions_and_rule() -> None:
    (change,) = changes(IN_FORCE, decided(with_file("new.polar", LICENCE)))
    assert (change.role, change.more, change.rules) == (
        Role.AGENCY_REPRESENTATIVE,
        True,
        ("partners.bodies-see-licence",),
    )
    assert change.sentence == (
        "Agency representatives of duty-to-co-operate bodies, convened to a meeting on the case, "
        "now see licence conditions."
    )
    assert change.conditions == (
        "to manage risk, to prepare a meeting or to protect children; in every case, with clearance where it is for "
        "terrorism; open items, and those that their own agency or body restricts"
    )


def test_what_is_about_no_case_is_said_without_cases() -> None:
    more = 'grant("new", "inspector", "oversight", "access_withheld", "assigned", _o);'
    (change,) = changes(IN_FORCE, decided(with_file("new.polar", more)))
    assert change.sentence == (
        "Inspectors of oversight bodies, as far as they are appointed, now see what the record says was withheld."
    )
    assert change.conditions == "to verify that processing was lawful"


def test_what_somebody_no_longer_sees_is_the_same_the_other_way_round() -> None:
    (change,) = changes(decided(with_file("new.polar", LICENCE)), IN_FORCE)
    assert not change.more
    assert change.sentence.endswith("no longer see licence conditions.")


def test_a_purpose_that_opens_is_said_even_where_it_shows_nothing() -> None:
    sources = replaced('open_to("associate", "prepare_meeting");', 'open_to("associate", "manage_risk");')
    first, *_ = [change.sentence for change in changes(IN_FORCE, decided(sources)) if change.role is Role.ASSOCIATE]
    assert first == "Associates may now ask to manage risk."
    assert "Associates may no longer ask to prepare a meeting." in as_text(changes(IN_FORCE, decided(sources)))


def test_a_rule_that_is_named_and_worded_otherwise_changes_no_decision() -> None:
    renamed = replaced("police.desks-see-an-outline", "police.desks-see-some-of-it")
    assert changes(IN_FORCE, decided(renamed)) == []
    assert rules_changed(IN_FORCE, decided(renamed)) == (
        ["police.desks-see-some-of-it"],
        ["police.desks-see-an-outline"],
    )


def test_what_is_no_longer_withheld_is_said_with_the_places_where_it_was() -> None:
    kept = '"common.terrorism-needs-clearance", _role, "none"'
    lifted = decided(replaced(kept, '"common.terrorism-needs-clearance", "auditor", "none"'))
    text = as_text(changes(IN_FORCE, lifted))
    assert "in terrorism cases and terrorism cases of limited access without clearance" in text
    assert "no longer" not in text
    assert "Auditors" not in text


def test_the_text_puts_each_change_under_its_role() -> None:
    text = as_text(changes(IN_FORCE, decided(with_file("new.polar", LICENCE))))
    heading, sentence, conditions, rules = text.splitlines()
    assert heading == "Agency representatives"
    assert sentence.startswith("  + Agency representatives of duty-to-co-operate bodies")
    assert conditions.startswith("      to manage risk")
    assert rules == "      by partners.bodies-see-licence"


def test_two_laws_that_decide_alike_have_no_changes() -> None:
    assert changes(IN_FORCE, decided(read(DIRECTORY))) == []
    assert as_text([]) == ""


def test_words_of_another_time_are_named_for_they_are_not_compared() -> None:
    reading = read_former(with_file("old.polar", 'grant("old.one", "magistrate", "police", "health", "area", _o);'))
    (told,) = strange_words(reading.rules)
    assert told.startswith('old.polar:1: "magistrate" is no role.')


def test_rules_of_another_time_cannot_be_compared() -> None:
    with pytest.raises(PolicyRefused, match=r"old.polar:1: no rule is called permits(.|\n)*the version of mappa"):
        read_former(with_file("old.polar", 'permits("chair");'))
