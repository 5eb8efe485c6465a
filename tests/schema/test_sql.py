"""The pieces of SQL text: conditions that simplify, parameters that are sent only where they stand."""

import pytest
import sqlalchemy as sa

from schema.sql import (
    Parameters,
    all_of,
    any_of,
    cast_of,
    comparand_of,
    json_object,
    masked,
    negated,
    one_of,
    template,
    written,
)


def test_what_always_holds_is_left_out_of_a_conjunction() -> None:
    assert all_of([True, "a", "b", "a"]) == "a and b"
    assert all_of([]) is True
    assert all_of(["a", False]) is False


def test_what_never_holds_is_left_out_of_a_disjunction() -> None:
    assert any_of([False, "a", "b", "a"]) == "((a) or (b))"
    assert any_of(["a and b", False]) == "a and b"
    assert any_of([]) is False
    assert any_of(["a", True]) is True


def test_a_negation_keeps_the_whole_condition_in_brackets() -> None:
    assert negated("a or b") == "not (a or b)"
    assert negated(True) is False


def test_a_value_that_is_shown_nowhere_is_not_in_the_text_at_all() -> None:
    assert masked(False, "secret") == "null"
    assert masked(True, "open") == "open"
    assert masked("c", "value") == "case when c then value end"


def test_numbers_are_listed_once_and_in_order() -> None:
    assert one_of("s", [3, 1, 3]) == "s in (1, 3)"
    assert one_of("s", [2]) == "s = 2"
    assert one_of("s", []) is False
    assert written(False) == "false"


def test_a_value_bound_twice_is_one_parameter_and_another_cast_is_another() -> None:
    parameters = Parameters()
    first = parameters.bind("a", "text", lambda _: 1)
    assert parameters.bind("a", "text", lambda _: 2) == first
    assert parameters.bind("a", "bigint", lambda _: 1) != first


def test_a_parameter_that_stands_nowhere_is_not_sent() -> None:
    parameters = Parameters()
    parameters.bind("dropped", "text", lambda _: "dropped")
    late = parameters.bind("late", "text", lambda _: "late")
    early = parameters.bind("early", "date", lambda _: "early")
    text = parameters.text(f"{early} {late} {early}")
    assert text.numbered() == "$1::date $2::text $1::date"
    assert [parameter.reader(None) for _, parameter in text.parameters] == ["early", "late"]


def test_parameters_may_stand_as_the_columns_that_hold_them() -> None:
    parameters = Parameters()
    mine = parameters.bind("mine", "uuid[]", lambda _: [], asker=True)
    given = parameters.bind("given", "text", lambda _: "")
    text = parameters.text(f"{given} = any({mine})")
    assert text.written({mark: f"row.p{mark}" for mark, _ in text.parameters}) == "row.p1::text = any(row.p0::uuid[])"
    assert [parameter.asker for _, parameter in text.parameters] == [False, True]


def test_an_object_keeps_the_order_of_its_keys() -> None:
    assert json_object([("b", "1"), ("a", "2")]) == ('(select row_to_json(".") from (select 1 as "b", 2 as "a" ) ".")')


def test_an_expression_has_a_place_for_its_alias() -> None:
    table = sa.Table("t", sa.MetaData(), sa.Column("n", sa.Integer), sa.Column("w", sa.Text))
    assert template(table.c.n) == '\x01."n"'
    assert template(sa.and_(table.c.n > 1, table.c.w == "it's")) == "(\x01.\"n\" > 1 AND \x01.\"w\" = 'it''s')"


def test_a_number_too_large_for_its_column_can_still_be_compared_with_it() -> None:
    assert comparand_of(sa.column("n", sa.SmallInteger)) == "bigint"
    assert comparand_of(sa.column("w", sa.Text)) == "text"


def test_what_has_no_order_is_refused() -> None:
    with pytest.raises(TypeError, match="take it out of filters and sorts"):
        cast_of(sa.column("j", sa.JSON))
