"""The acts that GraphQL offers as mutations, one module for each journey; each says so in ``MUTATIONS``."""

import importlib
import pkgutil

from schema.mutations import Mutation, mutations_of


def own_mutations() -> tuple[Mutation, ...]:
    """Every mutation of the joint process, from the modules beside this one."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return mutations_of(importlib.import_module(f"{__name__}.{name}") for name in names)
