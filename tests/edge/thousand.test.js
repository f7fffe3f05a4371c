// A thousand identical closes at once: one effect, and a thousand equal answers. Over HTTP, before an
// upstream that would close a link as often as it is told to.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { credentialHeader } from "paylink/client";
import { described } from "../../edge/described.js";
import { FORMATS, PROVIDERS } from "../providers/index.js";
import { startNode, startWorkerd, token } from "./servers.js";
import { startStrict } from "./strict.js";

const many = { PAYLINK_CONNECTIONS: "2000" };
const hosts = {
  "Node, in memory": (env) => startNode({ ...env, ...many }),
  "Node, SQLite": (env, folder) =>
    startNode({ ...env, ...many, PAYLINK_DB: path.join(folder, "edge.db") }),
  "workerd, Durable Objects": (env) => startWorkerd(env),
};

for (const [host, start] of Object.entries(hosts)) {
  describe(host, () => {
    test("a thousand identical closes are one effect and a thousand equal answers", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "paylink-thousand-"));
      const strict = await startStrict({ delayMs: () => 100 });
      const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
      let server;
      try {
        server = await start(strict.env, folder);
        const { port } = new URL(server.url);
        const post = (target, headers) => answered(agent, port, target, headers);
        for (const format of FORMATS) {
          const id = `unified-${format}`;
          const headers = {
            authorization: `Bearer ${token}`,
            "idempotency-key": `"${id}"`,
            prefer: "wait=30",
          };
          const answers = await thousand(() => post(`/v1/links/${format}/${id}/close`, headers));
          assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
          assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
          assert.equal(strict.effects.get(id).length, 1);
        }
        // As the providers with keys document it: who comes while the first runs is told to ask again.
        let locked = 0;
        const keyed = FORMATS.filter((format) => described(format).idempotency);
        for (const format of keyed) {
          const { close, keyHeader } = PROVIDERS[format];
          const { credential, idempotency } = described(format);
          const headers = { [credential.header]: credentialHeader(credential, token) };
          const id = `documented-${format}`;
          const patient = async () => {
            for (;;) {
              const answer = await post(close(id), { ...headers, [keyHeader]: id });
              if (answer.status === 200) return answer;
              assert.equal(answer.status, idempotency.lockedStatus, answer.body);
              assert.ok(answer.body.includes(idempotency.lockedCode), answer.body);
              locked += 1;
              await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
            }
          };
          const answers = await thousand(patient);
          assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
          assert.equal(strict.effects.get(id).length, 1);
        }
        const times = FORMATS.length + keyed.length;
        console.log(
          `${host}: ${times} × 1,000 closes, ${times} effects, ${locked} told to ask again`,
        );
      } finally {
        agent.destroy();
        await server?.stop();
        await strict.stop();
        rmSync(folder, { recursive: true });
      }
    });
  });
}

const thousand = (call) => Promise.all(Array.from({ length: 1000 }, call));

function answered(agent, port, target, headers) {
  return new Promise((resolve, reject) => {
    const options = { agent, host: "127.0.0.1", port, method: "POST", path: target, headers };
    const call = request(options, (response) => {
      let body = "";
      response.on("data", (text) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    call.on("error", reject);
    call.end();
  });
}
