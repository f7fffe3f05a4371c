// Counters in the text format of Prometheus (0.0.4). Own code, because the client library depends on Node. The
// numbers are those of one process or isolate.

/** @typedef {Record<string, string>} Labels */

/**
 * @typedef {object} Metrics
 * @property {(name: string, labels?: Labels, by?: number) => void} count
 * @property {(name: string, labels: Labels, seconds: number) => void} time
 * @property {(name: string, labels: Labels, value: () => number) => void} observe a value that is read
 *   on each request of the metrics
 * @property {() => string} text
 */

/** The description of every metric, by name. */
const KNOWN = {
  paylink_http_requests_total: "Requests answered, by route, method and status.",
  paylink_http_request_seconds: "How long requests took, by route.",
  paylink_upstream_requests_total: "Calls to providers, by operation and what came back.",
  paylink_upstream_request_seconds: "How long providers took, by operation.",
  paylink_upstream_retries_total: "Calls to providers that were made again.",
  paylink_upstream_circuit_open: "1 while calls to a provider are paused after repeated failures.",
  paylink_closes_total: "Closes asked for, by what became of them.",
  paylink_idempotency_total: "Calls with an idempotency key, by what it was judged.",
  paylink_webhooks_total: "Deliveries of providers, by what became of them.",
  paylink_observations_total: "Observations of links, by how they stood to what was known.",
  paylink_late_payments_total: "Links that had ended unpaid and were found to be paid.",
  paylink_jobs_running: "Jobs that this process is running now.",
  paylink_store_failures_total: "Calls to the store that failed.",
};

/** Upper bounds, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @returns {Metrics} */
export function metricsOf() {
  /** @type {Map<string, Map<string, number>>} */
  const counters = new Map();
  /** @type {Map<string, Map<string, {buckets: number[], sum: number, count: number}>>} */
  const histograms = new Map();
  /** @type {Map<string, Map<string, () => number>>} */
  const gauges = new Map();

  return {
    count(name, labels = {}, by = 1) {
      const series = seriesOf(counters, name);
      const key = labelled(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    time(name, labels, seconds) {
      const series = seriesOf(histograms, name);
      const key = labelled(labels);
      const seen = series.get(key) ?? { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
      series.set(key, seen);
      const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) seen.buckets[bucket] = (seen.buckets[bucket] ?? 0) + 1;
      seen.sum += seconds;
      seen.count += 1;
    },
    observe: (name, labels, value) => seriesOf(gauges, name).set(labelled(labels), value),
    text() {
      /** @type {string[]} */
      const lines = [];
      for (const [name, help] of Object.entries(KNOWN)) {
        const [counter, gauge, histogram] = [
          counters.get(name),
          gauges.get(name),
          histograms.get(name),
        ];
        const kind = counter ? "counter" : gauge ? "gauge" : histogram ? "histogram" : undefined;
        if (!kind) continue;
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
        for (const [key, value] of counter ?? []) lines.push(`${name}${braced(key)} ${value}`);
        for (const [key, value] of gauge ?? []) lines.push(`${name}${braced(key)} ${value()}`);
        for (const [key, seen] of histogram ?? []) lines.push(...bucketed(name, key, seen));
      }
      return `${lines.join("\n")}\n`;
    },
  };
}

/**
 * @param {string} name
 * @param {string} key
 * @param {{buckets: number[], sum: number, count: number}} seen
 */
function bucketed(name, key, { buckets, sum, count }) {
  const comma = key === "" ? "" : ",";
  let total = 0;
  const lines = BOUNDS.map((bound, at) => {
    total += buckets[at] ?? 0;
    return `${name}_bucket{${key}${comma}le="${bound}"} ${total}`;
  });
  return [
    ...lines,
    `${name}_bucket{${key}${comma}le="+Inf"} ${count}`,
    `${name}_sum${braced(key)} ${sum}`,
    `${name}_count${braced(key)} ${count}`,
  ];
}

/**
 * @template T
 * @param {Map<string, Map<string, T>>} all
 * @param {string} name
 * @returns {Map<string, T>}
 */
function seriesOf(all, name) {
  if (!Object.hasOwn(KNOWN, name)) throw new Error(`nobody says what ${name} counts`);
  const series = all.get(name) ?? new Map();
  all.set(name, series);
  return series;
}

/** @param {Labels} labels */
const labelled = (labels) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, escaped)}"`)
    .join(",");

/** @param {string} char */
const escaped = (char) => (char === "\n" ? "\\n" : `\\${char}`);

/** @param {string} key */
const braced = (key) => (key === "" ? "" : `{${key}}`);
