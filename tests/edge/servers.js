// Real servers for the tests: as users start them, on a free port, stopped for certain.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { prefixOf } from "../../edge/config/settings.js";
import { wires } from "../../edge/sandbox/providers/index.js";
import { PATIENCE_MS } from "../patience.js";

const FORMATS = Object.keys(wires);
const root = fileURLToPath(new URL("../..", import.meta.url));
export const token = "a-token-for-tests";

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Without the settings of the tests themselves, which are none of the edge's. */
const inherited = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PAYLINK_|HOST$|PORT$)/.test(name)),
  );

async function start(command, args, env, port) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  // The whole group: a runtime may be a child of its command line.
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    await ended;
  };
  const stop = () => end("SIGTERM");
  const kill = () => end("SIGKILL");
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    if (child.exitCode !== null) throw new Error(`${command} ended:\n${output}`);
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return { url, token, stop, kill, child, output: () => output };
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${command} did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * What has no address is played.
 * @param {Record<string, string>} [settings]
 */
export async function startNode(settings = {}) {
  const port = settings.PORT ?? (await freePort());
  const env = { PORT: String(port), PAYLINK_TOKEN: token, PAYLINK_SANDBOX: "1", ...settings };
  return start(process.execPath, ["edge/node.js"], env, port);
}

/** @param {Record<string, string>} [settings] */
export async function startWorkerd(settings = {}) {
  const port = await freePort();
  // Of its own, and from the beginning: what one remembers is nobody else's.
  const folder = mkdtempSync(path.join(tmpdir(), "paylink-workerd-"));
  const vars = {
    PAYLINK_TOKEN: token,
    PAYLINK_SANDBOX: "1",
    ...Object.fromEntries(FORMATS.map((format) => [`${prefixOf(format)}OPEN`, "1"])),
    ...settings,
  };
  const args = [
    "node_modules/wrangler/bin/wrangler.js",
    "dev",
    "--config=edge/wrangler.jsonc",
    "--local",
    "--ip=127.0.0.1",
    `--port=${port}`,
    `--persist-to=${folder}`,
    "--inspector-port=0",
    "--show-interactive-dev-session=false",
    ...Object.entries(vars).map(([name, value]) => `--var=${name}:${value}`),
  ];
  const env = { CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  const server = await start(process.execPath, args, env, port);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}
