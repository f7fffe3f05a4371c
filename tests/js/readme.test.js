// The examples of the README and of the declarations are run, where each prints the text after its arrows: of the README
// those marked `<!-- runs -->`. All others are parsed in their language.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { startNode, token } from "../edge/servers.js";
import { startAlone } from "../sandbox/servers.js";

const root = path.join(import.meta.dirname, "../..");
const work = path.join(root, "dist/readme");
const readme = readFileSync(path.join(root, "pkg/README.md"), "utf8");
const { exports } = JSON.parse(readFileSync(path.join(root, "pkg/package.json"), "utf8"));
const tsc = path.join(
  path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

const examples = [...readme.matchAll(/(<!-- runs -->\n)?```(\w+)\n(.*?)```/gs)].map(
  ([, runs, language, text], index) => ({
    runs: runs !== undefined,
    language,
    text: language === "html" ? text.match(/<script type="module">(.*)<\/script>/s)[1] : text,
    line: readme.slice(0, readme.indexOf(text)).split("\n").length,
    file: path.join(work, `${index}.${language === "ts" ? "mts" : "mjs"}`),
  }),
);
/** The examples in the declarations; the core is started before them. */
const declared = ["types.d.ts", "client.d.ts"].flatMap((name) => {
  const declarations = readFileSync(path.join(root, "pkg", name), "utf8");
  return [...declarations.matchAll(/@example\n \* ```js\n(.*?) \* ```/gs)].map(
    ([, block], index) => {
      const code = block.replaceAll(/^ \* ?/gm, "");
      const file = path.join(work, `${name}-${index}.mjs`);
      const text = `import { init } from "paylink";\nawait init();\n${code}`;
      const line = declarations.slice(0, declarations.indexOf(block)).split("\n").length;
      return {
        runs: text.includes("// → "),
        language: "js",
        text,
        line: `${line} of ${name}`,
        file,
      };
    },
  );
});
assert.ok(declared.length >= 8);
examples.push(...declared);
const scripts = examples.filter(({ language }) => language !== "sh");

// What `make sandbox` and `make start` serve, at addresses of its own.
const [sandbox, edge] = await Promise.all([startAlone(), startNode()]);
after(() => Promise.all([sandbox.stop(), edge.stop()]));
for (const { file, text } of scripts) {
  const here = text
    .replaceAll("http://127.0.0.1:8788", sandbox.url)
    .replaceAll("http://127.0.0.1:8787", edge.url)
    .replaceAll("a-token-to-try-it-with", token);
  writeFileSync(file, here);
}

/** Imports from the package's entries in an example. */
const entries = ({ text }) =>
  [...text.matchAll(/["'](?:\/node_modules\/)?paylink(\/[^"']*)?["']/g)].map(([, entry]) =>
    entry === undefined ? "." : `.${entry}`,
  );

for (const example of scripts.filter(({ runs }) => runs)) {
  const entry = entries(example).find((entry) => !exports[entry]);
  const skip = entry !== undefined && `the package has no ${entry} yet`;
  test(`the example in line ${example.line} prints its expected output`, { skip }, () => {
    const expected = [...example.text.matchAll(/\/\/ → (.*)/g)].map(([, line]) => line);
    assert.ok(expected.length > 0);
    const printed = execFileSync(process.execPath, [example.file], { encoding: "utf8" });
    assert.deepEqual(printed.trimEnd().split("\n"), expected);
  });
}

test("every example parses, and its imports exist", () => {
  assert.ok(scripts.length >= 10, String(scripts.length));
  for (const { file, language } of scripts) {
    if (language !== "ts") execFileSync(process.execPath, ["--check", file]);
  }
  // Imports of a bundler or a browser cannot be resolved by Node.
  const checked = scripts.filter(
    (example) =>
      !/\.wasm"|"\/node_modules/.test(example.text) &&
      entries(example).every((entry) => exports[entry]),
  );
  assert.ok(checked.length >= 6);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, allowJs: true, checkJs: true, noImplicitAny: false },
    ...{ module: "nodenext", target: "es2024", lib: ["es2024", "dom", "dom.iterable"] },
    ...{ types: ["node"], skipLibCheck: true },
  };
  const project = path.join(work, "tsconfig.json");
  writeFileSync(
    project,
    JSON.stringify({ compilerOptions, files: checked.map(({ file }) => file) }),
  );
  try {
    execFileSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout);
  }
});

test("every host has an example, and every function is in the table", async () => {
  const hosts = [
    "Node",
    "bundler",
    "Vite",
    "webpack",
    "esbuild",
    "Workers",
    "Deno",
    "Bun",
    "slim",
    "standalone",
  ];
  for (const host of hosts) assert.match(readme, new RegExp(`\\b${host}\\b`), host);
  const kept = JSON.parse(readFileSync(path.join(import.meta.dirname, "exports.json"), "utf8"));
  for (const name of kept) assert.match(readme, new RegExp(`\\b${name}\\b`), name);
  for (const entry of ["paylink/standard", "paylink/client"]) {
    for (const name of Object.keys(await import(entry))) {
      assert.match(readme, new RegExp(`\\b${name}\\b`), name);
    }
  }
});

test("the sizes are those of the files", () => {
  const api = "browser api batch calls columns core links list read server wasm/paylink";
  const sizes = {
    "the core": ["wasm/paylink_bg.wasm"],
    "The page's core": ["page/wasm/paylink_bg.wasm"],
    "the JavaScript around it": api.split(" ").map((name) => `${name}.js`),
    "`paylink/client`": ["client.js", "credential.js", "wait.js"],
  };
  for (const [what, files] of Object.entries(sizes)) {
    const contents = files.map((name) => readFileSync(path.join(root, "pkg", name)));
    const bytes = contents.reduce((sum, content) => sum + brotliCompressSync(content).length, 0);
    const said = Number(readme.match(new RegExp(`${what} (\\d+) KiB`))[1]);
    // Rounded; the core is built anew with every change of it.
    assert.ok(Math.abs(bytes / 1024 - said) <= Math.max(1, said / 20), `${what}: ${bytes / 1024}`);
  }
});
