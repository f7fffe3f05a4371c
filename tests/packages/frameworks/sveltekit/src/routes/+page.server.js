import * as paylink from "paylink";
import { conformance } from "../../conformance.js";
import { report } from "../../page.js";

export async function load({ url }) {
  await report((vectors) => conformance(async () => paylink, vectors), url.searchParams.get("at"));
}
