// docs/sandbox.md: every command in it is run, in its order, and answers what stands below it.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { FAULTS } from "../../edge/sandbox/faults.js";
import { blocksOf, commandsOf, printed, run } from "../docs.js";
import { startAlone } from "./servers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = await readFile(`${root}/docs/sandbox.md`, "utf8");

const blocks = blocksOf(text);

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

test("every command works, and answers what the page says", async () => {
  for (const { kind, content } of blocks) {
    if (kind === "js")
      await writeFile(`${folder}/${content.match(/^\/\/ (\S+)/)[1]}`, here(content));
  }
  const commands = commandsOf(blocks);
  const outputs = await run(
    commands.map(({ content }) => here(content)),
    folder,
  );
  for (const [at, command] of commands.entries()) printed(outputs[at], command);
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
