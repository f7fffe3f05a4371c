// The declarations under several compiler settings, and against the core: every vector is checked against
// the type of its call.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import * as paylink from "paylink";

await paylink.init();

const root = path.join(import.meta.dirname, "../..");
const work = path.join(root, "dist/types");
/** The compiler of a workspace folder. */
const compilerOf = (folder) => {
  const { resolve } = createRequire(path.join(root, folder, "package.json"));
  return path.join(path.dirname(resolve("typescript/package.json")), "bin/tsc");
};
const ours = compilerOf(".");
const before = compilerOf("tools/typedoc");
const vectors = (name) => JSON.parse(readFileSync(path.join(root, "tests/vectors", name), "utf8"));

/** The placeholders of vectors for a file's text or for bytes. */
const STANDS_FOR = /\{"\$(file|hex|repeat)":("[^"]*"|\[[^\]]*\])\}/g;

/** A statement that compiles only if a value has exactly the members of a type. */
const satisfies = (value, type) => `void (${JSON.stringify(value)} satisfies ${type});`;

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(path.join(work, "answers.ts"), answersFile());
writeFileSync(path.join(work, "sets.ts"), setsFile());

/** A file that assigns each answer to its type; excess members are errors. */
function answersFile() {
  const rows = vectors("answers.json").map(({ name, call, args, answer }) => {
    // The arguments determine the overload and the type parameters.
    const type = call === "translate" ? "object[]" : `ReturnType<typeof paylink.${call}>`;
    // JSON has no `undefined`, and refused arguments may be of no valid type.
    const wrong = call === "planList" && !answer.ok;
    const given = args.map((argument, index) => {
      if (wrong && index === 1) return `${JSON.stringify(argument)} as never`;
      return JSON.stringify(argument).replace(STANDS_FOR, (_, kind) =>
        kind === "hex" ? "new Uint8Array()" : '""',
      );
    });
    // The core derives a child's status from its word, so vectors of stored links omit it.
    const called = call === "reconcile" ? "" : `(() => paylink.${call}(${given}));`;
    return `// ${name}\n${satisfies(answer, type)}\n${called}`;
  });
  const rules = paylink.formats().flatMap(({ id }) => [
    // Row by row: all at once are too large for the compiler.
    ...paylink.truthTable(id).map((row) => satisfies(row, "paylink.TruthRow")),
    ...paylink.lifecycle(id).map((row) => satisfies(row, "paylink.LifecycleRow")),
  ]);
  return [
    'import * as paylink from "paylink";',
    ...rows,
    ...rules,
    satisfies(paylink.formats(), "ReturnType<typeof paylink.formats>"),
    satisfies(paylink.messages(), "ReturnType<typeof paylink.messages>"),
    satisfies(paylink.codes(), "ReturnType<typeof paylink.codes>"),
  ].join("\n");
}

/** A file that compiles only if each union has exactly the core's members. */
function setsFile() {
  const formats = paylink.formats();
  const ofCore = Object.entries(paylink.codes()).map(([set, words]) => [
    set.charAt(0).toUpperCase() + set.slice(1),
    words,
  ]);
  const sets = {
    ...Object.fromEntries(ofCore),
    MessageCode: Object.keys(paylink.messages().messages),
    SchemaName: paylink.schemaNames(),
  };
  for (const { id, close, listing, statuses } of formats) {
    sets[`FormatWords["${id}"]["word"]`] = statuses.map(({ word }) => word);
    sets[`FormatWords["${id}"]["close"]`] = [close];
    sets[`FormatWords["${id}"]["listing"]`] = listing.parameters.map(({ member }) => member);
  }
  const lines = Object.entries(sets).map(([name, members]) =>
    satisfies(
      Object.fromEntries(members.map((member) => [member, true])),
      `Record<paylink.${name}, true>`,
    ),
  );
  return ['import type * as paylink from "paylink";', ...lines].join("\n");
}

/** The compiler's output; empty on success. */
function compile(name, compilerOptions, files, tsc = ours) {
  const project = path.join(work, `${name}.json`);
  const options = { strict: true, noEmit: true, target: "es2022", types: [], ...compilerOptions };
  writeFileSync(project, JSON.stringify({ compilerOptions: options, files }));
  try {
    execFileSync(process.execPath, [tsc, "-p", project], { encoding: "utf8", cwd: root });
    return "";
  } catch (error) {
    return error.stdout || String(error);
  }
}

const SETTINGS = {
  "a bundler": { module: "esnext", moduleResolution: "bundler" },
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
};
// The strictest settings, without browser types; declarations are checked too.
const STRICTEST = {
  lib: ["es2022"],
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
};
// With frameworks, whose declarations need types of a browser or of Node.
const FRAMEWORKS = { lib: ["es2022", "dom", "dom.iterable"], types: ["node"], skipLibCheck: true };
const tests = readdirSync(path.join(root, "tests/types"))
  .filter((name) => name.endsWith(".test-d.ts"))
  .map((name) => path.join(root, "tests/types", name));
const frameworks = tests.filter((name) => name.includes("frameworks"));
const alone = tests.filter((name) => !frameworks.includes(name));

for (const [name, options] of Object.entries(SETTINGS)) {
  test(`right calls compile and wrong ones do not, under ${name}`, () => {
    assert.ok(alone.length >= 2);
    assert.equal(compile(options.moduleResolution, { ...options, ...STRICTEST }, alone), "");
    assert.equal(
      compile(`${options.moduleResolution}-dom`, { ...options, lib: FRAMEWORKS.lib }, alone),
      "",
    );
  });
}

for (const [name, options] of Object.entries(SETTINGS)) {
  test(`frameworks infer the types of a schema's result, under ${name}`, () => {
    assert.equal(frameworks.length, 1);
    const project = `frameworks-${options.moduleResolution}`;
    assert.equal(compile(project, { ...options, ...FRAMEWORKS }, frameworks), "");
  });
}

test("the declarations of every entry need no other package", () => {
  const { exports } = JSON.parse(readFileSync(path.join(root, "pkg/package.json"), "utf8"));
  const entries = Object.keys(exports).filter((entry) => exports[entry].types);
  assert.ok(entries.length >= 2);
  const lines = entries.map(
    (entry, index) => `export * as e${index} from "paylink${entry.slice(1)}";`,
  );
  const file = path.join(work, "entries.ts");
  const core = [
    'import core from "paylink/paylink.wasm";',
    'import { init } from "paylink/slim";',
    "export const ready = init(core);",
  ];
  writeFileSync(file, [...lines, ...core].join("\n"));
  for (const [name, options] of Object.entries(SETTINGS)) {
    const project = `entries-${options.moduleResolution}`;
    assert.equal(compile(project, { ...options, ...STRICTEST }, [file]), "", name);
  }
  // Without `exports`, by the names of the files; the newest compiler does not have it any more.
  const node10 = { module: "esnext", moduleResolution: "node10", ignoreDeprecations: "6.0" };
  assert.equal(compile("entries-node10", { ...node10, ...STRICTEST }, [file], before), "");
});

test("an answer in place of its value is an error that names the two", () => {
  const file = path.join(work, "answer.ts");
  const lines = [
    'import { decide, interpretResponse, planClose, read } from "paylink";',
    'import { send } from "paylink/client";',
    'const answer = read("{}");',
    'decide("close", answer, { now: 0 });',
    'const plan = planClose("close", answer, { now: 0 });',
    "interpretResponse(plan, null);",
    'send(plan, { baseUrl: "", credential: "" });',
  ];
  writeFileSync(file, lines.join("\n"));
  const words = compile("answer", { ...SETTINGS.nodenext, lib: FRAMEWORKS.lib }, [file]);
  assert.match(words, /\(4,17\).*'LinkAnswer' is not assignable to parameter of type 'LinkState'/);
  assert.match(words, /\(5,\d+\).*'LinkAnswer' is not assignable/);
  assert.match(words, /\(6,19\).*'Answer<ClosePlan>' is not assignable .* 'SentCall'/);
  assert.match(words, /\(7,\d+\)[\s\S]*'Answer<ClosePlan>' is not assignable .* 'Plan'/);
});

test("the previous compiler accepts the same", () => {
  assert.notEqual(before, ours);
  const options = { ...SETTINGS.nodenext, ...STRICTEST };
  assert.equal(compile("before", options, alone, before), "");
});

test("vectors have the declared types, without excess members", () => {
  const options = { ...SETTINGS.nodenext, ...STRICTEST };
  assert.equal(compile("answers", options, [path.join(work, "answers.ts")]), "");
});

test("each union has the members that the core has", () => {
  const options = { ...SETTINGS.nodenext, ...STRICTEST };
  assert.equal(compile("sets", options, [path.join(work, "sets.ts")]), "");
});

test("an answer with an excess, missing or wrong member is detected", () => {
  const decision = paylink.decide("close", { format: "txn", rawStatus: "created" }, { now: 1e12 });
  const refused = paylink.read("{}");
  const { canTry, ...less } = decision;
  const spoilt = [
    [{ ...decision, extra: canTry }, "paylink.Decision"],
    [less, "paylink.Decision"],
    [{ ...decision, canTry: false }, "paylink.Decision"],
    [{ ...decision, warnings: [{ code: "made_up" }] }, "paylink.Decision"],
    [{ ...refused, issues: [] }, "paylink.Answer<paylink.PaymentLink>"],
    [{ ...refused, issues: [{ ...refused.issues[0], extra: 1 }] }, "paylink.Refused"],
  ];
  const lines = spoilt.map(([value, type]) => satisfies(value, type));
  const file = path.join(work, "spoilt.ts");
  writeFileSync(file, ['import type * as paylink from "paylink";', ...lines].join("\n"));
  const words = compile("spoilt", { ...SETTINGS.nodenext, ...STRICTEST }, [file]);
  spoilt.forEach((_, index) => {
    assert.match(words, new RegExp(`spoilt\\.ts\\(${index + 2},`), JSON.stringify(spoilt[index]));
  });
});

test("a wrong statement is reported by the compiler", () => {
  const file = path.join(work, "wrong.ts");
  writeFileSync(file, 'import { read } from "paylink";\nread(5);\n');
  assert.match(compile("wrong", SETTINGS.nodenext, [file]), /wrong\.ts\(2,6\): error TS2345/);
});
