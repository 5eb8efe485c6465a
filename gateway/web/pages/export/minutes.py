"""The minutes of a meeting on a case, and their executive summary, as a file for paper: PDF or Word."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from gateway.web.lists import given_day
from gateway.web.pages import Page
from gateway.web.pages.case.case import MINUTES
from gateway.web.paper.paper import Block, Facts, Heading, Paper, Table, paragraphs, plain
from gateway.web.paper.press import Form, printed
from gateway.web.visit import NotFound, Visit
from gateway.web.words import Words

FORMS: Final = {each.value: each for each in Form}
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a meeting on a case: the operation that answers it, and what stands on it. ``name`` begins its name.

    ``act``: by which the minutes say that they may be taken out so, also by those who take out nothing else of a case.
    """

    name: str
    operation: str
    summary: bool
    title: str
    act: str | None
    blocks: Callable[[Told, Told, Words], Iterator[Block]]


def minutes_blocks(case: Told, item: Told, words: Words) -> Iterator[Block]:
    """The minutes: of what, each section, what was decided and what is to be done."""
    minutes, meeting = item["minutes"], item["meeting"] or {}
    yield _facts(
        (words.say("Case"), case["reference"]),
        (words.say("Person"), _person(case)),
        (words.say("Born"), words.day((case["person"] or {}).get("dateOfBirth"))),
        (
            words.say("Meeting"),
            " ".join(each for each in (words.day(item["heldOn"]), meeting.get("reference")) if each),
        ),
        (words.say("Level"), words.name(meeting.get("level"))),
        (words.say("Chair"), meeting.get("chairName")),
        (words.say("Edition"), str(minutes["edition"])),
        (words.say("Status"), words.name(minutes["status"])),
        (words.say("Agreed on"), words.day(minutes["agreedOn"])),
        (words.say("Taken by"), minutes["takenByName"]),
        (words.say("Agreed by"), minutes["agreedByName"]),
    )
    for each in minutes["sections"]:
        yield from _section(each, words)
    yield from _decided(item, words)
    yield from _actions(item["actions"], words)


def summary_blocks(case: Told, item: Told, words: Words) -> Iterator[Block]:
    """The executive summary: whom it is about, and what it says."""
    summary = item["minutes"]["executiveSummary"]
    yield _facts(
        (words.say("Case"), case["reference"]),
        (words.say("Person"), _person(case)),
        (words.say("Meeting"), words.day(item["heldOn"])),
        (words.say("Edition"), str(item["minutes"]["edition"])),
        (words.say("Status"), words.name(summary["status"])),
    )
    yield from paragraphs(summary["body"] or "")


def _facts(*facts: tuple[str, str | None]) -> Facts:
    """Those that there are, each under its name."""
    return Facts(tuple((name, plain(value)) for name, value in facts if value))


def _person(case: Told) -> str:
    person = case["person"] or {}
    return ", ".join(each for each in (person.get("familyName"), person.get("givenNames")) if each)


def _section(section: Told, words: Words) -> Iterator[Block]:
    handling = "" if section["handling"] == "OPEN" else words.name(section["handling"])
    told = (words.agency(section["contributor"]), handling, words.name(section["assertion"]))
    yield Heading(words.name(section["heading"]), ", ".join(each for each in told if each))
    yield from paragraphs(section["body"] or words.say("Still to be written"))


def _decided(item: Told, words: Words) -> Iterator[Block]:
    """What is disclosed to others, and what the person is told."""
    for each in item["disclosures"]:
        if each["outcome"]:
            yield Heading(words.say("Decision on disclosure"))
            agency, day = words.agency(each["toldByAgency"]), words.day(each["toldOn"])
            told = (words.name(each["outcome"]), each["toldWhom"], agency, day, each["reason"])
            yield from paragraphs("\n".join(part for part in told if part))
    for each in item["offenderInformed"]:
        if each["outcome"]:
            yield Heading(words.say("What the offender is told"))
            said = (words.name(each["outcome"]), each["whatWasSaid"], each["reasonWithheld"])
            yield from paragraphs("\n".join(part for part in said if part))


