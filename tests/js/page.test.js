// `paylink/page`: the same answers as `paylink`, by a module of its own that has nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as paylink from "paylink";
import * as client from "paylink/client";
import * as page from "paylink/page";
import { agreeing, decidedAsIn } from "./vectors.js";

const path = (name) => fileURLToPath(new URL(`../../pkg/${name}`, import.meta.url));

test("a call before init throws not_initialised", () => {
  assert.throws(() => page.version(), { name: "PaylinkError", code: "not_initialised" });
});

test("the page's module gives the answers of the vectors", async () => {
  await page.init(readFileSync(path("page/wasm/paylink_bg.wasm")));
  const rows = agreeing(page);
  assert.ok(rows > 500, `${rows} rows`);
  for (const { id } of page.formats()) decidedAsIn(page, id);
});

test("it has what it declares, and all of it is the package's", () => {
  const declared = readFileSync(path("page.d.ts"), "utf8");
  const lists = [...declared.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list]) =>
    list.split(","),
  );
  const listed = lists.map((name) => name.trim());
  const own = [...declared.matchAll(/export (?:const|function) (\w+)/g)].map(([, name]) => name);
  const names = [...listed.filter(Boolean), ...own].sort();
  assert.deepEqual(Object.keys(page).sort(), names);
  for (const name of names) assert.ok(name in paylink || name in client, name);
});

test("every call of it is in its module", async () => {
  const glue = await import("../../pkg/page/wasm/paylink.js");
  const code = ["calls", "read", "list"].map((name) =>
    readFileSync(path(`page/${name}.js`), "utf8"),
  );
  const called = [...code.join("\n").matchAll(/(?:wasm|core)\.(\w+)\(/g)].map(([, name]) => name);
  const own = ["instance", "memory"];
  assert.ok(called.length > 15);
  for (const name of called) assert.ok(own.includes(name) || name in glue, name);
});
