// Values that many calls take or give: documents, instants, headers, a clock.

/** An instant in UTC, RFC 3339, with the fraction digits of the source. */
export type Rfc3339 = string;

/**
 * Epoch milliseconds, a `Date`, or RFC 3339 with any offset. A number or `Date` before 2001-09-09 (10^12 milliseconds)
 * throws: it counts seconds, or comes from a clock that stands at its beginning, as at the top level of a Worker. A
 * text may have any year.
 */
export type Now = number | Date | Rfc3339;

/**
 * A document: its bytes (UTF-8), its text, or an object or array, which is serialised with
 * `JSON.stringify` first. Not a `Promise`, a `Response` or a `Request`: await their text first.
 */
export type Input =
  | Uint8Array
  | ArrayBuffer
  | string
  | (object & Present)
  | (Record<string, unknown> & Present);

/** Excludes values that must be awaited first. */
export interface Present {
  /** Not a `Promise`. */
  then?: never;
  /** Not a `Response`, a `Request` or a `Blob`. */
  arrayBuffer?: never;
}

/** At least one. */
export type NonEmpty<T> = [T, ...T[]];

/** The caller's clock. */
export interface Clock {
  /** The current time. */
  now: Now;
  /** The largest difference from the provider's clock, either way, in milliseconds, 0 or more. Default 0. */
  skewMs?: number | undefined;
}

/**
 * The value of a header: a list is several lines of that header, a number stands for its decimal text,
 * `null` and `undefined` for no header.
 */
export type HeaderValue = string | number | readonly (string | number)[] | null | undefined;

/**
 * Header names, in any case, and values: for example `Headers`, Node's `request.headers`, axios's headers.
 * A name that occurs more than once is several lines of that header.
 * Lines of a list, such as `accept` or `svix-signature`, are joined. More than one line of a credential, a content type,
 * an idempotency key or a delivery's id or timestamp is an error of a request (`header_duplicate`), even if they are equal.
 */
export type HeaderList =
  | Readonly<Record<string, HeaderValue>>
  | Iterable<readonly [string, unknown]>;

/** An HTTP request. */
export interface RequestData {
  /** The HTTP method, in upper case. */
  method: string;
  /** Path and query, as in the request line. */
  path: string;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** The body as received; default none. */
  body?: Input | null | undefined;
}

/** An HTTP response. */
export interface ResponseData {
  /** The HTTP status. */
  status: number;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** The body as received; default none. */
  body?: Input | null | undefined;
}
