// The schemas in frameworks: the standard's own types accept them, and handlers get the model.
import { sValidator } from "@hono/standard-validator";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { initTRPC } from "@trpc/server";
import { Hono } from "hono";
import type { CreateRequest, Input, PaymentLink } from "paylink";
import { anyLink, createRequestOf, linkOf } from "paylink/standard";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function holds<T extends true>(): T;

/** The standard's own types. */
type Both<Output> = StandardSchemaV1<Input, Output> & StandardJSONSchemaV1<Input, Output>;
const [connectLink, txnLink] = [linkOf("connect"), linkOf("txn")];
const txnCreateRequest = createRequestOf("txn");
anyLink satisfies Both<PaymentLink>;
connectLink satisfies Both<PaymentLink>;
txnLink satisfies Both<PaymentLink>;
txnCreateRequest satisfies Both<CreateRequest>;
holds<Same<StandardSchemaV1.InferOutput<typeof txnLink>, PaymentLink>>();
holds<Same<StandardSchemaV1.InferInput<typeof anyLink>, Input>>();
// @ts-expect-error a create request is no link
txnCreateRequest satisfies Both<PaymentLink>;

// The result is synchronous.
const result = anyLink["~standard"].validate({});
if (result.issues) holds<Same<(typeof result.issues)[0]["path"], readonly (string | number)[]>>();
else holds<Same<typeof result.value, PaymentLink>>();

export const app = new Hono().post("/links", sValidator("json", connectLink), (c) => {
  const link = c.req.valid("json");
  holds<Same<typeof link, PaymentLink>>();
  // @ts-expect-error no such member
  void link.paymentLinkId;
  return c.json({ id: link.id });
});

const trpc = initTRPC.create();
export const router = trpc.router({
  create: trpc.procedure.input(txnCreateRequest).mutation(({ input }) => {
    holds<Same<typeof input, CreateRequest>>();
    return input.amount?.value;
  }),
  show: trpc.procedure
    .input(anyLink)
    .output(anyLink)
    .query(() => ({})),
});
