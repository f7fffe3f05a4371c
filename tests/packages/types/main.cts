// The same for a program that TypeScript makes CommonJS of.

import type { Decision } from "paylink";
import { decide, init, PaylinkError, read } from "paylink";
import { anyLink } from "paylink/standard";

async function main() {
  await init();
  const answer = read("{}");
  const issues = anyLink["~standard"].validate("{}");
  if (!answer.ok) return issues;
  const decision: Decision = decide("close", answer.value, { now: Date.now() });
  return decision.verdict;
}
main().catch((error: unknown) => {
  if (error instanceof PaylinkError) {
    const known: PaylinkError = error;
    console.log(known.code);
  }
});
