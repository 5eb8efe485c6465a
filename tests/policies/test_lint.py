"""What could mean something else than it says refuses to load, with file, line and remedy."""

import re

import pytest

from policies.declarations import DECLARED
from policies.grammar import PolicyRefused, Source
from policies.lint import (
    check,
    idle_purposes,
    roles_without_purpose,
    undecided_classes,
    unentrusted_acts,
    unplaced_acts,
    unplaced_classes,
)
from policies.reading import Reading
from policies.sources import DIRECTORY, read
from policies.vocabulary import ENTRUSTED_ACTS, DataClass, Purpose, Role

GOOD = 'grant("police.a-rule-under-test", "police_offender_manager", "police", "identity", "assigned", "own");'
BODY = 'grant("police.a-rule-under-test", "police_offender_manager", "police", data_class, standing, "own") if '
REST = '("police.a-rule-under-test", "police_offender_manager", "police", "identity", "assigned", "own");'


def problems(text: str, file: str = "police.polar") -> tuple[str, ...]:
    """What is refused when this is added to a file of the law."""
    sources = [Source(s.name, s.text + text) if s.name == file else s for s in read(DIRECTORY)]
    with pytest.raises(PolicyRefused) as refused:
        check(sources)
    return refused.value.problems


def line_after(file: str) -> int:
    return next(source.text.count("\n") for source in read(DIRECTORY) if source.name == file) + 1


