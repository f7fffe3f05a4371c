// What a user's compiler makes of the packed declarations, themselves checked as well.
import { decide, init, PaylinkCrash, PaylinkError, planClose, read } from "paylink";
import { send } from "paylink/client";
import core from "paylink/paylink.wasm";
import * as slim from "paylink/slim";
import * as standalone from "paylink/standalone";

await init();
await slim.init(fetch("paylink.wasm"));
await slim.init(new Uint8Array());
await slim.init(core);
slim.initSync(new Uint8Array());
await standalone.init();
standalone.initSync();
// @ts-expect-error: it has nothing to start with.
await slim.init();

try {
  const answer = read("{}");
  if (answer.ok) console.log(decide("close", answer.value, { now: Date.now() }).verdict);
  const plan = planClose("close", { format: "txn", rawStatus: "created", id: "x" }, { now: 0 });
  const at = { baseUrl: "https://txn.pro", credential: "", fetch, signal: AbortSignal.timeout(5) };
  if (plan.ok) console.log((await send(plan.value, at)).response?.headers.get("date"));
} catch (error) {
  if (error instanceof PaylinkCrash) {
    const code: "crashed" = error.code;
    console.log(code, error.cause);
  }
  if (error instanceof PaylinkError) console.log(error.code);
}
