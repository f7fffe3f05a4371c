// Compile-time tests: wrong calls do not compile. A wrong call that starts to compile is reported, because
// its `@ts-expect-error` is then unused. Nothing here is run or needs the types of a browser or of Node.
import {
  type Catalogue,
  checkRequest,
  decide,
  decideAll,
  diagram,
  errorBody,
  formats,
  type IdempotencyRecord,
  idempotency,
  initSync,
  interpretResponse,
  type LinkState,
  lifecycle,
  PaylinkError,
  type PaymentLink,
  planClose,
  planCreate,
  planList,
  planRead,
  read,
  readBatch,
  readCreateRequest,
  readError,
  readList,
  readWebhook,
  reconcile,
  schema,
  transition,
  translate,
  truthTable,
  validate,
  write,
} from "paylink";
import { send, untilChange } from "paylink/client";

declare const link: PaymentLink;
declare const record: IdempotencyRecord;
declare const held: LinkState;
declare const unknown: unknown;
const now = 0;
const clock = { now };

// Documents
declare const promised: Promise<string>;
declare const response: { arrayBuffer(): Promise<ArrayBuffer>; text(): Promise<string> };
read(new Uint8Array());
read(new ArrayBuffer(0), {});
read({ paymentLinkId: "x" });
read(link);
planCreate({ data: { type: "payment_links" } }, { format: "txn" });
read([link], { format: undefined, limits: { maxBytes: 5 } });
// @ts-expect-error a promise of a text
read(promised);
// @ts-expect-error a response, not its body
readList(response);
// @ts-expect-error a number is not a document
read(5);
// @ts-expect-error undefined and null are not documents
read(undefined);
// @ts-expect-error undefined and null are not documents
read(null);
// @ts-expect-error the document is missing
read();
// @ts-expect-error an unknown value
read(unknown);
// @ts-expect-error the format is an option
read("{}", "connect");
// @ts-expect-error no such format
read("{}", { format: "visa" });
// @ts-expect-error a limit is a number of bytes
read("{}", { limits: { maxBytes: "8 MiB" } });
// @ts-expect-error no such option
read("{}", { maxBytes: 8 });
// @ts-expect-error a request has a format
readCreateRequest("{}");
// @ts-expect-error the status is missing
readError("{}", { format: "txn" });
// @ts-expect-error only a complete link can be written
write(held);
// @ts-expect-error no such kind of value
validate("date", "2024-01-01");

// Links
decide("close", link, clock);
decide("close", { format: "txn", rawStatus: "a word of tomorrow", expiresAt: undefined }, clock);
decideAll(link, { now: "2024-06-01T12:00:00Z", skewMs: undefined });
// @ts-expect-error no such action
decide("pay", link, clock);
// @ts-expect-error the link is the second argument
decide(link, "close", clock);
// @ts-expect-error a decision needs a clock
decide("close", link);
// @ts-expect-error a decision needs a time
decide("close", link, { skewMs: 5 });
// @ts-expect-error a time is not a bigint
decide("close", link, { now: 0n });
// @ts-expect-error skew is a number of milliseconds
decide("close", link, { now, skewMs: "5s" });
// @ts-expect-error no such format
decide("close", { format: "visa", rawStatus: "open" }, clock);
// @ts-expect-error a decision needs `rawStatus`, not `status`
decide("close", { format: "txn", status: "open" }, clock);
// @ts-expect-error a child is an invoice or a payout
decide("close", { ...held, child: { type: "refund", rawStatus: "draft" } }, clock);
// @ts-expect-error an answer is not a link
decide("close", read("{}"), clock);
// @ts-expect-error no such event
transition(link, "refunded");
// @ts-expect-error the observed link is incomplete
reconcile(null, held);
// @ts-expect-error a missing stored link is null
reconcile(undefined, link);

// Many links
const batch = readBatch("", { format: "txn", now: new Date(), skewMs: undefined });
batch.decideAgain(clock);
for (const each of batch.toArray()) void each.ok;
// @ts-expect-error a promise of a text
readBatch(promised);
// @ts-expect-error no such format
readBatch("", { format: "visa" });
// @ts-expect-error a batch has no listing option
readBatch("", { listing: {} });
// @ts-expect-error a time is not a bigint
readBatch("", { now: 0n });
// @ts-expect-error no such action
batch.verdicts("pay");
// @ts-expect-error columns are read-only
batch.status = new Uint8Array();
// @ts-expect-error the member is the first argument
batch.text(0, "id");

