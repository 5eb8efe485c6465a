"""Which acts have a page: a document and a template of the act's name, in the folder of its journey."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from graphql import OperationDefinitionNode, OperationType, parse

from gateway.web.asking import document
from gateway.web.fields import Field, fields_of
from gateway.web.printed import inputs

HERE: Final = Path(__file__).parent / "pages" / "acts"


@dataclass(frozen=True)
class ActPage:
    """The page of one act: the document beside its template, ``referral/withdraw-referral.graphql``."""

    path: Path

    @property
    def act(self) -> str:
        """The act's code."""
        return self.path.stem.replace("-", "_").upper()

    @property
    def template(self) -> str:
        """The template."""
        return str(self.path.with_suffix(".html").relative_to(HERE.parent))

    @cached_property
    def text(self) -> str:
        """Its document."""
        return document(str(self.path))

    @cached_property
    def operations(self) -> Mapping[OperationType, OperationDefinitionNode]:
        """Its query and its mutation."""
        found = [each for each in parse(self.text).definitions if isinstance(each, OperationDefinitionNode)]
        return {each.operation: each for each in found}

    def named(self, operation: OperationType) -> str:
        """The name of one of them."""
        name = self.operations[operation].name
        return name.value if name else ""

    @property
    def input(self) -> str:
        """The name of the act's input in the schema."""
        first, *rest = self.path.stem.split("-")
        return first.capitalize() + "".join(word.capitalize() for word in rest) + "Input"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What it asks for."""
        return fields_of(self.input)

    @cached_property
    def addressed(self) -> frozenset[str]:
        """The fields of the input by which it says what it is done to."""
        return frozenset(each.name.value for each in inputs(self.input)) & {"id", "expectedVersion", "area"}


def _act_pages() -> Iterator[ActPage]:
    for path in sorted(HERE.glob("*/*.graphql")):  # what stands beside the journeys is no act
        yield ActPage(path)


ACTS: Final[Mapping[str, ActPage]] = {each.path.stem: each for each in _act_pages()}


def page_of(act: str) -> ActPage | None:
    """The page of an act, by its code."""
    return ACTS.get(act.lower().replace("_", "-"))


def address(act: str, key: str | int | None) -> str | None:
    """Where an act is done to something; None for an act that has no page."""
    page = page_of(act)
    return f"/acts/{page.path.stem}/{key}" if page and key else None
