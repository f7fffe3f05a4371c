// docs/sandbox.md: every command in it is run, in its order, and answers what stands below it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { FAULTS } from "../../edge/sandbox/faults.js";
import { startAlone } from "./servers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = await readFile(`${root}/docs/sandbox.md`, "utf8");

/** @type {{kind: string, content: string}[]} */
const blocks = Array.from(text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm), ([, kind, content]) => ({
  kind,
  content,
}));

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

let server;
let folder;
let port;
before(async () => {
  [server, port] = await Promise.all([startAlone(), freePort()]);
  // In the repository, so that packages are found from there.
  await mkdir(`${root}/dist`, { recursive: true });
  folder = await mkdtemp(`${root}/dist/docs-`);
});
after(async () => {
  await server?.stop();
  if (folder) await rm(folder, { recursive: true });
});

/** With this server's address, and this receiver's. @param {string} content */
const here = (content) =>
  content.replaceAll("http://127.0.0.1:8788", server.url).replaceAll("9000", String(port));

/** One shell for the whole page, so that a variable stays; what each block prints is told apart by a line. */
async function run(scripts) {
  const mark = "==== block ====";
  const script = [
    "set -o pipefail",
    ...scripts.map((each) => `${each}\necho; echo '${mark}'`),
  ].join("\n");
  const shell = spawn("bash", ["-c", script], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const late = setTimeout(() => process.kill(-shell.pid), 60_000);
  let [output, errors] = ["", ""];
  shell.stdout.on("data", (chunk) => (output += chunk));
  shell.stderr.on("data", (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => shell.once("close", resolve));
  clearTimeout(late);
  assert.equal(code, 0, `${output}\n${errors}`);
  return output.split(mark).map((each) => each.trim());
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

test("every command works, and answers what the page says", async () => {
  for (const { kind, content } of blocks) {
    if (kind === "js")
      await writeFile(`${folder}/${content.match(/^\/\/ (\S+)/)[1]}`, here(content));
  }
  const commands = blocks
    .map((block, at) => ({ ...block, expected: blocks[at + 1] }))
    .filter(({ kind, content }) => kind === "sh" && !content.startsWith("make "));
  const outputs = await run(commands.map(({ content }) => here(content)));
  for (const [at, { content, expected }] of commands.entries()) {
    if (expected?.kind === "json") {
      // What comes last is the answer.
      const json = outputs[at].slice(outputs[at].search(/^\{/m));
      shows(JSON.parse(json), JSON.parse(expected.content), content);
    } else if (expected?.kind === "text") {
      let rest = outputs[at];
      for (const line of expected.content.trim().split("\n")) {
        const found = rest.match(wildcard(line));
        assert.ok(found, `${content}\nprinted\n${outputs[at]}\nwithout, in its place, ${line}`);
        rest = rest.slice(found.index + found[0].length);
      }
    }
  }
  assert.ok(commands.length >= 12);
});

test("it names every fault, every call and every variable that there is", async () => {
  for (const name of Object.keys(FAULTS)) assert.ok(text.includes(`| \`${name}\` |`), name);
  const answer = await fetch(`${server.url}/sandbox`);
  for (const { method, path } of (await answer.json()).calls) {
    assert.ok(
      text.includes(`${method} ${path}\``) || text.includes(`${method} ${path}`),
      `${method} ${path}`,
    );
  }
  const source = await readFile(`${root}/edge/sandbox/node.js`, "utf8");
  for (const [name] of source.matchAll(/PAYLINK_\w+/g)) assert.ok(text.includes(name), name);
});

test("`make sandbox` starts what is tested here", async () => {
  const makefile = await readFile(`${root}/Makefile`, "utf8");
  assert.match(makefile, /^sandbox: build\n\t.*exec node edge\/sandbox\/node\.js$/m);
});
