import * as paylink from "paylink";
import { test } from "vitest";
import { conformance } from "./conformance.js";
import { report } from "./page.js";

test("the vectors, in workerd", { timeout: 60_000 }, () =>
  report((vectors) => conformance(async () => paylink, vectors), AT),
);
