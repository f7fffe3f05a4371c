// What a server prints when it starts, pasted into a shell.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commands in their printed lines. @param {string} output @returns {string[]} */
export const commandsOf = (output) => output.match(/^ *curl (?:.*\\\n)*.*$/gm) ?? [];

/** @param {string} command @param {Record<string, string>} [env] @returns {Promise<{status: string, body: string}>} */
export async function pasted(command, env = {}) {
  // curl itself succeeds whatever the status is.
  const shell = `curl() { command curl --write-out '\\n%{http_code}' "$@"; }\n${command.replace(/^ *curl -i /, "curl -s ")}`;
  const { stdout } = await promisify(execFile)("sh", ["-c", shell], {
    env: { ...process.env, ...env },
  });
  const at = stdout.lastIndexOf("\n");
  return { body: stdout.slice(0, at), status: stdout.slice(at + 1) };
}
