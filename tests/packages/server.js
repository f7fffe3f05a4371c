// Serves files of a folder to a page, and takes the page's report.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * @param {{ root: string, vectors: string, policy?: string }} options
 */
export async function serve({ root, vectors, policy }) {
  let bytes = 0;
  /** @type {(report: any) => void} */
  let told;
  const report = new Promise((resolve) => {
    told = resolve;
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      response.end();
      told(JSON.parse(body));
      return;
    }
    const file = path === "/vectors.json" ? vectors : join(root, path);
    const content = await readFile(file.endsWith("/") ? `${file}index.html` : file).catch(
      () => null,
    );
    // Of a package without a bundler, only its own files count.
    const own = path.includes("/node_modules/paylink/") || !root.endsWith("tests/packages");
    if (content && own && /\.(js|wasm)$/.test(path)) bytes += content.length;
    const type = TYPES[extname(file) || ".html"] ?? TYPES[".html"];
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
    bytes: () => bytes,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
