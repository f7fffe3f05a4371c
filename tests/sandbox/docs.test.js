// docs/sandbox.md: every command in it is run, in its order, and answers what stands below it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init } from "paylink";
import { described } from "../../edge/described.js";
import { FAULTS } from "../../edge/sandbox/faults.js";
import { signed } from "../../edge/sandbox/signatures.js";
import { blocksOf, commandsOf, printed, run } from "../docs.js";
import { until } from "../edge/edge.js";
import { startAlone } from "./servers.js";

await init();

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

/** As Node's own client sends it, whatever it is. */
const sent = (port, { method = "POST", headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      { port, host: "127.0.0.1", path: "/hooks", method, headers },
      (answer) => {
        answer.resume().once("end", () => resolve(answer.statusCode));
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });

test("K3: whatever is sent to the receiver of the page gets an answer, and it goes on", async () => {
  const own = await freePort();
  const file = `${folder}/stranger.mjs`;
  const block = blocks.find(({ content }) => content.startsWith("// receiver.mjs"));
  await writeFile(file, block.content.replace("9000", String(own)));
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const env = { ...process.env, WEBHOOK_SECRET: secret };
  const receiver = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [receiver.stdout, receiver.stderr]) {
    stream.on("data", (chunk) => (output += chunk));
  }
  try {
    const listens = () => sent(own).then(Boolean, () => false);
    await until(listens);
    const body = JSON.stringify({
      data: { type: "invoices", id: "i-1", attributes: { status: "processing" } },
    });
    const { signing } = described("txn");
    const right = await signed(signing, { secret, id: "msg_1", at: Date.now(), body });
    const strange = {
      "a cookie, which Node hands over as a list": { headers: { "set-cookie": "a=b" } },
      "two of them": { headers: { "set-cookie": ["a=b", "c=d"] } },
      "a header twice": {
        headers: { "svix-id": ["one", "two"], "svix-signature": ["v1,x", "v1,y"] },
      },
      "no body": { headers: { "content-length": "0" } },
      garbage: { body: Buffer.from([0, 255, 254, 0x7b]) },
      "garbage that is signed as if": { headers: right, body: "\u0000{" },
      "another method": { method: "PUT", body: "{}" },
      "no method that has a body": { method: "GET" },
      "a time that is none": { headers: { ...right, "svix-timestamp": "soon" }, body },
      "a time beyond all": { headers: { ...right, "svix-timestamp": "9".repeat(400) }, body },
      "bytes that are no text": { headers: { "svix-id": "\u00e9\u00ff", "x-y": "\u0080" } },
      "a long header": { headers: { "svix-signature": "v1,".repeat(4000) } },
    };
    for (const [what, each] of Object.entries(strange)) {
      const status = await sent(own, each).catch((error) => `${error}\n${output}`);
      assert.equal(status, 400, what);
    }
    assert.equal(await sent(own, { body: Buffer.alloc(5_000_000, "x") }), 413);
    // Half of a body, and gone.
    await new Promise((resolve) => {
      const socket = connect(own, "127.0.0.1", () => {
        socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        setTimeout(() => socket.resetAndDestroy(), 50);
      });
      socket.once("close", resolve);
    });
    // Refuses the first that is signed, as the page says, and takes it then.
    const both = { headers: { ...right, "set-cookie": ["a=b"] }, body };
    assert.deepEqual([await sent(own, both), await sent(own, both)], [500, 204], output);
    assert.equal(receiver.exitCode, null, output);
  } finally {
    receiver.kill();
  }
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
