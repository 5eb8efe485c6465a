"""For developers of agency systems: try a question as yourself, and read the schema that was printed for this version.

The schema is about nobody: it is read from the package. What is asked goes through the door as any question does.
"""

from pathlib import Path
from typing import Any, Final

import orjson
from graphql import TypeDefinitionNode, print_ast
from starlette.responses import JSONResponse, Response

from gateway.web.asking import document, reply
from gateway.web.packed import packed
from gateway.web.pages import Page
from gateway.web.printed import KINDS, definitions
from gateway.web.visit import NotFound, Visit
from policies.changelog import entries
from schema.changelog import CHANGELOG

DEVELOPERS = document(__file__)
EXPLORER = document(str(Path(__file__).with_name("explorer.graphql")))
EXAMPLES: Final = (
    """query Overdue {
  reviews(first: 5, overdue: true, sort: { by: DUE_ON }) {
    totalCount
    nodes { dueOn level case { reference } }
  }
}
""",
    """query Me {
  viewer { name roles purpose purposes dataClassesShown dataClassesWithheld }
}
""",
    """query OneCase($reference: String!) {
  case(reference: $reference) { id version reference level nextReviewDue acts }
}
""",
    """mutation Refer($id: ID!, $version: Int!, $key: String!) {
  startReferral(input: {
    id: $id, expectedVersion: $version, idempotencyKey: $key
    levelSought: LEVEL_2, reason: CHANGE_OF_RISK, summary: "Threats were made to a neighbour."
  }) {
    referral { reference status }
    problems { field code message }
  }
}
""",
)


def kind_of(definition: TypeDefinitionNode) -> str:
    """What the schema calls it."""
    return KINDS[type(definition)]


async def developers(visit: Visit) -> Response:
    """The page to try a question on; and what was answered, where one was sent."""
    data = await visit.ask(DEVELOPERS)
    typed = {**await visit.draft(), **visit.form}
    text, variables = typed.get("query", EXAMPLES[0]), typed.get("variables", "")
    answer, problem = (None, None) if visit.request.method != "POST" else await _asked(visit, text, variables)
    context = {"text": text, "variables": variables, "answer": answer, "problem": problem, "examples": EXAMPLES}
    return visit.page("developers/developers.html", data, 422 if problem else 200, **context)


async def _asked(visit: Visit, text: str, variables: str) -> tuple[str | None, str | None]:
    """The answer as indented JSON; or which field cannot be sent."""
    given = _object(variables)
    if given is None:
        return None, "variables"
    await visit.done_with_draft()
    answered = await reply(visit.site.serve, visit.asker, text, given)
    return orjson.dumps(orjson.loads(answered.body), option=orjson.OPT_INDENT_2).decode(), None


def _object(variables: str) -> dict[str, Any] | None:
    """Variables as they were typed; None where they are no JSON object."""
    try:
        given = orjson.loads(variables or "{}")
    except orjson.JSONDecodeError:
        return None
    return given if isinstance(given, dict) else None


async def explorer(visit: Visit) -> Response:
    """GraphiQL, for those whose browser runs scripts; and what is answered to a question that it sends."""
    if visit.request.method == "POST":
        return await _answered(visit)
    return visit.page("developers/explorer.html", await visit.ask(EXPLORER), examples=EXAMPLES)


async def _answered(visit: Visit) -> Response:
    """The door's answer, as it says it."""
    given = _object(visit.form.get("variables", ""))
    if given is None:
        return JSONResponse({"errors": [{"message": "Write the variables as a JSON object."}]}, 400)
    text, operation = visit.form.get("query", ""), visit.form.get("operation") or None
    answered = await reply(visit.site.serve, visit.asker, text, given, operation)
    return Response(answered.body, answered.status, visit.site.rendering.headers, "application/json")


async def changed(visit: Visit) -> Response:
    """What the schema offers otherwise than before, the latest first."""
    data = await visit.ask(DEVELOPERS)
    page = visit.page("developers/changes.html", data, changes=entries(CHANGELOG.read_text("utf-8")))
    return packed(visit.request, page)


async def schema(visit: Visit) -> Response:
    """Every type, by its kind."""
    data = await visit.ask(DEVELOPERS)
    kinds = {kind: [n for n, each in definitions().items() if kind_of(each) == kind] for kind in KINDS.values()}
    return packed(visit.request, visit.page("developers/schema.html", data, kinds=kinds))


async def type_of_schema(visit: Visit) -> Response:
    """One type: its fields with what they mean, and the data class that each holds."""
    name = visit.request.path_params["name"]
    definition = definitions().get(name)
    if definition is None:
        raise NotFound
    data = await visit.ask(DEVELOPERS)
    fields = [_field(each) for each in getattr(definition, "fields", getattr(definition, "values", None)) or ()]
    page = visit.page(
        "developers/type.html",
        data,
        name=name,
        kind=kind_of(definition),
        about=definition.description.value if definition.description else "",
        fields=fields,
        types=definitions().keys(),
    )
    return packed(visit.request, page)


def _field(node: Any) -> dict[str, str]:  # noqa: ANN401 - fields, input fields and values of enums alike
    of = print_ast(node.type) if hasattr(node, "type") else ""
    classes = [each.arguments[0].value.value for each in node.directives or () if each.name.value == "dataClass"]
    return {
        "name": node.name.value,
        "type": of,
        "named": of.strip("[]!"),
        "about": node.description.value if node.description else "",
        "data_class": "".join(classes),
    }


PAGES = (
    Page("/developers", developers, ("GET", "POST")),
    Page("/developers/explore", explorer, ("GET", "POST")),
    Page("/developers/schema", schema),
    Page("/developers/changes", changed),
    Page("/developers/schema/{name}", type_of_schema),
)