// Calls
planClose("close", link, { now, idempotencyKey: undefined });
// @ts-expect-error a plan needs the link's id
planClose("close", held, { now });
// @ts-expect-error a plan needs a time
planClose("close", link, { idempotencyKey: "k" });
// @ts-expect-error a key is a string
planClose("close", link, { now, idempotencyKey: 5 });
// @ts-expect-error the format is missing
planRead("j47ac10b");
planList("txn", { reference: "r", createdFrom: new Date(), order: undefined });
readList("{}", { format: "connect", listing: { limit: 5 } });
// @ts-expect-error a listing is not an id
planRead("txn", "x", { limit: 5 });
// @ts-expect-error Connect's lists have no filter by reference
planList("connect", { reference: "r" });
// @ts-expect-error a cursor is a string
planList("txn", { cursor: 2 });
// @ts-expect-error no such order
planList("txn", { order: "desc" });
// @ts-expect-error a filter that is not used is undefined, not null
planList("txn", { reference: null });
// @ts-expect-error a single link has no next page
read("{}", { listing: {} });
// @ts-expect-error the format is missing
planCreate("{}", { idempotencyKey: "k" });
// @ts-expect-error a request has a path
checkRequest({ method: "POST" });
checkRequest({
  method: "POST",
  path: "/",
  headers: { accept: ["a", "b"], age: 5, via: undefined },
});
// @ts-expect-error a header's value is a string
checkRequest({ method: "POST", path: "/", headers: { accept: { a: "b" } } });

const reading = planRead("txn", "x");
const closing = planClose("close", link, clock);
if (closing.ok) {
  interpretResponse(closing.value, null);
  interpretResponse(
    closing.value,
    { status: 200, headers: [["date", "now"]], body: "{}" },
    { now },
  );
  // @ts-expect-error an answer has a status
  interpretResponse(closing.value, { body: "{}" });
  // @ts-expect-error a missing response is null
  interpretResponse(closing.value, undefined);
}
// @ts-expect-error an answer is not a plan
interpretResponse(closing, null);
// @ts-expect-error the response to a read is not interpreted
if (reading.ok) interpretResponse(reading.value, null);

// @ts-expect-error a delivery has headers
readWebhook({ format: "txn", body: "{}", now });
// @ts-expect-error the signature is over the raw body, not the parsed one
readWebhook({ format: "txn", headers: {}, body: { data: {} }, now });

// Sending
const at = { baseUrl: "https://txn.pro", credential: "a key" };
if (closing.ok) {
  send(closing.value, at).then((sent) => sent.outcome === "done" && sent.link.id);
  // @ts-expect-error a call needs the credential
  send(closing.value, { baseUrl: "https://txn.pro" });
  // @ts-expect-error the outcome is known later
  void send(closing.value, at).outcome;
}
if (reading.ok) send(reading.value, { ...at, signal: undefined, totalMs: 5000 });
const page = planList("txn");
if (page.ok) send(page.value, at).then((sent) => sent.outcome === "done" && sent.list.nextCursor);
// @ts-expect-error an answer is not a plan
send(closing, at);
untilChange(decide("close", link, clock)).then((changed: boolean) => changed);
untilChange([{ changesAt: "2024-01-01T00:00:00Z" }, {}], { now: Date.now });
// @ts-expect-error a clock is a function
untilChange({}, { now });

// Idempotency
const claim = { key: "k", slot: "s", fingerprint: "f" };
idempotency.judge("connect", null, claim, now);
idempotency.judge("ietf", record, claim, now);
// @ts-expect-error a format without a profile
idempotency.judge("txn", null, claim, now);
// @ts-expect-error a claim has more members than its key
idempotency.judge("connect", null, "k", now);
// @ts-expect-error a missing record is null
idempotency.judge("connect", undefined, claim, now);
// @ts-expect-error `sent` is missing
idempotency.abandon(record);
// @ts-expect-error the deadline is missing
idempotency.mayAct(record, now);
// @ts-expect-error the random input is bytes
idempotency.newKey("random");
// @ts-expect-error a stored response has headers
idempotency.finish("connect", record, { status: 200, body: "" });

// Error bodies and messages
errorBody([{ code: "internal_error" }], "problem", { status: 503 });
// @ts-expect-error no such code
errorBody([{ code: "made_up" }], "problem");
// @ts-expect-error a note is not an issue
errorBody([{ code: "json_bom" }], "problem");
// @ts-expect-error no such error format
errorBody([], "html");
// @ts-expect-error a list of issues
errorBody({ code: "internal_error" }, "problem");
const german: Catalogue = { locale: "de", messages: { member_missing: "es fehlt `{member}`" } };
translate([{ code: "wrong_status" }, { code: "json_bom" }], german);
// @ts-expect-error no such code
translate([{ code: "made_up" }], german);
// @ts-expect-error no such code in a catalogue
export const misspelt: Catalogue = { messages: { member_mising: "" } };

// Rules
// @ts-expect-error no such format
lifecycle("visa");
// @ts-expect-error no such format
truthTable("visa");
// @ts-expect-error no such drawing
diagram("txn", "svg");
// @ts-expect-error no such schema
schema("connect-update");
// @ts-expect-error what is given out says what it has
for (const format of formats()) void format.status;

// Starting
initSync(new Uint8Array());
initSync(new ArrayBuffer(0));
// @ts-expect-error bytes that nobody has awaited
initSync(Promise.resolve(new ArrayBuffer(0)));
// @ts-expect-error a response, not its bytes
initSync(response);
// @ts-expect-error an address is no module
initSync("paylink_bg.wasm");
// @ts-expect-error a code of no mistake
new PaylinkError("oops", "");
