// One of several processes on one file: counts to a hundred, moves things about, watches the sum.
import assert from "node:assert/strict";
import { sqliteStore } from "../../edge/stores/sqlite.js";
import { increment, transfer } from "./concurrency.js";

const store = sqliteStore({ path: process.argv[2] });
const at = store.at("shared");
const accounts = ["a", "b", "c"];
// Whoever is first.
await at.write(accounts.map((key) => ({ key, held: null, next: "10" })));
for (let n = 0; n < 100; n += 1) {
  await increment(at, "counter");
  await transfer(at, accounts[n % 3], accounts[(n + 1) % 3]);
  const listed = (await at.list({ prefix: "", limit: 3 })).map(([, value]) => value);
  for (const values of [await at.get(accounts), listed]) {
    assert.equal(
      values.reduce((sum, value) => sum + Number(value), 0),
      30,
    );
  }
}
await store.close();
