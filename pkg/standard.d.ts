/**
 * paylink as Standard Schema: schemas for every library and framework that takes one.
 *
 * Each validates a provider's document and makes the model of it. They are synchronous, and need the
 * core: `await init()` before the first use, otherwise they throw {@link PaylinkError} with the code
 * `not_initialised`. What is wrong with a value is never thrown.
 * @module paylink/standard
 */

import type {
  ConnectCreateRequest,
  Input,
  IssueCode,
  NonEmpty,
  PaylinkError,
  PaymentLink,
  TxnCreateRequest,
} from "./types.d.ts";

/**
 * Standard Schema 1 with Standard JSON Schema 1, by <https://standardschema.dev>; stated here so that no
 * other package is needed.
 */
export interface StandardSchema<I, O> {
  /** What the standard prescribes. */
  readonly "~standard": StandardProps<I, O>;
}

/** What Standard Schema prescribes. */
export interface StandardProps<I, O> {
  /** The standard's version. */
  readonly version: 1;
  /** `paylink` */
  readonly vendor: string;
  /** Validates a value: a document as an object, as text or as bytes. */
  readonly validate: (value: unknown) => StandardResult<O>;
  /** JSON Schemas of the document and of the model. */
  readonly jsonSchema: StandardJsonSchema;
  /** For the compiler only. */
  readonly types?: StandardTypes<I, O> | undefined;
}

/** What goes in and what comes out. */
export interface StandardTypes<I, O> {
  /** What is validated. */
  readonly input: I;
  /** What is made of it. */
  readonly output: O;
}

/** `issues` tells the two apart. */
export type StandardResult<O> = StandardSuccess<O> | StandardFailure;

/** The value is what it should be. */
export interface StandardSuccess<O> {
  /** What was made of it. */
  readonly value: O;
  /** None. */
  readonly issues?: undefined;
}

/** It is not. */
export interface StandardFailure {
  /** Why, in document order; at least one. */
  readonly issues: Readonly<NonEmpty<StandardIssue>>;
}

/** One thing that is wrong. */
export interface StandardIssue {
  /** English, one line. */
  readonly message: string;
  /** From the whole to the place; a number is an element of an array. */
  readonly path: readonly (string | number)[];
  /** Stable; not part of the standard. */
  readonly code: IssueCode;
  /** What the message is made of; not part of the standard. */
  readonly params: Readonly<Record<string, string>>;
}

/** Standard JSON Schema; throws {@link PaylinkError} for another target, and where there is no schema. */
export interface StandardJsonSchema {
  /** Of the provider's document. */
  readonly input: (options: StandardTarget) => Record<string, unknown>;
  /** Of the model; a create request has none. */
  readonly output: (options: StandardTarget) => Record<string, unknown>;
}

/** Which JSON Schema it is to be. */
export interface StandardTarget {
  /** Only `draft-2020-12` is there. */
  readonly target: string;
}

/** A payment link of `connect`. */
export const connectLink: StandardSchema<Input, PaymentLink<"connect">>;
/** A payment link of `txn`. */
export const txnLink: StandardSchema<Input, PaymentLink<"txn">>;
/** A payment link of any format, by its shape. */
export const anyLink: StandardSchema<Input, PaymentLink>;
/** A request to make a payment link at `connect`. */
export const connectCreateRequest: StandardSchema<Input, ConnectCreateRequest>;
/** A request to make a payment link at `txn`. */
export const txnCreateRequest: StandardSchema<Input, TxnCreateRequest>;
