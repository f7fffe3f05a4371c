import { realNow } from "./host.js";
import { prepared, simulate } from "./simulate.js";
await prepared();
const from = Number(process.env.SEED ?? 1), many = Number(process.env.SCHEDULES ?? 1);
const t = realNow();
const counts = new Map(); let steps = 0, stuck = 0;
if (many === 1) { const r = await simulate(from, {traced: true}); console.log(r.trace.join("\n")); console.log(r.hash, r.broken?.message, r.steps); process.exit(0); }
for (let s = from; s < from + many; s++) {
  const r = await simulate(s);
  steps += r.steps; stuck = Math.max(stuck, r.stuckMs);
  for (const [k, v] of r.counts) counts.set(k, (counts.get(k) ?? 0) + v);
  if (r.broken) { console.log("seed", s, r.broken.message); if(!process.env.GO) break; }
}
const sec = (realNow() - t) / 1000;
console.log([...counts].sort().map(([k, v]) => `${k}: ${v}`).join("\n"));
console.log((many / sec).toFixed(0), "per s", steps / many, "steps each", stuck);
