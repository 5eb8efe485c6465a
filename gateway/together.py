"""Many requests of one statement in one: data is read, and its entries are written, in a single transaction.

    with sealing as (<the secret of the month>),
    askers as (<who asks: once for all that they ask>), asks as (<what is asked>),
    answers as (select n, <what the statement answers to this ask> from asks, askers, lateral ...),
    sets as (insert into audit.subject_set ...), keys as (insert into audit_keys.subject_key ...),
    entries as (insert into audit.entry ...)
    select n, fresh, body from answers

The rows reach us when PostgreSQL has said that all of it is committed. So there is no answer without its entry, and a
crash anywhere before leaves neither. A row that is not ``fresh`` was decided by facts that no longer hold: it leaves
no entry, and is asked again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gateway.audit.insertion import ASK_FIELDS, ASKER_FIELDS, insertions
from gateway.audit.sealing import SEALING, name_of
from gateway.audit.sharing import Reading
from schema.pieces import Frame
from schema.sql import Parameter
from schema.statement import Execution, Statement

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of what is sent: the type it travels as, and the type it has in the statement."""

    name: str
    travels: str
    cast: str

    @property
    def selected(self) -> str:
        """As a column of the right type."""
        return f"t.{self.name}" if self.travels == self.cast else f"t.{self.name}::{self.cast} as {self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Asker:
    """What all requests of one principal to one statement have in common. Told apart by identity."""

    values: Values


@dataclass(slots=True, eq=False)
class Ask:
    """One request: its values, and who is told how it ended."""

    asker: Asker
    values: Values
    until: float  # of the event loop's clock
    done: "Callable[[Ask], None]"
    fresh: bool = False
    body: bytes | None = None
    failure: Exception | None = None


@dataclass(slots=True, eq=False)
class Together:
    """A compiled statement as it is asked, for any number of requests at once, and what its entries say was read."""

    statement: Statement
    reading: Reading
    sql: str = field(init=False)
    frame: Frame = field(init=False)  # around a body, as GraphQL sends it
    weight: float = 0.0  # seconds that one request has lately taken
    _asker: tuple[Parameter, ...] = field(init=False)
    _ask: tuple[Parameter, ...] = field(init=False)

    def __post_init__(self) -> None:
        text = self.statement.text
        self._asker = tuple(each for _, each in text.parameters if each.asker)
        self._ask = tuple(each for _, each in text.parameters if not each.asker)
        self.sql = self._written()
        self.frame = self.statement.frame.around("data")

    def _written(self) -> str:
        text = self.statement.text
        names = {mark: f"asked.{'w' if each.asker else 'q'}{mark}" for mark, each in text.parameters}
        askers = [Column("k", "int", "int"), *_record_columns(ASKER_FIELDS)]
        askers += [_column(f"w{mark}", each) for mark, each in text.parameters if each.asker]
        asks = [Column("n", "int", "int"), Column("k", "int", "int"), *_record_columns(ASK_FIELDS)]
        asks += [_column(f"q{mark}", each) for mark, each in text.parameters if not each.asker]
        places = iter(range(1, len(askers) + len(asks) + 1))
        return _TOGETHER.format(
            askers=_unnested(askers, places),
            asks=_unnested(asks, places),
            one=text.written(names),
            sealing=SEALING,
            name=name_of("y.members"),
            insertions=insertions("answers", "asked"),
        )

    def asker(self, entry: Values, execution: Execution) -> Asker:
        """The asker's values: what their entries say of them, and the parameters that are theirs."""
        return Asker((*entry, *(_sent(each, execution) for each in self._asker)))

    def parameters(self, execution: Execution) -> Values:
        """A request's own parameters."""
        return tuple(_sent(each, execution) for each in self._ask)

    def arrays(self, asks: Sequence[Ask]) -> list[Sequence[Any]]:
        """What is sent for these requests: one array a column."""
        askers = {ask.asker: number for number, ask in reversed(list(enumerate(asks)))}
        rows = [(number, *asker.values) for asker, number in askers.items()]
        asked = [(number, askers[ask.asker], *ask.values) for number, ask in enumerate(asks)]
        return [*zip(*rows, strict=True), *zip(*asked, strict=True)]


# ``offset 0`` keeps the answer one expression, which is computed once though it is used twice.
_TOGETHER = """
with {sealing}, askers as materialized ({askers}), asks as materialized ({asks}),
asked as materialized (select * from asks join askers using (k)),
answers as materialized (
    select asked.n, x.* from asked cross join lateral (
        select y.fresh, y.body, y.members as plain, {name} as name, y.rows from ({one} offset 0) y) x
), {insertions}
select n, fresh, body from answers
"""


def _record_columns(fields: Sequence[tuple[str, str, str]]) -> list[Column]:
    return [Column(*each) for each in fields]


def _column(name: str, parameter: Parameter) -> Column:
    cast = parameter.cast
    return Column(name, "text" if cast.endswith("[]") or cast == "json" else cast, cast)


def _unnested(columns: Sequence[Column], places: Any) -> str:  # noqa: ANN401 - an iterator of numbers, shared
    arrays = ", ".join(f"${next(places)}::{column.travels}[]" for column in columns)
    names, selected = ", ".join(c.name for c in columns), ", ".join(c.selected for c in columns)
    return f"select {selected} from unnest({arrays}) as t ({names})"  # noqa: S608 - our own words


def _sent(parameter: Parameter, execution: Execution) -> Any:  # noqa: ANN401
    """A value as it travels: a list as PostgreSQL writes one, for an array of arrays would be flattened."""
    value = parameter.reader(execution)
    if parameter.cast == "json":
        return value.decode()
    return array(value) if parameter.cast.endswith("[]") and value is not None else value


def array(values: Sequence[Any]) -> str:
    """A PostgreSQL array as text."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:  # noqa: ANN401 - whatever a list may hold
    if value is None:
        return "NULL"
    if isinstance(value, UUID | int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date | datetime):
        return f'"{value.isoformat()}"'
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
