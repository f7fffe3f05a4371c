// Serves files of a folder to a page, and the vectors to a page of any server; takes the page's report.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { vectorsFile } from "./projects.js";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** @param {{ root?: string, policy?: string }} [options] */
export async function serve({ root, policy } = {}) {
  /** @type {(report: any) => void} */
  let resolve;
  const report = new Promise((done) => {
    resolve = done;
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end();
      resolve(JSON.parse(body));
      return;
    }
    const file = path === "/vectors.json" ? vectorsFile : root && join(root, path);
    const content =
      file && (await readFile(file.endsWith("/") ? `${file}index.html` : file).catch(() => null));
    const type = TYPES[extname(file ?? "") || ".html"] ?? TYPES[".html"];
    response.writeHead(content ? 200 : 404, {
      "content-type": type,
      ...(policy && { "content-security-policy": policy }),
    });
    response.end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    report,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
