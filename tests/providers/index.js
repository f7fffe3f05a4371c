// The providers that the sandbox simulates, as tests call them: paths, headers and words by the core, links by their
// place among the initial ones. A provider has a file here with a request that makes a link.
import { decide, errorBody, formats, init, planCreate, planRead, read, readList } from "paylink";
import { credentialHeader } from "paylink/client";
import { wires } from "../../edge/sandbox/providers/index.js";
import { bytesOf, numbersOf } from "../../edge/sandbox/random.js";

await init();

export const NOW = Date.parse("2026-06-18T12:00:00Z");
const MINUTE = 60_000;

const infos = formats().filter(({ id }) => id in wires);

/** In the core's order. */
export const FORMATS = infos.map(({ id }) => id);

/** By provider. @template T @param {(id: string, info: any) => T | Promise<T>} of @returns {Promise<Record<string, T>>} */
export const each = async (of) =>
  Object.fromEntries(
    await Promise.all(infos.map(async (info) => [info.id, await of(info.id, info)])),
  );

/** How each provider is spoken to. */
export const PROVIDERS = await each(async (format, info) => {
  const own = await import(`./${format}.js`);
  const { request } = own;
  const { calls, credential, idempotency, listing, mediaType, statuses, close } = info;
  const path = (operation) => calls.find((call) => call.operation === operation).path;
  const at = (operation) => (id) => path(operation).replace("{id}", encodeURIComponent(id));
  /** The media type that a planned call has. */
  const typeOf = ({ value }) => value.headers["content-type"];
  const always = typeOf(planRead(format, "any"));
  const status = close === "cancel" ? "cancelled" : "expired";
  return {
    headers: {
      [credential.header]: credentialHeader(credential, wires[format].key),
      ...(always && { "content-type": always }),
    },
    mediaType,
    requestType: typeOf(planCreate(request("any"), { format })),
    ...own,
    /** The status of a refusal in the provider's own envelope. */
    statusOf: (code) => errorBody([{ code }], format).status,
    parameter: (member) => listing.parameters.find((each) => each.member === member)?.parameter,
    usual: listing.usual ?? 25,
    /** The query of a whole list of up to a hundred links. */
    whole: `?${listing.parameters.find(({ member }) => member === "limit").parameter}=100`,
    /** The status of a created link. */
    made: wires[format].made ?? 201,
    all: path("list"),
    one: at("read"),
    close: at("close"),
    keyHeader: idempotency?.header,
    create: request("order-17"),
    idIn: (document) => read(document, { format }).value.id,
    statusIn: (document) => read(document, { format }).value.rawStatus,
    listIn: (page) => readList(page, { format }).value.links.map(({ value }) => value),
    status,
    closed: statuses.find((each) => each.status === status).word,
  };
});

/** The initial links. */
const SEEDS = await each((format) => wires[format].seeds(NOW, bytesOf(numbersOf("any")), 0));

/** How many initial links there are. */
export const COUNTS = await each((format) => SEEDS[format].length);

/** At all providers. */
export const TOTAL = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);

/** How many of them can be closed. */
export const CLOSABLE = infos
  .flatMap(({ id }) => SEEDS[id].map(wires[id].held))
  .filter((link) => decide("close", link, { now: NOW }).canTry).length;

/** Initial links, by what they are; what a provider does not have is missing. */
export const LINKS = await each((format, { statuses }) => {
  const statusOf = ({ status }) => statuses.find(({ word }) => word === status)?.status;
  const kinds = Object.groupBy(SEEDS[format], (link) => statusOf(link) ?? "unknown");
  const { open = [], in_progress = [], completed = [], expired = [], cancelled = [] } = kinds;
  const found = {
    open: open[0],
    other: open[1],
    soon: open.find(({ expiresAt }) => expiresAt < NOW + 10 * MINUTE),
    endless: open.find(({ expiresAt }) => expiresAt === undefined),
    pending: in_progress[0],
    completed: completed[0],
    expired: expired[0],
    cancelled: cancelled[0],
    odd: kinds.unknown?.[0],
  };
  const ids = Object.entries(found).flatMap(([name, link]) => (link ? [[name, link.id]] : []));
  return Object.fromEntries(ids);
});

/** When the link that ends soon does. */
export const SOON_AT = await each(
  (format) => SEEDS[format].find(({ id }) => id === LINKS[format].soon).expiresAt,
);
