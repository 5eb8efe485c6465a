"""From a plan and a permit to one SQL statement whose result is the answer.

Each relation becomes a scalar subquery that gives JSON, so PostgreSQL builds the whole answer (``objects``). Beside the
answer the statement gives what the access record needs: its members, who is in it and in which place, packed as the
record keeps them (``member``), and whether the principal's standings are still those it was compiled for::

    with r1 as materialized (<a page of cases>)
    select <fresh> as fresh, <answer> as body, <members> as members, <rows> as rows

A page of cases that is all the question is not kept: one pass over it gives answer, members and their number
(``Rows.in_passing``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from policies.permit import Permit
from policies.vocabulary import DataClass
from schema.arguments import Arguments
from schema.masks import NO_CASE, OF_THE_RECORD, byte_of, place_sql
from schema.objects import Objects
from schema.offers import Mandates, Offers
from schema.pages import Page, Pages
from schema.pieces import Frame, Piece, Rows, member
from schema.plan import Selected, Variables
from schema.registry import Registry
from schema.roots import ComputedRoot, Root
from schema.rows import Columns, Sources
from schema.scopes import ItselfCase
from schema.sight import Profile, Viewpoint
from schema.sql import Parameters, json_object
from schema.statement import Statement
from schema.timeline import Timelines


@dataclass(frozen=True, slots=True)
class Read:
    """What one root adds to the statement."""

    piece: Piece
    cte: str | None = None
    rows: str | None = None  # how many it shows
    subjects: tuple[str, ...] = ()
    once: bool = True  # whether no subject can come twice: a page of cases has each of them once
    passed: str = ""  # FROM of its page, where it is the only root and one pass over the page is enough
    computed: tuple[Selected, ...] = ()


class Compiler:
    """Compiles one plan for one kind of principal with one profile.

    ``mandates`` gives what they may do, where a record is asked for the acts it offers; without it, it offers none.
    """

    def __init__(
        self,
        registry: Registry,
        permit: Permit,
        profile: Profile,
        variables: Variables,
        mandates: Mandates | None = None,
    ) -> None:
        self._permit = permit
        self._parameters = Parameters()
        self._view = Viewpoint(permit, profile, permit.kind.owner, self._parameters)
        self._objects = self._writing(registry, variables, mandates)

    def _writing(self, registry: Registry, variables: Variables, mandates: Mandates | None) -> Objects:
        """What the objects are written with: all of it binds to the parameters of this one statement."""
        columns, names = Columns(self._permit, self._today, self._parameters), count(1)

        def name(prefix: str) -> str:
            return f"{prefix}{next(names)}"

        sources = Sources(self._view, columns, name)
        arguments = Arguments(self._parameters, columns, registry, variables)
        pages = Pages(self._parameters, columns, arguments)
        offers = Offers(registry.offers, columns, mandates)
        timelines = Timelines(registry.events, columns, sources, pages)
        return Objects(registry, columns, sources, arguments, pages, offers, timelines, name)

    def compile(self, plan: Sequence[Selected]) -> Statement:
        """The statement that answers a plan for every principal of this kind, purpose and profile.

        Raises ``InvalidArgument`` where the arguments make no question: its message says what to do.
        """
        reads = [self._root(selected, alone=len(plan) == 1) for selected in plan]
        body, frame = _framed([(selected.key, read.piece) for selected, read in zip(plan, reads, strict=True)])
        rows = " + ".join(read.rows for read in reads if read.rows) or "0"
        ctes = ", ".join(read.cte for read in reads if read.cte)
        sql = f"with {ctes} " if ctes else ""
        sql += f"select {self._fresh()} as fresh, {body} as body, {_members(reads)} as members, {rows} as rows"
        sql += "".join(read.passed for read in reads)
        columns = self._objects.columns
        touched, held = _frozen(columns.touched), _frozen(columns.held)
        sizes, computed = tuple(self._objects.pages.sizes), tuple(each for read in reads for each in read.computed)
        text, nobody = self._parameters.text(sql), OF_THE_RECORD if self._of_the_record() else NO_CASE
        return Statement(text, frame, sizes, computed, touched, held, self._permit, nobody)

    def _of_the_record(self) -> bool:
        """Whether it reads the access record, as far as somebody is appointed to."""
        return DataClass.ACCESS_RECORD in self._objects.columns.touched and self._view.profile.audits

    def _today(self) -> str:
        return self._parameters.bind("today", "date", lambda execution: execution.today, asker=True)

    def _fresh(self) -> str:
        """Whether the principal's facts are still those that were bound: a change shows at the very next request."""
        bind = self._parameters.bind
        principal = bind("principal", "uuid", lambda execution: execution.principal, asker=True)
        version = bind("version", "bigint", lambda execution: execution.standings.version, asker=True)
        return f'((select "version" from "directory"."principal" where "id" = {principal}) = {version})'

    # -- roots

    def _root(self, selected: Selected, *, alone: bool) -> Read:
        root = self._objects.registry.roots.get(selected.name)
        if selected.name == "node":
            return self._node(selected, alone=alone)
        if root is None or isinstance(root, ComputedRoot):
            return self._computed(selected)
        return self._of_record(root, selected, alone=alone)

    def _of_record(self, root: Root, selected: Selected, *, alone: bool) -> Read:
        write = self._objects
        source = write.sources.apart(write.registry.records[root.target])
        conditions = write.arguments.of_root(root, selected, source, write.sources)
        asked = tuple(self._asked_about(root, selected))
        if root.one:
            page = write.pages.one(source, write.name("p"), conditions, source.row.record.order)
            read = self._read(page, write.one(page, selected), alone=alone)
        else:
            page = write.pages.connection(source, write.name("p"), selected, conditions)
            read = self._read(page, write.listed(page, selected), alone=alone)
        return replace(read, subjects=asked + read.subjects, once=False) if asked else read

    def _computed(self, selected: Selected) -> Read:
        """What no table holds is bound: whoever executes the statement works it out."""
        key = selected.key
        bound = self._parameters.bind(("computed", key), "json", lambda execution: execution.computed[key])
        return Read(Piece(bound), computed=(selected,))

    def _asked_about(self, root: Root, selected: Selected) -> Iterator[str]:
        """Whom the arguments name, for the entry of whoever reads the access record."""
        for query in self._objects.arguments.named(root, selected) if self._view.profile.audits else ():
            yield f"select {member(byte_of(OF_THE_RECORD), 'u.id')} as m from ({query}) u (id)"

    def _node(self, selected: Selected, *, alone: bool) -> Read:
        if selected.on is None:
            return Read(Piece("null::json"))
        write = self._objects
        source = write.sources.apart(write.registry.records[selected.on])
        page = write.pages.one(source, write.name("p"), [write.arguments.is_node(selected, source.row)])
        return self._read(page, write.one(page, selected), alone=alone)

    def _read(self, page: Page, found: Rows | Piece, *, alone: bool) -> Read:
        """The page of a root: in passing where its rows alone are asked for and show only themselves, else kept."""
        if isinstance(found, Rows) and alone and _each_itself(page) and not found.subjects:
            return _in_passing(page, found)
        return self._materialized(page, self._objects.kept(page, found))

    def _materialized(self, page: Page, piece: Piece) -> Read:
        """The page of a root is read once, and serves the answer, the subjects and the count."""
        if page.token not in piece.json:  # nothing but a count was asked for: no row is read
            return Read(piece)
        name = self._objects.name("r")
        shown = self._objects.own_subjects(page, name, piece)
        rows = f"(select count(*) from {name} {page.row.alias.name}{page.kept()})"
        json = piece.json.replace(page.token, name)
        cte = f"{name} as materialized ({page.render()})"
        subjects, once = ((shown,), isinstance(page.row.record.scope, ItselfCase)) if shown else ((), True)
        return Read(Piece(json, None, piece.within), cte, rows, subjects, once)


