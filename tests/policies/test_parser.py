from policies.grammar import Among, Call, Either, Every, Place, Rule, Source, Variable, Word
from policies.parser import comment_above, parse, tokens

TEXT = """# A heading.

# What it does,
#   and why.
grant("a.b", role) if  # a remark
    role = "chair" and
    (with_the_case(role) or role in ["x", "y"]);
serves("p", "q");
"""


def test_a_rule_is_read_with_its_comment_its_places_and_its_conditions() -> None:
    first, second = parse(Source("a.polar", TEXT))
    role = Variable("role")
    assert first == Rule(
        Call("grant", (Word("a.b"), role), Place("a.polar", 5)),
        Either(
            (
                Every(
                    (
                        Among(role, (Word("chair"),), Place("a.polar", 6)),
                        Either(
                            (
                                Every((Call("with_the_case", (role,), Place("a.polar", 7)),)),
                                Every((Among(role, (Word("x"), Word("y")), Place("a.polar", 7)),)),
                            )
                        ),
                    )
                ),
            )
        ),
        "What it does, and why.",
    )
    assert second == Rule(Call("serves", (Word("p"), Word("q")), Place("a.polar", 8)), Every(()), "")
    assert second.place == Place("a.polar", 8)


def test_and_binds_tighter_than_or() -> None:
    (rule,) = parse(Source("a.polar", 'f(x) if x = "a" or x = "b" and x = "c";'))
    assert isinstance(rule.body, Either)
    assert [len(part.parts) for part in rule.body.parts if isinstance(part, Every)] == [1, 2]


def test_the_owner_of_a_file_is_its_name() -> None:
    assert Source("police.polar", "").owner == "police"


def test_tokens_know_their_lines() -> None:
    assert [(token.text, token.line) for token in tokens('f\n\n("a"')] == [
        ("f", 1),
        ("(", 3),
        ('"a"', 3),
        ("the end of the file", 3),
    ]


def test_only_the_comment_right_above_counts() -> None:
    assert comment_above("# one\n\n# two\nrule", 4) == "two"
    assert comment_above("rule", 1) == ""
