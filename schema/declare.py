"""Where a field is declared, once.

A record says which table it shows, whose cell a row sits in, and what each field is: a column (or an expression over
columns) with the data class that decides who sees it, or a relation to another record. There is no other way to
expose a column. From the declaration follow the GraphQL type, its nullability, the data-class directive in the SDL,
the plan, the mask and the SQL::

    class LevelDecision(Record):
        '''A decision that set the level at which a case is managed.'''

        table = t.level_decision
        scope = ByCase(t.level_decision.c.case_id)
        exists = DataClass.MANAGEMENT
        order = Order("effective_from", descending=True)

        level = column(t.level_decision.c.level, "The level that was set.", filters=True)
        rationale = column(t.level_decision.c.rationale, "Why, in the decider's words.", DataClass.DECISION)
        evidence = many("DecisionEvidence", t.level_decision.c.id, t.evidence.c.decision_id, "What it rests on.")
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, TypedDict, Unpack

import sqlalchemy as sa

from policies.vocabulary import Act, DataClass
from schema.scopes import ByArea, Scope, WithinParent

TODAY: sa.ColumnElement[Any] = sa.literal_column(":today", sa.Date)  # bound per request from the injected clock
# The first of the reader's month: what is counted of months that have ended is counted to it.
MONTH_BEGUN: sa.ColumnElement[Any] = sa.cast(sa.func.date_trunc("month", sa.cast(TODAY, sa.DateTime)), sa.Date)

# -- fields ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: by a field of the record, then by key. Rows without a value come last."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A value of the row. ``data_class`` None means the class by which the row exists."""

    expression: sa.ColumnElement[Any]
    description: str
    data_class: DataClass | None = None
    filters: bool = False  # may be named in a filter
    sorts: bool = False  # may be named in a sort
    name: str = ""


@dataclass(frozen=True, slots=True)
class EmbeddedField:
    """An object whose values are columns of the same row, such as the provenance of a fact."""

    target: str
    description: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RelationField:
    """Rows of another record: where ``theirs`` equals ``ours``.

    ``one``: at most one row, else a list (``paged``: a connection, with filter and sort; otherwise a bounded list).
    ``same_case``: the rows sit in the case of this row, so that its cell is theirs; False where the relation leads to
    another case, whose cell is then computed.
    ``where``: a fixed condition on the target's table.
    """

    target: str
    ours: sa.Column[Any]
    theirs: sa.Column[Any]
    description: str
    one: bool = False
    paged: bool = False
    same_case: bool = True
    where: sa.ColumnElement[bool] | None = None
    order: Order | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class TimelineField:
    """The merged timeline: every record of the case that declares ``timeline``, each under its own data class."""

    description: str
    name: str = ""


Field = ColumnField | EmbeddedField | RelationField | TimelineField


class ColumnOptions(TypedDict, total=False):
    """What else a column may say: see ``ColumnField``."""

    filters: bool
    sorts: bool


class RelationOptions(TypedDict, total=False):
    """What else a relation may say: see ``RelationField``."""

    same_case: bool
    where: sa.ColumnElement[bool]
    order: Order


Column = sa.Column[Any]


def column(
    expression: sa.ColumnElement[Any],
    description: str,
    data_class: DataClass | None = None,
    **options: Unpack[ColumnOptions],
) -> ColumnField:
    """A value of the row; its GraphQL type follows from the SQL type, and it is nullable: it may be withheld."""
    return ColumnField(expression, description, data_class, **options)


def embedded(target: str, description: str) -> EmbeddedField:
    """An object made of columns of the same row."""
    return EmbeddedField(target, description)


def one(
    target: str, ours: Column, theirs: Column, description: str, **options: Unpack[RelationOptions]
) -> RelationField:
    """At most one row of another record, null when there is none or it is hidden; the first by ``order``."""
    return RelationField(target, ours, theirs, description, one=True, **options)


def many(
    target: str, ours: Column, theirs: Column, description: str, **options: Unpack[RelationOptions]
) -> RelationField:
    """A short list (bounded at ``LIST_BOUND`` rows) in the target's order."""
    return RelationField(target, ours, theirs, description, **options)


def connection(
    target: str, ours: Column, theirs: Column, description: str, **options: Unpack[RelationOptions]
) -> RelationField:
    """A Relay connection with ``filter``, ``sort`` and paging both ways."""
    return RelationField(target, ours, theirs, description, paged=True, **options)


def timeline(description: str) -> TimelineField:
    """The merged timeline of a case."""
    return TimelineField(description)


@dataclass(frozen=True, slots=True)
class Timeline:
    """How a record shows itself in the merged timeline: when, what kind of event, and one line of text."""

    on: sa.ColumnElement[Any]  # a Date
    kind: str  # upper-case word, a member of the GraphQL enum TimelineKind
    title: sa.ColumnElement[str]
    data_class: DataClass | None = None  # of the title; None: the class by which the row exists


@dataclass(frozen=True, slots=True)
class TakenOut:
    """By which act a record is taken out of the platform as a file, by itself; and in which of its states.

    ``offered``: fields, each with the words it must have. The act is offered by the record as those are that change it.
    """

    act: Act
    offered: Mapping[str, Collection[str]]


