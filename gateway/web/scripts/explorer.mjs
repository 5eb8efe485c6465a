// GraphiQL, served by ourselves: it asks through the page, as whoever looks at it and for their purpose.
//
// Nothing of what is typed is kept in the browser, which may be shared. The schema is the caller's own: what the law shows
// them in no case for their purpose, and what they may do nowhere, is not in it.
import { GraphiQL } from "graphiql";
import { buildASTSchema, parse } from "graphql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { mendsWhatItBuilds } from "./explorer-mended.mjs";

const place = document.getElementById("explorer");
const { ask, proof, sdl, examples, withheld, acts } = place.dataset;
const KEPT_NOWHERE = { length: 0, getItem: () => null, setItem() {}, removeItem() {}, clear() {} };

// The schema without fields of kinds that are withheld, records of which nothing is left, and acts that are not theirs.
function own(text) {
  const hidden = new Set(JSON.parse(withheld));
  const theirs = new Set(JSON.parse(acts).map(camel));
  const types = new Map(parse(text).definitions.filter((each) => each.name).map((each) => [each.name.value, each]));
  const classOf = (field) => field.directives.find((each) => each.name.value === "dataClass")?.arguments[0].value.value;
  for (const [name, type] of types) {
    const classes = (type.kind === "ObjectTypeDefinition" ? type.fields : []).map(classOf).filter(Boolean);
    if (classes.length && classes.every((each) => hidden.has(each))) types.delete(name);
  }
  for (const list of ["node", "nodes"]) {
    for (const [name, type] of types) {
      const of = type.fields?.find((each) => each.name.value === list && name !== "Query");
      if (of && !types.has(named(of.type))) types.delete(name);
    }
  }
  for (const [name, type] of types) {
    if (type.kind !== "ObjectTypeDefinition") continue;
    const kept = type.fields.filter((field) => (name === "Mutation" ? theirs.has(field.name.value) : !hidden.has(classOf(field)))
      && (types.has(named(field.type)) || BUILT_IN.has(named(field.type))));
    if (kept.length) types.set(name, { ...type, fields: kept });
    else types.delete(name);
  }
  return buildASTSchema({ kind: "Document", definitions: reached(types) }, { assumeValid: true, assumeValidSDL: true });
}

const BUILT_IN = new Set(["ID", "Int", "Float", "String", "Boolean"]);

function named(type) {
  return type.type ? named(type.type) : type.name.value;
}

// What a question or an act can lead to; what a record implements comes with it, and directives.
function reached(types) {
  const found = new Set(), waiting = ["Query", "Mutation"];
  while (waiting.length) {
    const name = waiting.pop(), type = types.get(name);
    if (!type || found.has(name)) continue;
    found.add(name);
    for (const field of type.fields ?? []) {
      waiting.push(named(field.type), ...(field.arguments ?? []).map((each) => named(each.type)));
      waiting.push(...(field.directives ?? []).flatMap((each) => each.name.value === "dataClass" ? ["DataClass"] : []));
    }
    waiting.push(...(type.interfaces ?? []).map((each) => each.name.value));
  }
  const implementing = [...types].filter(([name, type]) => found.has("Node") && type.interfaces?.some((each) => each.name.value === "Node"));
  for (const [name] of implementing) found.add(name);
  return [...types].filter(([name, type]) => found.has(name) || type.kind === "DirectiveDefinition").map(([, type]) => type);
}

function camel(code) {
  return code.toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}

// The name of an operation, where the question still has one of that name: GraphiQL notices a moment late what was typed.
function stillNamed(query, name) {
  try {
    return parse(query).definitions.some((each) => each.name?.value === name) ? name : "";
  } catch {
    return "";
  }
}

async function fetcher({ query, variables, operationName }) {
  const operation = stillNamed(query, operationName);
  const body = new URLSearchParams({ proof, query, variables: JSON.stringify(variables ?? {}), operation });
  const answer = await fetch(ask, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return { errors: [{ message: place.dataset.out }] };
  return answer.json();
}

const schema = own(await (await fetch(sdl)).text());
const defaultTabs = JSON.parse(examples).map((query) => ({ query }));
place.replaceChildren();
mendsWhatItBuilds(place);
createRoot(place).render(createElement(GraphiQL, {
  fetcher, schema, defaultTabs, storage: KEPT_NOWHERE, isHeadersEditorEnabled: false, forcedTheme: "light", showPersistHeadersSettings: false,
}));
