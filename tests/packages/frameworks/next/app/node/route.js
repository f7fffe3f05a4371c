import * as paylink from "paylink";
import { conformance } from "../../conformance.js";
import { report } from "../../page.js";

export async function GET(request) {
  const { searchParams } = new URL(request.url);
  await report((vectors) => conformance(async () => paylink, vectors), searchParams.get("at"));
  return new Response("reported");
}
