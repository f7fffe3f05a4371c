// Writes to a store until it is killed, and says on its output what has been answered for.
import { writeSync } from "node:fs";
import { sqliteStore } from "../../edge/stores/sqlite.js";

/** Long enough that a file of some kills is also killed while its log is put in its place. */
const filling = "x".repeat(3000);
const [path, clients] = process.argv.slice(2);
const at = sqliteStore({ path }).at("place");
writeSync(1, "open\n");

/** Each round is one call: two keys that say the same, one that is new, one that goes. */
async function client(name) {
  const [a, b] = [`${name}/a`, `${name}/b`];
  for (;;) {
    const [held] = await at.get([a]);
    const round = Number(held?.split(" ")[0] ?? 0) + 1;
    const next = `${round} ${filling}`;
    const done = await at.write([
      { key: a, held, next },
      { key: `${name}/log/${round}`, held: null, next: "" },
      { key: `${name}/log/${round - 1}`, held: round > 1 ? "" : null, next: null },
      { key: b, held, next },
    ]);
    // Directly, so that nothing is said that was not yet answered, and nothing waits to be said.
    writeSync(1, done ? `${name} ${round}\n` : `${name} refused\n`);
  }
}

for (let n = 0; n < Number(clients); n += 1) client(`client-${n}`);
