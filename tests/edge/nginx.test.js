// Real nginx behind the edge, as a provider, and before it, as a reverse proxy with its defaults.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { DOCUMENTS, MANY } from "./misbehaving.js";
import { missing, startNginx } from "./nginx.js";
import { startNode, token } from "./servers.js";

const SECRET = "what the operator's credential may read";

describe("nginx as the provider", { skip: missing }, () => {
  /** @param {(edge: Awaited<ReturnType<typeof startNode>>, nginx: {url: string}) => Promise<void>} act */
  async function between(serverOf, files, act) {
    const nginx = await startNginx(serverOf, files);
    let edge;
    try {
      edge = await startNode({ PAYLINK_CONNECT_URL: nginx.url, PAYLINK_CONNECT_KEY: "the-key" });
      await act(edge, nginx);
    } finally {
      await edge?.stop();
      await nginx.stop();
    }
  }

  const list = JSON.stringify(MANY);
  const link = JSON.stringify(DOCUMENTS.connect("known"));
  const files = {
    "payment-links.json": list,
    "payment-links.json.gz": gzipSync(list),
    "payment-links/known": link,
    "v1/accounts": JSON.stringify({ accounts: [SECRET] }),
  };
  const get = (edge, path) =>
    fetch(edge.url + path, { headers: { authorization: `Bearer ${token}`, "x-api-key": token } });

  test("F3: `gzip_static always` and `keepalive_requests 3`: ten lists of 5 MB, and the process lives", async () => {
    const serverOf = (port) => `keepalive_requests 3; server {
      listen 127.0.0.1:${port}; root files;
      location = /payment-links { gzip_static always; try_files /payment-links.json =404; }
    }`;
    await between(serverOf, files, async (edge, nginx) => {
      const sent = await fetch(`${nginx.url}/payment-links`);
      assert.equal(sent.headers.get("content-encoding"), "gzip", "nginx compresses all the same");
      await sent.body.cancel();
      for (let time = 0; time < 10; time += 1) {
        const { unavailable } = await (await get(edge, "/v1/links?format=connect")).json();
        assert.equal(unavailable[0]?.problem.code, "upstream_unreadable");
        assert.equal((await get(edge, "/payment-links")).status, 502);
        assert.equal((await fetch(`${edge.url}/healthz`)).status, 200);
      }
      // What is not compressed is read on the same connections.
      for (let time = 0; time < 7; time += 1) {
        const shown = await get(edge, "/v1/links/connect/known");
        assert.equal(shown.status, 200, await shown.text());
      }
    });
  });

  test("F3: `gzip on` compresses for who accepts it only: lists are read", async () => {
    const serverOf = (port) => `keepalive_requests 3; server {
      listen 127.0.0.1:${port}; root files; gzip on; gzip_types application/json;
      location = /payment-links { try_files /payment-links.json =404; }
    }`;
    const few = JSON.stringify({ items: MANY.items.slice(0, 50) });
    await between(serverOf, { ...files, "payment-links.json": few }, async (edge) => {
      for (let time = 0; time < 7; time += 1) {
        const { links, unavailable } = await (await get(edge, "/v1/links?format=connect")).json();
        assert.deepEqual([links.length, unavailable], [50, []]);
      }
    });
  });

  test("F23: no id leads to another path of a provider that decodes before it resolves dots", async () => {
    const serverOf = (port) => `server {
      listen 127.0.0.1:${port}; root files;
      location / { try_files $uri =404; }
    }`;
    await between(serverOf, files, async (edge, nginx) => {
      const accounts = "payment-links/..%2fv1%2faccounts";
      const behind = await (await fetch(`${nginx.url}/${accounts}`)).text();
      assert.ok(behind.includes(SECRET), "nginx itself is led there");
      for (const id of [
        "..%2fv1%2faccounts",
        "..%2Fv1%2Faccounts",
        "known%2f..%2f..%2fv1%2faccounts",
        "%2e%2e%2fv1%2faccounts",
        "..%5c..%2fv1%2faccounts",
        "..%2fv1%2faccounts%3f",
        "..%2fv1%2faccounts%23",
      ]) {
        for (const path of [`/payment-links/${id}`, `/v1/links/connect/${id}`]) {
          const answer = await get(edge, path);
          const text = await answer.text();
          assert.ok(answer.status >= 400 && !text.includes("accounts"), `${path}: ${text}`);
        }
      }
      const shown = await get(edge, "/payment-links/known");
      assert.equal(await shown.text(), link, "a link is passed on as it came");
    });
  });
});

describe("nginx before the edge", { skip: missing }, () => {
  test("F1: through a default reverse proxy a visitor gets no session", async () => {
    const edge = await startNode();
    const nginx = await startNginx(
      (port) => `server { listen 127.0.0.1:${port}; location / { proxy_pass ${edge.url}; } }`,
    );
    try {
      for (const headers of [{}, { accept: "text/html", "sec-fetch-mode": "navigate" }]) {
        for (const path of ["/", "/inspector/", "/rules/", "/v1/links", "/payment-links"]) {
          const answer = await fetch(nginx.url + path, { headers, redirect: "manual" });
          const text = await answer.text();
          assert.equal(answer.headers.get("set-cookie"), null, `${path} signs a visitor in`);
          assert.ok(!text.includes(token), `${path} shows the token`);
          if (!/text\/html/.test(answer.headers.get("content-type") ?? ""))
            assert.ok(answer.status >= 401, `${path}: ${answer.status} ${text.slice(0, 200)}`);
        }
      }
    } finally {
      await nginx.stop();
      await edge.stop();
    }
  });
});
