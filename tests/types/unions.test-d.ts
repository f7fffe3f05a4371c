// Compile-time tests of answers: a switch over a closed set needs no default, and the member that
// distinguishes the cases of an answer narrows the other members.
import {
  type Accepted,
  type Action,
  type Allowed,
  type Answer,
  type Basis,
  type CheckedRequest,
  type Child,
  type ChildStatus,
  type CreateRequest,
  checkRequest,
  codes,
  type Decision,
  decide,
  decideAll,
  type Effect,
  type FormatId,
  type FormatWords,
  type GroundCode,
  type Interpretation,
  type IssueCode,
  idempotency,
  interpretResponse,
  type Judgement,
  type Kind,
  type LinkEvent,
  type NonEmpty,
  type Note,
  type Operation,
  type Outcome,
  PaylinkError,
  type PaymentLink,
  type Plan,
  planClose,
  planCreate,
  planList,
  planRead,
  type ReasonCode,
  type Reconciled,
  type Refused,
  type RefusedDecision,
  type RefusedRequest,
  type RefusedResponse,
  type RefusedTransition,
  type RefusedUnknownStatus,
  type RefusedUnlisted,
  read,
  readBatch,
  readCreateRequest,
  readList,
  type Side,
  type Standing,
  type Status,
  type Transition,
  translate,
  type Verdict,
  validate,
  type WarningCode,
} from "paylink";

/** The two types are the same, and neither is `any`. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only for `true`. */
declare function holds<T extends true>(): T;

declare const link: PaymentLink;
const clock = { now: 0 };

// `ok` narrows the answer.
{
  const answer = read("{}", { format: "connect" });
  if (answer.ok) {
    holds<Same<typeof answer.value, PaymentLink>>();
  } else {
    const first: string = answer.issues[0].message;
    void first;
  }
  const many = readList("[]", { format: "txn" });
  if (many.ok) {
    const [first] = many.value.links;
    if (first?.ok) holds<Same<typeof first.value, PaymentLink>>();
  }
  const text = validate("instant", "");
  if (text.ok) holds<Same<typeof text.value, string>>();
}

// A batch
{
  const batch = readBatch("", { format: "txn" });
  const answer = batch.at(0);
  if (answer.ok) holds<Same<typeof answer.value, PaymentLink>>();
  // An element of a column is an index into a set of codes.
  const status: Status | undefined = codes().status[batch.status[0] ?? 255];
  void status;
}

// Decisions have names, and `verdict` narrows them.
{
  const decision = decide("close" as Action, link, clock);
  holds<Same<typeof decision, Decision>>();
  holds<Same<typeof decision.call, "cancel" | "expire">>();
  if (decision.verdict === "allowed") holds<Same<typeof decision, Allowed>>();
  const [first, second, third] = decideAll(link, clock);
  holds<Same<typeof first | typeof second | typeof third, Decision>>();
}

// Plans
{
  const closing = planClose("close", link, clock);
  if (closing.ok) holds<Same<typeof closing.value.action, "cancel" | "expire">>();
  const one = planRead("txn", "x");
  if (one.ok) holds<Same<typeof one.value.id, string>>();
  const list = planList("txn");
  if (list.ok) {
    holds<Same<typeof list.value.operation, "list">>();
    holds<Same<typeof list.value.listing.createdFrom, string | undefined>>();
    const { value } = list;
    // A plan's listing is accepted by the plan of the next page and by `readList`.
    planList("txn", { ...value.listing, cursor: "2" });
    readList("{}", { format: "txn", listing: value.listing });
  }
  const made = planCreate("{}", { format: "connect" });
  if (made.ok) holds<Same<typeof made.value.body, string>>();
}

// Requests
{
  const connect = readCreateRequest("{}", { format: "connect" });
  if (connect.ok) {
    holds<Same<typeof connect.value, CreateRequest>>();
    holds<Same<typeof connect.value.orderId, string | undefined>>();
    // @ts-expect-error no such member
    void connect.value.paymentLinkId;
  }
}

export function inbound(path: string): string {
  const checked = checkRequest({ method: "POST", path });
  if (!checked.ok) return `${checked.status} ${checked.issues[0].code}`;
  const call = checked.value;
  switch (call.operation) {
    case "close":
      return `${call.action} ${call.id} ${call.idempotency?.key}`;
    case "create":
      return `${call.create.format} ${call.create.amount?.value}`;
    case "read":
      return call.id;
    case "list":
      return call.listing.cursor ?? call.format;
  }
}

// Decisions
export function described(decision: Decision): string {
  switch (decision.verdict) {
    case "allowed":
      holds<Same<typeof decision.canTry, true>>();
      holds<Same<typeof decision.reasons, []>>();
      return decision.next;
    case "already_done":
      return decision.reasons[0].message;
    case "refused":
      holds<Same<typeof decision.canTry, false>>();
      return decision.reasons[0].message;
    case "uncertain":
      return decision.canTry ? decision.next : decision.reasons[0].code;
  }
}

