from enum import StrEnum

import pytest

from policies.prose import PHRASES, cases, items, people, phrase, standing
from policies.vocabulary import Agency, Clearance, Handling, ItemHandling, Ownership, Role, Standing


@pytest.mark.parametrize("vocabulary", [kind for kind in PHRASES if kind is not Role])
def test_every_word_has_its_phrase(vocabulary: type[StrEnum]) -> None:
    assert PHRASES[vocabulary].keys() == set(vocabulary)


def test_a_role_without_a_phrase_is_said_in_the_plural() -> None:
    assert phrase(Role.LAY_ADVISER) == "lay advisers"
    assert phrase(Role.POLICE_INTELLIGENCE) == "police intelligence desks"


def test_who_is_said_with_where_they_work_unless_it_does_not_matter() -> None:
    assert people([Role.CHAIR], [Agency.POLICE, Agency.PRISON]) == "chairs of the police and the prison service"
    assert people([Role.CHAIR], list(Agency)) == "chairs"


def test_standings_are_said_short_where_they_are_all_or_all_but_one() -> None:
    assert standing(list(Standing)) == "however they stand towards the case"
    assert standing(list(Standing)[1:]) == "unless excluded from the case"
    assert standing([Standing.AREA, Standing.NONE]) == "working in the area or with no part in the case"


def test_clearance_is_said_where_it_matters() -> None:
    every = [(Handling.ORDINARY, each) for each in Clearance]
    assert cases(every) == "in ordinary cases"
    cleared = [*every, (Handling.TERRORISM, Clearance.TERRORISM)]
    assert cases(cleared) == "in ordinary cases, and in terrorism cases with clearance"


def test_ownership_is_said_where_it_matters() -> None:
    assert items([(ItemHandling.OPEN, Ownership.OWN)]) == "open items of their own agency or body"
    every = [(ItemHandling.OPEN, each) for each in Ownership]
    assert items([*every, (ItemHandling.CHAIR_RELEASE, Ownership.OTHER)]) == (
        "open items, and items that wait for the chair's release of other agencies and bodies"
    )
