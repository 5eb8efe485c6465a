import pytest

from policies.processing import DISCLOSING, Processing, merged, of_act, of_answer
from policies.vocabulary import CHANGING_ACTS, Act
from schema.acts import own_mutations

CONSULTED, DISCLOSED, COMBINED = Processing.CONSULTATION, Processing.DISCLOSURE, Processing.COMBINATION


@pytest.mark.parametrize(
    ("holders", "kinds"),
    [
        ((), []),
        (("police",), [CONSULTED]),
        (("prison",), [CONSULTED, DISCLOSED]),
        (("police", "prison"), [CONSULTED, DISCLOSED, COMBINED]),
        (("prison", "probation"), [CONSULTED, DISCLOSED, COMBINED]),
    ],
)
def test_an_answer_is_processing_by_whose_information_it_shows_to_whom(
    holders: tuple[str, ...], kinds: list[Processing]
) -> None:
    assert of_answer(holders, "police") == kinds


def test_what_leaves_the_platform_is_disclosed_whoever_holds_it() -> None:
    assert of_answer(("police",), "police", exported=True) == [CONSULTED, DISCLOSED]
    assert of_answer((), "police", exported=True) == []


def test_each_act_that_changes_something_is_processing_of_some_kind() -> None:
    found = {mutation.act: mutation.processing for mutation in own_mutations()}
    assert set(found) == set(CHANGING_ACTS)
    assert all(found.values())
    assert found[Act.START_REFERRAL] == (Processing.COLLECTION,)
    assert found[Act.WITHDRAW_REFERRAL] == (Processing.ALTERATION,)
    assert {act for act, kinds in found.items() if Processing.DISCLOSURE in kinds} == DISCLOSING


def test_kinds_are_told_once_and_in_the_order_of_the_statute() -> None:
    assert of_act(Act.CONFIRM_DISCLOSURE, makes=True, changes=True) == [
        Processing.COLLECTION,
        Processing.ALTERATION,
        Processing.DISCLOSURE,
    ]
    assert merged(["DISCLOSURE", "COLLECTION", "DISCLOSURE", "no kind"]) == ["COLLECTION", "DISCLOSURE"]
