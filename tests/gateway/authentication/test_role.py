"""Stating a role: once, by its code, and one that the caller holds; none is a statement too."""

import pytest

from gateway.authentication.role import RoleRefused, state_role
from policies.vocabulary import Role

HELD = frozenset({Role.CHAIR, Role.SENIOR_PROBATION_OFFICER})
REMEDY = "Send an Acting-Role header with one of: SENIOR_PROBATION_OFFICER, CHAIR; or none, to act in all of them."


@pytest.mark.parametrize("stated", [("CHAIR", None), (None, "CHAIR"), ("CHAIR", "CHAIR")])
def test_a_role_is_stated_in_the_header_in_the_request_or_alike_in_both(stated: tuple[str | None, object]) -> None:
    assert state_role(*stated, HELD) is Role.CHAIR


def test_whoever_states_none_acts_in_all_that_they_hold() -> None:
    assert state_role(None, None, HELD) is None


def test_every_role_that_is_held_can_be_stated() -> None:
    assert [state_role(role.name, None, frozenset(Role)) for role in Role] == list(Role)


@pytest.mark.parametrize(
    ("header", "extension", "problem"),
    [
        ("CHAIR", "SENIOR_PROBATION_OFFICER", "State one role: the header and extensions.role differ."),
        ("CHAIR", ["CHAIR"], "State one role: the header and extensions.role differ."),
        ("", None, "State a role that you hold."),
        ("chair", None, "State a role that you hold."),
        ("CHAIR, CHAIR", None, "State a role that you hold."),
        ("AUDITOR", None, "State a role that you hold."),
        ("NO_SUCH_ROLE", None, "State a role that you hold."),
        (None, 0, "State a role that you hold."),
        (None, False, "State a role that you hold."),
        (None, ["CHAIR"], "State a role that you hold."),
    ],
)
def test_any_other_statement_is_refused_with_the_codes_that_would_do(
    header: str | None, extension: object, problem: str
) -> None:
    with pytest.raises(RoleRefused) as refused:
        state_role(header, extension, HELD)
    assert str(refused.value) == f"{problem} {REMEDY}"
    assert refused.value.held == ("SENIOR_PROBATION_OFFICER", "CHAIR")


def test_a_caller_who_holds_none_is_told_whom_to_ask() -> None:
    with pytest.raises(RoleRefused, match="ask the administrator of the platform") as refused:
        state_role("CHAIR", None, frozenset())
    assert refused.value.held == ()
