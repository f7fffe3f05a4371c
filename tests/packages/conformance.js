// Checks the vectors on any host, without a test framework.

/** @typedef {typeof import("paylink")} Paylink */

/** Members in one order and without undefined ones, which JSON does not have. */
const canonical = (value) =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Replaces a placeholder by its value. */
const expander = (files) =>
  function expand(value) {
    if (Array.isArray(value)) return value.map(expand);
    if (value === null || typeof value !== "object") return value;
    if ("$file" in value) return files[value.$file];
    if ("$hex" in value) {
      return Uint8Array.from(value.$hex.match(/../g) ?? [], (digits) =>
        Number.parseInt(digits, 16),
      );
    }
    if ("$repeat" in value) return value.$repeat[0].repeat(value.$repeat[1]);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expand(inner)]));
  };

/** The arguments of a truth table's row, and the answer in its form. */
function decided(paylink, format, table, row) {
  const link = {
    format,
    rawStatus: row.rawStatus,
    child: row.child,
    expiresAt: row.clock === "no_expiry" ? null : table.expiresAt,
    approvalStatus: row.approval ? table.approvalStatus : null,
  };
  const clock = { now: table.clocks[row.clock], skewMs: table.skewMs };
  const { call, verdict, canTry, basis, reasons, warnings, next, changesAt } = paylink.decide(
    row.action,
    link,
    clock,
  );
  return {
    ...row,
    ...{ call, verdict, canTry, basis },
    reasons: reasons.map(({ code }) => code),
    warnings: warnings.map(({ code }) => code),
    next: next ?? null,
    changesAt: changesAt ?? null,
  };
}

const CLOCK = { now: "2024-06-01T12:00:00Z" };

/** The parts that a batch and a list have in common. */
function batched(paylink, input, options, answer) {
  const { codes, readBatch, decide } = paylink;
  const { status, verdict } = codes();
  const batch = readBatch(input, { ...options, ...CLOCK });
  const links = Array.from({ length: batch.length }, (_, index) =>
    structuredClone(batch.at(index)),
  );
  const columns = links.map((_, index) => [
    status[batch.status[index]],
    verdict[batch.verdicts("close")[index]],
  ]);
  const open = [...batch.status.keys()].filter((at) => batch.status[at] === 0);
  const { ok, issues, notes } = batch;
  batch.free();
  const found = ok ? { ok, links, notes, columns, open } : { ok, issues };
  if (!answer.ok) return [found, answer];
  const { links: wanted } = answer.value;
  const usable = wanted.map(({ value, link }) => value ?? link);
  const expected = usable.map((link) =>
    link ? [link.status, decide("close", link, CLOCK).verdict] : [undefined, undefined],
  );
  const places = [...usable.keys()].filter((index) => usable[index]?.status === "open");
  return [found, { ok, links: wanted, notes: answer.notes, columns: expected, open: places }];
}

/**
 * @param {() => Promise<Paylink>} load imports the package and starts it
 * @param {{answers: any[], files: Record<string, string>, tables: Record<string, any>}} vectors
 */
export async function conformance(load, vectors) {
  const start = performance.now();
  const paylink = await load();
  const version = paylink.version();
  const coldMs = performance.now() - start;

  let passed = 0;
  const failed = [];
  const holds = (name, check) => {
    try {
      const [found, expected] = check();
      if (canonical(found) === canonical(expected)) {
        passed += 1;
        return;
      }
      failed.push(`${name}: ${canonical(found)?.slice(0, 300)}`);
    } catch (error) {
      failed.push(`${name}: ${error}`);
    }
  };

  const expand = expander(vectors.files);
  for (const { name, call, args, answer } of vectors.answers) {
    holds(name, () => {
      const named = call.split(".").reduce((object, part) => object[part], paylink);
      return [structuredClone(named(...args.map(expand))), answer];
    });
  }
  for (const [format, table] of Object.entries(vectors.tables)) {
    for (const values of table.rows) {
      const row = Object.fromEntries(table.columns.map((column, at) => [column, values[at]]));
      holds(`${format} ${values.join(" ")}`, () => [decided(paylink, format, table, row), row]);
    }
  }
  // The same lists as batches: their columns, and the links sliced from the source on this host.
  for (const { name, args, answer } of vectors.answers.filter(({ call }) => call === "readList")) {
    const [input, { listing, walk, ...options } = {}] = args.map(expand);
    // A batch has neither `listing` nor `walk`, which can refuse a list.
    const isWalked =
      walk !== undefined || answer.notes?.some(({ code }) => code === "list_repeats");
    if ((listing !== undefined && !answer.ok) || isWalked) continue;
    holds(`${name}, as a batch`, () => batched(paylink, input, options, answer));
  }
  // Things that vectors cannot express: random bytes of the host, its TextDecoder, and an error's class.
  holds("a new key", () => [/^[0-9a-f-]{36}$/.test(paylink.idempotency.newKey()), true]);
  holds("text beyond ASCII", () => [
    paylink.read({ paymentLinkId: "ü€😀", url: 1 }).issues.length > 0,
    true,
  ]);
  holds("a mistake", () => {
    try {
      paylink.lifecycle("visa");
    } catch (error) {
      return [
        [error instanceof paylink.PaylinkError, error.code],
        [true, "invalid_argument"],
      ];
    }
    return [null, "an error"];
  });
  // More than can be allocated, and never touched: a real trap, and a new instance after it.
  holds("a crash", () => {
    const tooMuch = new Uint8Array(2 ** 31);
    try {
      paylink.read(tooMuch);
    } catch (error) {
      const found = [error instanceof paylink.PaylinkCrash, error.code, paylink.version()];
      return [found, [true, "crashed", version]];
    }
    return [null, "a crash"];
  });
  return { version, coldMs, passed, total: passed + failed.length, failed: failed.slice(0, 5) };
}
