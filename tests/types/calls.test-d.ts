// Wrong calls do not compile. Each stands under the expectation that it is an error, so that one that
// starts to compile is named. Nothing here is run, and nothing needs the types of a browser or of Node.
import {
  type Catalogue,
  checkRequest,
  decide,
  decideAll,
  diagram,
  errorBody,
  formats,
  type HeldLink,
  type IdempotencyRecord,
  idempotency,
  initSync,
  interpretResponse,
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

declare const link: PaymentLink;
declare const record: IdempotencyRecord;
declare const held: HeldLink;
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
// @ts-expect-error a text that nobody has awaited
read(promised);
// @ts-expect-error a response, not its body
readList(response);
// @ts-expect-error a number is no document
read(5);
// @ts-expect-error nothing is no document
read(undefined);
// @ts-expect-error nothing is no document
read(null);
// @ts-expect-error no document at all
read();
// @ts-expect-error what nobody has looked at
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
// @ts-expect-error an error answer has a status
readError("{}", { format: "txn" });
// @ts-expect-error only a whole link can be written
write(held);
// @ts-expect-error no such kind of value
validate("date", "2024-01-01");

// Links
decide("close", link, clock);
decide("close", { format: "txn", rawStatus: "a word of tomorrow", expiresAt: undefined }, clock);
decideAll(link, { now: "2024-06-01T12:00:00Z", skewMs: undefined });
// @ts-expect-error no such action
decide("pay", link, clock);
// @ts-expect-error the link comes second
decide(link, "close", clock);
// @ts-expect-error a decision needs a clock
decide("close", link);
// @ts-expect-error a decision needs a time
decide("close", link, { skewMs: 5 });
// @ts-expect-error a time is no bigint
decide("close", link, { now: 0n });
// @ts-expect-error skew is milliseconds
decide("close", link, { now, skewMs: "5s" });
// @ts-expect-error no such format
decide("close", { format: "visa", rawStatus: "open" }, clock);
// @ts-expect-error a decision needs the provider's word, not ours
decide("close", { format: "txn", status: "open" }, clock);
// @ts-expect-error a child is an invoice or a payout
decide("close", { ...held, child: { type: "refund", rawStatus: "draft" } }, clock);
// @ts-expect-error an answer is not yet a link
decide("close", read("{}"), clock);
// @ts-expect-error no such event
transition(link, "refunded");
// @ts-expect-error the observed link is a whole one
reconcile(null, held);
// @ts-expect-error what is not known is null
reconcile(undefined, link);

// Many links
const batch = readBatch("", { format: "txn", now: new Date(), skewMs: undefined });
batch.decideAgain(clock);
for (const each of batch.toArray()) void each.ok;
// @ts-expect-error a text that nobody has awaited
readBatch(promised);
// @ts-expect-error no such format
readBatch("", { format: "visa" });
// @ts-expect-error a batch is not told what was asked
readBatch("", { listing: {} });
// @ts-expect-error a time is no bigint
readBatch("", { now: 0n });
// @ts-expect-error no such action
batch.verdicts("pay");
// @ts-expect-error columns are not set
batch.status = new Uint8Array();
// @ts-expect-error the member comes first
batch.text(0, "id");

// Calls
planClose("close", link, { now, idempotencyKey: undefined });
// @ts-expect-error a plan needs the link's id
planClose("close", held, { now });
// @ts-expect-error a plan needs a time
planClose("close", link, { idempotencyKey: "k" });
// @ts-expect-error a key is text
planClose("close", link, { now, idempotencyKey: 5 });
// @ts-expect-error whose link?
planRead("j47ac10b");
planList("txn", { reference: "r", createdFrom: new Date(), order: undefined });
readList("{}", { format: "connect", listing: { limit: 5 } });
// @ts-expect-error a link is not listed
planRead("txn", "x", { limit: 5 });
// @ts-expect-error Connect's lists know nothing of references
planList("connect", { reference: "r" });
// @ts-expect-error a cursor is text, whatever it says
planList("txn", { cursor: 2 });
// @ts-expect-error no such order
planList("txn", { order: "desc" });
// @ts-expect-error what is not asked is missing
planList("txn", { reference: null });
// @ts-expect-error one link goes on nowhere
read("{}", { listing: {} });
// @ts-expect-error whose link is to be made?
planCreate("{}", { idempotencyKey: "k" });
// @ts-expect-error a request has a path
checkRequest({ method: "POST" });
checkRequest({
  method: "POST",
  path: "/",
  headers: { accept: ["a", "b"], age: 5, via: undefined },
});
// @ts-expect-error a header is a text
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
  // @ts-expect-error silence is null
  interpretResponse(closing.value, undefined);
}
// @ts-expect-error an answer is no plan
interpretResponse(closing, null);
// @ts-expect-error what a read answers is read
if (reading.ok) interpretResponse(reading.value, null);

// @ts-expect-error a delivery has headers
readWebhook({ format: "txn", body: "{}", now });
// @ts-expect-error a body that was parsed is no longer what was signed
readWebhook({ format: "txn", headers: {}, body: { data: {} }, now });

// Repeats
const claim = { key: "k", slot: "s", fingerprint: "f" };
idempotency.judge("connect", null, claim, now);
idempotency.judge("ietf", record, claim, now);
// @ts-expect-error a format without a profile
idempotency.judge("txn", null, claim, now);
// @ts-expect-error a claim is more than its key
idempotency.judge("connect", null, "k", now);
// @ts-expect-error nothing kept is null
idempotency.judge("connect", undefined, claim, now);
// @ts-expect-error was it sent?
idempotency.abandon(record);
// @ts-expect-error within what time?
idempotency.mayAct(record, now);
// @ts-expect-error keys are made of bytes
idempotency.newKey("random");
// @ts-expect-error an answer is kept with its headers
idempotency.finish("connect", record, { status: 200, body: "" });

// Faces and messages
errorBody([{ code: "internal_error" }], "problem", { status: 503 });
// @ts-expect-error no such code
errorBody([{ code: "made_up" }], "problem");
// @ts-expect-error a note is no issue
errorBody([{ code: "json_bom" }], "problem");
// @ts-expect-error no such face
errorBody([], "html");
// @ts-expect-error a list of issues
errorBody({ code: "internal_error" }, "problem");
const german: Catalogue = { locale: "de", messages: { member_missing: "es fehlt `{member}`" } };
translate([{ code: "wrong_status" }, { code: "json_bom" }], german);
// @ts-expect-error no such code
translate([{ code: "made_up" }], german);
// @ts-expect-error a catalogue has no message of that code
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
