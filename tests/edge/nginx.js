// Debian's nginx as a child process, with a folder and ports of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PATIENCE_MS } from "../patience.js";
import { freePort } from "./servers.js";

const PROGRAM = ["nginx", "/usr/sbin/nginx"].find(
  (program) => spawnSync(program, ["-v"]).status === 0,
);

/** Why the tests with nginx cannot run; `false` if they can. */
export const missing = PROGRAM ? false : "nginx is not installed (Debian: apt install nginx)";

/**
 * @param {(port: number) => string} serverOf what stands in `http {}`
 * @param {Record<string, string | Buffer>} [files] by their path under the folder `files`
 */
export async function startNginx(serverOf, files = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "paylink-nginx-"));
  for (const [name, content] of Object.entries({ ...files, ".here": "" })) {
    const at = path.join(folder, "files", name);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, content);
  }
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  default_type application/json; access_log ${folder}/access.log; ${temporary.join(" ")}
  ${serverOf(port)}
}`;
  writeFileSync(path.join(folder, "nginx.conf"), config);
  const child = spawn(PROGRAM, ["-p", folder, "-c", `${folder}/nginx.conf`, "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`nginx did not start: ${said}`);
    }
    const up = await fetch(`${url}/-/none`).then(
      () => true,
      () => false,
    );
    if (up) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
