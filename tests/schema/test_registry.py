"""What is declared wrongly is refused when the program starts."""

from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa

from policies.vocabulary import DataClass
from schema.declare import Embedded, Order, Record, column, embedded, many
from schema.registry import Registry, gather
from schema.roots import Root
from schema.scopes import Unscoped
from schema.types import TypeBuilder

TABLE = sa.Table(
    "thing",
    sa.MetaData(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("payload", sa.LargeBinary),
    schema="things",
)


def module(**members: Any) -> ModuleType:
    """A module that declares these, beside the platform's own."""
    made = ModuleType("beside")
    for name, value in members.items():
        value.__module__ = "beside"
        setattr(made, name, value)
    return made


def thing(named: str = "Thing", /, **members: Any) -> type[Record]:
    """A record over one small table."""
    declared = {
        "__doc__": "A thing.",
        "table": TABLE,
        "scope": Unscoped(),
        "exists": DataClass.REFERENCE,
        "order": Order("name"),
        "name": column(TABLE.c.name, "Its name."),
    }
    kept = {key: value for key, value in {**declared, **members}.items() if value is not None}
    return type(named, (Record,), kept)


def gathered(*records: type[Any], root: bool = False) -> Registry:
    roots = (Root("things", "Thing", "Things."),) if root else ()
    made = module(**{f"r{number}": each for number, each in enumerate(records)})
    made.ROOTS = roots  # type: ignore[attr-defined]
    return gather(beside=(made,))


def test_a_record_beside_our_own_is_gathered() -> None:
    assert gathered(thing()).records["Thing"].description == "A thing."


def test_two_records_of_one_name_are_refused() -> None:
    with pytest.raises(TypeError, match=r"Two records share a name: rename one of \['Thing'\]"):
        gathered(thing(), thing())


def test_a_record_and_an_embedded_object_of_one_name_are_refused() -> None:
    both = type("Thing", (Embedded,), {"__doc__": "Another.", "table": TABLE})
    with pytest.raises(TypeError, match="Two records share a name"):
        gathered(thing(), both)


def test_a_relation_to_nowhere_is_refused() -> None:
    lost = many("Nowhere", TABLE.c.id, TABLE.c.id, "Lost.")
    with pytest.raises(TypeError, match=r"Thing.lost leads to Nowhere, which nobody declares"):
        gathered(thing(lost=lost))


def test_a_relation_that_would_give_a_row_another_place_than_its_own_is_refused() -> None:
    shared = many("SharedItem", TABLE.c.id, TABLE.c.id, "What is shared.")
    with pytest.raises(TypeError, match=r"Thing.shared leads to what has a place of its own: say same_case=False"):
        gathered(thing(shared=shared))


def test_an_embedded_object_that_nobody_declares_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Thing.lost leads to Case, which nobody declares"):
        gathered(thing(lost=embedded("Case", "A record is no embedded object.")))


def test_a_record_without_a_description_is_refused() -> None:
    with pytest.raises(TypeError, match="Thing has no docstring"):
        gathered(thing(__doc__=None))


@pytest.mark.parametrize("missing", ["table", "scope", "exists", "order"])
def test_a_record_that_leaves_out_what_the_law_needs_is_refused(missing: str) -> None:
    with pytest.raises(TypeError, match=f"Thing does not say its {missing}"):
        gathered(thing("Thing", **{missing: None}))


def test_a_field_that_would_pass_for_the_owner_of_the_rows_is_refused() -> None:
    with pytest.raises(TypeError, match="Thing has a field named owner"):
        gathered(thing(owner=column(TABLE.c.payload, "Whose it is.")))


def test_a_list_in_the_order_of_what_is_no_column_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Thing is ordered by nothing.*name one of its columns"):
        gathered(thing(order=Order("nothing")))


def test_a_root_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(TypeError, match="things leads to Thing, which nobody declares"):
        gathered(root=True)


def test_two_roots_of_one_name_are_refused() -> None:
    beside = module(Thing=thing())
    beside.ROOTS = (Root("things", "Thing", "Things."),) * 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="Two roots are called things: rename one"):
        gather(beside=(beside,))


def test_a_key_is_never_shown() -> None:
    registry = gathered(thing(key=column(TABLE.c.id, "The key.")), root=True)
    with pytest.raises(TypeError, match="has no GraphQL form: show a relation or another column"):
        TypeBuilder(registry).schema()


def test_a_column_of_a_kind_that_graphql_does_not_know_is_refused() -> None:
    registry = gathered(thing(payload=column(TABLE.c.payload, "Bytes.")), root=True)
    with pytest.raises(TypeError, match="has no GraphQL form"):
        TypeBuilder(registry).schema()
