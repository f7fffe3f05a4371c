// Real servers for the tests: as users start them, on a free port, stopped for certain.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const token = "a-token-for-tests";

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function start(command, args, env, port) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    // The whole group: a runtime may be a child of its command line.
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  };
  for (const deadline = Date.now() + 60_000; ; ) {
    if (child.exitCode !== null) throw new Error(`${command} ended:\n${output}`);
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return { url, token, stop, output: () => output };
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${command} did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function startNode() {
  const port = await freePort();
  return start(
    process.execPath,
    ["edge/node.js"],
    { PORT: String(port), PAYLINK_TOKEN: token },
    port,
  );
}

export async function startWorkerd() {
  const port = await freePort();
  const args = [
    "node_modules/wrangler/bin/wrangler.js",
    "dev",
    "--config=edge/wrangler.jsonc",
    "--local",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--inspector-port=0",
    "--show-interactive-dev-session=false",
    `--var=PAYLINK_TOKEN:${token}`,
  ];
  const env = { CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  return start(process.execPath, args, env, port);
}
