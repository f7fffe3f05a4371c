// A server component: the first call loads the core.
import * as paylink from "paylink";
import { conformance } from "../conformance.js";
import { report } from "../page.js";

export default async function Page({ searchParams }) {
  const { at } = await searchParams;
  await report((vectors) => conformance(async () => paylink, vectors), at);
  return <p>reported</p>;
}
