/**
 * paylink as Standard Schema: schemas for every library and framework that accepts one.
 *
 * Each validates a provider's document and converts it to the model. They are synchronous and use the core
 * that `paylink` loads, so import that too; in pages, `await init()` before the first use. Otherwise they
 * throw {@link PaylinkError} with the code `not_initialised`. An invalid value gives issues and never throws.
 * @module paylink/standard
 */

import type {
  CreateRequest,
  FormatId,
  Input,
  IssueCode,
  NonEmpty,
  PaylinkError,
  PaymentLink,
} from "./types.d.ts";

/**
 * Standard Schema 1 with Standard JSON Schema 1, by <https://standardschema.dev>; declared here to avoid a
 * dependency.
 */
export interface StandardSchema<I, O> {
  /** The members of the standard. */
  readonly "~standard": StandardProps<I, O>;
}

/** The members of Standard Schema. */
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

/** Input and output type. */
export interface StandardTypes<I, O> {
  /** The type of the document. */
  readonly input: I;
  /** The type of the result. */
  readonly output: O;
}

/** A result: `issues` distinguishes the cases. */
export type StandardResult<O> = StandardSuccess<O> | StandardFailure;

/** The value is valid. */
export interface StandardSuccess<O> {
  /** The result. */
  readonly value: O;
  /** None. */
  readonly issues?: undefined;
}

/** The value is invalid. */
export interface StandardFailure {
  /** In document order; at least one. */
  readonly issues: Readonly<NonEmpty<StandardIssue>>;
}

/** One issue. */
export interface StandardIssue {
  /** English, one line. */
  readonly message: string;
  /** The path to the invalid member; a number is an index of an array. */
  readonly path: readonly (string | number)[];
  /** Stable; not part of the standard. */
  readonly code: IssueCode;
  /** The parameters of the message; not part of the standard. */
  readonly params: Readonly<Record<string, string>>;
}

/** Standard JSON Schema; throws {@link PaylinkError} for another target, and if there is no schema. */
export interface StandardJsonSchema {
  /** The schema of the provider's document. */
  readonly input: (options: StandardTarget) => Record<string, unknown>;
  /** The schema of the model; a create request has none. */
  readonly output: (options: StandardTarget) => Record<string, unknown>;
}

/** The requested version of JSON Schema. */
export interface StandardTarget {
  /** Only `draft-2020-12` is supported. */
  readonly target: string;
}

/** A payment link of any format, by its shape. */
export const anyLink: StandardSchema<Input, PaymentLink>;
/** A payment link of a format. */
export function linkOf(format: FormatId): StandardSchema<Input, PaymentLink>;
/** A request to create a payment link, in a format. */
export function createRequestOf(format: FormatId): StandardSchema<Input, CreateRequest>;
