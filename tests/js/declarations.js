// The declarations of the package's main entry, with those that they are divided into.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../pkg/", import.meta.url);

export const declarations = () =>
  ["types.d.ts", ...readdirSync(new URL("types/", folder)).map((name) => `types/${name}`)]
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
