"""A single check, a list, a nested list, a count, a row by its id and an export say the same of each record and field.

For generated worlds and principals, under the law in force and under laws of chance, through the served door; and the
same as the oracle, which knows of no SQL. ``make prove`` does it in every world. Copies that leave by paper or calendar
are held to the same in ``tests/gateway/web/test_copies_agree.py``; the command that exports the access record is the
operator's, and no principal's.
"""

import os
from dataclasses import replace

import pytest

from policies.vocabulary import Role
from tests.noninterference import law
from tests.noninterference.accounts import Accounts
from tests.noninterference.ground import Ground
from tests.noninterference.trial import Trial


@pytest.fixture(params=[(0, False), (3, True)], ids=("police, the law in force", "co-ordination, a law of chance"))
def accounts(ground: Ground, request: pytest.FixtureRequest) -> Accounts:
    """Each of the two asks for every other list, both for all between them; ``MAPPA_EXAMPLES`` has each ask for all."""
    number, by_chance = request.param
    who = ground.everybody[number]
    first, every = (0, 1) if os.environ.get("MAPPA_EXAMPLES") else (int(by_chance), 2)
    return Accounts(Trial(ground, who, min(law.purposes(who.kind)), 1, by_chance=by_chance), first, every)


def test_every_list_from_both_ends_tells_and_counts_what_opens_by_id(accounts: Accounts) -> None:
    accounts.agree_on_lists()


def test_a_case_is_found_by_reference_where_it_opens_by_id_and_leads_to_what_opens_by_id(accounts: Accounts) -> None:
    accounts.agree_on_cases(relations=2)


def test_what_is_taken_out_as_a_file_agrees_in_every_way_and_is_never_more_than_is_shown(accounts: Accounts) -> None:
    unit = Role.MAPPA_COORDINATOR in accounts.trial.who.kind.roles
    assert (replace(accounts, first=2, every=9 * accounts.every).agree_on_exports() > 0) is unit
