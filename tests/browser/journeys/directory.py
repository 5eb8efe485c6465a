"""The directory: a role with its second person; and emergency access, before which one signs in again."""

from datetime import timedelta
from typing import Final

from gateway.demonstration.personas import AREA
from tests.browser.ways import RIGHT_TO_LEFT, Given, Way

FAR: Final = "MAPPA-07-000003"  # a case in which the prison officer has no part
WHO: Final = "Constance Abara"


def a_role_is_proposed_put_in_force_by_a_second_person_and_ended(way: Way) -> None:
    today = way.pages.clock().date()
    way.comes("policy", "/people")
    way.type("q", WHO)
    way.press("button", "Search")
    way.press("link", WHO)
    given: dict[str, Given] = {
        "role": "CHAIR",
        "inArea": str(AREA),
        "validFrom": today,
        "reason": "A chair is ill.",
    }
    way.does("propose-appointment", given, says="opens nothing until a second person")
    way.comes("second", "/")
    way.press("link", "role")
    way.does("approve-appointment", says="It is in force")
    way.does("end-appointment", {"reason": RIGHT_TO_LEFT}, says="It is ended")


def emergency_access_is_taken_by_whoever_signs_in_again(way: Way) -> None:
    way.comes("prison", "/cases")
    way.forgets("prison")
    with way.pages.clock.forward(timedelta(minutes=6)):
        way.press("link", "take emergency access")
        way.choose("area", str(AREA))
        way.press("button", "Continue")
        way.reads("Before this you show that it is you")
        way.press("button", "Sign in again")
        way.press("button", "Imogen Sallow")  # at the identity provider
        way.fill({"reference": FAR, "reason": "He is at the school gate, and nobody can be reached."})
        way.sends()
        way.done("You see the case for some hours")
        way.comes("coordinator", "/emergency")
        way.does("acknowledge-emergency-access", says="It is acknowledged")
        way.does("review-emergency-access", {"outcome": "JUSTIFIED", "note": "It was."}, says="")


JOURNEYS: Final = (
    a_role_is_proposed_put_in_force_by_a_second_person_and_ended,
    emergency_access_is_taken_by_whoever_signs_in_again,
)
