// PostGraphile 5 as its own documentation has it: grafserv on node, row-level security and roles by pgSettings.
// A token is verified once and remembered until it expires, as the gateway does. With AUDIT=1 each request commits an
// entry of its own before it is answered. Settings come as one JSON object in the environment variable PEER.
import { createPublicKey, randomUUID, verify, createHash } from "node:crypto";
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import pg from "pg";

const peer = JSON.parse(process.env.PEER);
const keys = (await (await fetch(peer.jwks)).json()).keys;
const seen = new Map();

function verified(header) {
  const kept = seen.get(header);
  if (kept && kept.expires > Date.now()) return kept;
  const [head, payload, signature] = header.slice("Bearer ".length).split(".");
  const { kid } = JSON.parse(Buffer.from(head, "base64url"));
  const key = createPublicKey({ key: keys.find((each) => each.kid === kid), format: "jwk" });
  const options = { key, dsaEncoding: "ieee-p1363" };
  if (!verify("sha256", Buffer.from(`${head}.${payload}`), options, Buffer.from(signature, "base64url"))) {
    throw new Error("The token does not hold.");
  }
  const claims = JSON.parse(Buffer.from(payload, "base64url"));
  const settings = peer.principals[claims.sub];
  if (!settings || claims.iss !== peer.issuer || claims.exp * 1000 < Date.now()) throw new Error("Nobody we know.");
  const known = { settings, subject: claims.sub, expires: claims.exp * 1000 };
  if (seen.size > 1000) seen.clear();
  seen.set(header, known);
  return known;
}

const pool = new pg.Pool({ connectionString: peer.dsn, max: 8 });
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ["coordination", "person"] })],
  gather: { pgStrictFunctions: true },
  schema: { defaultBehavior: "connection resource:connection -list -insert -update -delete" },
  grafast: {
    explain: false,
    context: ({ node }) => ({ pgSettings: verified(node.req.headers.authorization).settings }),
  },
  grafserv: { graphiql: false, websockets: false, maxRequestLength: 100_000 },
};

const instance = postgraphile(preset);
if (process.argv[2] === "--print") {
  const { printSchema } = await import("graphql");
  console.log(printSchema((await instance.getSchemaResult()).schema));
  process.exit(0);
}

const audits = process.env.AUDIT === "1" ? new pg.Pool({ connectionString: peer.dsn, max: 8 }) : null;
const INSERT = {
  name: "audit",
  text: "insert into peer.audit (id, principal, document, variables) values ($1, $2, $3, $4)",
};

async function record(request) {
  const { subject } = verified(request.headers.authorization);
  const document = createHash("sha256").update(request.headers["x-document"] ?? "").digest();
  await audits.query({ ...INSERT, values: [randomUUID(), subject, document, "{}"] });
}

const server = createServer();
const served = instance.createServ(grafserv);
if (audits) {
  const answer = createServer();
  await served.addTo(answer);
  const [listener] = answer.listeners("request");
  server.on("request", (request, response) => {
    record(request).then(
      () => listener(request, response),
      () => response.writeHead(503).end(),
    );
  });
} else {
  await served.addTo(server);
}
server.listen(peer.port, "127.0.0.1");