def _each_itself(page: Page) -> bool:
    """Whether each row is a case, which a page has once."""
    return isinstance(page.row.record.scope, ItselfCase) and page.row.record.subject is None


def _in_passing(page: Page, rows: Rows) -> Read:
    page.extra[".place"] = place_sql(page.source.row.sight)
    alias = page.row.alias
    packed = member(alias.column(".place"), *page.row.sight.subjects)
    passed = rows.in_passing(page.render(), alias.name, packed)
    source = f" from ({passed}) f" if rows.listed else f" from (select) o left join ({passed}) f on true"
    return Read(Piece("f.body", None, rows.within), rows="coalesce(f.rows, 0)", passed=source)


def _framed(roots: Sequence[tuple[str, Piece]]) -> tuple[str, Frame]:
    """The body, and the frame of its only root."""
    if len(roots) != 1:
        return json_object([(key, piece.whole().json) for key, piece in roots]), Frame()
    ((key, piece),) = roots
    inner = Frame() if piece.within is None else Frame().around(piece.within)
    return piece.json, inner.around(key)


def _members(reads: Sequence[Read]) -> str:
    """Every case and person whose data is in the answer, packed; NULL where nobody is."""
    if any(read.passed for read in reads):
        return "f.members"
    subjects = [each for read in reads for each in read.subjects]
    if not subjects:
        return "null::bytea"
    gathered = " union all ".join(subjects)
    distinct = "" if all(read.once for read in reads) and " union all " not in gathered else "distinct "
    return f"(select string_agg({distinct}s.m, ''::bytea) from ({gathered}) s)"


def _frozen(found: Mapping[DataClass, set[str]]) -> dict[DataClass, frozenset[str]]:
    return {data_class: frozenset(names) for data_class, names in found.items()}
