// What a user's compiler makes of the packed declarations, themselves checked as well.
import { decide, init, PaylinkCrash, PaylinkError, read } from "paylink";
import core from "paylink/paylink.wasm";
import * as slim from "paylink/slim";
import * as standalone from "paylink/standalone";

await init();
await slim.init(fetch(core));
await slim.init(new Uint8Array());
slim.initSync(new Uint8Array());
await standalone.init();
standalone.initSync();
// @ts-expect-error: it has nothing to start with.
await slim.init();

try {
  const answer = read("{}");
  if (answer.ok) console.log(decide("close", answer.value, { now: Date.now() }).verdict);
} catch (error) {
  if (error instanceof PaylinkCrash) {
    const code: "crashed" = error.code;
    console.log(code, error.cause);
  }
  if (error instanceof PaylinkError) console.log(error.code);
}
