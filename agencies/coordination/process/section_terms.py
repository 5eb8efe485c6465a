"""The terms of sections of minutes: what is given for their acts, and what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from agencies.coordination.meeting_vocabulary import MinutesStatus, SectionHeading, SectionState
from agencies.holdings import Assertion
from policies.vocabulary import DataClass, ItemHandling

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSection:
    """A section beside those that the minutes began with, such as one that your agency holds back."""

    heading: Annotated[SectionHeading, "Under which head of the agenda it falls."]
    body: Annotated[str, "What was said. Somebody who was not there must understand it."]
    assertion: Annotated[Assertion, "Whether it is a fact, an assessment or intelligence."]
    holds: Annotated[
        DataClass | None, "The kind of information it holds, which decides who sees it; left out, that of its heading."
    ] = None
    handling: Annotated[ItemHandling | None, "How it is handled; left out, it is open."] = None
    contributor: Annotated[
        str | None, "By the co-ordination unit: the code of the agency or body whose contribution it is."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSection:
    """The text of a section. The one before stands in its history."""

    body: Annotated[str, "What was said. Somebody who was not there must understand it."]
    assertion: Annotated[Assertion, "Whether it is a fact, an assessment or intelligence."]
    handling: Annotated[ItemHandling | None, "How it is handled; left out, as it was."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSection:
    """That what waited for the chair's release is open."""

    reason: Annotated[str, "Why those who read the minutes may read it."]


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A head of the agenda, as the form of the minutes has it."""

    position: int
    code: str
    holds: str


@dataclass(frozen=True, slots=True)
class AddKnown:
    """What a further section rests on."""

    status: MinutesStatus
    form: tuple[Part, ...]
    contributors: tuple[str, ...]  # codes of the agencies and bodies there are


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it stands."""

    id: UUID
    position: int
    heading: SectionHeading
    state: SectionState
    data_class: str
    item_handling: int
    owner: str
    assertion: Assertion | None
    body: str | None
    written_by_agency: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Text:
    """An earlier text of a section, and the version at which it was written."""

    id: UUID
    section_version: int
    item_handling: int


@dataclass(frozen=True, slots=True)
class SectionKnown:
    """What writing and releasing a section rest on."""

    status: MinutesStatus  # of the minutes
    section: Section
    texts: tuple[Text, ...]


# -- how they are handled ----------------------------------------------------------------------------------------

# From what anybody may read to what only its owner may. Intercept material is written nowhere here.
STRICTER = (ItemHandling.OPEN, ItemHandling.CHAIR_RELEASE, ItemHandling.OWNER_ONLY)


def looser(texts: Iterable[Text], handling: ItemHandling) -> tuple[Text, ...]:
    """The earlier texts that are held back less than this."""
    strictness = {each.stored: place for place, each in enumerate(STRICTER)}
    return tuple(
        each for each in texts if strictness.get(each.item_handling, len(STRICTER)) < strictness[handling.stored]
    )
