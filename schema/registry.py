"""All declarations, gathered from the modules that own them, and checked together when the program starts."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from types import ModuleType

from agencies.transitions import Machine
from schema import records
from schema.declare import (
    ColumnField,
    Embedded,
    EmbeddedField,
    Field,
    Record,
    RecordType,
    RelationField,
    camel,
    described,
    fields_of,
    record_type,
)
from schema.mutations import Mutation, checked
from schema.offers import FIELD, Offer, offers_of
from schema.roots import ComputedRoot, Root
from schema.scopes import PlaceOfItsOwn


@dataclass(frozen=True, slots=True)
class EmbeddedType:
    """An embedded object as declared."""

    name: str
    description: str
    fields: Mapping[str, Field]


@dataclass(frozen=True)
class Registry:
    """What the schema is made of. Names are GraphQL names throughout."""

    records: Mapping[str, RecordType]
    embedded: Mapping[str, EmbeddedType]
    roots: Mapping[str, Root | ComputedRoot]
    mutations: Mapping[str, Mutation] = field(default_factory=dict)

    @cached_property
    def nodes(self) -> tuple[RecordType, ...]:
        """The records that can be fetched by their id alone."""
        return tuple(record for record in self.records.values() if record.is_node)

    @cached_property
    def offers(self) -> Mapping[str, tuple[Offer, ...]]:
        """The acts that records offer, by the name of the record."""
        return offers_of(self.mutations.values(), self.records)

    @cached_property
    def machines(self) -> Mapping[str, Machine]:
        """The machines of the process by the names of their tables."""
        return {each.machine.table.fullname: each.machine for each in self.mutations.values()}

    @cached_property
    def events(self) -> tuple[RecordType, ...]:
        """The records that show themselves in the merged timeline."""
        return tuple(record for record in self.records.values() if record.timeline)


def gather(beside: Iterable[ModuleType] = (), mutations: Iterable[Mutation] = ()) -> Registry:
    """Every record of ``schema.records`` and of the modules given beside it, with the ``ROOTS`` that lead to them."""
    modules = (*_own_modules(), *beside)
    declared = [value for module in modules for value in _declared_in(module)]
    names = [each.__name__ for each in declared]
    registry = Registry(
        records={record.__name__: record_type(record) for record in declared if issubclass(record, Record)},
        embedded={
            each.__name__: EmbeddedType(each.__name__, described(each), fields_of(each))
            for each in declared
            if issubclass(each, Embedded)
        },
        roots=_by_name(root for module in modules for root in _roots_of(module)),
        mutations=checked(mutations, names),
    )
    _check(registry, declared)
    _check_offers(registry)
    return registry


def _own_modules() -> list[ModuleType]:
    found = sorted(module.name for module in pkgutil.iter_modules(records.__path__))
    return [importlib.import_module(f"{records.__name__}.{name}") for name in found]


def _declared_in(module: ModuleType) -> list[type[Record] | type[Embedded]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Record | Embedded)
        and value.__module__ == module.__name__
        and not value.__name__.startswith("_")
    ]


def _roots_of(module: ModuleType) -> Iterable[Root | ComputedRoot]:
    roots: Iterable[Root | ComputedRoot] = getattr(module, "ROOTS", ())
    return roots


def _by_name(roots: Iterable[Root | ComputedRoot]) -> Mapping[str, Root | ComputedRoot]:
    """In the order of their names, so that where one is declared changes nothing of the schema."""
    found: dict[str, Root | ComputedRoot] = {}
    for name, root in sorted(((camel(root.name), root) for root in roots), key=itemgetter(0)):
        if name in found:
            raise TypeError(f"Two roots are called {name}: rename one.")
        found[name] = root
    return found


def _check(registry: Registry, declared: list[type[Record] | type[Embedded]]) -> None:
    """Refuse two records of one name, and a relation that leads nowhere."""
    names = [each.__name__ for each in declared]
    if twice := {name for name in names if names.count(name) > 1}:
        raise TypeError(f"Two records share a name: rename one of {sorted(twice)}.")
    for root in registry.roots.values():
        if isinstance(root, Root) and root.target not in registry.records:
            raise TypeError(f"{root.name} leads to {root.target}, which nobody declares.")
    for record in registry.records.values():
        _check_record(registry, record)
    for mutation in registry.mutations.values():
        if registry.records[mutation.gives].table is not mutation.machine.table:
            raise TypeError(f"{mutation.act} gives {mutation.gives} back, and moves a {mutation.machine.name}.")


def _check_offers(registry: Registry) -> None:
    for name in registry.offers:
        if FIELD in registry.records[name].fields:
            raise TypeError(f"{name}.{FIELD} is what may be done with it: name the field otherwise.")


def _check_record(registry: Registry, record: RecordType) -> None:
    if not isinstance(record.fields.get(record.order.field), ColumnField):
        raise TypeError(f"{record.name} is ordered by {record.order.field}: name one of its columns.")
    for declared in record.fields.values():
        known = registry.embedded if isinstance(declared, EmbeddedField) else registry.records
        if isinstance(declared, RelationField | EmbeddedField) and declared.target not in known:
            raise TypeError(f"{record.name}.{declared.name} leads to {declared.target}, which nobody declares.")
        if isinstance(declared, RelationField) and declared.same_case:
            _check_place(registry, record, declared)


def _check_place(registry: Registry, record: RecordType, declared: RelationField) -> None:
    """Refuse a relation that would have a row sit here otherwise than where it is opened alone."""
    if isinstance(registry.records[declared.target].scope, PlaceOfItsOwn):
        raise TypeError(f"{record.name}.{declared.name} leads to what has a place of its own: say same_case=False.")
