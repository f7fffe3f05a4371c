// The schemas by themselves: no other package's types are needed.
import { anyLink, txnCreateRequest } from "paylink/standard";

const result = anyLink["~standard"].validate(undefined);
export const told: string = result.issues ? result.issues[0].message : result.value.format;
export const target = txnCreateRequest["~standard"].jsonSchema.input({ target: "draft-2020-12" });
// @ts-expect-error a result is no promise
result.then(() => {});
// @ts-expect-error a target is needed
anyLink["~standard"].jsonSchema.output();
