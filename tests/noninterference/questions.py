"""What is asked: generated operations, and the awkward ones that no generator of valid operations would write."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from graphql import GraphQLSchema

from gateway.wiring import graphql_schema, registry
from policies.vocabulary import DataClass
from schema.declare import ColumnField, EmbeddedField, RecordType, RelationField, camel
from schema.registry import Registry
from schema.roots import ConditionArgument, Root
from schema.seals import Seals
from tests.noninterference.knowledge import classed
from tests.schema.holdings import Holdings, Stored
from tests.schema.operations import Writer
from tests.schema.tokens import sealed_id
from tests.schema.world import IDENTIFIER_TEXTS

STRANGER = Seals(b"\x36" * 64, b"\x5c" * 64)


@dataclass(frozen=True, slots=True)
class Question:
    """A document and its variables; and which of them are cursors still to be had, under which key, and which there."""

    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    cursors: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass
class About:
    """What operations are written about: the rows of a world, and the moment at which its own entries end."""

    holdings: Holdings
    until: str

    @property
    def schema(self) -> GraphQLSchema:
        return graphql_schema()._schema

    @property
    def registry(self) -> Registry:
        return registry()


@dataclass(slots=True)
class Interrogator(Writer):
    """Asks of the access record only what the harness's own requests do not add to: the past."""

    def whole_list(self, root: Root, way: str) -> Question:
        """A list that is filtered, sorted, counted and paged, ``after`` or ``before``, whatever chance would say."""
        assert self.world.schema.query_type is not None
        declared = self.world.schema.query_type.fields[camel(root.name)]
        given = self.of_root(root)
        if "filter" in declared.args and self.random.random() < 0.6:
            given.append(f"filter: {self.filter(root.target, declared.args['filter'].type)}")
        if "sort" in declared.args and self.random.random() < 0.6:
            given.append(f"sort: {self.sort(declared.args['sort'].type)}")
        page = f"{self.random.choice(('first', 'last'))}: {self.random.choice((2, 40, 40))}"
        harvest = "z: edges { cursor }"
        self.types["cursor"] = "String"
        given.append(f"{way}: $cursor")
        info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        body = (
            f"{camel(root.name)}({', '.join([*given, page])}) {{ totalCount {info} {harvest} nodes {{ __typename }} }}"
        )
        declared_variables = ", ".join(f"${name}: {kind}" for name, kind in self.types.items())
        return Question(f"query({declared_variables}) {{ {body} }}", self.variables, {"cursor": ("z", 1)})

    def comparison(self, record: str, name: str, kind: Any) -> str:
        """One comparison of a filter."""
        comparisons = kind.fields[name].type.fields
        operator = self.random.choice(sorted(comparisons))
        return f"{{ {operator}: {self.plain(*self.comparand(record, name, comparisons[operator].type))} }}"

    def of_root(self, root: Root) -> list[str]:
        given = Writer.of_root(self, root)
        if not any(isinstance(each, ConditionArgument) for each in root.arguments):
            return given
        assert isinstance(self.world, About)
        case: Stored = self.random.choice(self.world.holdings.rows["Case"])
        entry: Stored = self.random.choice(self.world.holdings.rows["AccessEntry"])
        about = self.random.choice((case.columns["reference"], str(case.id), "nobody", str(entry.id)))
        more = [f'{self.random.choice(("subject", "principal"))}: "{about}"'] if self.random.random() < 0.4 else []
        return [*(each for each in given if not each.startswith("until")), *more, f'until: "{self.world.until}"']


def written(about: About, random: Random, seals: Seals) -> Question:
    """A generated operation."""
    operation = Interrogator(about, random).operation()
    ids = {name: sealed_id(seals, row.record.name, row.id) for name, row in operation.ids.items()}
    return Question(operation.text, {**operation.variables, **ids}, operation.cursors)


def prepared(about: About, random: Random, seals: Seals) -> Iterator[Question]:
    """Single rows of many records, hidden or not; lists with everything; what is refused, and what is forged."""
    for record in of_every_class(about, random):
        rows = about.holdings.rows[record.name]
        text = (
            f"query($id: ID!) {{ node(id: $id) {{ id __typename ... on {record.name} {{ {whole(about, record)} }} }} }}"
        )
        for row in random.sample(rows, min(4, len(rows))):
            yield Question(text, {"id": sealed_id(seals, record.name, row.id)})
    for case in random.sample(about.holdings.rows["Case"], 3):
        text = f"query($r: String) {{ case(reference: $r) {{ {of_case(about)} }} }}"
        yield Question(text, {"r": case.columns["reference"]})
    lists = [root for root in about.registry.roots.values() if isinstance(root, Root) and not root.one]
    for root in [*random.sample(lists, 5), about.registry.roots["cases"]]:
        assert isinstance(root, Root)
        for way in ("after", "before"):
            question = Interrogator(about, random).whole_list(root, way)
            yield question
            if root.target == "Case":
                yield taken(question)
    yield from of_filters(about, random)
    yield from of_sorts(about, random)
    yield Question("{ cases(first: 30) { nodes { timeline(first: 20) { on kind title } } } }")
    row = random.choice(about.holdings.rows["Case"])
    yield Question("query($id: ID!) { node(id: $id) { id } }", {"id": sealed_id(STRANGER, "Case", row.id)})
    identifier = "query($i: String) { case(identifier: $i) { reference person { identifiers { value } } } }"
    yield from (Question(identifier, {"i": text}) for text in IDENTIFIER_TEXTS)
    yield Question('{ cases(after: "Zm9yZ2Vk", first: 1) { nodes { id } } }')
    yield Question(
        "query($n: Int) { cases(first: $n) { totalCount nodes { id } } }", {"n": random.choice((-1, 101, 0))}
    )
    yield Question('{ case(reference: "a", identifier: "b") { reference } }')
    yield Question('{ cases(filter: { handlng: { equals: "a" } }) { totalCount } }')
    yield Question("{ viewer { name purposes dataClassesShown dataClassesWithheld } }")
    yield Question("{ caseload(first: 100) { totalCount nodes { areaNumber category level cases suppressed } } }")


