"""Every vector of the published parsers, the defects known in them, and round trips over everything we can make."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.person.identifiers import (
    CHECK_LETTERS,
    FREE_TEXT,
    Identified,
    IdentifierKind,
    NotIdentified,
    Unreadable,
    candidates,
    check_letter,
    make_crn,
    make_cro,
    make_pnc,
    make_prison_number,
    parse,
)

TODAY = date(2026, 11, 23)
PNC, CRO = IdentifierKind.PNC, IdentifierKind.CRO
PRISON_NUMBER, CRN = IdentifierKind.PRISON_NUMBER, IdentifierKind.CRN

GOOD_PNC = {
    "81/34U": "1981/0000034U",
    "02/73319Z": "2002/0073319Z",
    "0273319Z": "2002/0073319Z",
    "20020073319Z": "2002/0073319Z",
    "2002/0073319Z": "2002/0073319Z",
    "00/223R": "2000/0000223R",
    "79/163001B": "1979/0163001B",
    "79163001B": "1979/0163001B",
    "19790163001B": "1979/0163001B",
    "1979/0163001B": "1979/0163001B",
    "1979/163001B": "1979/0163001B",  # unpadded after a four-digit year: the slash tells
    "033Y": "2003/0000003Y",
    "67/9893091D": "1967/9893091D",
    "1999/0000001G": "1999/0000001G",
    "2010/0123456T": "2010/0123456T",
    "1965/0000007W": "1965/0000007W",
    "1952/12D": "1952/0000012D",  # elsewhere read as 2019/0005212D: another person
    "1960/1234D": "1960/0001234D",  # elsewhere read as 2019/0601234D
}
WRONG_LETTER_PNC = {"20030011985Z": "X", "20120052494O": "Q", "20230583843N": "L", "2001/0171310S": "W"}
MALFORMED_PNC = [
    *("0123456789"[:length] for length in range(2, 11)),
    "TOTALLYINVALID",
    "1X23/1234567A",
    "1923[1234567A",
    "1923/1Z34567A",
    "1923/1234567AA",
    "1979/163 001B",
    "1979//163001B",
    "1979/0163001B/",
    "1979/01630011B",
    "\u0661\u0669\u0667\u0669/0163001B",  # digits of another script
    "1979/0163001B\n1979/0163001B",
]


def canonical(kind: IdentifierKind, raw: str, on: date = TODAY) -> str | Unreadable:
    read = parse(kind, raw, reference_date=on)
    assert read.raw == raw
    assert read.kind is kind
    return read.canonical if isinstance(read, Identified) else read.reason


@pytest.mark.parametrize(("raw", "expected"), GOOD_PNC.items())
def test_a_pnc_id_is_read_into_its_one_spelling(raw: str, expected: str) -> None:
    assert canonical(PNC, raw) == expected


@pytest.mark.parametrize(("raw", "letter"), WRONG_LETTER_PNC.items())
def test_a_pnc_id_with_the_wrong_letter_is_refused_and_with_the_right_one_read(raw: str, letter: str) -> None:
    assert canonical(PNC, raw) is Unreadable.WRONG_CHECK_LETTER
    assert isinstance(parse(PNC, raw[:-1] + letter, reference_date=TODAY), Identified)


def test_the_year_is_part_of_what_the_letter_checks() -> None:
    assert canonical(PNC, "1980/0163001B") is Unreadable.WRONG_CHECK_LETTER


@pytest.mark.parametrize("raw", MALFORMED_PNC)
def test_what_has_not_the_shape_of_a_pnc_id_is_refused(raw: str) -> None:
    assert canonical(PNC, raw) is Unreadable.MALFORMED


def test_a_three_digit_year_is_refused() -> None:
    assert canonical(PNC, "979/0163001B") is Unreadable.THREE_DIGIT_YEAR


def test_a_year_to_come_and_one_before_the_records_are_refused() -> None:
    assert canonical(PNC, make_pnc(2027, 5)) is Unreadable.IMPOSSIBLE_YEAR
    assert canonical(PNC, make_pnc(1899, 5)) is Unreadable.IMPOSSIBLE_YEAR


@pytest.mark.parametrize("raw", ["195212D", "19601234D", "19521D", "2012123X"])
def test_a_pnc_id_without_a_slash_that_can_be_read_in_two_ways_is_refused(raw: str) -> None:
    assert canonical(PNC, raw) is Unreadable.AMBIGUOUS


def test_a_pnc_id_without_a_slash_too_long_for_a_short_year_has_one_reading() -> None:
    assert canonical(PNC, "1979163001B") == "1979/0163001B"


def test_the_reference_date_decides_the_century() -> None:
    assert canonical(PNC, "26/34" + make_pnc(2026, 34)[-1], date(2026, 1, 1)) == make_pnc(2026, 34)
    assert canonical(PNC, "26/34" + make_pnc(1926, 34)[-1], date(2025, 12, 31)) == make_pnc(1926, 34)


def test_a_serial_of_zeros_is_nobody() -> None:
    assert canonical(PNC, "2000/0000000Z") is Unreadable.DUMMY
    assert canonical(CRO, "000000/00Z") is Unreadable.DUMMY
    assert canonical(CRO, "0/00Z") is Unreadable.DUMMY
    assert canonical(CRO, "SF00/0Z") is Unreadable.DUMMY


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("65656/91H", "065656/91H"),
        ("065656/91H", "065656/91H"),
        ("SF05/482703J", "SF05/482703J"),
        ("SF83/50058Z", "SF83/50058Z"),
    ],
)
def test_a_cro_number_is_read_into_its_one_spelling(raw: str, expected: str) -> None:
    assert canonical(CRO, raw) == expected


@pytest.mark.parametrize("raw", ["85227/65G", "SF83/050058Z", "SF80/655108T"])
def test_a_cro_number_with_the_wrong_letter_is_refused(raw: str) -> None:
    assert canonical(CRO, raw) is Unreadable.WRONG_CHECK_LETTER


def test_the_right_letters_of_those_are_the_published_ones() -> None:
    assert canonical(CRO, "85227/65L") == "085227/65L"
    assert canonical(CRO, "SF80/655108V") == "SF80/655108V"


@pytest.mark.parametrize("raw", ["1234567/91H", "65656/1991H", "6565691H", "SF5/482703J", "SF05-482703J", "FS05/1A"])
def test_what_has_not_the_shape_of_a_cro_number_is_refused(raw: str) -> None:
    assert canonical(CRO, raw) is Unreadable.MALFORMED


@pytest.mark.parametrize("raw", ["A1234AA", "A1234BC", "a1234bc "])
def test_a_prison_number_is_read(raw: str) -> None:
    assert canonical(PRISON_NUMBER, raw) == raw.strip().upper()


@pytest.mark.parametrize("raw", ["A1234A", "A12345A", "11234AA", "A1234AAA", "A1234\u00c5A"])
def test_what_has_not_the_shape_of_a_prison_number_is_refused(raw: str) -> None:
    assert canonical(PRISON_NUMBER, raw) is Unreadable.MALFORMED


def test_a_crn_is_one_letter_and_six_digits() -> None:
    assert canonical(CRN, "x320741") == "X320741"
    assert [canonical(CRN, raw) for raw in ("X00001", "XX123456", "X1234567")] == [Unreadable.MALFORMED] * 3


def test_blanks_around_and_small_letters_are_forgiven_and_what_was_written_is_kept() -> None:
    assert parse(PNC, " 79/163001b\n", reference_date=TODAY) == Identified(PNC, "1979/0163001B", " 79/163001b\n")
    assert parse(CRO, "sf83/50058z", reference_date=TODAY) == Identified(CRO, "SF83/50058Z", "sf83/50058z")


def test_a_letter_that_only_becomes_an_s_in_capitals_is_refused() -> None:
    assert canonical(CRO, "\u017fF83/50058Z") is Unreadable.MALFORMED


@pytest.mark.parametrize("kind", IdentifierKind)
def test_nothing_is_no_identifier_of_any_kind(kind: IdentifierKind) -> None:
    assert parse(kind, "  ", reference_date=TODAY) == NotIdentified(kind, "  ", Unreadable.EMPTY)
    assert candidates("  ", TODAY) == ()


@pytest.mark.parametrize("kind", FREE_TEXT)
def test_a_kind_without_a_known_shape_is_kept_as_written(kind: IdentifierKind) -> None:
    assert parse(kind, " ab 12/x ", reference_date=TODAY) == Identified(kind, "ab 12/x", " ab 12/x ")
    assert canonical(kind, "x" * 65) is Unreadable.TOO_LONG
    assert canonical(kind, "a\x00b") is Unreadable.MALFORMED


def checked(text: str) -> list[tuple[IdentifierKind, str]]:
    return [(found.kind, found.canonical) for found in candidates(text, TODAY) if found.kind not in FREE_TEXT]


def test_a_lookup_offers_both_people_an_ambiguous_pnc_id_may_mean() -> None:
    assert checked("195212d") == [(PNC, "2019/0005212D"), (PNC, "1952/0000012D")]
    assert checked("1952/12D") == [(PNC, "1952/0000012D")]


def test_a_lookup_offers_every_kind_that_fits_and_each_free_text_kind_as_written() -> None:
    assert checked("a1234bc") == [(PRISON_NUMBER, "A1234BC")]
    assert checked("xx123456") == [(CRN, "XX123456")]
    assert checked("65656/91H") == [(CRO, "065656/91H")]
    assert checked("TOTALLYINVALID") == []
    assert checked("000000/00Z") == []
    assert checked("\u00c51234bc") == []
    assert candidates(" v/1 ", TODAY) == tuple(Identified(kind, "v/1", " v/1 ") for kind in FREE_TEXT)


def test_every_reason_says_what_to_do() -> None:
    assert all(": " in reason.value and reason.value.endswith(".") for reason in Unreadable)


YEARS = st.integers(1927, 2026)
SERIALS = st.integers(1, 9_999_999)


@given(YEARS, SERIALS)
def test_a_made_pnc_id_is_read_back_in_each_spelling_with_a_slash(year: int, serial: int) -> None:
    made = make_pnc(year, serial)
    spellings = [made, f"{year}/{serial}{made[-1]}", f"{year % 100:02d}/{serial}{made[-1]}", made.replace("/", "")]
    assert {canonical(PNC, spelling) for spelling in spellings} == {made}


@given(YEARS, SERIALS)
def test_a_pnc_id_without_a_slash_is_never_read_as_another_person(year: int, serial: int) -> None:
    made = make_pnc(year, serial)
    for written in (f"{year}{serial}{made[-1]}", f"{year % 100:02d}{serial}{made[-1]}"):
        assert canonical(PNC, written) in {made, Unreadable.AMBIGUOUS}
        assert made in [found.canonical for found in candidates(written, TODAY)]


@given(YEARS, SERIALS, st.sampled_from(CHECK_LETTERS + "IOS"))
def test_one_letter_alone_fits_a_pnc_id(year: int, serial: int, letter: str) -> None:
    made = make_pnc(year, serial)
    expected = made if letter == made[-1] else Unreadable.WRONG_CHECK_LETTER
    assert canonical(PNC, made[:-1] + letter) == expected


@given(YEARS, st.integers(1, 999_999))
def test_made_cro_numbers_are_read_back(year: int, serial: int) -> None:
    assert canonical(CRO, make_cro(year, serial)) == make_cro(year, serial)
    assert canonical(CRO, make_cro(year, serial).lstrip("0")) == make_cro(year, serial)
    of_a_small_file = f"SF{year % 100:02d}/{serial}{check_letter(f'{year % 100:02d}{serial}')}"  # not padded
    assert canonical(CRO, of_a_small_file) == of_a_small_file


@given(st.integers(0, 6_759_999), st.integers(0, 6_759_999))
def test_made_prison_numbers_are_read_back_and_differ(one: int, other: int) -> None:
    assert canonical(PRISON_NUMBER, make_prison_number(one)) == make_prison_number(one)
    assert (make_prison_number(one) == make_prison_number(other)) == (one == other)


@given(st.integers(0, 999_999))
def test_made_crns_are_read_back(ordinal: int) -> None:
    assert canonical(CRN, make_crn(ordinal)) == make_crn(ordinal)


@given(st.text(max_size=20), st.sampled_from(IdentifierKind))
def test_whatever_is_read_reads_the_same_again(text: str, kind: IdentifierKind) -> None:
    read = parse(kind, text, reference_date=TODAY)
    if isinstance(read, Identified):
        again = parse(kind, read.canonical, reference_date=TODAY)
        assert again == Identified(kind, read.canonical, read.canonical)
