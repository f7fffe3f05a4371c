// All checks of a host in one document, because it may have no file system.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = (path) => readFileSync(path, "utf8");

/** The vectors, their files and the truth tables, with the number of rows. */
export function gathered() {
  const folder = join(root, "tests/vectors");
  const answers = JSON.parse(text(join(folder, "answers.json")));
  const files = {};
  JSON.stringify(answers, (_, value) => {
    if (typeof value?.$file === "string") files[value.$file] = text(join(folder, value.$file));
    return value;
  });
  const tables = {};
  for (const format of readdirSync(join(root, "rules"))) {
    const table = join(root, "rules", format, "truth-table.json");
    if (existsSync(table)) tables[format] = JSON.parse(text(table));
  }
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows.length, 0);
  return { document: JSON.stringify({ answers, files, tables }), rows: answers.length + rows };
}
