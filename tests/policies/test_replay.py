"""Recorded accesses are decided again, and nothing is said that the entry does not bear."""

from dataclasses import replace

from policies.decided import Decided, as_read
from policies.former import read_former
from policies.grammar import Source
from policies.replay import Access, Recorded, Verdict, replay, verdict
from policies.sources import DIRECTORY, read, version
from policies.vocabulary import Agency, Clearance, DataClass, Handling, Purpose, Role, Standing

IN_FORCE = as_read(read_former(read(DIRECTORY)))
NAME = version(read(DIRECTORY))
KNOWN = {NAME: IN_FORCE}


def at(
    what: DataClass, said: Verdict, standing: Standing = Standing.CONVENED, handling: Handling = Handling.ORDINARY
) -> Recorded:
    return Recorded(standing, handling, what, said)


HOUSING = Access(
    frozenset({Role.AGENCY_REPRESENTATIVE}),
    "housing",
    Purpose.PREPARE_MEETING,
    NAME,
    (
        at(DataClass.IDENTITY, Verdict.SHOWN),
        at(DataClass.LICENCE, Verdict.WITHHELD),
        at(DataClass.HEALTH, Verdict.DEPENDS),
    ),
    7,
    ("one", "two"),
)


def replaced(old: str, new: str) -> Decided:
    sources = [Source(source.name, source.text.replace(old, new)) for source in read(DIRECTORY)]
    assert sources != list(read(DIRECTORY))
    return as_read(read_former(sources))


def test_under_its_own_law_an_access_is_decided_as_it_was() -> None:
    found = replay([HOUSING], IN_FORCE, KNOWN)
    assert (found.entries, found.alike, found.otherwise, found.disagreeing) == (7, 7, (), ())


def test_what_would_be_shown_and_what_withheld_is_told_apart() -> None:
    after = replaced('"existence", "identity", "management", "risk_level", "risk_plan",', '"existence", "licence",')
    found = replay([HOUSING], after, KNOWN)
    assert (found.entries, found.alike) == (7, 0)
    assert [(each.was.what, each.was.verdict, each.would) for each in found.otherwise] == [
        (DataClass.IDENTITY, Verdict.SHOWN, Verdict.WITHHELD),
        (DataClass.LICENCE, Verdict.WITHHELD, Verdict.SHOWN),
    ]


def test_a_body_is_one_of_the_partners_and_an_agency_is_itself() -> None:
    assert HOUSING.agency is Agency.PARTNER
    assert replace(HOUSING, owner="police").agency is Agency.POLICE


def test_an_entry_that_its_own_law_does_not_bear_out_is_told() -> None:
    wrong = replace(HOUSING, recorded=(at(DataClass.VICTIM, Verdict.SHOWN),))
    found = replay([wrong], IN_FORCE, KNOWN)
    assert found.disagreeing == (wrong,)
    assert [each.would for each in found.otherwise] == [Verdict.WITHHELD]


def cleared(said: Verdict) -> Access:
    return Access(
        frozenset({Role.CHAIR}),
        "probation",
        Purpose.PREPARE_MEETING,
        NAME,
        (at(DataClass.IDENTITY, said, handling=Handling.TERRORISM),),
    )


STRICTER = replaced(
    "# Intercept material",
    '# Once.\nwithheld("common.x-y", _role, "none", "minutes", _s, _h, _i, _o);\n\n# Intercept material',
)


def test_whether_somebody_was_cleared_is_told_by_what_they_were_shown_under_a_law_that_is_known() -> None:
    seen = cleared(Verdict.SHOWN)
    minutes = replace(seen, recorded=(*seen.recorded, at(DataClass.MINUTES, Verdict.SHOWN)))
    assert replay([minutes], STRICTER, KNOWN).otherwise == ()


def test_what_depends_on_a_clearance_that_nothing_tells_of_is_undecidable() -> None:
    minutes = replace(HOUSING, recorded=(at(DataClass.MINUTES, Verdict.SHOWN),))
    (undecided,) = replay([minutes], STRICTER, KNOWN).otherwise
    assert undecided.would is None
    assert replay([replace(minutes, policy_version="another")], IN_FORCE, KNOWN).otherwise == ()


def test_roles_that_one_person_holds_are_decided_together() -> None:
    both = replace(HOUSING, owner="probation", roles=frozenset({Role.CHAIR, Role.LAY_ADVISER}))
    said = verdict(IN_FORCE, both, at(DataClass.IDENTITY, Verdict.SHOWN), Clearance.NONE)
    assert said is Verdict.WITHHELD
