"""What somebody typed into the form of an act: as the act's input, as fields to show again, and what is amiss.

Nothing typed is lost: whatever is amiss, each field is shown again as it was typed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from gateway.web.fields import MOST_ROWS, Field, Kind

UK: Final = ZoneInfo("Europe/London")
FIXED: Final = "_fixed."  # begins the name that says which part of each row the page itself fills in
ADD: Final = "_add"  # the name of the button that asks for one more row, with the path of the list
NEEDED: Final = {  # said through gettext where they are shown
    Kind.TEXT: "enter an answer",
    Kind.NUMBER: "enter a number",
    Kind.YES_OR_NO: "choose yes or no",
    Kind.DAY: "enter a day",
    Kind.MOMENT: "enter a day and a time",
    Kind.CHOICE: "choose one",
    Kind.CHOICES: "choose at least one",
    Kind.GROUP: "enter an answer",
    Kind.ROWS: "enter at least one",
}
NOT_A_DAY: Final = "enter a real day, such as 27 3 2026"
NOT_A_MOMENT: Final = "enter a real day and a time, such as 27 3 2026 and 14:30"
NOT_A_NUMBER: Final = "enter a number in figures, such as 3"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is amiss with a field: a whole sentence of the act's, or words of ours to follow the field's label."""

    field: str
    words: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A field as it stands on the page: where it is in the input, and what was typed into the form."""

    field: Field
    path: str
    typed: Mapping[str, str]
    troubles: tuple[Trouble, ...] = ()

    @property
    def key(self) -> str:
        """Its path without the numbers of rows: ``criteria.howMet``, by which a page says more of it."""
        return re.sub(r"\.\d+(?=\.|$)", "", self.path)

    @property
    def value(self) -> str:
        """What was typed."""
        return self.typed.get(self.path, "")

    def part(self, name: str) -> str:
        """What was typed into a part of a day."""
        return self.typed.get(f"{self.path}-{name}", "")

    def chosen(self, code: str) -> bool:
        """Whether one of several was chosen."""
        return f"{self.path}.{code}" in self.typed

    @property
    def trouble(self) -> Trouble | None:
        """The first thing that is amiss with it."""
        return next((each for each in self.troubles if each.field == self.path), None)

    @property
    def anchor(self) -> str:
        """The id to which its trouble is linked."""
        return f"{self.path}-day" if self.field.kind in (Kind.DAY, Kind.MOMENT) else self.path

    @property
    def parts(self) -> tuple["Box", ...]:
        """The boxes of an object."""
        return tuple(self._under(each, f"{self.path}.{each.name}") for each in self.field.parts)

    @property
    def rows(self) -> tuple[tuple["Box", ...], ...]:
        """The boxes of each row of a list, one that is empty where there is none, one more where it was asked for."""
        found = max(len(_numbers(self.typed, self.path)), 1) + (self.typed.get(ADD) == self.path)
        return tuple(self._row(number) for number in range(min(found, MOST_ROWS)))

    def each(self, name: str, codes: Sequence[str] = ()) -> list[tuple[str, str, tuple["Box", ...]]]:
        """A row for each code of one of its parts: the code, the name under which it is sent, the other parts.

        ``codes`` are those of a part that the schema leaves open, such as the questions of a form.
        """
        part = next(each for each in self.field.parts if each.name == name)
        codes = codes or part.codes
        begun = [self.typed.get(f"{self.path}.{number}.{name}", "") for number in _numbers(self.typed, self.path)]
        order = begun + [code for code in codes if code not in begun]
        rows = {code: self._row(number) for number, code in enumerate(order)}
        return [
            (
                code,
                f"{rows[code][0].path.rpartition('.')[0]}.{name}",
                tuple(b for b in rows[code] if b.field is not part),
            )
            for code in codes
        ]

    def _row(self, number: int) -> tuple["Box", ...]:
        at = f"{self.path}.{number}"
        if self.field.whole:
            return (self._under(Field(self.field.name, Kind.TEXT, self.field.hint, required=True), at),)
        return tuple(self._under(each, f"{at}.{each.name}") for each in self.field.parts)

    def _under(self, of: Field, path: str) -> "Box":
        return Box(of, path, self.typed, self.troubles)

    def every(self) -> Iterator["Box"]:
        """Itself and all below it."""
        yield self
        below = [self.parts] if self.field.kind is Kind.GROUP else self.rows if self.field.kind is Kind.ROWS else ()
        for boxes in below:
            for each in boxes:
                yield from each.every()


@dataclass(slots=True)
class Filled:
    """A form read: what it gives, and what is amiss with it."""

    given: dict[str, Any] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def boxes(fields: tuple[Field, ...], typed: Mapping[str, str], troubles: tuple[Trouble, ...] = ()) -> tuple[Box, ...]:
    """The boxes of a form."""
    return tuple(Box(each, each.name, typed, troubles) for each in fields)


def read(fields: tuple[Field, ...], typed: Mapping[str, str]) -> Filled:
    """What was typed, as the input of the act has it. Rows are numbered already: see ``renumbered``."""
    filled = Filled()
    for box in boxes(fields, typed):
        value = _value(box, filled.troubles)
        if value is not None:
            filled.given[box.field.name] = value
    return filled


def renumbered(fields: tuple[Field, ...], typed: Mapping[str, str]) -> dict[str, str]:
    """The form without rows that were left empty, the others numbered from 0 as the input has them."""
    kept = dict(typed)
    for each in fields:
        if each.kind is Kind.ROWS:
            kept = _renumbered(kept, each.name)
    return kept


def _renumbered(typed: Mapping[str, str], path: str) -> dict[str, str]:
    places = {number: place for place, number in enumerate(_numbers(typed, path))}
    found = re.compile(rf"{re.escape(path)}\.(\d+)")
    kept = {}
    for name, value in typed.items():
        row = found.match(name)
        if row is None:
            kept[name] = value
        elif int(row[1]) in places:
            kept[f"{path}.{places[int(row[1])]}{name[row.end() :]}"] = value
    return kept


def _numbers(typed: Mapping[str, str], path: str) -> list[int]:
    """The numbers of the rows in which something stands."""
    found = re.compile(rf"{re.escape(path)}\.(\d{{1,3}})(?=$|[.-])")
    fixed = {name.removeprefix(FIXED) for name in typed if name.startswith(FIXED)}
    rows = [
        found.match(name)
        for name, value in typed.items()
        if value.strip() and f"{path}.{name.rpartition('.')[2]}" not in fixed
    ]
    return sorted({int(row[1]) for row in rows if row})[:MOST_ROWS]


def _value(box: Box, troubles: list[Trouble]) -> Any:  # noqa: ANN401 - JSON
    """The value of a field; None where nothing was given."""
    value: Any
    if box.field.kind is Kind.ROWS:
        value = _rows(box, troubles)
    elif box.field.kind is Kind.GROUP:
        value = _group(box, box.parts, troubles)
    else:
        value = _alone(box, troubles)
    amiss = any(each.field == box.path for each in troubles)
    if box.field.required and value in (None, []) and not amiss:
        troubles.append(Trouble(box.path, NEEDED[box.field.kind]))
    return value


def _rows(box: Box, troubles: list[Trouble]) -> list[Any]:
    if not _numbers(box.typed, box.path):
        return []
    if box.field.whole:
        return [_alone(row[0], troubles) for row in box.rows]
    return [_object(row, troubles) for row in box.rows]


def _group(box: Box, parts: tuple[Box, ...], troubles: list[Trouble]) -> dict[str, Any] | None:
    begun = any(value.strip() for name, value in box.typed.items() if name.startswith(f"{box.path}."))
    return _object(parts, troubles) if begun or box.field.required else None


def _object(parts: tuple[Box, ...], troubles: list[Trouble]) -> dict[str, Any]:
    values = {each.field.name: _value(each, troubles) for each in parts}
    return {name: value for name, value in values.items() if value is not None}


def _alone(box: Box, troubles: list[Trouble]) -> Any:  # noqa: ANN401 - JSON
    match box.field.kind:
        case Kind.CHOICES:
            return [code for code in box.field.codes if box.chosen(code)] or None
        case Kind.CHOICE:
            return box.value if box.value in box.field.codes else None
        case Kind.YES_OR_NO:
            return {"yes": True, "no": False}.get(box.value)
        case Kind.DAY | Kind.MOMENT:
            return _day_or_moment(box, troubles)
        case Kind.NUMBER:
            return _number(box, troubles)
    return box.value.replace("\r\n", "\n").strip() or None


def _number(box: Box, troubles: list[Trouble]) -> int | float | None:
    text = box.value.strip().replace(",", "")
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text):
        troubles.append(Trouble(box.path, NOT_A_NUMBER))
        return None
    return float(text) if "." in text else int(text)


def _day_or_moment(box: Box, troubles: list[Trouble]) -> str | None:
    parts = [box.part(name).strip() for name in ("day", "month", "year")]
    clock = box.part("time").strip().replace(".", ":")
    moment = box.field.kind is Kind.MOMENT
    if not any(parts) and not clock:
        return None
    try:
        day = date(*(int(part) for part in reversed(parts)))
        if not moment:
            return day.isoformat()
        return datetime.combine(day, time.fromisoformat(clock.zfill(5)), UK).isoformat()
    except ValueError:
        troubles.append(Trouble(box.path, NOT_A_MOMENT if moment else NOT_A_DAY))
        return None
