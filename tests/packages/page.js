// Every page fetches the vectors and reports the results.

/** @param {() => unknown} work */
export function refused(work) {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** @param {(vectors: any) => Promise<object>} run */
export async function report(run) {
  let result;
  try {
    const vectors = await fetch("/vectors.json");
    result = await run(await vectors.json());
  } catch (error) {
    result = { error: `${error}\n${error.stack}` };
  }
  await fetch("/report", { method: "POST", body: JSON.stringify(result) });
}
