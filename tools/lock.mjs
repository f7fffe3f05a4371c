// Completes package-lock.json for every platform.
//
// npm leaves out an optional package that it could not fetch while it wrote the lock, and `npm ci`
// then refuses the lock on every machine. Their versions are pinned by the packages that want them,
// so the entries can be written without fetching: run `npm install --package-lock-only`, then this;
// for another folder than the root, with its name.

import { readFileSync, writeFileSync } from "node:fs";

const file = new URL(`../${process.argv[2] ?? "."}/package-lock.json`, import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));

const OS = [
  ["aix", "aix"],
  ["android", "android"],
  ["darwin", "darwin"],
  ["freebsd", "freebsd"],
  ["netbsd", "netbsd"],
  ["openbsd", "openbsd"],
  ["openharmony", "openharmony"],
  ["sunos", "sunos"],
  ["win32", "win32"],
  ["windows", "win32"],
  ["linux", "linux"],
];
const CPU = [
  ["arm64", "arm64"],
  ["aarch64", "arm64"],
  ["loong64", "loong64"],
  ["mips64el", "mips64el"],
  ["ppc64", "ppc64"],
  ["riscv64", "riscv64"],
  ["s390x", "s390x"],
  ["ia32", "ia32"],
  ["wasm32", "wasm32"],
  ["x64", "x64"],
  ["arm", "arm"],
  ["64", "x64"],
];
const find = (table, name) => table.find(([part]) => name.includes(part))?.[1];

let added = 0;
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (places.some((place) => lock.packages[place])) continue;
    if (!/^\d+\.\d+\.\d+\S*$/.test(version)) throw new Error(`${name}@${version} is not exact`);
    const platform = name.slice(name.lastIndexOf("/") + 1);
    const os = find(OS, platform);
    const cpu = find(CPU, platform);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(parent.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
      ...(cpu && { cpu: [cpu] }),
      ...(platform.includes("musl") && { libc: ["musl"] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
