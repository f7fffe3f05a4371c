// `node tools/glue.mjs paylink.js`: what wasm-bindgen's glue does otherwise on some hosts. It makes a TextDecoder and a
// TextEncoder at their first use instead of when it is imported, which some test environments lack then.

import { readFileSync, writeFileSync } from "node:fs";

const [, , path] = process.argv;
let glue = readFileSync(path, "utf8");

/** @param {RegExp} from @param {string} to */
function replaceOnce(from, to) {
  const found = glue.match(new RegExp(from, "g"))?.length ?? 0;
  if (found !== 1) throw new Error(`wasm-bindgen writes ${from} ${found} times`);
  glue = glue.replace(from, to);
}

replaceOnce(
  /let cachedTextDecoder = new TextDecoder\(.+\);\ncachedTextDecoder\.decode\(\);\n/,
  "let cachedTextDecoder;\n",
);
replaceOnce(
  /if \((numBytesDecoded >= MAX_SAFARI_DECODE_BYTES)\)/,
  "if (cachedTextDecoder === undefined || $1)",
);
// Also without the stand-in for an encoder without `encodeInto`: every supported host has it.
replaceOnce(
  /const cachedTextEncoder = new TextEncoder\(\);\n\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]+?\n\}\n/,
  "let cachedTextEncoder;\nconst textEncoder = () => (cachedTextEncoder ??= new TextEncoder());\n",
);
// By its tag: the module may be of another realm, as in the edge runtime of Next.js.
replaceOnce(
  /if \(!\(module instanceof WebAssembly\.Module\)\)/,
  'if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]")',
);
glue = glue.replaceAll("cachedTextEncoder.encode", "textEncoder().encode");
writeFileSync(path, glue);
