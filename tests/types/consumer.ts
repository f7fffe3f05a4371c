// A user's code: it compiles under `--strict`, and wrong code is marked.
import {
  type Action,
  type Answer,
  type Decision,
  decide,
  decideAll,
  formats,
  type Issue,
  idempotency,
  init,
  lifecycle,
  type PaymentLink,
  type Plan,
  planClose,
  read,
  readList,
  type Status,
} from "paylink";

await init();

const answer: Answer<PaymentLink> = read("{}");
if (answer.ok) {
  const link: PaymentLink = answer.value;
  const id: string = link.id;
  const amount: string | undefined = link.amount?.value;
  const planned: Answer<Plan> = planClose("close", link, {
    now: Date.now(),
    skewMs: 5,
    idempotencyKey: id,
  });
  const all: [Decision, Decision, Decision] = decideAll(link, { now: new Date() });
  void [amount, planned, all];
  // @ts-expect-error an accepted answer has no issues
  void answer.issues;
} else {
  const issues: Issue[] = answer.issues;
  const pointer: string | undefined = issues[0]?.pointer;
  void pointer;
  // @ts-expect-error a refused answer has no value
  void answer.value;
}

/** An exhaustive switch compiles without a default. */
export function colour(status: Status): string {
  switch (status) {
    case "open":
    case "in_progress":
      return "blue";
    case "completed":
      return "green";
    case "expired":
    case "cancelled":
      return "grey";
    case "unknown":
      return "red";
  }
}

export function words({ verdict, next }: Decision): string {
  switch (verdict) {
    case "allowed":
    case "uncertain":
      return `then ${next ?? "?"}`;
    case "already_done":
      return "done";
    case "refused":
      return "no";
  }
}

// @ts-expect-error a status without its case does not return
export function incomplete(status: Status): string {
  switch (status) {
    case "open":
      return "blue";
  }
}

const action: Action = "close";
// @ts-expect-error no such action
decide("pay", { format: "txn", rawStatus: "created" }, { now: 0 });
// @ts-expect-error no such format
lifecycle("visa");
// @ts-expect-error a decision needs a time
decide(action, { format: "txn", rawStatus: "created" }, {});
// @ts-expect-error a decision needs the provider's word
decide(action, { format: "txn" }, { now: 0 });
// @ts-expect-error a plan needs the link's id
planClose(action, { format: "txn", rawStatus: "created" }, { now: 0 });
// @ts-expect-error a number is not a document
read(5);
// @ts-expect-error the random input is bytes
idempotency.newKey("random");

const list = readList(new Uint8Array());
if (list.ok) {
  for (const link of list.value.links) void (link.ok ? link.value.url : link.issues.length);
}
for (const { close, statuses } of formats()) {
  const way: "cancel" | "expire" = close;
  void [way, statuses.map(({ word }) => word)];
}
