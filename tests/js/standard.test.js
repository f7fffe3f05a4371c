// The schemas by the standard, and in two frameworks that accept it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sValidator } from "@hono/standard-validator";
import { initTRPC } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { Hono } from "hono";
import * as paylink from "paylink";
import * as standard from "paylink/standard";

await paylink.init();

const vectors = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
const rows = JSON.parse(vectors("answers.json"));
const connect = JSON.parse(vectors("payloads/telness-payment-link.json"));
const request = {
  data: {
    type: "payment_links",
    attributes: {
      amount: "100.00",
      currency: "EUR",
      paymentType: "Invoice",
      expires_at: "2025-01-12T23:00:00.000Z",
    },
  },
};
const validate = (schema, value) => schema["~standard"].validate(value);

test("the exports are the recorded ones and conform to the standard", () => {
  assert.deepEqual(Object.keys(standard).sort(), ["anyLink", "createRequestOf", "linkOf"]);
  const { anyLink, linkOf, createRequestOf } = standard;
  for (const schema of [anyLink, linkOf("stripe"), createRequestOf("stripe")]) {
    const { version, vendor, validate } = schema["~standard"];
    assert.deepEqual([version, vendor, typeof validate], [1, "paylink", "function"]);
    assert.ok(Object.isFrozen(schema) && Object.isFrozen(schema["~standard"]));
  }
});

test("a schema gives the reader's values and issues", () => {
  const schemaOf = {
    read: (format) => (format ? standard.linkOf(format) : standard.anyLink),
    readCreateRequest: standard.createRequestOf,
  };
  let seen = 0;
  for (const { name, call, args, answer } of rows) {
    const [document, options = {}] = args;
    const schema = schemaOf[call]?.(options.format);
    const plain = typeof document === "string" || !/^\{"\$/.test(JSON.stringify(document));
    if (!schema || options.limits || !plain) continue;
    const result = validate(schema, document);
    if (answer.ok) assert.deepEqual(result, { value: answer.value }, name);
    else {
      const told = (issues) => issues.map(({ message, code, params }) => [message, code, params]);
      assert.deepEqual(told(result.issues), told(answer.issues), name);
    }
    seen += 1;
  }
  assert.ok(seen > 40, String(seen));
});

test("issues have a message and a path", () => {
  const { issues } = validate(standard.createRequestOf("txn"), {
    data: {
      ...request.data,
      attributes: { ...request.data.attributes, payCurrencies: ["EUR", 5] },
    },
  });
  assert.deepEqual(issues, [
    {
      code: "type_mismatch",
      message: "expected a string, found a number",
      params: { expected: "a string", found: "a number" },
      path: ["data", "attributes", "payCurrencies", 1],
    },
  ]);
});

test("no value throws", () => {
  const cyclic = {};
  cyclic.self = cyclic;
  const hostile = {
    get url() {
      throw new Error("no");
    },
  };
  const detached = new Uint8Array(8);
  structuredClone(null, { transfer: [detached.buffer] });
  const values = [
    detached,
    undefined,
    null,
    5,
    Number.NaN,
    true,
    "",
    "text",
    1n,
    Symbol("s"),
    () => {},
  ];
  for (const schema of [
    standard.anyLink,
    standard.linkOf("txn"),
    standard.createRequestOf("txn"),
  ]) {
    for (const value of [...values, cyclic, hostile, [], {}, new Date(0), new Map()]) {
      const { issues } = validate(schema, value);
      assert.ok(issues.length > 0 && issues.every(({ message, path }) => message && path));
    }
  }
});

test("objects, texts and bytes give the same result", () => {
  const text = JSON.stringify(connect);
  const expected = validate(standard.anyLink, connect);
  assert.equal(expected.value.format, "connect");
  assert.deepEqual(validate(standard.linkOf("connect"), text), expected);
  assert.deepEqual(validate(standard.linkOf("connect"), new TextEncoder().encode(text)), expected);
});

test("in a page, a schema before init throws not_initialised", () => {
  const script = `
    import { anyLink } from "paylink/standard";
    import { PaylinkError } from "../../pkg/browser.js";
    try { anyLink["~standard"].validate({}) } catch (error) {
      if (!(error instanceof PaylinkError) || error.code !== "not_initialised") throw error;
      console.log(error.message);
    }`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  assert.match(out, /before `await init\(\)` had finished/);
});

test("JSON Schemas are the core's, for draft 2020-12 only", () => {
  const { anyLink } = standard;
  const [connectLink, txnCreateRequest] = [
    standard.linkOf("connect"),
    standard.createRequestOf("txn"),
  ];
  const of = (schema) => schema["~standard"].jsonSchema;
  const target = { target: "draft-2020-12" };
  assert.deepEqual(of(connectLink).input(target), paylink.schema("connect"));
  assert.deepEqual(of(connectLink).output(target), paylink.schema("model"));
  assert.deepEqual(of(txnCreateRequest).input(target), paylink.schema("txn-create"));
  assert.deepEqual(of(anyLink).input(target), {
    anyOf: paylink.formats().map(({ id }) => paylink.schema(id)),
  });
  for (const wrong of [
    () => of(connectLink).input({ target: "draft-07" }),
    () => of(txnCreateRequest).output(target),
  ]) {
    assert.throws(wrong, (error) => error.code === "invalid_argument" && error.message.length > 0);
  }
});

test("in Hono: a handler gets the model, a wrong body gets its issues", async () => {
  const app = new Hono().post("/links", sValidator("json", standard.linkOf("connect")), (c) => {
    const { id, status } = c.req.valid("json");
    return c.json({ id, status });
  });
  const post = (body) =>
    app.request("/links", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const taken = await post(connect);
  assert.equal(taken.status, 200);
  assert.deepEqual(await taken.json(), { id: connect.paymentLinkId, status: "open" });

  const refused = await post({ ...connect, url: "ftp://example.com", status: 5 });
  assert.equal(refused.status, 400);
  const { success, error } = await refused.json();
  assert.equal(success, false);
  assert.deepEqual(error.map(({ path, code }) => [path, code]).sort(), [
    [["status"], "type_mismatch"],
    [["url"], "url_malformed"],
  ]);
});

test("in tRPC: a procedure gets the model, a wrong input is a bad request", async () => {
  const { router, procedure } = initTRPC.create({
    errorFormatter: ({ shape, error }) => ({ ...shape, issues: error.cause?.issues ?? null }),
  });
  const appRouter = router({
    create: procedure
      .input(standard.createRequestOf("txn"))
      .mutation(({ input: { amount, kind } }) => ({ amount, kind })),
  });
  const post = (body) =>
    fetchRequestHandler({
      endpoint: "/trpc",
      router: appRouter,
      req: new Request("http://localhost/trpc/create", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
  const taken = await post(request);
  assert.equal(taken.status, 200);
  assert.deepEqual((await taken.json()).result.data, {
    amount: { value: "100.00", currency: "EUR" },
    kind: "invoice",
  });

  const refused = await post({ data: { ...request.data, attributes: {} } });
  assert.equal(refused.status, 400);
  const { error } = await refused.json();
  assert.equal(error.data.code, "BAD_REQUEST");
  assert.deepEqual(
    error.issues.map(({ path }) => path.at(-1)),
    ["amount", "currency", "paymentType", "expires_at"],
  );
});
