"""What the access record is shown in: operations by the titles of their pages, and how they ended, in words."""

import re
from pathlib import Path

import pytest

from gateway.detection.book import DELIVERED, NAMED
from gateway.transparency.receipt import Receipt
from gateway.transparency.text import FormatRefused
from gateway.web.ended import ended
from gateway.web.operations import called_like, title
from gateway.web.recognised import recognisable
from gateway.web.sentences import sentences
from gateway.web.words import Words, english, words
from tests.gateway.web.marked import PSEUDO

PAGES = Path("gateway/web/pages")
OPERATION = re.compile(r"^(?:query|mutation) (\w+)", re.MULTILINE)


def said(message: str) -> str:
    return message


def test_every_operation_of_a_page_has_a_name_of_its_own_and_a_title() -> None:
    names = [name for path in PAGES.rglob("*.graphql") for name in OPERATION.findall(path.read_text("utf-8"))]
    assert sorted(names) == sorted(set(names))
    assert [each for each in names if title(said, english, each) is None] == []
    assert title(said, english, "SyncCases") is None


def test_an_act_is_called_as_it_is_offered_and_its_form_is_told_from_it() -> None:
    assert title(said, english, "WithdrawReferral") == "Withdraw referral"
    assert title(said, english, "WithdrawReferralForm") == "Form: Withdraw referral"
    assert called_like(said, english, "draw REF") == ["WithdrawReferralForm", "WithdrawReferral"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("UNKNOWN_PERSON", "by somebody who may not sign in"),
        ("body_bytes", "asked for too much at once"),
        ("NOT_PERMITTED", "not theirs to do"),
        ("VERSION_CONFLICT", "Version conflict"),  # of an act: by its name in the schema
    ],
    ids=["sign-in", "limit", "act", "named"],
)
def test_why_an_access_ended_is_said_in_words(code: str, expected: str) -> None:
    assert ended(words(), code) == expected


@pytest.mark.parametrize("text", [b"Not a receipt.\n", b"", b"\xff"], ids=["other", "empty", "bytes"])
def test_why_a_receipt_does_not_verify_is_in_the_catalogues(text: bytes) -> None:
    with pytest.raises(FormatRefused) as refused:
        Receipt.parse(text)
    assert "\u27e6" in spoken(str(refused.value))


def test_what_a_rule_over_the_record_found_is_in_the_catalogues() -> None:
    told = [NAMED[numbers.rule].says(numbers) for numbers in DELIVERED]
    assert [each for each in told if "\u27e6" not in spoken(each)] == []


def spoken(text: str) -> str:
    return Words("en", PSEUDO, recognisable(text for text, _ in sentences())).told(text)
