// Answers documents through the package, one a line, for the runner beside it: in WebAssembly, or with
// `standalone` in plain JavaScript. The same lines that `native.rs` answers natively.
import { createInterface } from "node:readline";

const paylink = await import(process.argv[2] === "standalone" ? "paylink/standalone" : "paylink");
await paylink.init();

/** What is answered of one document, and what follows of each link in it. */
function answered({ call, kind, hex, options, clock }) {
  if (call === "codes") return paylink.codes();
  const document = new Uint8Array(Buffer.from(hex, "hex"));
  if (call === "validate") return { answer: paylink.validate(kind, document) };
  const answer = paylink[call](document, options ?? undefined);
  const answers = answer.value?.links ?? [answer];
  const links = answers.flatMap((each) => (each.ok ? [each.value] : (each.link ?? [])));
  return {
    detected: paylink.detect(document),
    written: links.map((link) => paylink.write(link)),
    decided: links.map((link) => paylink.decideAll(link, clock)),
    answer,
    ...(call === "readList" && { batch: batched(document, options, clock, answer) }),
  };
}

/** The same list in columns; `alike` says whether each link of it is the one that `readList` gives. */
function batched(document, options, clock, answer) {
  const batch = paylink.readBatch(document, { ...options, ...clock });
  const columns = {
    ok: batch.ok,
    issues: batch.issues,
    notes: batch.notes,
    status: [...batch.status],
    verdicts: [...batch.verdicts("close")],
    reasons: [...batch.reasons("close")],
    createdAt: [...batch.createdAt],
    updatedAt: [...batch.updatedAt],
    expiresAt: [...batch.expiresAt],
    alike: JSON.stringify(batch.toArray()) === JSON.stringify(answer.value?.links ?? []),
  };
  batch.free();
  return columns;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answered(JSON.parse(line)))}\n`);
}
