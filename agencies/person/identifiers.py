"""The numbers by which agencies know a person: read strictly, with their check letters, and never guessed.

    parse(IdentifierKind.PNC, "79/163001b", reference_date=today).canonical   # "1979/0163001B"
    candidates("195212D", reference_date=today)                               # both people it could mean

Leading and trailing blanks are dropped and letters put in capitals before reading; what was written stays in ``raw``.

PNC ID and CRO number share one set of 23 check letters (no I, O or S): the letter is the number, made of the last two
digits of the year and the serial, modulo 23. Sources: the parsers and tests of HMPPS person-record. Differences from
them are on purpose: the year is told by the slash where there is one; without a slash, a string that could be a short
year with a long serial or a long year with a short one is refused, because each reading may be a different person;
the century follows from a date that the caller gives, so that an identifier does not change its meaning in January.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
EARLIEST_YEAR = 1900
LONGEST_FREE_TEXT = 64


class IdentifierKind(StrEnum):
    """Whose number it is. Only the first four have a shape that is checked; the others are kept as written."""

    PNC = "PNC"
    CRO = "CRO"
    PRISON_NUMBER = "PRISON_NUMBER"
    CRN = "CRN"
    VISOR = "VISOR"
    ASN = "ASN"
    NHS = "NHS"
    NINO = "NINO"
    HOME_OFFICE = "HOME_OFFICE"
    OTHER = "OTHER"


class Unreadable(StrEnum):
    """Why a string is not an identifier of its kind; the value tells whoever typed it what to do."""

    EMPTY = "Nothing was written: give the identifier."
    MALFORMED = "It does not have the shape of this identifier: check it against the source."
    THREE_DIGIT_YEAR = "The year before the slash has three digits: write two or four."
    IMPOSSIBLE_YEAR = "The year is in the future or before 1900: check it against the source."
    AMBIGUOUS = "It can be read in two ways: write it with the slash after the year."
    WRONG_CHECK_LETTER = "The last letter does not fit the number: a character was mistyped."
    DUMMY = "A serial of nothing but zeros stands for no record: leave the identifier out."
    TOO_LONG = "It is longer than any identifier: write the identifier alone."


@dataclass(frozen=True, slots=True)
class Identified:
    """An identifier that was read: ``canonical`` is the one spelling to store and compare, ``raw`` what was written."""

    kind: IdentifierKind
    canonical: str
    raw: str


@dataclass(frozen=True, slots=True)
class NotIdentified:
    """A string that is no identifier of this kind. Kept as written, for its owner to mend; never matched on."""

    kind: IdentifierKind
    raw: str
    reason: Unreadable


_Reading = str | Unreadable  # a canonical spelling, or why there is none
_Parser = Callable[[str, date], _Reading]


def parse(kind: IdentifierKind, raw: str, *, reference_date: date) -> Identified | NotIdentified:
    """Read ``raw`` as an identifier of ``kind``. ``reference_date`` decides the century of a two-digit year: the year
    it falls in and the 99 before it.
    """
    reading = _read(kind, raw.strip(), reference_date)
    if isinstance(reading, Unreadable):
        return NotIdentified(kind, raw, reading)
    return Identified(kind, reading, raw)


def candidates(text: str, reference_date: date) -> tuple[Identified, ...]:
    """Everything that ``text`` may be, for looking a person up: checked identifiers first, then each free-text kind.

    More generous than ``parse``: both people of an ambiguous PNC ID, and the two-letter CRNs that lookups know.
    """
    written = text.strip()
    if isinstance(_free_text(written, reference_date), Unreadable):
        return ()
    readings = [*_checked(written.upper(), reference_date), *((kind, written) for kind in FREE_TEXT)]
    return tuple(Identified(kind, canonical, text) for kind, canonical in dict.fromkeys(readings))


def _read(kind: IdentifierKind, written: str, reference_date: date) -> _Reading:
    if not written:
        return Unreadable.EMPTY
    if kind in FREE_TEXT:
        return _free_text(written, reference_date)
    # Outside ASCII a digit may be another script's, and a capital may be of a letter nobody typed (the long s gives S).
    return _PARSERS[kind](written.upper(), reference_date) if written.isascii() else Unreadable.MALFORMED


def _checked(written: str, reference_date: date) -> Iterator[tuple[IdentifierKind, str]]:
    if not written.isascii():
        return
    readings: list[tuple[IdentifierKind, _Reading]] = [
        *((IdentifierKind.PNC, reading) for reading in _pnc_readings(written, reference_date)),
        (IdentifierKind.CRO, _cro(written, reference_date)),
        (IdentifierKind.PRISON_NUMBER, _prison_number(written, reference_date)),
        (IdentifierKind.CRN, _shaped(r"[A-Z]{1,2}[0-9]{6}", written)),
    ]
    yield from ((kind, reading) for kind, reading in readings if not isinstance(reading, Unreadable))


# -- PNC ID: year, slash, serial of up to seven digits, check letter ----------------------------------------------


def _pnc(written: str, reference_date: date) -> _Reading:
    readings = _pnc_readings(written, reference_date)
    return Unreadable.AMBIGUOUS if len(readings) > 1 else readings[0]


def _pnc_readings(written: str, reference_date: date) -> list[_Reading]:
    """At least one. Two only without a slash, when both a short and a long year fit the shape."""
    if re.fullmatch(r"[0-9]{3}/[0-9]{1,7}[A-Z]", written):
        return [Unreadable.THREE_DIGIT_YEAR]
    shapes = (r"([0-9]{2})/?([0-9]{1,7})([A-Z])", r"([0-9]{4})/?([0-9]{1,7})([A-Z])")
    found = [match.groups() for shape in shapes if (match := re.fullmatch(shape, written))]
    plausible = [parts for parts in found if _plausible(_year(parts[0], reference_date), reference_date)]
    readings = [_pnc_of(_year(year, reference_date), int(serial), letter) for year, serial, letter in plausible]
    return readings or [Unreadable.IMPOSSIBLE_YEAR if found else Unreadable.MALFORMED]


def _pnc_of(year: int, serial: int, letter: str) -> _Reading:
    if serial == 0:
        return Unreadable.DUMMY
    canonical = make_pnc(year, serial)
    return canonical if canonical[-1] == letter else Unreadable.WRONG_CHECK_LETTER


def _year(digits: str, reference_date: date) -> int:
    if len(digits) == 4:
        return int(digits)
    century = reference_date.year - reference_date.year % 100
    return century + int(digits) - (100 if int(digits) > reference_date.year % 100 else 0)


def _plausible(year: int, reference_date: date) -> bool:
    return EARLIEST_YEAR <= year <= reference_date.year


# -- the others ---------------------------------------------------------------------------------------------------


def _cro(written: str, _: date) -> _Reading:
    """A serial padded to six, slash, year, letter; or a small file: SF, year, slash, serial as written, letter."""
    if standard := re.fullmatch(r"([0-9]{1,6})/([0-9]{2})([A-Z])", written):
        serial, year, letter = standard[1].zfill(6), standard[2], standard[3]
        return _lettered(f"{serial}/{year}", serial, year + serial, letter)
    if small := re.fullmatch(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])", written):
        year, serial, letter = small.groups()
        return _lettered(f"SF{year}/{serial}", serial, year + serial, letter)
    return Unreadable.MALFORMED


def _lettered(canonical: str, serial: str, number: str, letter: str) -> _Reading:
    if int(serial) == 0:
        return Unreadable.DUMMY
    return canonical + letter if check_letter(number) == letter else Unreadable.WRONG_CHECK_LETTER


def _prison_number(written: str, _: date) -> _Reading:
    return _shaped(r"[A-Z][0-9]{4}[A-Z]{2}", written)


def _crn(written: str, _: date) -> _Reading:
    return _shaped(r"[A-Z][0-9]{6}", written)


def _shaped(shape: str, written: str) -> _Reading:
    return written if re.fullmatch(shape, written) else Unreadable.MALFORMED


def _free_text(written: str, _: date) -> _Reading:
    if not written:
        return Unreadable.EMPTY
    if len(written) > LONGEST_FREE_TEXT:
        return Unreadable.TOO_LONG
    return written if written.isprintable() else Unreadable.MALFORMED


_PARSERS: Mapping[IdentifierKind, _Parser] = {
    IdentifierKind.PNC: _pnc,
    IdentifierKind.CRO: _cro,
    IdentifierKind.PRISON_NUMBER: _prison_number,
    IdentifierKind.CRN: _crn,
}
FREE_TEXT = tuple(kind for kind in IdentifierKind if kind not in _PARSERS)


# -- making synthetic ones ----------------------------------------------------------------------------------------


def check_letter(number: str) -> str:
    """The check letter of a two-digit year followed by a serial."""
    return CHECK_LETTERS[int(number) % len(CHECK_LETTERS)]


def make_pnc(year: int, serial: int) -> str:
    """A PNC ID with its check letter: ``make_pnc(1979, 163001)`` is ``1979/0163001B``. Serials run to 9,999,999."""
    return f"{year:04d}/{serial:07d}{check_letter(f'{year % 100:02d}{serial:07d}')}"


def make_cro(year: int, serial: int) -> str:
    """A CRO number with its check letter: ``make_cro(1991, 65656)`` is ``065656/91H``. Serials run to 999,999."""
    return f"{serial:06d}/{year % 100:02d}{check_letter(f'{year % 100:02d}{serial:06d}')}"


def make_prison_number(ordinal: int, letter: str = "X") -> str:
    """The ``ordinal``-th prison number under a letter, each different: ``X0000AA``, ``X0001AA``, up to 6,759,999."""
    rest, digits = divmod(ordinal, 10_000)
    return f"{letter}{digits:04d}{chr(65 + rest // 26)}{chr(65 + rest % 26)}"


def make_crn(ordinal: int, letter: str = "X") -> str:
    """The ``ordinal``-th CRN under a letter, each different: ``X000000``, ``X000001``, up to 999,999."""
    return f"{letter}{ordinal:06d}"