def _actions(actions: Sequence[Told], words: Words) -> Iterator[Block]:
    if not actions:
        return
    yield Heading(words.say("Actions"))
    yield Table(
        (words.say("Action"), words.say("Whose"), words.say("Due"), words.say("Status")),
        tuple(_action(each, words) for each in actions),
    )


def _action(action: Told, words: Words) -> tuple[str, ...]:
    whose = action["assignedToName"] or words.agency(action["owningAgency"])
    what = action["description"] or action["reference"] or ""
    return plain(what), plain(whose), words.day(action["dueOn"]), words.name(action["status"])


OF_MINUTES: Final = File(
    "minutes", "MinutesFile", summary=False, title="Minutes", act="EXPORT_MINUTES", blocks=minutes_blocks
)
OF_SUMMARY: Final = File(
    "summary",
    "SummaryFile",
    summary=True,
    title="Executive summary of the minutes",
    act=None,
    blocks=summary_blocks,
)


def view_of(file: File) -> Callable[[Visit], Awaitable[Response]]:
    """What taking it out means, and then the file. It is not there for those who may take out nothing."""

    async def view(visit: Visit) -> Response:
        data = await _asked(visit, "BeforeMinutesFile")
        item = _found(data, file)
        may = "EXPORT" in data["viewer"]["acts"] or file.act in item["minutes"]["acts"]
        if not may or item["minutes"]["status"] == "DRAFT":
            raise NotFound
        if visit.request.method == "POST":
            return await _taken(visit, file)
        back = visit.request.url.path.removeprefix("/export").removesuffix("/summary")
        context = {"case": data["case"], "item": item, "summary": file.summary, "back": back}
        return visit.page("export/minutes.html", data, **context)

    return view


async def _asked(visit: Visit, operation: str) -> Told:
    path = visit.request.path_params
    held_on = given_day(path, "held_on")
    if held_on is None:
        raise NotFound
    return await visit.ask(MINUTES.document, operation, reference=path["reference"], heldOn=held_on.isoformat())


def _found(data: Told, file: File) -> Told:
    """The meeting on the case, whose minutes there are. Raises ``NotFound``."""
    items = data["case"]["meetings"]["nodes"] if data["case"] else []
    minutes = items[0]["minutes"] if items else None
    if (
        not minutes
        or not minutes["edition"]
        or (file.summary and not (minutes["executiveSummary"] or {}).get("status"))
    ):
        raise NotFound
    found: Told = items[0]
    return found


async def _taken(visit: Visit, file: File) -> Response:
    """The file. A crash after the answer of the door leaves an entry for a file that nobody was given."""
    form = FORMS.get(visit.form.get("form", ""))
    if form is None:
        raise NotFound
    data = await _asked(visit, file.operation)
    item = _found(data, file)
    content = await printed(_paper(visit, file, data, item), form)
    name = f"{file.name}-{data['case']['reference']}-{item['heldOn']}.{form.value}"
    headers = {**visit.site.rendering.headers, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, form.media_type)


def _paper(visit: Visit, file: File, data: Told, item: Told) -> Paper:
    words, viewer, now = visit.site.rendering.words, data["viewer"], visit.site.clock()
    name, entry = plain(viewer["name"]), visit.entries[-1]
    taken = words.say(
        "Taken out by %(name)s (%(agency)s), to: %(purpose)s, on %(moment)s. Entry in the access record: %(entry)s. "
        "Keep it where only those see it who would see it on the platform, and delete it when it has served."
    )
    return Paper(
        title=f"{words.say(file.title)}: {data['case']['reference']}, {words.day(item['heldOn'])}",
        language=words.language,
        author=name,
        mark=(name, entry),
        taken=taken
        % {
            "name": name,
            "agency": words.name(viewer["agency"]),
            "purpose": words.name(viewer["purpose"]).lower(),
            "moment": words.moment(now),
            "entry": entry,
        },
        at=int(now.timestamp()),
        blocks=tuple(file.blocks(data["case"], item, words)),
    )


PAGES = (
    Page("/export/cases/{reference}/minutes/{held_on}", view_of(OF_MINUTES), ("GET", "POST")),
    Page("/export/cases/{reference}/minutes/{held_on}/summary", view_of(OF_SUMMARY), ("GET", "POST")),
)
