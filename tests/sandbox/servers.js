// The sandbox as others start it: by itself under Node, and in a Durable Object under workerd; stopped for
// certain.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "../edge/servers.js";
import { PATIENCE_MS } from "../patience.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function start(args, env, port) {
  const child = spawn(process.execPath, args, {
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
    return ended;
  };
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    if (child.exitCode !== null) return { url, stop, code: child.exitCode, output: () => output };
    const answers = await fetch(`${url}/sandbox/clock`).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return { url, stop, output: () => output };
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`it did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {Record<string, string>} [env] */
export async function startAlone(env = {}) {
  const port = await freePort();
  return start(["edge/sandbox/node.js"], { PORT: String(port), ...env }, port);
}

export async function startWorkerd() {
  const port = await freePort();
  const args = [
    "node_modules/wrangler/bin/wrangler.js",
    "dev",
    "--config=tests/sandbox/workerd/wrangler.json",
    "--local",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--inspector-port=0",
    "--show-interactive-dev-session=false",
  ];
  const env = { CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  return start(args, env, port);
}
