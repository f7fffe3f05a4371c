// Pages whose commands are run: what stands in their blocks, and whether it was answered so.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { PATIENCE_MS } from "./patience.js";

/** @param {string} text @returns {{kind: string, content: string}[]} */
export const blocksOf = (text) =>
  Array.from(text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm), ([, kind, content]) => ({
    kind,
    content,
  }));

/** The commands, each with the block below it; what starts a server is not run. */
export const commandsOf = (blocks) =>
  blocks
    .map((block, at) => ({ ...block, expected: blocks[at + 1] }))
    .filter(({ kind, content }) => kind === "sh" && !/^(\w+=\S+ )*make /.test(content));

/** One shell for the whole page, so that a variable stays; what each block prints is told apart by a line. */
export async function run(scripts, cwd) {
  const mark = "==== block ====";
  const script = [
    "set -o pipefail",
    ...scripts.map((each) => `${each}\necho; echo '${mark}'`),
  ].join("\n");
  const stdio = ["ignore", "pipe", "pipe"];
  const shell = spawn("bash", ["-c", script], { cwd, stdio, detached: true });
  const late = setTimeout(() => process.kill(-shell.pid), PATIENCE_MS);
  let [output, errors] = ["", ""];
  shell.stdout.on("data", (chunk) => (output += chunk));
  shell.stderr.on("data", (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => shell.once("close", resolve));
  clearTimeout(late);
  assert.equal(code, 0, `${output}\n${errors}`);
  return output.split(mark).map((each) => each.trim());
}

/** Whether a command printed what the page shows below it. */
export function printed(output, { content, expected }) {
  if (expected?.kind === "json") {
    // What comes last is the answer.
    const json = output.slice(output.search(/^\{(?!.*^\{)/ms));
    shows(JSON.parse(json), JSON.parse(expected.content), content);
  } else if (expected?.kind === "text") {
    let rest = output;
    for (const line of expected.content.trim().split("\n")) {
      const found = rest.match(wildcard(line));
      assert.ok(found, `${content}\nprinted\n${output}\nwithout, in its place, ${line}`);
      rest = rest.slice(found.index + found[0].length);
    }
  }
}

/** What is shown is in what came; `…` stands for anything. */
function shows(found, shown, at = "") {
  if (typeof shown === "string" && shown.includes("…")) {
    assert.match(String(found), wildcard(shown), at);
  } else if (typeof shown === "object" && shown !== null) {
    for (const [name, value] of Object.entries(shown)) shows(found?.[name], value, `${at}/${name}`);
  } else assert.deepEqual(found, shown, at);
}

const wildcard = (line) =>
  new RegExp(
    line
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*"),
  );
