"""The records whose rows belong to a case: what an act asks of them as declared, such as what a field holds."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache

from schema import records
from schema.declare import Record, RecordType, record_type
from schema.scopes import ByCase, ByPerson, ItselfCase


@lru_cache(maxsize=1)
def about_cases() -> Mapping[str, RecordType]:
    """The records by name."""
    names = (f"{records.__name__}.{each.name}" for each in pkgutil.iter_modules(records.__path__))
    modules = (importlib.import_module(name) for name in names)
    found = (value for module in modules for value in vars(module).values() if isinstance(value, type))
    declared = {each.__name__: each for each in found if issubclass(each, Record) and hasattr(each, "table")}
    types = {name: record_type(each) for name, each in declared.items()}
    return {name: each for name, each in types.items() if isinstance(each.scope, ItselfCase | ByCase | ByPerson)}
