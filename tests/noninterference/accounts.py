"""What one principal is told of every record: alone by id, in lists from both ends, in its case, and as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policies.permit import Permit
from schema.declare import RecordType, RelationField, camel
from schema.roots import Root
from schema.scopes import PlaceOfItsOwn
from tests.noninterference import law
from tests.noninterference.questions import Question, taken, whole
from tests.noninterference.trial import Trial
from tests.schema.oracle import plain_schema
from tests.schema.tokens import same, sealed_id

PAGE, AT_ONCE = 7, 8  # rows of a page; ids in one document
Told = Mapping[str, Any]  # what is told of each row, by its id


CASES = Question("{ cases(first: 1) { totalCount } }")


@dataclass
class Accounts:
    """Asks in every way, and says what each way tells."""

    trial: Trial
    first: int = 0  # of the lists that are asked for
    every: int = 1  # and each how manieth after it
    exported: Permit | None = None  # what is taken out as a file, where that is how everything is asked for

    def agree_on_lists(self) -> None:
        """Each list that is asked for, from both ends, holds and counts what opens by id, and tells the same of it."""
        for root, record in list(self.lists())[self.first :: self.every]:
            if record.name in ("AccessEntry", "DecidedCount"):
                continue  # it grows with every question
            alone = self.alone(record)
            forwards, count = self.listed(root, record)
            backwards, counted = self.listed(root, record, backwards=True)
            assert list(forwards) == list(backwards), root.name
            assert forwards == backwards == alone, root.name
            assert count == counted == len(alone), root.name

    def agree_on_cases(self, relations: int) -> None:
        """A case is found by reference where it opens by id, and some of its relations lead to what opens by id."""
        case = self.trial.about.registry.records["Case"]
        cases = self.alone(case)
        assert self.by_reference() == cases
        records = self.trial.about.registry.records
        paged = [each for each in case.fields.values() if isinstance(each, RelationField) and each.paged]
        opening = [each for each in paged if records[each.target].is_node]
        for relation in self.trial.random.sample(opening, relations):
            record = records[relation.target]
            nested, count = self.nested(relation, cases)
            alone = self.alone(record)
            # These are seen also where the case is not.
            if isinstance(record.scope, PlaceOfItsOwn):
                alone = {key: row for key, row in alone.items() if key in nested}
            assert nested == alone, relation.name
            assert count == len(nested), relation.name

    def agree_on_exports(self) -> int:
        """What is taken out agrees in every way, and is never more than is shown. Gives how many cases leave."""
        permit = law.exported(self.trial.judge.known.permit)
        if permit is None:
            assert self.trial.asker.ask([taken(CASES)])[0].status == 403
            return 0
        out = replace(self, exported=permit)
        out.agree_on_lists()
        out.agree_on_cases(relations=1)
        case = self.trial.about.registry.records["Case"]
        shown = self.alone(case)
        leaves = out.alone(case)
        for key, row in leaves.items():
            assert {name for name, value in row.items() if value not in (None, shown[key][name])} == set()
        return len(leaves)

    def data(self, question: Question) -> Any:
        """The data of an answer; an error is the test's failure."""
        (answer,) = self.trial.asker.ask([taken(question) if self.exported else question])
        assert answer.status == 200, (question, answer)
        return answer.json["data"]

    def lists(self) -> Iterator[tuple[Root, RecordType]]:
        """The roots that list records which can be opened alone."""
        registry = self.trial.about.registry
        for root in registry.roots.values():
            if isinstance(root, Root) and not root.one and registry.records[root.target].is_node:
                yield root, registry.records[root.target]

    def alone(self, record: RecordType) -> Told:
        """Every row of the world that opens by its id. What is told is held against the oracle, field by field."""
        about, asker = self.trial.about, self.trial.asker
        rows = about.holdings.rows[record.name]
        told: dict[str, Any] = {}
        for start in range(0, len(rows), AT_ONCE):
            ids = {f"i{n}": sealed_id(asker.seals, record.name, r.id) for n, r in enumerate(rows[start:][:AT_ONCE])}
            inner = f"... on {record.name} {{ {whole(about, record)} }}"
            text = " ".join(f"{name}: node(id: ${name}) {{ {inner} }}" for name in ids)
            question = Question(f"query({', '.join(f'${name}: ID!' for name in ids)}) {{ {text} }}", ids)
            found = self.data(question)
            self._held_against_the_oracle(question, found)
            told |= {ids[name]: row for name, row in found.items() if row is not None}
        return told

    def _held_against_the_oracle(self, question: Question, found: Any) -> None:
        known = self.trial.judge.known
        known = replace(known, permit=self.exported) if self.exported else known
        oracle = known.asked(self.trial.asker.seals)
        expected = oracle.execute(plain_schema(), question.text, question.variables)
        assert same(expected, found), (question, expected, found)

    def listed(self, root: Root, record: RecordType, *, backwards: bool = False) -> tuple[Told, int]:
        """Every row of a list in its order, page by page from either end, and the count it tells."""
        size, cursor, end, more = ("last", "before", "startCursor", "hasPreviousPage")
        if not backwards:
            size, cursor, end, more = ("first", "after", "endCursor", "hasNextPage")
        nodes = f"totalCount pageInfo {{ {end} {more} }} nodes {{ {whole(self.trial.about, record)} }}"
        text = f"query($c: String) {{ p: {camel(root.name)}({size}: {PAGE}, {cursor}: $c) {{ {nodes} }} }}"
        pages: list[list[Any]] = []
        at: str | None = None
        while True:
            page = self.data(Question(text, {"c": at}))["p"]
            pages.append(page["nodes"])
            if not page["pageInfo"][more]:
                break
            at = page["pageInfo"][end]
        rows = [row for each in (reversed(pages) if backwards else pages) for row in each]
        return {row["id"]: row for row in rows}, page["totalCount"]

    def nested(self, relation: RelationField, cases: Told) -> tuple[Told, int]:
        """Every row that a relation of the cases leads to, and the sum of the counts."""
        record = self.trial.about.registry.records[relation.target]
        inner = f"p: {camel(relation.name)}(first: 100) {{ totalCount nodes {{ {whole(self.trial.about, record)} }} }}"
        told: dict[str, Any] = {}
        count = 0
        for key in cases:
            page = self.data(
                Question(f"query($id: ID!) {{ node(id: $id) {{ ... on Case {{ {inner} }} }} }}", {"id": key})
            )
            told |= {row["id"]: row for row in page["node"]["p"]["nodes"]}
            count += page["node"]["p"]["totalCount"]
        return told, count

    def by_reference(self) -> Told:
        """Every case that is found by its public reference."""
        record = self.trial.about.registry.records["Case"]
        text = f"query($r: String) {{ case(reference: $r) {{ {whole(self.trial.about, record)} }} }}"
        rows = self.trial.about.holdings.rows["Case"]
        found = [self.data(Question(text, {"r": row.columns["reference"]}))["case"] for row in rows]
        return {row["id"]: row for row in found if row is not None}
