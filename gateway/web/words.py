"""Words in the reader's language: gettext catalogues, and what the codes of the schema are called.

English is written where it is used and is its own catalogue. Another language is a file ``LANGUAGE.po`` in
``gateway/web/languages``; what it does not have is shown in English.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations, c2py
from pathlib import Path
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from gateway.web.recognised import Sentence, recognisable, said

UK = ZoneInfo("Europe/London")
LANGUAGES: Final = Path(__file__).parent / "languages"
HOME_LANGUAGE: Final = "en"
MONTHS: Final = "|".join(calendar.month_name[1:])
DAY: Final = re.compile(rf"\d{{1,2}} ({MONTHS}) \d{{4}}")
CODE: Final = re.compile(r"(?!.*\b(?:and|or)\b)[a-z]+( [a-z0-9]+)*")  # one, and not several
JOINED: Final = {  # how codes stand in a sentence, each said through gettext
    re.compile(r", | and "): "{several} and {last}",
    re.compile(r", | or "): "{several} or {last}",
}
UNITS: Final[Mapping[str, tuple[str, str]]] = {  # in which the rules count, by how they say one
    "hour": ("hour", "hours"),
    "day": ("day", "days"),
    "working day": ("working day", "working days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
}
LASTS: Final = re.compile(rf"(?P<number>\d{{1,6}}) (?P<unit>{'|'.join(UNITS)})s?")

# Codes that would read wrongly with their underscores taken out and their first letter raised.
NAMES: Final[Mapping[str, str]] = {
    "MANAGE_RISK": "Manage the risk that somebody poses",
    "PLAN_RELEASE": "Plan a release",
    "PREPARE_MEETING": "Prepare or hold a meeting",
    "CONTACT_VICTIM": "Keep in contact with a victim",
    "SAFEGUARD_CHILDREN": "Protect children",
    "COORDINATE_ARRANGEMENTS": "Run the arrangements",
    "EXCHANGE_RECORDS": "Keep the records of two systems alike",
    "MONITOR_PERFORMANCE": "Watch how well the arrangements do",
    "VERIFY_LAWFULNESS": "Check that access was lawful",
    "MONITOR_CONDUCT": "Monitor how people conduct themselves",
    "SECURE_DATA": "Keep personal data intact and secure",
    "CRIMINAL_PROCEEDINGS": "Serve criminal proceedings",
    "INSPECT_ARRANGEMENTS": "Inspect the arrangements",
    "ADMINISTER_PLATFORM": "Keep the platform and its law",
    "MAPPA_COORDINATOR": "MAPPA co-ordinator",
    "MAPPA_ADMINISTRATOR": "MAPPA administrator",
    "SMB_MEMBER": "Strategic Management Board member",
    "OASYS_PLAN": "OASys plan",
    "ROSH_ASSESSMENT": "Assessment of the risk of serious harm",
    "PRISON_AND_PROBATION": "Prison and probation",
    "INTELLIGENCE_ITEM": "Intelligence",
    "RECORD_OFF_SYSTEM_DISCLOSURE": "Record a disclosure made outside the platform",
    "ADD_NO_CONTACT": "Add to the no-contact list",
    "REMOVE_NO_CONTACT": "Take off the no-contact list",
    "LEVEL_1_NO_CONTACT": "Level 1: no contact with children",
    "LEVEL_2_WRITTEN_ONLY": "Level 2: letters only",
    "LEVEL_3_MONITORED_WRITTEN_AND_PHONE": "Level 3: letters and telephone, monitored",
    "LEVEL_4_NAMED_CHILD_UNRESTRICTED": "Level 4: full contact with a named child",
    "COORDINATION": "MAPPA co-ordination",
    "COORDINATING": "Co-ordinating",
}
ACRONYMS: Final = frozenset("MAPP MAPPA PNC CRO CRN NOMIS SHPO SOPO VISOR OGRS OSP SARA RSR".split())


class Translations(Protocol):
    """What gettext offers."""

    def gettext(self, message: str) -> str:
        """A sentence."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A sentence about a number."""


class Catalogue(NullTranslations):
    """The sentences of one ``.po`` file, read as it stands."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open("rb") as file:
            self._known = read_po(file)
        self._plural = c2py(self._known.plural_expr)

    @property
    def reviewed(self) -> bool:
        """Whether somebody who speaks the language has looked through it."""
        return not self._known.fuzzy

    def gettext(self, message: str) -> str:
        """The sentence, or the English one."""
        found = self._known.get(message)
        return str(found.string) if found and found.string else message

    @property
    def sentences(self) -> tuple[str, ...]:
        """Those that are translated."""
        return tuple(each.id for each in self._known if isinstance(each.id, str) and each.id and each.string)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The sentence about a number, in the form that the language has for it."""
        found = self._known.get(msgid1)
        forms = found.string if found and isinstance(found.string, tuple | list) else ()
        form = self._plural(n) if forms else 0
        return forms[form] if form < len(forms) and forms[form] else super().ngettext(msgid1, msgid2, n)


