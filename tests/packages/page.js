// Fetches the vectors and reports the results to the server of the test: `at`, or the one that the page is from.

/** @param {() => unknown} work */
export function refused(work) {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** @param {(vectors: any) => Promise<object>} run @param {string | null} [at] */
export async function report(run, at = new URLSearchParams(location.search).get("at")) {
  const server = at ?? "";
  let result;
  try {
    const vectors = await fetch(`${server}/vectors.json`, { cache: "no-store" });
    result = await run(await vectors.json());
  } catch (error) {
    result = { error: `${error}\n${error.stack}` };
  }
  await fetch(`${server}/report`, { method: "POST", body: JSON.stringify(result) });
}