// @ts-expect-error a verdict without its case
export function half(decision: Decision): string {
  switch (decision.verdict) {
    case "allowed":
    case "already_done":
    case "refused":
      return "";
  }
}

export const transition = (done: Transition): string => {
  switch (done.effect) {
    case "moved":
    case "already":
      return done.to + done.rawStatus;
    case "refused":
    case "uncertain":
      return done.reasons[0].code;
  }
};

export const placed = (placed: Reconciled): string => {
  switch (placed.verdict) {
    case "advance":
      holds<Same<typeof placed.take, "observed">>();
      return placed.link.id;
    case "same":
    case "stale":
    case "keep":
      holds<Same<typeof placed.take, "stored">>();
      return placed.why.message;
    case "conflict":
      return placed.take;
  }
};

export const meant = (answer: Interpretation): string => {
  switch (answer.outcome) {
    case "done":
      return answer.link.id;
    case "refused":
    case "already_done":
    case "conflict":
    case "not_found":
    case "reauthorise":
      return String(answer.error.status);
    case "retry":
      return `${answer.issues[0].message}, in ${answer.retry.afterMs} ms`;
    case "unclear":
      return answer.link?.rawStatus ?? answer.issues[0].code;
  }
};
void interpretResponse;

export const judged = (judgement: Judgement): string => {
  switch (judgement.verdict) {
    case "proceed":
    case "recover":
      return judgement.record.startedAt;
    case "replay":
      return judgement.response.body;
    case "mismatch":
      return judgement.issues[0].message;
    case "locked":
      return `in ${judgement.retryAfterMs} ms`;
  }
};
void idempotency;

export const called = (plan: Plan): string => {
  switch (plan.operation) {
    case "close":
      return `${plan.action} ${plan.id}`;
    case "create":
      return plan.body;
    case "read":
      return plan.id;
    case "list":
      return plan.path;
  }
};

export const childOf = (child: Child): string => {
  switch (child.type) {
    case "invoice":
      return child.statusContext ?? child.status;
    case "payout":
      return child.txid ?? child.status;
  }
};

// The member that distinguishes the cases covers its whole set.
holds<Same<Decision["verdict"], Verdict>>();
holds<Same<Decision["action"], Action>>();
holds<Same<Decision["basis"], Basis>>();
holds<Same<Transition["effect"], Effect>>();
holds<Same<Transition["event"], LinkEvent>>();
holds<Same<Reconciled["verdict"], Standing>>();
holds<Same<Reconciled["take"], Side>>();
holds<Same<Interpretation["outcome"], Outcome>>();
holds<Same<Plan["operation"], Operation>>();
holds<Same<Child["status"], ChildStatus>>();
holds<Same<Child["type"], Exclude<Kind, "unknown">>>();
holds<Same<CreateRequest["format"], FormatId>>();
holds<Same<keyof FormatWords, FormatId>>();

// Each refusal has a type of its own, named after what is refused.
holds<Same<Extract<Answer<PaymentLink>, { ok: false }>, Refused>>();
holds<Same<ReturnType<typeof checkRequest>, Accepted<CheckedRequest> | RefusedRequest>>();
holds<Same<RefusedDecision["verdict"], "refused">>();
holds<Same<RefusedUnknownStatus["verdict"], "uncertain">>();
holds<Same<RefusedUnknownStatus["canTry"], false>>();
holds<Same<RefusedTransition["effect"], "refused" | "uncertain">>();
holds<
  Same<
    RefusedResponse["outcome"],
    "refused" | "already_done" | "conflict" | "not_found" | "reauthorise"
  >
>();
holds<Same<RefusedUnlisted["issues"], []>>();

// Codes are unions, so an unknown code is not a valid case.
export const help = (code: IssueCode): string => {
  switch (code) {
    case "member_missing":
    case "member_null":
      return "add it";
    // @ts-expect-error no such code
    case "member_mising":
      return "";
    default:
      return "see the message";
  }
};
declare const note: Note;
// @ts-expect-error a note has no code of an issue
export const never: boolean = note.code === "member_missing";
export const because = (code: ReasonCode | WarningCode | GroundCode): boolean =>
  code === "terminal_status" || code === "child_lives_on" || code === "first_seen";

// A translated finding keeps the type of its members.
const [translated] = translate([note], {});
if (translated) holds<Same<typeof translated.severity, "note">>();

// A non-empty list has a first element under `noUncheckedIndexedAccess`, too.
declare const issues: NonEmpty<{ message: string }>;
export const first: string = issues[0].message;

export const mistake = (error: unknown): string => {
  if (!(error instanceof PaylinkError)) return "";
  switch (error.code) {
    case "not_initialised":
      return "await init()";
    case "invalid_argument":
      return error.message;
  }
};
