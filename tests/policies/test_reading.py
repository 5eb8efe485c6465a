from policies.grammar import Rule, Source
from policies.parser import parse
from policies.reading import Reading, id_of


def rules(text: str) -> tuple[Rule, ...]:
    return parse(Source("common.polar", text))


def test_a_rule_holds_in_one_box_for_each_way_in_which_its_body_does() -> None:
    reading = Reading(rules('with_the_case(s) if s in ["area", "none"] or s = "assigned";'))
    assert reading.boxes("with_the_case") == ((frozenset({"area", "none"}),), (frozenset({"assigned"}),))


def test_conditions_narrow_each_other() -> None:
    reading = Reading(rules('with_the_case(s) if s in ["area", "none"] and s in ["none", "assigned"];'))
    assert reading.boxes("with_the_case") == ((frozenset({"none"}),),)


def test_a_rule_that_contradicts_itself_holds_nowhere() -> None:
    assert Reading(rules('with_the_case(s) if s = "area" and s = "none";')).boxes("with_the_case") == ()


def test_a_variable_without_conditions_stands_for_every_word() -> None:
    assert Reading(rules('reaches("chair", "open", _o);')).boxes("reaches") == (
        (frozenset({"chair"}), frozenset({"open"}), frozenset({"own", "other"})),
    )


def test_a_call_narrows_to_where_the_called_rule_holds() -> None:
    text = 'terrorism(h) if h = "terrorism"; withheld("common.x-y", _r, _c, _d, _s, h, _i, _o) if terrorism(h);'
    (box,) = Reading(rules(text)).boxes("withheld")
    assert box[0] == {"common.x-y"}
    assert box[5] == {"terrorism"}


def test_a_call_with_a_word_holds_where_the_word_is_among_those_of_the_rule() -> None:
    text = 'terrorism("terrorism"); reaches("chair", "open", _o) if terrorism("{}");'
    assert len(Reading(rules(text.format("terrorism"))).boxes("reaches")) == 1
    assert Reading(rules(text.format("ordinary"))).boxes("reaches") == ()


def test_only_rules_that_begin_with_one_have_an_id() -> None:
    grant, nameless = rules('grant("a.b", _r, _a, _d, _s, _o); grant(_id, _r, _a, _d, _s, _o);')
    assert (id_of(grant), id_of(nameless)) == ("a.b", "")
    assert Reading([grant, *rules('serves("manage_risk", "health");')]).rule_ids == {"a.b"}