def taken(question: Question) -> Question:
    """The same question, whose answer is to be taken out as a file."""
    head, brace, rest = question.text.partition("{")
    return replace(question, text=f"{head or 'query '}@export {brace}{rest}")


def of_every_class(about: About, random: Random) -> list[RecordType]:
    """Records that can be opened by id and that hold between them every kind of information."""
    found: dict[str, RecordType] = {}
    filled = [each for each in about.registry.nodes if about.holdings.rows[each.name]]
    for data_class in DataClass:
        holders = [each for each in filled if any(held is data_class for _, held in classed(about.holdings, each))]
        chosen = random.choice(holders or filled)
        found[chosen.name] = chosen
    return list(found.values())


def of_filters(about: About, random: Random) -> Iterator[Question]:
    """Each filter on a value that may be hidden where its row is not, asking for values that rows have."""
    schema = about.schema
    for root, record in of_lists(about):
        filtered = [each for each in maskable(record) if each.filters]
        for each in random.sample(filtered, min(5, len(filtered))):
            kind = schema.get_type(f"{record.name}Filter")
            writer = Interrogator(about, random)
            asked = [writer.comparison(record.name, camel(each.name), kind) for _ in range(4)]
            parts = [
                f"f{n}: {camel(root.name)}(filter: {{ {camel(each.name)}: {one} }}) {{ totalCount }}"
                for n, one in enumerate(asked)
            ]
            declared = ", ".join(f"${name}: {kind}" for name, kind in writer.types.items())
            yield Question(f"query{f'({declared})' if declared else ''} {{ {' '.join(parts)} }}", writer.variables)


def of_sorts(about: About, random: Random) -> Iterator[Question]:
    """Each list in the order of each value that may be hidden where its row is not, with a cursor of that order."""
    for root, record in of_lists(about):
        ways = [(each.name.upper(), random.choice(("ASC", "DESC"))) for each in maskable(record) if each.sorts]
        parts = [
            f"s{n}: {camel(root.name)}(sort: {{ by: {by}, direction: {way} }}, first: 40) "
            "{ edges { cursor node { id } } }"
            for n, (by, way) in enumerate(ways)
        ]
        if parts:
            yield Question(f"{{ {' '.join(parts)} }}")


def of_lists(about: About) -> Iterator[tuple[Root, RecordType]]:
    """The lists that open of themselves, each with its record."""
    for root in about.registry.roots.values():
        if isinstance(root, Root) and not root.one:
            yield root, about.registry.records[root.target]


def maskable(record: RecordType) -> list[ColumnField]:
    """The values that may be hidden where their row is not."""
    columns = [each for each in record.fields.values() if isinstance(each, ColumnField)]
    return [each for each in columns if record.class_of(each) is not record.exists]


def whole(about: About, record: RecordType) -> str:
    """Every value of a record."""
    found = ["id"] if record.is_node else []
    for declared in record.fields.values():
        if isinstance(declared, ColumnField):
            found.append(camel(declared.name))
        elif isinstance(declared, EmbeddedField):
            inner = about.registry.embedded[declared.target].fields.values()
            found.append(f"{camel(declared.name)} {{ {' '.join(camel(each.name) for each in inner)} }}")
    return " ".join(found)


def of_case(about: About) -> str:
    """Every value of a case, how many of each relation there are, the first of each, and the timeline."""
    case = about.registry.records["Case"]
    found = [whole(about, case), "timeline(first: 50) { on kind title }"]
    for declared in case.fields.values():
        if isinstance(declared, RelationField):
            target = about.registry.records[declared.target]
            row = "__typename" if target.is_node else whole(about, target)  # what opens nowhere else is asked here
            page = f"(first: 2) {{ totalCount nodes {{ {row} }} pageInfo {{ hasNextPage }} }}"
            found.append(f"{camel(declared.name)}{page if declared.paged else ' { __typename }'}")
    return " ".join(found)
