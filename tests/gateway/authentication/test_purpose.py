"""Stating a purpose: once, in the law's words, and one that is open to the caller."""

import pytest

from gateway.authentication.purpose import PurposeRefused, state_purpose
from policies.vocabulary import Purpose

OPEN = frozenset({Purpose.PREPARE_MEETING, Purpose.MANAGE_RISK})
REMEDY = "Send a Purpose-Of-Use header with one of: MANAGE_RISK, PREPARE_MEETING."


@pytest.mark.parametrize("stated", [("MANAGE_RISK", None), (None, "MANAGE_RISK"), ("MANAGE_RISK", "MANAGE_RISK")])
def test_a_purpose_is_stated_in_the_header_in_the_request_or_alike_in_both(stated: tuple[str | None, object]) -> None:
    assert state_purpose(*stated, OPEN) is Purpose.MANAGE_RISK


def test_every_purpose_that_is_open_can_be_stated() -> None:
    assert [state_purpose(purpose.name, None, frozenset(Purpose)) for purpose in Purpose] == list(Purpose)


@pytest.mark.parametrize(
    ("header", "extension", "problem"),
    [
        (None, None, "State why you ask."),
        ("MANAGE_RISK", "PREPARE_MEETING", "State one purpose: the header and extensions.purpose differ."),
        ("MANAGE_RISK", "manage_risk", "State one purpose: the header and extensions.purpose differ."),
        ("MANAGE_RISK", ["MANAGE_RISK"], "State one purpose: the header and extensions.purpose differ."),
        ("", None, "State a purpose that is open to you."),
        ("manage_risk", None, "State a purpose that is open to you."),
        (" MANAGE_RISK", None, "State a purpose that is open to you."),
        ("MANAGE_RISK, MANAGE_RISK", None, "State a purpose that is open to you."),
        ("SECURE_DATA", None, "State a purpose that is open to you."),
        ("NO_SUCH_PURPOSE", None, "State a purpose that is open to you."),
        (None, "", "State a purpose that is open to you."),
        (None, 0, "State a purpose that is open to you."),
        (None, False, "State a purpose that is open to you."),
        (None, ["MANAGE_RISK"], "State a purpose that is open to you."),
        (None, {"MANAGE_RISK": True}, "State a purpose that is open to you."),
    ],
)
def test_any_other_statement_is_refused_with_the_codes_that_would_do(
    header: str | None, extension: object, problem: str
) -> None:
    with pytest.raises(PurposeRefused) as refused:
        state_purpose(header, extension, OPEN)
    assert str(refused.value) == f"{problem} {REMEDY}"
    assert refused.value.open_to == ("MANAGE_RISK", "PREPARE_MEETING")


def test_a_caller_to_whom_no_purpose_is_open_is_told_whom_to_ask() -> None:
    with pytest.raises(PurposeRefused, match="ask the administrator of the platform") as refused:
        state_purpose("MANAGE_RISK", None, frozenset())
    assert refused.value.open_to == ()