# -- records -----------------------------------------------------------------------------------------------------

LIST_BOUND = 50  # rows of a plain list


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record as declared: what plan and compile work from."""

    name: str
    description: str
    table: sa.FromClause
    scope: Scope
    exists: DataClass
    order: Order
    owner: str | sa.Column[Any]
    item_handling: bool  # whether the table marks each row's own handling
    subject: sa.Column[Any] | None
    timeline: Timeline | None
    where: sa.ColumnElement[bool] | None
    row_class: sa.Column[Any] | None
    made: sa.Column[Any] | None
    taken_out: TakenOut | None = field(hash=False)
    let_out: sa.ColumnElement[bool] | None = field(hash=False)
    fields: Mapping[str, Field] = field(hash=False)

    @property
    def is_node(self) -> bool:
        """Whether a row can be fetched by its id alone: its cell can be found without a parent.

        A count of an area is none; what acts change in an area, and has a version, is.
        """
        keyed = "id" in self.table.c and isinstance(self.table.c["id"].type, sa.Uuid)
        counted = isinstance(self.scope, ByArea) and self.scope.person is None and "version" not in self.table.c
        return keyed and not counted and not isinstance(self.scope, WithinParent)

    def class_of(self, declared: ColumnField) -> DataClass:
        """The data class of a value of this record."""
        return declared.data_class or self.exists


class Record:
    """Base of every declaration; the class docstring is the description that readers of the schema see.

    ``owner``: who owns the rows: an agency's code, or the column that holds it (its value equals
    ``PrincipalClass.owner``). ``item_handling`` is taken from the table's column of that name where there is one.
    ``subject``: a column with the id of a person other than the convicted one whom a row is about (a victim), so that
    the access record names them too. ``where``: a condition every row must meet. ``row_class``: a column that
    holds a further data class for each row (its Polar word), such as the class of a section of minutes: the row exists
    only where that class is shown as well. ``made``: a column with the time at which the row's id, of version 7, was
    made: by it a row is found in a table that is too large for an index of its ids. ``taken_out``: the act by which it
    is taken out as a file, where it has one of its own. ``let_out``: a condition that every row must meet which leaves
    the platform in a file, whoever takes it out; a text in it speaks of no column of the row.
    Rows with ``superseded_by`` set are history, and shown only where the record says ``history = True``.
    """

    table: ClassVar[sa.FromClause]
    scope: ClassVar[Scope]
    exists: ClassVar[DataClass]
    order: ClassVar[Order]
    owner: ClassVar[str | sa.Column[Any]] = "coordination"
    subject: ClassVar[sa.Column[Any] | None] = None
    timeline_entry: ClassVar[Timeline | None] = None
    where: ClassVar[sa.ColumnElement[bool] | None] = None
    row_class: ClassVar[sa.Column[Any] | None] = None
    made: ClassVar[sa.Column[Any] | None] = None
    taken_out: ClassVar[TakenOut | None] = None
    let_out: ClassVar[sa.ColumnElement[bool] | None] = None
    history: ClassVar[bool] = False


class Embedded:
    """Base of an object whose values are columns of the rows it is embedded in, matched by name.

    ``table`` only lends names and types; a field without a data class takes the class by which the row exists.
    """

    table: ClassVar[sa.FromClause]


def camel(name: str) -> str:
    """``next_review_due`` -> ``nextReviewDue``."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def fields_of(record: type[Record] | type[Embedded]) -> dict[str, Field]:
    """The declared fields by Python name, in the order of declaration, parents first."""
    declared: dict[str, Field] = {}
    for owner in reversed(record.__mro__):
        for name, value in vars(owner).items():
            if isinstance(value, ColumnField | EmbeddedField | RelationField | TimelineField):
                declared[name] = replace(value, name=name)
    return declared


def record_type(record: type[Record]) -> RecordType:
    """One declaration, checked; a mistake is refused here, when the program starts."""
    if not record.__doc__:
        raise TypeError(f"{record.__name__} has no docstring: say what it is, for the schema's readers.")
    for needed in ("table", "scope", "exists", "order"):
        if not hasattr(record, needed):
            raise TypeError(f"{record.__name__} does not say its {needed}: the law and every list need it.")
    if "owner" in fields_of(record):
        raise TypeError(f"{record.__name__} has a field named owner, which says whose its rows are: name it otherwise.")
    return RecordType(
        name=record.__name__,
        description=described(record),
        table=record.table,
        scope=record.scope,
        exists=record.exists,
        order=record.order,
        owner=record.owner,
        item_handling="item_handling" in record.table.c,
        subject=record.subject,
        timeline=record.timeline_entry,
        where=_current(record),
        row_class=record.row_class,
        made=record.made,
        taken_out=record.taken_out,
        let_out=record.let_out,
        fields=fields_of(record),
    )


def _current(record: type[Record]) -> sa.ColumnElement[bool] | None:
    superseded = record.table.c.get("superseded_by")
    if superseded is None or record.history:
        return record.where
    current = superseded.is_(None)
    return current if record.where is None else sa.and_(record.where, current)


def described(declaration: type[Record] | type[Embedded]) -> str:
    """The docstring of a declaration as one paragraph."""
    return " ".join((declaration.__doc__ or "").split())
