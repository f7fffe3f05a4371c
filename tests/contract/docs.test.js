// docs/api.md: every command in it is run, in its order, and answers what stands below it.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { blocksOf, commandsOf, printed, run } from "../docs.js";
import { startNode } from "../edge/servers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = await readFile(`${root}/docs/api.md`, "utf8");
const TOKEN = "a-token-to-try-it-with";

let server;
let folder;
before(async () => {
  server = await startNode({ PAYLINK_TOKEN: TOKEN });
  await mkdir(`${root}/dist`, { recursive: true });
  folder = await mkdtemp(`${root}/dist/api-`);
});
after(async () => {
  await server?.stop();
  if (folder) await rm(folder, { recursive: true });
});

test("every command works, and answers what the page says", async () => {
  const commands = commandsOf(blocksOf(text));
  assert.ok(commands.length >= 11);
  const here = (content) => content.replaceAll("http://127.0.0.1:8787", server.url);
  const outputs = await run(
    commands.map(({ content }) => here(content)),
    folder,
  );
  for (const [at, command] of commands.entries()) printed(outputs[at], command);
});

test("every outcome, scope and address that it names is in the document, and the reverse", async () => {
  const authorization = `Bearer ${TOKEN}`;
  const document = await (
    await fetch(`${server.url}/openapi.json`, { headers: { authorization } })
  ).json();
  const { ClosedLink, CloseProblem } = document.components.schemas;
  const named = [ClosedLink, CloseProblem].flatMap(({ properties }) => properties.outcome.enum);
  const outcomes = [...new Set(named)];
  for (const outcome of outcomes) assert.ok(text.includes(`\`${outcome}\``), outcome);
  const table = text.slice(text.indexOf("| `outcome` |"), text.indexOf("## Repeats"));
  const told = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word),
  );
  assert.deepEqual(told.slice(1).toSorted(), outcomes.toSorted());
  const paths = Object.keys(document.paths);
  for (const [path] of text.matchAll(/\/(?:v1\/\w+|webhooks\/\w+|problems)/g))
    assert.ok(
      paths.some((each) => each.startsWith(path)),
      path,
    );
});
