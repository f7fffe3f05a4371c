// Programs and servers of the hosts.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { env } from "./projects.js";

/** Only ends what hangs: a build of a framework takes minutes on a busy machine. */
const DEADLINE = 900_000;

/** @template T @param {Promise<T>} promise @param {string} name @returns {Promise<T>} */
export const within = (promise, name) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: no report in time`)), DEADLINE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

const started = (command, cwd, more) => {
  const [program, ...args] = command;
  const options = { cwd, env: { ...env, ...more }, detached: true };
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output = { out: "", err: "" };
  child.stdout.on("data", (text) => (output.out += text));
  child.stderr.on("data", (text) => (output.err += text));
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // The whole process group: a browser or a framework has many processes, and its command may be a script.
  const stop = async () => {
    const runs = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    if (runs) process.kill(-child.pid, "SIGTERM");
    await ended.catch(() => {});
  };
  return { output, ended, stop };
};

/** Runs a program to its end. @param {string[]} command @param {string} cwd @param {object} [more] of the environment */
export async function ran(command, cwd, more) {
  const { output, ended, stop } = started(command, cwd, more);
  const code = await within(ended, command[0]).finally(stop);
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}\n${output.err}${output.out}`);
  return output.out;
}

/**
 * Does work while a server runs, which is there as soon as it answers.
 * @template T
 * @param {string[]} command @param {string} cwd @param {object} more of the environment
 * @param {string} url @param {(output: () => string) => Promise<T>} work
 */
export async function serving(command, cwd, more, url, work) {
  const { output, ended, stop } = started(command, cwd, more);
  const text = () => `${output.err}${output.out}`;
  const early = ended.then(() => Promise.reject(new Error(`the server ended\n${text()}`)));
  early.catch(() => {});
  const answers = async () => {
    for (const deadline = Date.now() + DEADLINE; ; ) {
      if (await fetch(url).catch(() => null)) return;
      if (Date.now() > deadline) throw new Error(`the server does not answer\n${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  try {
    await Promise.race([answers(), early]);
    return await Promise.race([work(text), early]);
  } finally {
    await stop();
  }
}

export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
