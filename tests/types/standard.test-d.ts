// The schemas alone, without types of another package.
import { anyLink, createRequestOf } from "paylink/standard";

const result = anyLink["~standard"].validate(undefined);
export const told: string = result.issues ? result.issues[0].message : result.value.format;
export const target = createRequestOf("txn")["~standard"].jsonSchema.input({
  target: "draft-2020-12",
});
// @ts-expect-error a result is not a promise
result.then(() => {});
// @ts-expect-error a target is needed
anyLink["~standard"].jsonSchema.output();
