// What an editor shows: names instead of type parameters, and where a person starts, what to pass and what comes back.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import * as paylink from "paylink";
import * as client from "paylink/client";
import * as standard from "paylink/standard";

const root = path.join(import.meta.dirname, "../..");
// The newest compiler has no language service in JavaScript yet.
const ts = createRequire(path.join(root, "tools/typedoc/package.json"))("typescript");

/** What the editor shows for each `name` in a comment of a program, at the name after it. */
function hoversOf(text) {
  const file = path.join(root, "tests/types/hovers.ts");
  const options = {
    ...{ strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 },
    ...{ lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], types: [] },
  };
  const service = ts.createLanguageService({
    ...ts.createCompilerHost(options),
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const content = name === file ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
  });
  assert.deepEqual(
    service.getSemanticDiagnostics(file).map(({ messageText }) => messageText),
    [],
  );
  return Object.fromEntries(
    Array.from(text.matchAll(/\/\*(\w+)\*\//g), ({ 0: mark, 1: name, index }) => {
      const { displayParts, tags = [] } = service.getQuickInfoAtPosition(file, index + mark.length);
      const shown = displayParts.map((part) => part.text).join("");
      return [name, { shown: shown.replace(/\s+/g, " "), tags: tags.map(({ name }) => name) }];
    }),
  );
}

/** Whether a hover has more than names: type parameters, or arguments that are no plain names. */
function isNoisy(shown) {
  let rest = shown.replaceAll("=>", "").replace(/\b(paylink|client|standard)\./g, "");
  // From the innermost: `Promise<Uint8Array<ArrayBuffer> | null>`.
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/(\w)<(?!FormatId|Action)[\w[\], |]+>/g, "$1");
  }
  return rest.includes("<") || /\b(extends|infer|keyof)\b/.test(shown);
}

/** These have a parameter on purpose: each provider has filters of its own; the findings stay what they are. */
const GENERIC = ["planList", "translate"];

test("what is exported shows names, without type parameters", () => {
  const entries = { paylink, client, standard };
  const lines = Object.entries(entries).flatMap(([entry, exported]) =>
    Object.keys(exported).map((name) => `${entry}./*${name}*/${name};`),
  );
  const imports = [
    'import * as paylink from "paylink";',
    'import * as client from "paylink/client";',
    'import * as standard from "paylink/standard";',
  ];
  const hovers = hoversOf([...imports, ...lines].join("\n"));
  assert.ok(Object.keys(hovers).length > 45);
  const noisy = Object.entries(hovers).filter(([, { shown }]) => isNoisy(shown));
  assert.deepEqual(
    noisy.map(([name, { shown }]) => (GENERIC.includes(name) ? name : shown)),
    GENERIC,
  );
  assert.equal(isNoisy('decide<"close", FormatId>(link: LinkState<FormatId>): Decision'), true);
});

test("a result has a name, and what narrows it gives another", () => {
  const hovers = hoversOf(`
    import { checkRequest, decide, interpretResponse, planClose, read, readList, readWebhook } from "paylink";
    import { send } from "paylink/client";
    const /*answer*/answer = read("{}");
    const /*list*/list = readList("[]", { format: "txn" });
    const link = answer.ok ? answer./*value*/value : answer./*link*/link!;
    const /*decision*/decision = decide("close", link, { now: 0 });
    if (decision.verdict === "allowed") void /*allowed*/decision;
    const /*plan*/plan = planClose("close", link, { now: 0 });
    const at = { baseUrl: "", credential: "" };
    if (plan.ok) {
      const /*meaning*/meaning = interpretResponse(plan.value, null);
      if (meaning.outcome === "done") void /*done*/meaning;
      const /*sent*/sent = await send(plan.value, at);
      if (sent.outcome === "done") void sent./*made*/link;
    }
    const /*event*/event = readWebhook({ format: "txn", headers: {}, body: "", now: 0 });
    const /*checked*/checked = checkRequest({ method: "GET", path: "/" });
    export {};
  `);
  const shown = Object.fromEntries(
    Object.entries(hovers).map(([name, hover]) => [name, hover.shown.replace(/^.*?: /, "")]),
  );
  assert.deepEqual(shown, {
    answer: "LinkAnswer",
    list: "Answer<LinkList>",
    value: "PaymentLink",
    link: "UsableLink | undefined",
    decision: "Decision",
    allowed: "Allowed",
    plan: "Answer<ClosePlan>",
    meaning: "Interpretation",
    done: "Done",
    sent: "Sent",
    made: "UsableLink",
    event: "Answer<WebhookEvent>",
    checked: "Accepted<CheckedRequest> | RefusedRequest",
  });
});

test("where a person starts, the editor says what to pass, what comes back, and shows an example", () => {
  const names = "read readList decide planClose interpretResponse readWebhook checkRequest";
  const hovers = hoversOf(
    [
      `import { ${names.replaceAll(" ", ", ")} } from "paylink";`,
      'import { send } from "paylink/client";',
      ...[...names.split(" "), "send"].map((name) => `/*${name}*/${name};`),
    ].join("\n"),
  );
  for (const [name, { tags, shown }] of Object.entries(hovers)) {
    const params = shown.match(/\((?:alias|function)?.*?\((.*)\)/)[1].match(/\w+\??: /g).length;
    assert.ok(params >= 1, shown);
    assert.ok(tags.filter((tag) => tag === "param").length >= 1, name);
    assert.ok(tags.includes("returns") && tags.includes("example"), `${name}: ${tags}`);
  }
});
