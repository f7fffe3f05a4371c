// A taken port: the next free one, or its number.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, describe, test } from "node:test";
import { listenOn } from "../../edge/listening.js";
import { commandsOf, pasted } from "./pasted.js";
import { freePort } from "./servers.js";

const hostname = "127.0.0.1";
const close = (server) => new Promise((resolve) => server.close(resolve));

describe("a port that is taken", () => {
  const first = createServer();
  const second = createServer();
  after(() => Promise.all([first, second].map(close)));

  test("is refused with one that is free, or exchanged for it", async () => {
    const port = await listenOn(first, { hostname, port: 0, otherwise: "refuse" });
    const said = await listenOn(second, { hostname, port, otherwise: "refuse" }).then(
      () => assert.fail("it listens twice"),
      ({ message }) => message,
    );
    const [, free] = said.match(/^port \d+ is taken: set PORT to another; (\d+) is free$/);
    assert.ok(Number(free) > port && Number(free) <= port + 20);
    const next = await listenOn(second, { hostname, port, otherwise: "next" });
    assert.ok(next > port && next <= port + 20);
    assert.equal(second.address().port, next);
  });

  test("another failure stays what it is", async () => {
    const at = { hostname: "192.0.2.1", port: 0, otherwise: "next" };
    await assert.rejects(listenOn(createServer(), at), { code: "EADDRNOTAVAIL" });
  });
});

/** At a terminal: Python's standard library has one. */
const AT_TERMINAL = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";

for (const [script, usual] of [
  ["edge/node.js", 8787],
  ["edge/sandbox/node.js", 8788],
]) {
  test(`${script} at a terminal takes the next free port, and what it prints works there`, async () => {
    const taken = createServer();
    // It may be taken by another program already.
    const own = await listenOn(taken, { hostname, port: usual, otherwise: "refuse" }).then(
      () => true,
      () => false,
    );
    const { PORT: _, PAYLINK_TOKEN: __, ...env } = process.env;
    const args = ["-c", AT_TERMINAL, process.execPath, script];
    const child = spawn("python3", args, {
      env,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    try {
      let output = "";
      for await (const chunk of child.stdout) {
        output += `${chunk}`.replaceAll("\r", "");
        if (output.includes("Stop with Ctrl-C")) break;
      }
      assert.match(output, new RegExp(`Port ${usual} is taken, so this is (?!${usual})\\d+\\.`));
      assert.doesNotMatch(output, new RegExp(`:${usual}\\b`));
      const commands = commandsOf(output);
      assert.ok(commands.length > 4, output);
      for (const command of commands) {
        assert.match((await pasted(command)).status, /^2/, command);
      }
    } finally {
      process.kill(-child.pid, "SIGKILL");
      await once(child, "exit");
      if (own) await close(taken);
    }
  });

  test(`${script} refuses a set port, and says which one is free`, async () => {
    const taken = createServer();
    const port = await listenOn(taken, { hostname, port: await freePort(), otherwise: "next" });
    const env = { ...process.env, PORT: String(port) };
    const args = ["-c", AT_TERMINAL, process.execPath, script];
    const child = spawn("python3", args, { env, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    const [code] = await once(child, "close");
    await close(taken);
    assert.equal(code, 1, output);
    assert.match(
      output.trim(),
      new RegExp(`^port ${port} is taken: set PORT to another; \\d+ is free$`),
    );
  });
}