@dataclass(frozen=True, slots=True)
class Words:
    """How one language says things."""

    language: str
    translations: Translations
    sentences: tuple[Sentence, ...] = ()  # by which what the floors below say is recognised; none in English

    def say(self, message: str) -> str:
        """A sentence."""
        return self.translations.gettext(message)

    def told(self, text: str | None) -> str:
        """What the process or the rules say, in one sentence or several; nothing for None."""
        return said(text, self.sentences, self.say, self._put) if text and self.sentences else text or ""

    def _put(self, words: str) -> str:
        """What a record puts into a sentence: a day, a time or codes in this language, anything else as it is."""
        if DAY.fullmatch(words):
            return self.day(datetime.strptime(words, "%d %B %Y").date())  # noqa: DTZ007 - a day has no zone
        if lasts := LASTS.fullmatch(words):
            return f"{lasts['number']} {self.translations.ngettext(*UNITS[lasts['unit']], int(lasts['number']))}"
        for between, joined in JOINED.items():
            several = between.split(words)
            if all(CODE.fullmatch(each) for each in several):
                return self._several(several, joined) or words
        return words

    def _several(self, codes: list[str], joined: str) -> str | None:
        """Codes by their names; None where the language has not all of them."""
        names = [self.say(each.capitalize()) for each in codes]
        if any(name == each.capitalize() for name, each in zip(names, codes, strict=True)):
            return None
        *several, last = [name[:1].lower() + name[1:] for name in names]
        return self.say(joined).format(several=", ".join(several), last=last) if several else last

    def name(self, code: object) -> str:
        """What a code of the schema is called: ``LEVEL_2`` is "Level 2"; nothing for None."""
        return "" if code is None else self.say(english(str(code)))

    def plainly(self, name: object) -> str:
        """What a record or field of the schema is called: ``RoshAssessment`` is "Rosh assessment"; nothing for None."""
        return "" if name is None else self.say(self.plain(str(name)))

    @staticmethod
    def plain(name: str) -> str:
        """The same in English, which is the message."""
        return english(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper())

    def agency(self, code: object) -> str:
        """What the code of an agency or body is called: ``youth_justice`` is "Youth justice"; nothing for None."""
        return "" if code is None else self.name(str(code).upper())

    def agencies(self, bodies: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
        """The responsible authorities, co-ordination and these bodies, each with its code, to choose from."""
        own = [{"value": code, "text": self.agency(code)} for code in ("police", "prison", "probation", "coordination")]
        return own + [{"value": each["code"], "text": each["name"]} for each in bodies]

    def day(self, value: str | date | None) -> str:
        """25 November 2026."""
        if not value:
            return ""
        parsed = date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(parsed, "d MMMM y", locale=self._locale)

    def moment(self, value: str | datetime | None) -> str:
        """25 November 2026 at 14:05, in the United Kingdom's time."""
        if not value:
            return ""
        parsed = datetime.fromisoformat(value) if isinstance(value, str) else value
        return format_datetime(parsed.astimezone(UK), "d MMMM y, HH:mm", locale=self._locale)

    def instant(self, value: str) -> str:
        """25 November 2026, 14:05:09, for those who have to tell one entry from the next."""
        return format_datetime(datetime.fromisoformat(value).astimezone(UK), "d MMMM y, HH:mm:ss", locale=self._locale)

    def clock(self, value: str | None) -> str:
        """14:05, in the United Kingdom's time."""
        if not value:
            return ""
        return format_datetime(datetime.fromisoformat(value).astimezone(UK), "HH:mm", locale=self._locale)

    def number(self, value: int) -> str:
        """5,000."""
        return str(format_decimal(value, locale=self._locale))

    def pattern(self, value: date, pattern: str) -> str:
        """A date by a pattern of Unicode's, such as ``EEEE``."""
        return format_date(value, pattern, locale=self._locale)

    @property
    def _locale(self) -> str:
        return f"{self.language}_GB"


def english(code: str) -> str:
    """What a code is called in English."""
    if code in NAMES:
        return NAMES[code]
    words = [word if word in ACRONYMS else word.lower() for word in code.split("_")]
    sentence = " ".join(words)
    return sentence[:1].upper() + sentence[1:]


@cache
def languages() -> tuple[str, ...]:
    """English, and each language that has a catalogue."""
    return (HOME_LANGUAGE, *sorted(path.stem for path in LANGUAGES.glob("*.po")))


@cache
def offered() -> tuple[str, ...]:
    """Those that a page offers: English, and each whose catalogue somebody has reviewed.

    One that nobody has is marked as gettext marks it: ``#, fuzzy`` above its header. It can be looked at all the same.
    """
    return tuple(each for each in languages() if each == HOME_LANGUAGE or Catalogue(LANGUAGES / f"{each}.po").reviewed)


def own_name(language: str) -> str:
    """What a language calls itself: ``Cymraeg``."""
    return (Locale(language).get_display_name(language) or language).capitalize()


@cache
def words(language: str = HOME_LANGUAGE) -> Words:
    """The words of a language; English where it has no catalogue."""
    path = LANGUAGES / f"{language}.po"
    if language == HOME_LANGUAGE or not path.exists():
        return Words(HOME_LANGUAGE, NullTranslations())
    catalogue = Catalogue(path)
    return Words(language, catalogue, recognisable(set(catalogue.sentences) - {*JOINED.values()}))
