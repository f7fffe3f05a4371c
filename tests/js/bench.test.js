// The reader by hand, which the core is measured beside: it checks the same and answers the same, so that
// what it takes can be compared.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { decide, init, read, readMany } from "paylink";
import { CLOCK } from "../../benches/clock.js";
import { documentsOf, listOf } from "../../benches/links.js";
import { handOf, VERDICTS } from "../../benches/peers/hand.js";

const encoder = new TextEncoder();

/** The messages and what is kept for writing back are the core's alone. */
const places = (findings) =>
  findings.map(({ code, severity, pointer }) => ({ code, severity, pointer }));
const comparable = (answer) => {
  if (!answer.ok) return { ok: false, issues: places(answer.issues) };
  const { kept: _, ...value } = answer.value;
  return { ok: true, value, notes: places(answer.notes) };
};

before(() => init());

describe("the reader by hand", () => {
  for (const format of ["connect", "txn"]) {
    const hand = handOf({ format, ...CLOCK });
    for (const mix of ["clean", "words", "one percent", "all"]) {
      const count = mix === "one percent" ? 2_000 : 400;
      const bytes = listOf({ format, count, mix, seed: 7 });

      it(`reads a list as the core does: ${format}, ${mix}`, () => {
        const { value } = readMany(bytes, { format });
        const { answers, verdicts } = hand.list(bytes);
        assert.deepEqual(answers, value.links.map(comparable));
        const close = (it) => (it.ok ? decide("close", it.value, CLOCK).verdict : undefined);
        assert.deepEqual(
          verdicts.map((verdict) => VERDICTS[verdict]),
          value.links.map(close),
        );
        const sound = answers.filter(({ ok }) => ok).length;
        const faulty = {
          "one percent": sound < count && sound > 0.97 * count,
          all: sound < count / 3,
        };
        assert.ok(faulty[mix] ?? sound === count, `${sound} of ${count} are sound`);
      });

      it(`decides the same without making links: ${format}, ${mix}`, () => {
        assert.deepEqual(hand.screen(bytes).verdicts, hand.list(bytes).verdicts);
      });

      it(`reads one link as the core does: ${format}, ${mix}`, () => {
        for (const document of documentsOf({ format, count: 100, mix, seed: 8 })) {
          assert.deepEqual(hand.one(document), comparable(read(document, { format })));
        }
      });
    }

    it(`takes another spelling of the same document: ${format}`, () => {
      const [document] = documentsOf({ format, count: 1, seed: 9 });
      const text = new TextDecoder().decode(document);
      const spaced = JSON.stringify(JSON.parse(text), null, "\t");
      const escaped = text
        .replaceAll('"status"', '"st\\u0061tus"')
        .replaceAll("https:/", "https:\\/");
      const known = comparable(read(document, { format }));
      for (const other of [spaced, escaped]) {
        assert.deepEqual(hand.one(encoder.encode(other)), known);
      }
    });

    it(`refuses what is no JSON: ${format}`, () => {
      const [document] = documentsOf({ format, count: 1, seed: 9 });
      const text = new TextDecoder().decode(document);
      for (const other of [text.slice(0, -1), `${text},`, text.replace(":", ""), `\v${text}`]) {
        const { issues } = hand.one(encoder.encode(other));
        assert.deepEqual(issues, places(read(other, { format }).issues));
      }
    });
  }
});
