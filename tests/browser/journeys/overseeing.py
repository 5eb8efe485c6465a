"""Overseeing: accesses are looked into, findings closed, receipts verified, the law asked and tried otherwise."""

import re
from typing import Final

from tests.browser.ways import Way


def an_access_is_looked_into(way: Way) -> None:
    way.comes("auditor", "/access")
    way.type("name", "Lindqvist")
    way.press("button", "Search")
    way.reads("Entries, the latest first")
    way.press("link", re.compile(r"\d\d:\d\d:\d\d"))  # an entry, by its moment
    way.reads("How it ended")


def a_finding_is_taken_up_and_closed(way: Way) -> None:
    way.comes("auditor", "/detections")
    way.does("take-up-detection", says="It is yours to look into")
    way.opens("close-detection")
    way.fill({"outcome": "FALSE_POSITIVE"})
    way.sends()
    way.refused("what did that show?", "reason")
    way.fill({"reason": "A namesake."})
    way.sends()
    way.done("It is closed, with what it was")


def a_receipt_is_taken_and_verified(way: Way) -> None:
    way.comes("auditor", "/access")
    way.pages.until_sequenced()
    receipt = way.takes("link", "The receipt of this one").read_text()
    way.comes("auditor", "/access/log")
    way.press("link", "Verify a receipt")
    way.type("receipt", receipt.replace("index ", "index 9"))
    way.press("button", "Verify it")
    way.refused("The receipt does not verify", "receipt")
    way.type("receipt", receipt)
    way.press("button", "Verify it")
    way.reads("It verifies: the entry is in the log")


def the_law_is_asked_why(way: Way) -> None:
    way.comes("policy", "/law")
    way.choose("role", "chair")
    way.choose("what", "health")
    way.press("button", "Explain")
    way.reads("The answer")


def a_change_of_the_law_is_tried_on_the_accesses_that_were(way: Way) -> None:
    way.comes("policy", "/law")
    way.press("link", "See what a change of it would do")
    way.choose("file", "police.polar")
    way.press("button", "Open it")
    law = way.page.locator("textarea[name=text]").input_value()
    way.type("text", law.replace('"health", "meeting"', '"helth", "meeting"'))
    way.press("button", "See what it would do")
    way.refused("It would not load", "text")
    way.type("text", law.replace('"health", "meeting"', '"meeting"'))
    way.press("button", "See what it would do")
    way.reads("no longer see health.")
    way.reads("decided again")


def a_question_is_asked_of_the_gateway(way: Way) -> None:
    way.comes("police", "/")
    way.press("link", "For developers")
    way.type("variables", "[")
    way.press("button", "Ask")
    way.refused("", "variables")
    way.type("variables", "{}")
    way.press("button", "Ask")
    way.reads('"reviews"')


JOURNEYS: Final = (
    an_access_is_looked_into,
    a_finding_is_taken_up_and_closed,
    a_receipt_is_taken_and_verified,
    the_law_is_asked_why,
    a_change_of_the_law_is_tried_on_the_accesses_that_were,
    a_question_is_asked_of_the_gateway,
)
