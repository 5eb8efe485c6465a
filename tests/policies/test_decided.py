from policies.decided import Key, as_read, by_rules
from policies.declarations import FAMILIES
from policies.former import read_former
from policies.lint import check
from policies.permit import every_cell
from policies.places import DIMENSIONS, EVERYWHERE, PLACES, among, bit_of, folded, places, where
from policies.sources import DIRECTORY, read
from policies.vocabulary import Agency, Clearance, DataClass, Handling, Purpose, Role, Standing
from tests.policies.laws import decided as engine
from tests.policies.laws import kind_of, law, with_file


def test_the_engine_and_the_second_reading_decide_alike_everywhere_and_by_the_same_rules() -> None:
    assert as_read(check(read(DIRECTORY))) == engine()


def test_what_is_decided_is_what_permits_show() -> None:
    decided = engine()
    for role, agency, clearance in [
        (Role.CHAIR, Agency.PRISON, Clearance.NONE),
        (Role.SENIOR_PROBATION_OFFICER, Agency.PROBATION, Clearance.TERRORISM),
        (Role.POLICE_INTELLIGENCE, Agency.POLICE, Clearance.NONE),
    ]:
        for purpose in Purpose:
            permit = law().permit(kind_of({role}, agency, clearance=clearance), purpose)
            for data_class in DataClass:
                held = decided.holds(Key(role, agency, purpose, data_class)) & among([clearance])
                assert {place.cell for place in places(held)} == permit.shown(data_class)


def test_a_place_is_a_cell_with_a_clearance() -> None:
    assert {place.cell for place in PLACES} == set(every_cell())
    assert len(PLACES) == len(set(PLACES)) == len(Clearance) * len(list(every_cell()))
    assert [bit_of(place.clearance, place.cell) for place in PLACES] == [1 << bit for bit in range(len(PLACES))]
    assert EVERYWHERE.bit_count() == len(PLACES)


def test_the_words_of_each_vocabulary_part_all_places_between_them() -> None:
    for vocabulary in DIMENSIONS:
        assert among(vocabulary) == EVERYWHERE
        assert sum(where(word).bit_count() for word in vocabulary) == len(PLACES)


def test_words_that_two_vocabularies_share_are_told_apart() -> None:
    assert str(Clearance.NONE) == str(Standing.NONE)
    assert where(Clearance.NONE) != where(Standing.NONE)


def test_folded_places_put_clearance_with_the_handling_it_is_for() -> None:
    held = where(Handling.TERRORISM) & where(Standing.AREA) & where(Clearance.TERRORISM)
    assert {(standing, handled) for standing, handled, _ in folded(held)} == {
        (Standing.AREA, (Handling.TERRORISM, Clearance.TERRORISM))
    }


def test_no_word_is_decided_on_in_two_families() -> None:
    words = [str(word) for family in FAMILIES for word in family.words]
    assert len(words) == len(set(words))


def test_places_are_parted_by_the_rules_that_hold_there() -> None:
    assert by_rules({"a": 0b0110, "b": 0b0011}, 0b1111) == {("a", "b"): 0b0010, ("a",): 0b0100, ("b",): 1, (): 0b1000}


def test_a_word_that_is_none_is_in_no_place() -> None:
    sources = with_file("new.polar", 'grant("new.one", "chair", "police", "health", "nowhere", _o);')
    decided = as_read(read_former(sources))
    assert decided.holds(Key(Role.CHAIR, Agency.POLICE, Purpose.MANAGE_RISK, DataClass.HEALTH)) == engine().holds(
        Key(Role.CHAIR, Agency.POLICE, Purpose.MANAGE_RISK, DataClass.HEALTH)
    )
