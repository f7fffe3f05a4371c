// The document is a good one, says of the code what the code does, and says nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { codes, idempotency, init, truthTable } from "paylink";
import {
  checkerOf,
  contractEdge,
  documentOf,
  operationsOf,
  resolved,
  schemasOf,
} from "./contract.js";

await init();
const edge = contractEdge();
const document = await documentOf(edge);
const operations = operationsOf(document);
const formats = document.components.schemas.Format.enum;

test("it is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  assert.match(document.openapi, /^3\.1\./);
});

test("every schema is valid JSON Schema 2020-12, and compiles in strict mode", () => {
  const compiled = schemasOf(document);
  for (const name of Object.keys(document.components.schemas)) {
    assert.equal(typeof compiled(`/components/schemas/${name}`), "function", name);
  }
});

test("every reference leads somewhere, and every component is referred to", () => {
  const text = JSON.stringify(document);
  const referred = new Set(
    [...text.matchAll(/"\$ref":"(#\/[^"]+)"/g)].map(([, pointer]) => pointer),
  );
  for (const $ref of referred) assert.ok(resolved(document, { $ref }), $ref);
  for (const [kind, components] of Object.entries(document.components)) {
    if (kind === "securitySchemes") continue;
    for (const name of Object.keys(components)) {
      const pointer = `#/components/${kind}/${name}`;
      assert.ok(referred.has(pointer), `nobody uses ${pointer}`);
    }
  }
});

test("every route of the application is in the document, and the reverse", () => {
  const routes = new Set();
  for (const { method, path } of edge.app.routes) {
    if (method === "ALL") continue;
    // A path that is another at each provider stands there once for each.
    const paths = [path, ...formats.map((format) => path.replace(":format", format))];
    const written = paths.map((each) => each.replaceAll(/:(\w+)/g, "{$1}"));
    const found = written.filter((each) => document.paths[each]?.[method.toLowerCase()]);
    assert.ok(
      found.includes(written[0]) || found.length === formats.length,
      `${method} ${path} is not in the document`,
    );
    for (const each of found) routes.add(`${method} ${each}`);
  }
  const own = operations.filter(
    ({ security }) => !formats.includes(Object.keys(security[0] ?? {})[0]),
  );
  for (const { method, path } of own) {
    assert.ok(routes.has(`${method} ${path}`), `nobody serves ${method} ${path}`);
  }
});

test("every operation says what it is, in words", () => {
  const tags = document.tags.map(({ name }) => name);
  const ids = new Set();
  for (const { operationId, tags: own, summary, description, ...rest } of operations) {
    assert.ok(!ids.has(operationId), operationId);
    ids.add(operationId);
    assert.ok(own.every((tag) => tags.includes(tag)) && own.length === 1, operationId);
    assert.ok(summary && summary.length < 60 && !summary.endsWith("."), operationId);
    assert.match(description, /\.$/, operationId);
    for (const parameter of rest.parameters ?? []) {
      assert.ok(resolved(document, parameter).description, operationId);
    }
    for (const response of Object.values(rest.responses)) {
      assert.ok(resolved(document, response).description, operationId);
    }
    for (const requirement of rest.security) {
      for (const scheme of Object.keys(requirement)) {
        assert.ok(document.components.securitySchemes[scheme], `${operationId}: ${scheme}`);
      }
    }
  }
  assert.deepEqual(
    tags.filter((tag) => !operations.some((operation) => operation.tags.includes(tag))),
    [],
  );
});

test("objects that we answer with are closed; those of the providers are not", () => {
  const closed = (value, where) => {
    if (typeof value !== "object" || value === null) return;
    if (value.type === "object" && value.properties) {
      assert.equal(value.additionalProperties, false, where);
    }
    for (const [name, inner] of Object.entries(value)) closed(inner, `${where}/${name}`);
  };
  for (const [name, component] of Object.entries(document.components.schemas)) {
    if (!formats.some((format) => name.toLowerCase().startsWith(format))) closed(component, name);
  }
});

test("the sets of words are those of the core", () => {
  const { schemas } = document.components;
  const enumOf = (name, member) => schemas[name].properties[member].enum;
  const sets = codes();
  assert.deepEqual(schemas.IssueCode.enum, sets.issueCode);
  assert.deepEqual(enumOf("Note", "code"), sets.noteCode);
  assert.deepEqual(enumOf("Reason", "code"), sets.reasonCode);
  assert.deepEqual(enumOf("Warning", "code"), sets.warningCode);
  assert.deepEqual(enumOf("Decision", "verdict"), sets.verdict);
  assert.deepEqual(enumOf("Decision", "call"), [
    ...new Set(formats.flatMap((format) => truthTable(format).map(({ call }) => call))),
  ]);
  assert.deepEqual(enumOf("PaymentLink", "status"), sets.status);
});

test("a key is what the core takes for one, to the last character", () => {
  const { parameters } = operations.find(({ operationId }) => operationId === "createTxnLink");
  const { schema: shape } = parameters.find(({ name }) => name === "Idempotency-Key");
  const described = new RegExp(shape.pattern, "u");
  const taken = (key) =>
    idempotency.claim("ietf", { method: "POST", path: "/", headers: { "idempotency-key": key } })
      .ok;
  const characters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const keys = [
    ...characters.map((character) => `"a${character}b"`),
    "plain",
    '""',
    '"',
    `"${"k".repeat(256)}"`,
    `"${"k".repeat(257)}"`,
    '"ü"',
  ];
  for (const key of keys) assert.equal(described.test(key), taken(key), JSON.stringify(key));
});

test("an answer that is not as described does not pass", async () => {
  const { answered } = checkerOf(document);
  const health = (body, init) => answered("checkHealth", Response.json(body, init));
  const headers = { "x-request-id": "1" };
  assert.deepEqual(await health({ status: "ok" }, { headers }), { status: "ok" });
  await assert.rejects(health({ status: "ok" }), /lacks the header X-Request-Id/);
  await assert.rejects(health({ status: "fine" }, { headers }), /must be equal to constant/);
  await assert.rejects(health({ status: "ok", more: 1 }, { headers }), /additional properties/);
  await assert.rejects(health({ status: "ok" }, { headers, status: 418 }), /not in the document/);
  const text = { "x-request-id": "1", "content-type": "text/plain" };
  await assert.rejects(health({}, { headers: text }), /has the content type text\/plain/);
});

test("the document is for those who may read", async () => {
  assert.equal((await edge.app.request("/openapi.json")).status, 401);
  const answer = await edge.call("GET", "/openapi.json");
  assert.equal(answer.headers.get("content-type"), "application/json");
});
