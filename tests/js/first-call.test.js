// In processes of their own: nothing of the core has been called before.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const FIRST = `
import { init, readBatch } from "paylink";
await init();
const items = Array.from({ length: Number(process.argv[1]) }, (_, index) => ({
  paymentLinkId: "l" + index, url: "https://pay.example.com/" + index, status: "ACTIVE",
  createdAt: "2024-01-15T10:00:00Z", updatedAt: "2024-01-15T10:00:00Z", expiresAt: "tomorrow",
}));
const batch = readBatch(JSON.stringify({ items }, null, 2), { limits: { maxBytes: 1 << 26 } });
console.log(batch.length, batch.status.length);
`;

test("a list of any size may be the first call, though the core's memory grows while it is looked at", () => {
  for (let links = 4000; links < 8000; links += 125) {
    const args = ["--input-type=module", "-e", FIRST, String(links)];
    const answer = execFileSync(process.execPath, args, { encoding: "utf8" });
    assert.equal(answer.trim(), `${links} ${links}`);
  }
});
