// The `slim` entry: its accepted sources, and that it starts only from them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as slim from "paylink/slim";

const bytes = await readFile(fileURLToPath(import.meta.resolve("paylink/paylink.wasm")));
const answer = (body, type, status = 200) =>
  new Response(body, { status, headers: { "content-type": type } });

test("nothing is loaded without a source", () => {
  assert.throws(() => slim.version(), { name: "PaylinkError", code: "not_initialised" });
});

test("an invalid source is refused, and another attempt is possible", async () => {
  for (const source of [
    () => undefined,
    () => new Uint8Array(4),
    () => answer("nothing", "text/plain", 404),
    () => answer(new Uint8Array(4), "application/wasm"),
    () => Promise.reject(new Error("offline")),
  ]) {
    await assert.rejects(slim.init(source()));
    assert.throws(() => slim.version(), { code: "not_initialised" });
  }
  assert.throws(() => slim.initSync(new Uint8Array(4)));
});

test("a page instead of the core names the line that Vite needs", async () => {
  const line = /`optimizeDeps: \{ exclude: \["paylink"\] \}` to vite\.config\.js/;
  const message = (found) => ({ message: new RegExp(`found ${found} .*${line.source}`) });
  const page = "<!doctype html>";
  await assert.rejects(slim.init(answer(page, "text/html")), message("text/html"));
  await assert.rejects(slim.init(answer("", "text/html", 404)), message("the status 404"));
});

test("bytes, modules and responses start it, once", async () => {
  const sources = [
    Promise.resolve(answer(bytes, "application/octet-stream")),
    answer(bytes, "application/wasm"),
    bytes,
    new WebAssembly.Module(bytes),
  ];
  await Promise.all(sources.map((source) => slim.init(source)));
  slim.initSync(bytes);
  assert.equal(slim.read("{}").ok, false);
});