BROKEN = {
    # names of rules and their arguments
    "grnat" + REST: "no rule is called grnat. Use one of: about_a_case,",
    BODY + "with_teh_case(standing) and about_a_case(data_class);": "no rule is called with_teh_case. Use one of:",
    'grant("police.a-rule-under-test", "chair", "police", "identity", "assigned");': (
        "grant has 6 arguments, here are 5. Write grant(rule id, role, agency, data class, standing, ownership)."
    ),
    BODY + "with_the_case(standing, data_class);": "with_the_case has 1 arguments, here are 2. Write with",
    # words outside their vocabulary
    GOOD.replace(
        "police_offender_manager", "police_ofender_manager"
    ): '"police_ofender_manager" is no role. Use one of: ',
    GOOD.replace('"police",', '"polcie",'): '"polcie" is no agency. Use one of: police, prison,',
    GOOD.replace("identity", "identety"): '"identety" is no data class. Use one of: reference,',
    GOOD.replace("assigned", "asigned"): '"asigned" is no standing. Use one of: excluded,',
    GOOD.replace("assigned", "police"): '"police" is no standing. Use one of: excluded,',
    GOOD.replace('"own"', '"owner"'): '"owner" is no ownership. Use one of: own, other.',
    GOOD.replace("assigned", ""): '"" is no standing.',
    BODY + 'standing in ["assigned", "convend"] and about_a_case(data_class);': '"convend" is no standing.',
    BODY + 'standing = "convend" and about_a_case(data_class);': '"convend" is no standing.',
    BODY + 'with_the_case(standing) and about_a_case("identety") and data_class = "identity";': (
        '"identety" is no data class.'
    ),
    # variables
    BODY + 'standng in ["assigned"] and about_a_case(data_class);': (
        "standng is not in the head of the rule. Correct its spelling, or put it there."
    ),
    BODY + "with_the_case(standng) and about_a_case(data_class);": "standng is not in the head of the rule.",
    BODY + "about_a_case(data_class);": "standing is not used in the body. A variable begins with _ exactly when any",
    GOOD.replace('"assigned"', "_standing").replace(
        ";", ' if _standing = "assigned";'
    ): "_standing is used in the body.",
    GOOD.replace('"assigned"', "_"): "_ may stand for two arguments. Give each its own name.",
    GOOD.replace('"assigned", "own"', "_any, _any"): "_any may stand for two arguments.",
    BODY + "with_the_case(data_class) and about_a_case(standing);": (
        "data_class is a data class, with_the_case asks for a standing here. Pass the variable that belongs here."
    ),
    # ids and comments
    GOOD.replace(
        '"police.a-rule-under-test"', "_rule"
    ): "grant has no id that says what it does. Begin with one of two words or more",
    GOOD.replace("police.a", "prison.a"): "grant has no id that says what it does.",
    GOOD.replace("police.a-rule-under-test", "police.Nameless"): "grant has no id that says what it does.",
    GOOD.replace("police.a-rule-under-test", "police.managers-see-their-cases"): (
        "the id police.managers-see-their-cases is taken at police.polar:5. Give the rule its own."
    ),
    # what binds everybody stands in one file
    'open_to("chair", "plan_release");': "open_to binds everybody. Write it in common.polar.",
    'withheld("police.a-rule-under-test", _r, _c, "health", _s, _h, _i, _o);': "withheld binds everybody.",
    # circles
    BODY + 'serves("manage_risk", data_class) and with_the_case(standing);': (
        "grant may not ask serves. Ask only rules declared with a lower rank."
    ),
    GOOD.replace(";", ' if grant("police.a-rule-under-test", "chair", "police", "health", "area", "own");'): (
        "grant may not ask grant."
    ),
    # rules that can never matter
    BODY + 'standing = "assigned" and standing = "convened" and data_class = "identity";': (
        "this rule can never hold. Its conditions exclude each other: correct them."
    ),
    BODY
    + 'with_the_case(standing) and about_a_case("reference") and data_class = "identity";': "this rule can never hold.",
    GOOD.replace("identity", "access_record").replace("police_offender_manager", "police_intelligence"): (
        "police.a-rule-under-test grants access_record to police_intelligence, and no purpose open to that role is "
        "served by it. Take it out of the grant, or say in common.polar which purpose it serves."
    ),
    # the rest of Polar
    BODY + 'not with_the_case(standing) and data_class = "identity";': (
        "not is not in the law's language: it would hold where a fact is misspelt or missing. Say what is shown or"
    ),
    BODY + 'forall(x in ["a"], x = "a");': "forall is not in the law's language",
    BODY + "cut and about_a_case(data_class);": "cut is not in the law's language",
    GOOD.replace(
        '"assigned"', "standing: Standing"
    ): ": stands where ) belongs. Write it as policies/grammar.py shows.",
    GOOD.replace('"assigned"', "standing.name"): "A word has no attributes in the law's language",
    GOOD.replace('"assigned"', "assigned matches Standing"): "matches stands where ) belongs.",
    GOOD.replace('"assigned"', "3"): '3 stands where a "word" or a variable belongs.',
    GOOD.replace('"assigned"', "'assigned'"): '\' stands where a "word" or a variable belongs.',
    GOOD.replace('"assigned"', "if"): 'if stands where a "word" or a variable belongs.',
    GOOD.replace('"assigned"', '"assigned'): "own stands where ) belongs.",
    GOOD.replace('"own"', '"own'): '" stands where a "word" or a variable belongs.',
    GOOD.replace("assigned", "assi\\\\gned"): '" stands where',
    GOOD.removesuffix(";"): "the end of the file stands where ; belongs.",
    GOOD.replace(";", " if"): "the end of the file stands where a condition belongs.",
    GOOD.replace(";", " if and;"): "and stands where a condition belongs.",
    BODY + "standing;": "; stands where in or = belongs.",
    BODY + 'standing != "assigned";': "! stands where in or = belongs.",
    BODY + 'standing == "assigned";': '= stands where a "word" in quotation marks belongs.',
    BODY + 'standing in "assigned";': '"assigned" stands where [ belongs.',
    BODY + "standing in [];": '] stands where a "word" in quotation marks belongs.',
    BODY + 'standing in ["assigned" "convened"];': '"convened" stands where ] belongs.',
    BODY + "(with_the_case(standing);": "; stands where ) belongs.",
    "?= " + GOOD: "? stands where the name of a rule belongs.",
    "actor Person {}": "Person stands where ( belongs.",
    "grant();": ') stands where a "word" or a variable belongs.',
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_rule_is_refused_with_its_file_its_line_and_a_remedy(text: str) -> None:
    found = problems(f"# A rule under test.\n{text}")
    assert all(problem.startswith(f"police.polar:{line_after('police.polar') + 1}: ") for problem in found)
    assert len([problem for problem in found if BROKEN[text] in problem]) == 1


def test_the_rule_that_the_broken_ones_are_made_of_is_sound() -> None:
    text = f"# A rule under test.\n{GOOD}"
    sources = [Source(s.name, s.text + text) if s.name == "police.polar" else s for s in read(DIRECTORY)]
    assert "police.a-rule-under-test" in check(sources).rule_ids


@pytest.mark.parametrize("above", ["\n", "#\n", "# A comment that belongs to nothing.\n\n"])
def test_a_rule_without_a_comment_is_refused(above: str) -> None:
    (problem,) = problems(above + GOOD)
    assert problem.endswith("a rule without a comment. Say above it in plain English what it does, and why.")


def test_the_line_is_that_of_the_condition_not_of_the_rule() -> None:
    text = "# A rule under test.\n" + BODY + '\n    with_the_case(standing) and\n    data_class in ["identety"];'
    (problem,) = problems(text)
    assert problem.startswith(f"police.polar:{line_after('police.polar') + 3}: ")


def test_all_problems_are_reported_at_once() -> None:
    text = "# One.\n" + GOOD.replace("assigned", "asigned") + "\n# Two.\n" + GOOD.replace("identity", "identety")
    assert len(problems(text)) == 2
    sources = [Source("police.polar", "not"), Source("prison.polar", "not")]
    with pytest.raises(PolicyRefused) as refused:
        check(sources)
    assert [problem.split(":")[0] for problem in refused.value.problems] == ["police.polar", "prison.polar"]
    assert str(refused.value).splitlines() == ["The law is refused:", *refused.value.problems]


def changed(old: str, new: str, *files: str) -> tuple[str, ...]:
    """What is refused when these words of common.polar, and of further files, are others."""
    sources = {source.name: source for source in read(DIRECTORY)}
    for name in ("common.polar", *files):
        assert old in sources[name].text
        sources[name] = Source(name, sources[name].text.replace(old, new))
    with pytest.raises(PolicyRefused) as refused:
        check(list(sources.values()))
    return refused.value.problems


def test_a_role_without_a_purpose_is_refused() -> None:
    found = changed('open_to("associate", "prepare_meeting");', "")
    assert "common.polar:1: no purpose is open to associate. Write an open_to for it." in found


def test_a_purpose_of_nobody_is_refused() -> None:
    found = changed('open_to("victim_liaison_officer", "contact_victim");', "")
    assert "common.polar:1: contact_victim is open to nobody. Write an open_to for it, or take the word away." in found


def test_a_data_class_that_nobody_is_granted_is_refused() -> None:
    sources = [source for source in read(DIRECTORY) if source.name != "oversight.polar"]
    with pytest.raises(PolicyRefused) as refused:
        check(sources)
    unspoken = "common.polar:1: nobody is ever shown access_record. Grant it, or take it out of the vocabulary."
    assert unspoken in refused.value.problems
    assert any(
        "access_record, access_withheld cannot serve verify_lawfulness" in problem for problem in refused.value.problems
    )


KNOWN = '["reference", "aggregate", "notice", "administration", "access_count", "access_record", "access_withheld"]'


@pytest.mark.parametrize(
    "classes",
    [
        KNOWN.replace('"access_record", ', ""),
        KNOWN.replace("]", ', "health"]'),
    ],
    ids=["one of neither", "one of both"],
)
def test_a_data_class_is_about_a_case_or_not(classes: str) -> None:
    (problem,) = changed(KNOWN, classes)
    assert problem.endswith("is about a case or not? Name it in about_a_case or in about_no_case.")


def test_there_is_one_way_to_be_shown() -> None:
    second = "\n# Another way.\nshown(_rule, _r, _a, _p, _d, _s, _i, _o);\n"
    (problem,) = problems(second, "common.polar")
    place = f"common.polar:{line_after('common.polar') + 2}"
    assert problem == f"{place}: shown is written 2 times. Write it once: nothing may pass it by."
    with pytest.raises(PolicyRefused, match=re.escape("common.polar:1: shown is written 0 times.")):
        check([])


ENTRUSTING = 'entrust("police.a-rule-under-test", "{role}", "police", "{act}", "assigned", "own");'


def test_reading_is_not_entrusted() -> None:
    found = problems("\n# A slip.\n" + ENTRUSTING.format(role="police_offender_manager", act="consult"))
    assert any(each.endswith("entrusts consult. Reading is granted: name acts that are entrusted.") for each in found)


def test_an_act_is_entrusted_for_a_purpose_that_is_open_to_the_role() -> None:
    (problem,) = problems("\n# A slip.\n" + ENTRUSTING.format(role="auditor", act="start_referral"))
    assert "entrusts start_referral to auditor, and no purpose open to that role is furthered by it." in problem


def test_an_act_is_on_a_case_or_on_none() -> None:
    (problem,) = problems('\n# Both.\non_no_case("start_referral");\n')
    assert problem.endswith("start_referral is done on a case or not? Name it in on_a_case or in on_no_case.")


def test_the_law_in_force_leaves_no_word_unspoken() -> None:
    reading = check(read(DIRECTORY))
    classes = (undecided_classes, unplaced_classes, roles_without_purpose, idle_purposes)
    assert [words(reading) for words in classes] == [[], [], [], []]
    assert unentrusted_acts(reading) == unplaced_acts(reading) == []


def test_a_law_without_rules_leaves_every_word_unspoken() -> None:
    nothing = Reading([])
    assert undecided_classes(nothing) == unplaced_classes(nothing) == list(DataClass)
    assert roles_without_purpose(nothing) == list(Role)
    assert idle_purposes(nothing) == list(Purpose)
    assert unentrusted_acts(nothing) == unplaced_acts(nothing) == list(ENTRUSTED_ACTS)


def test_every_declared_rule_is_spoken() -> None:
    spoken = {rule.head.name for rule in check(read(DIRECTORY)).rules}
    assert set(DECLARED) - spoken <= {"on_no_case"}, "so far every act may be on a case"


OVERRIDDEN = """
# A case for whoever runs the platform.
grant("police.a-rule-under-test", "system_administrator", "police", "reference", "assigned", "own");
"""


def test_a_grant_that_is_always_overridden_is_refused_with_what_overrides_it() -> None:
    (problem,) = problems(OVERRIDDEN.replace('"assigned"', '"excluded"'))
    assert problem == (
        f"police.polar:{line_after('police.polar') + 2}: police.a-rule-under-test allows reference to "
        "system_administrator, and what common.excluded-from-the-case denies covers all of it. Take the word or the "
        "role out of the rule, or change what denies it."
    )


def test_a_denial_that_changes_no_decision_is_refused_unless_it_says_that_it_stands_guard() -> None:
    idle = """
# Auditors see no victim.{}
withheld("common.a-rule-under-test", "auditor", _c, "victim", _s, _h, _i, _o);
"""
    (problem,) = problems(idle.format(""), "common.polar")
    assert problem.startswith(f"common.polar:{line_after('common.polar') + 2}: common.a-rule-under-test changes no")
    assert 'say why in its comment after "Safeguard:"; or take it out.' in problem
    guarded = [
        Source(s.name, s.text + idle.format(" Safeguard: no later grant may.")) if s.name == "common.polar" else s
        for s in read(DIRECTORY)
    ]
    assert "common.a-rule-under-test" in check(guarded).rule_ids


def test_a_denial_that_says_it_only_stands_guard_and_changes_decisions_is_refused() -> None:
    (problem,) = changed("# Terrorism cases are shown to those with clearance.", "# Safeguard: clearance.")
    assert "common.terrorism-needs-clearance says that it only stands guard, and it changes decisions." in problem
    assert problem.endswith('Take "Safeguard:" out of its comment.')


def test_a_word_that_serves_a_purpose_of_nobody_who_is_granted_it_is_refused() -> None:
    (problem,) = changed(
        "# To keep two systems' records alike:",
        """# Health is not for boards.
serves("monitor_performance", "health");

# To keep two systems' records alike:""",
    )
    assert problem.endswith(
        "health cannot serve monitor_performance: nobody who may state it is granted that. Take it out of the list, or "
        "grant it."
    )


def test_a_name_for_a_group_of_words_that_no_rule_uses_is_refused() -> None:
    found = changed("terrorism(handling);", 'handling in ["terrorism", "terrorism_limited_access"];', "export.polar")
    assert [problem.partition(": ")[2] for problem in found] == ["no rule asks terrorism. Use it, or take it out."]
