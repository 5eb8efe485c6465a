"""From a plan and a permit to one SQL statement whose result is the answer.

Each relation becomes a scalar subquery that gives JSON, so PostgreSQL builds the whole answer. Beside the answer the
statement gives what the access record needs: its members, who is in it and in which place, packed as the record keeps
them (``member``), and whether the principal's standings are still those it was compiled for::

    with r1 as materialized (<a page of cases>)
    select <fresh> as fresh, <answer> as body, <members> as members, <rows> as rows

A page of cases that is all the question is not kept: one pass over it gives answer, members and their number
(``Rows.in_passing``).
"""

from collections.abc import Mapping, Sequence

from policies.permit import Permit
from policies.vocabulary import DataClass
from schema.arguments import Arguments
from schema.declare import (
    LIST_BOUND,
    ColumnField,
    ComputedRoot,
    EmbeddedField,
    Field,
    RecordType,
    RelationField,
    Root,
    TimelineField,
    camel,
)
from schema.masks import NO_CASE, OF_THE_RECORD, byte_of, place_sql
from schema.offers import FIELD, Mandates, Offers
from schema.pages import Page, Pages
from schema.pieces import Frame, Piece, Rows, member
from schema.plan import Selected, Variables
from schema.registry import Registry
from schema.rows import Alias, Columns, Row, Sources
from schema.scopes import ItselfCase, same_case
from schema.seals import ID_MAC, sealed_sql, type_code
from schema.sight import Profile, Viewpoint
from schema.sql import Parameters, json_object
from schema.statement import Statement
from schema.timeline import Timelines


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
        self.registry = registry
        self.permit = permit
        self.variables = variables
        self.parameters = Parameters()
        self.columns = Columns(permit, self._today, self.parameters)
        self.view = Viewpoint(permit, profile, permit.kind.owner, self.parameters)
        self.sources = Sources(self.view, self.columns, self._name)
        self.arguments = Arguments(self.parameters, self.columns, registry, variables)
        self.pages = Pages(self.parameters, self.columns, self.arguments)
        self.offers = Offers(registry.offers, self.columns, mandates)
        self.timelines = Timelines(registry.events, self.columns, self.sources, self.pages)
        self.ctes: list[str] = []
        self.passed = ""  # FROM of the page of the only root, where one pass over it is enough
        self.alone = False  # whether the question has one root
        self.subjects: list[str] = []
        self.counts: list[str] = []
        self.computed: list[Selected] = []
        self.names = 0
        self.once = True  # whether no subject can come twice: a page of cases has each of them once

    def compile(self, plan: Sequence[Selected]) -> Statement:
        """The statement that answers a plan for every principal of this kind, purpose and profile.

        Raises ``InvalidArgument`` where the arguments make no question: its message says what to do.
        """
        self.alone = len(plan) == 1
        body, frame = self._framed([(selected.key, self._root(selected)) for selected in plan])
        rows = " + ".join(self.counts) or "0"
        ctes = f"with {', '.join(self.ctes)} " if self.ctes else ""
        sql = f"{ctes}select {self._fresh()} as fresh, {body} as body, {self._members()} as members, {rows} as rows"
        sql += self.passed
        touched, held = _frozen(self.columns.touched), _frozen(self.columns.held)
        sizes, computed = tuple(self.pages.sizes), tuple(self.computed)
        text, nobody = self.parameters.text(sql), OF_THE_RECORD if self._of_the_record() else NO_CASE
        return Statement(text, frame, sizes, computed, touched, held, self.permit, nobody)

    def _of_the_record(self) -> bool:
        """Whether it reads the access record, as far as somebody is appointed to."""
        return DataClass.ACCESS_RECORD in self.columns.touched and self.view.profile.audits

    @staticmethod
    def _framed(roots: list[tuple[str, Piece]]) -> tuple[str, Frame]:
        """The body, and the frame of its only root."""
        if len(roots) != 1:
            return json_object([(key, piece.whole().json) for key, piece in roots]), Frame()
        ((key, piece),) = roots
        inner = Frame() if piece.within is None else Frame().around(piece.within)
        return piece.json, inner.around(key)

    def _name(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    def _today(self) -> str:
        return self.parameters.bind("today", "date", lambda execution: execution.today, asker=True)

    def _fresh(self) -> str:
        """Whether the principal's facts are still those that were bound: a change shows at the very next request."""
        bind = self.parameters.bind
        principal = bind("principal", "uuid", lambda execution: execution.principal, asker=True)
        version = bind("version", "bigint", lambda execution: execution.standings.version, asker=True)
        return f'((select "version" from "directory"."principal" where "id" = {principal}) = {version})'

    def _members(self) -> str:
        """Every case and person whose data is in the answer, packed; NULL where nobody is."""
        if self.passed:
            return "f.members"
        if not self.subjects:
            return "null::bytea"
        gathered = " union all ".join(self.subjects)
        distinct = "" if self.once and " union all " not in gathered else "distinct "
        return f"(select string_agg({distinct}s.m, ''::bytea) from ({gathered}) s)"

    # -- roots

    def _root(self, selected: Selected) -> Piece:
        root = self.registry.roots.get(selected.name)
        if selected.name == "node":
            return self._node(selected)
        if root is None or isinstance(root, ComputedRoot):
            self.computed.append(selected)
            key = selected.key
            return Piece(self.parameters.bind(("computed", key), "json", lambda execution: execution.computed[key]))
        source = self.sources.apart(self.registry.records[root.target])
        conditions = self.arguments.of_root(root, selected, source, self.sources)
        self._asked_about(root, selected)
        if root.one:
            page = self.pages.one(source, self._name("p"), conditions, source.row.record.order)
            return self._read(page, self._one(page, selected))
        page = self.pages.connection(source, self._name("p"), selected, conditions)
        return self._read(page, self._rows_alone(page, selected) or self._connection(page, selected))

    def _asked_about(self, root: Root, selected: Selected) -> None:
        """Whom the arguments name, for the entry of whoever reads the access record."""
        for query in self.arguments.named(root, selected) if self.view.profile.audits else ():
            self.subjects.append(f"select {member(byte_of(OF_THE_RECORD), 'u.id')} as m from ({query}) u (id)")
            self.once = False

    def _node(self, selected: Selected) -> Piece:
        if selected.on is None:
            return Piece("null::json")
        source = self.sources.apart(self.registry.records[selected.on])
        page = self.pages.one(source, self._name("p"), [self.arguments.is_node(selected, source.row)])
        return self._read(page, self._one(page, selected))

    def _read(self, page: Page, found: Rows | Piece) -> Piece:
        """The page of a root: in passing where its rows alone are asked for and show only themselves, else kept."""
        if isinstance(found, Rows) and self.alone and self._each_itself(page) and not found.subjects:
            return self._passed(page, found)
        return self._materialized(page, self._kept(page, found))

    @staticmethod
    def _each_itself(page: Page) -> bool:
        """Whether each row is a case, which a page has once."""
        return isinstance(page.row.record.scope, ItselfCase) and page.row.record.subject is None

    def _passed(self, page: Page, rows: Rows) -> Piece:
        page.extra[".place"] = place_sql(page.source.row.sight)
        alias = page.row.alias
        packed = member(alias.column(".place"), *page.row.sight.subjects)
        passed = rows.in_passing(page.render(), alias.name, packed)
        self.passed = f" from ({passed}) f" if rows.listed else f" from (select) o left join ({passed}) f on true"
        self.counts.append("coalesce(f.rows, 0)")
        return Piece("f.body", None, rows.within)

    def _materialized(self, page: Page, piece: Piece) -> Piece:
        """The page of a root is read once, and serves the answer, the subjects and the count."""
        if page.token not in piece.json:  # nothing but a count was asked for: no row is read
            return piece
        name = self._name("r")
        shown = self._own_subjects(page, name, piece)
        if shown:
            self.subjects.append(shown)
            self.once = self.once and isinstance(page.row.record.scope, ItselfCase)
        self.counts.append(f"(select count(*) from {name} {page.row.alias.name}{page.kept()})")
        json = piece.json.replace(page.token, name)
        self.ctes.append(f"{name} as materialized ({page.render()})")
        return Piece(json, None, piece.within)

    def _own_subjects(self, page: Page, source: str, piece: Piece) -> str | None:
        """The subjects of a page's rows: its own where they are about another case or person, and those below."""
        alias, sight = page.row.alias, page.row.sight
        place, found = place_sql(sight), []
        if page.apart and sight.subjects:
            found.append(f"select {member(place, *sight.subjects)} as m from {source} {alias.name}{page.kept()}")
        if page.row.record.subject is not None:
            person = alias.column(page.row.record.subject.name)
            kept = page.kept(f"{person} is not null")
            found.append(f"select {member(place, person)} as m from {source} {alias.name}{kept}")
        if piece.subjects:
            found.append(f"select s.m from {source} {alias.name} cross join lateral ({piece.subjects}) s{page.kept()}")
        return " union all ".join(found) or None

    # -- objects

    def _one(self, page: Page, selected: Selected) -> Rows:
        """The one row of a page as an object."""
        return Rows(*self._pairs(page.row, selected.children), listed=False)

    def _pairs(self, row: Row, children: Sequence[Selected]) -> tuple[list[tuple[str, str]], str | None]:
        pieces = [(child.key, self._member(row, child)) for child in children]
        subjects = " union all ".join(piece.subjects for _, piece in pieces if piece.subjects)
        return [(key, piece.json) for key, piece in pieces], subjects or None

    def _member(self, row: Row, child: Selected) -> Piece:
        record = row.record
        if child.name == "__typename":
            return Piece(f"'{record.name}'::text")
        if child.name == "id" and record.is_node:
            return Piece(self._id(row))
        if child.name == FIELD and record.name in self.registry.offers:
            return Piece(self.offers.of(row))
        return self._declared(row, _field(record.fields, child.name), child)

    def _declared(self, row: Row, declared: Field, child: Selected) -> Piece:
        if isinstance(declared, ColumnField):
            return Piece(self.columns.value(row, declared))
        if isinstance(declared, EmbeddedField):
            return Piece(self._embedded(row, declared, child))
        if isinstance(declared, TimelineField):
            return Piece(self.timelines.of(row, child))
        return self._relation(row, declared, child)

    def _id(self, row: Row) -> str:
        self.columns.touch(row.record, row.record.exists, "id")
        return self.sealed(f"'\\x{type_code(row.record.name).hex()}'::bytea || uuid_send({row.alias.column('id')})")

    def sealed(self, payload: str) -> str:
        """An id's payload, sealed for the caller's kind."""
        inner, outer = self.arguments.seal_keys()
        return sealed_sql(f"({payload})", "'\\x6964'::bytea", ID_MAC, inner, outer)

    def _embedded(self, row: Row, declared: EmbeddedField, child: Selected) -> str:
        target = self.registry.embedded[declared.target]
        pairs = []
        for each in child.children:
            if each.name == "__typename":
                pairs.append((each.key, f"'{target.name}'::text"))
                continue
            inner = _field(target.fields, each.name)
            if not isinstance(inner, ColumnField):
                raise TypeError(f"{target.name}.{inner.name} must be a column: embedded objects hold only columns.")
            pairs.append((each.key, self.columns.value(row, inner)))
        return json_object(pairs)

    def _relation(self, row: Row, declared: RelationField, child: Selected) -> Piece:
        record = self.registry.records[declared.target]
        source = self.sources.within(record, row.sight) if declared.same_case else self.sources.apart(record)
        source.conditions.append(self._joined(row, declared, record, source.row.alias))
        name = self._name("p")
        if declared.one:
            several = declared.theirs.name != "id"  # then "the one" is the first in the target's order
            if declared.same_case and declared.theirs.primary_key:
                page = self.pages.by_key(source, name)
            else:
                page = self.pages.one(source, name, [], declared.order or (record.order if several else None))
            return self._inline(page, self._one(page, child))
        if not declared.paged:
            page = self.pages.bounded(source, name, LIST_BOUND, declared.order)
            return self._inline(page, Rows(*self._pairs(page.row, child.children), listed=True))
        page = self.pages.connection(source, name, child, [], declared.order)
        return self._inline(page, self._rows_alone(page, child) or self._connection(page, child))

    def _joined(self, row: Row, declared: RelationField, record: RecordType, alias: Alias) -> str:
        links = [(declared.theirs.name, declared.ours.name)]
        if declared.same_case:
            links += same_case(record.scope, row.record.scope)
        pairs = dict.fromkeys(f"{alias.column(theirs)} = {row.alias.column(ours)}" for theirs, ours in links)
        fixed = () if declared.where is None else (self.columns.bare(alias, declared.where),)
        return " and ".join((*pairs, *fixed))

    def _inline(self, page: Page, found: Rows | Piece) -> Piece:
        """The page of a relation stands where it is used: once for the answer, once for its subjects."""
        piece = self._kept(page, found).whole()
        if page.token not in piece.json:
            return piece
        subjects = self._own_subjects(page, Page.token, piece)
        rendered = f"({page.render()})"
        return Piece(
            piece.json.replace(page.token, rendered), subjects.replace(page.token, rendered) if subjects else None
        )

    @staticmethod
    def _kept(page: Page, found: Rows | Piece) -> Piece:
        """Over a page that its caller puts in place of the token."""
        return found.piece(f"from {Page.token} {page.row.alias.name}") if isinstance(found, Rows) else found

    # -- connections

    def _connection(self, page: Page, selected: Selected) -> Piece:
        """``{nodes, edges, pageInfo, totalCount}`` over one page of rows."""
        columns: list[tuple[str, str]] = []
        subjects: list[str] = []
        members = [(child.key, self._of_page(page, child, columns, subjects)) for child in selected.children]
        if not columns:
            return Piece(json_object(members))
        inner = ", ".join(f'{expression} as "{name}"' for name, expression in [*columns, *page.numbers()])
        # One object for the page, also where nothing that was asked for gathers its rows.
        rows = f"from (select {inner} from {Page.token} {page.row.alias.name}) q having true"
        return Piece(json_object(members, rows), " union all ".join(subjects) or None)

    def _rows_alone(self, page: Page, selected: Selected) -> Rows | None:
        """Where nothing but the rows is asked for, the page is the list, and its rows are built as they come."""
        child = selected.children[0] if len(selected.children) == 1 else None
        if child is None or page.numbered or child.name not in ("nodes", "edges"):
            return None
        pairs, subjects = self._pairs(page.row, child.children) if child.name == "nodes" else self._edge(page, child)
        return Rows(pairs, subjects, listed=True, within=child.key)

    def _of_page(self, page: Page, child: Selected, columns: list[tuple[str, str]], subjects: list[str]) -> str:
        name = f".c{len(columns)}"
        if child.name == "__typename":
            return f"'{page.row.record.name}Connection'::text"
        if child.name == "totalCount":
            return f"(select count(*) {page.all_rows()})"
        if child.name == "pageInfo":
            columns.append((name, page.cursor()))
            return page.info(child, f'q."{name}"')
        pairs, found = self._pairs(page.row, child.children) if child.name == "nodes" else self._edge(page, child)
        if found:
            subjects.append(found)
        columns.append((name, json_object(pairs)))
        return page.gathered(f'q."{name}"')

    def _edge(self, page: Page, child: Selected) -> tuple[list[tuple[str, str]], str | None]:
        pairs: list[tuple[str, str]] = []
        subjects: list[str] = []
        for each in child.children:
            if each.name == "__typename":
                pairs.append((each.key, f"'{page.row.record.name}Edge'::text"))
            elif each.name == "cursor":
                pairs.append((each.key, page.cursor()))
            else:
                inner, found = self._pairs(page.row, each.children)
                pairs.append((each.key, json_object(inner)))
                subjects.extend([found] if found else [])
        return pairs, " union all ".join(subjects) or None


def _frozen(found: Mapping[DataClass, set[str]]) -> dict[DataClass, frozenset[str]]:
    return {data_class: frozenset(names) for data_class, names in found.items()}


def _field(fields: Mapping[str, Field], name: str) -> Field:
    """The declaration behind a GraphQL name."""
    return next(declared for declared in fields.values() if camel(declared.name) == name)
