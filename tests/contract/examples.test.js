// The examples are real: each is asked for here, and answered as the document shows.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { story } from "../../edge/contract/story.js";
import { checkerOf, contractEdge, documentOf, requestOf } from "./contract.js";

const FILE = new URL("../../edge/contract/answers.json", import.meta.url);
const BLESS = process.env.PAYLINK_BLESS === "1";
const blessed = JSON.parse(readFileSync(FILE, "utf8"));

/** Ids that are made anew each time, in the order in which they come; times stand still. */
const masked = (value) => {
  const ids = new Map();
  return JSON.stringify(value, null, 1).replaceAll(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    (id) => {
      if (!ids.has(id)) ids.set(id, `id ${ids.size + 1}`);
      return ids.get(id);
    },
  );
};

test("each example is a call that is answered so, but for ids", async () => {
  const edge = contractEdge();
  const { answered, operations } = checkerOf(await documentOf(edge));
  const told = {};
  for (let at = 0; at < story(told).length; at += 1) {
    // What a step asks for may be in an earlier answer.
    const step = story(told)[at];
    const request = await requestOf(operations.get(step.of), step);
    const answer = await edge.app.request(request.path, request);
    assert.equal(answer.status, step.status, `${step.name}: ${await answer.clone().text()}`);
    told[step.name] = { status: answer.status, body: await answered(step.of, answer) };
  }
  if (BLESS) {
    const kept = Object.entries(told).map(([name, answer]) => [
      name,
      // What differs by ids only stays, so that a difference means something.
      masked(answer) === masked(blessed[name] ?? null) ? blessed[name] : answer,
    ]);
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
    spawnSync("biome", ["format", "--write", fileURLToPath(FILE)], { stdio: "inherit" });
    return;
  }
  assert.deepEqual(Object.keys(blessed), Object.keys(told));
  for (const [name, answer] of Object.entries(told)) {
    assert.equal(masked(answer), masked(blessed[name]), name);
  }
});

test("each operation has an example of its success, and each example fits its schema", async () => {
  const document = await documentOf(contractEdge());
  const { fits, operations } = checkerOf(document);
  const bare = ["readMetrics", "readOpenApi", "listProblems", "showSignIn", "signIn", "signOut"];
  for (const { operationId, path, method, responses, requestBody } of operations.values()) {
    const [success] = Object.entries(responses).find(([status]) => /^[23]/.test(status));
    const shown = Object.values(responses[success].content).some(({ examples }) => examples);
    assert.equal(shown, !bare.includes(operationId), operationId);
    const place = `/paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}`;
    for (const [type, { examples = {} }] of Object.entries(requestBody?.content ?? {})) {
      const pointer = `${place}/requestBody/content/${type.replaceAll("/", "~1")}/schema`;
      for (const [name, { value }] of Object.entries(examples)) fits(pointer, value, name);
    }
  }
});
