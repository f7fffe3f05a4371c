"use client";
// Rendered on the server first, where the first call loads the core; then it runs in the browser, which needs `init`.
import * as paylink from "paylink";
import { useEffect } from "react";
import { conformance } from "../../conformance.js";
import { report } from "../../page.js";

const loaded = async () => {
  await paylink.init();
  return paylink;
};

export default function Page() {
  useEffect(() => {
    report((vectors) => conformance(loaded, vectors));
  }, []);
  return <p suppressHydrationWarning>{typeof window === "undefined" ? paylink.version() : ""}</p>;
}
