/**
 * The edge's own API as types, by its OpenAPI document: for openapi-fetch, `createClient<paths>({ baseUrl })`, or any client
 * that takes such types. Written by `make bless`.
 * @module paylink/edge
 */

import type {
  Decision,
  FormatId,
  Issue,
  IssueCode,
  Money,
  Note,
  PaymentLink,
  ProviderError,
  Quote,
  UsableLink,
} from "./types.d.ts";

/** A document as a provider has it. */
export type ProviderDocument = Record<string, unknown> | Record<string, unknown>[];

export interface paths {
  "/v1/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List links
     * @description The links of all providers: a page of each at a time, asked for now, or what was last seen of them. A provider in trouble does not hide the others; it stands in `unavailable`, and the next page asks it again.
     */
    get: operations["listLinks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/connect": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a link at Telness Tech Connect API
     * @description Makes a payment link. The body is Telness Tech Connect API's own request; what is wrong with it is said at once and nothing is sent. A call whose answer was lost is repeated with the same key: the link that it made is found, not made again.
     */
    post: operations["createConnectLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/txn": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a link at Txn.pro / Txn.io
     * @description Makes a payment link. The body is Txn.pro / Txn.io's own request; what is wrong with it is said at once and nothing is sent. A call whose answer was lost is repeated with the same key: the link that it made is found, not made again.
     */
    post: operations["createTxnLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/stripe": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a link at Stripe Checkout Sessions
     * @description Makes a payment link. The body is Stripe Checkout Sessions's own request; what is wrong with it is said at once and nothing is sent. A call whose answer was lost is repeated with the same key: the link that it made is found, not made again.
     */
    post: operations["createStripeLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/razorpay": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a link at Razorpay Payment Links
     * @description Makes a payment link. The body is Razorpay Payment Links's own request; what is wrong with it is said at once and nothing is sent. A call whose answer was lost is repeated with the same key: the link that it made is found, not made again.
     */
    post: operations["createRazorpayLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/{format}/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a link
     * @description A link as its provider shows it now, what may be done with it and why not, and its own document. While the provider does not show it: as it was last seen.
     */
    get: operations["readLink"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/{format}/{id}/close": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Close a link
     * @description Ends a link whichever way its provider has, cancelling or expiring it. The link is read first: a close that must be refused costs no call, and one that is done already is answered as that. Calls for the same link wait for each other.
     */
    post: operations["closeLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/imports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import documents
     * @description Reads payloads that somebody pasted: one link or a list, of any provider. Each is read, decided and remembered beside what the providers show; it never stands against that. A bad link does not spoil the others.
     */
    post: operations["importLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Name links to be closed
     * @description Makes a job of up to 10,000 links. Nothing is closed until it is run. It is kept for 90 days.
     */
    post: operations["createJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/jobs/{job}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a job
     * @description What became of each of its links so far, a page at a time.
     */
    get: operations["readJob"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/jobs/{job}/run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run a job
     * @description Closes its links, several at a time, and tells of each as it comes: one JSON object a line. Whoever goes away stops it after what has been begun; run again, it goes on where it stopped. Each link has an idempotency key of the job's own, so two that run it at once close nothing twice. The last line says that it is finished, or that it broke off.
     */
    post: operations["runJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what happened
     * @description The journal: who did what, when, what was decided, and by whose rule. Entries are only ever added, and kept for 400 days.
     */
    get: operations["listEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/links/{format}/{id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what happened to a link
     * @description The entries of the journal that are about one link.
     */
    get: operations["listLinkEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who is calling
     * @description The name and the scopes of the access token or session that the call shows.
     */
    get: operations["readMe"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Format: FormatId;
    /**
     * Format: date-time
     * @description an RFC 3339 date and time with any offset and fraction; only a validator that asserts `format` refuses days that do not exist, and leap seconds other than 23:59:60 UTC
     */
    Instant: string;
    /** @description Links of all providers; of each one a page at a time. */
    LinkList: {
      /** @description Of the first provider, then of the next; each in its order. */
      links: components["schemas"]["ListedLink"][];
      /** @description Whose links are missing, and why. */
      unavailable: components["schemas"]["Unavailable"][];
      /** @description Of which lists something is odd, for instance one that repeats itself and therefore ends here. */
      notes?: {
        format: components["schemas"]["Format"];
        /** @description It. */
        notes: components["schemas"]["Note"][];
      }[];
      /** @description Whose links are test data: the sandbox plays these providers. */
      played?: components["schemas"]["Format"][];
      /** @description The `cursor` of the page behind this one; missing behind the last. */
      next?: string;
    };
    /** @description A link of a list; a bad one does not spoil the others. */
    ListedLink:
      | {
          format: components["schemas"]["Format"];
          /**
           * @description It can be read.
           * @constant
           */
          ok: true;
          value: components["schemas"]["PaymentLink"];
          /** @description What is odd about it. */
          notes: components["schemas"]["Note"][];
          /** @description How many notes were left out. */
          more?: number;
          /** @description What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept. */
          attention?: ("paid_after_end" | "child_conflict")[];
        }
      | {
          format: components["schemas"]["Format"];
          /**
           * @description It can be read.
           * @constant
           */
          ok: true;
          value: components["schemas"]["UsableLink"];
          /** @description What is odd about it. */
          notes: components["schemas"]["Note"][];
          /** @description How many notes were left out. */
          more?: number;
          /** @description What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept. */
          attention?: ("paid_after_end" | "child_conflict")[];
          /** @description When it was seen. */
          seenAt: components["schemas"]["Instant"];
          /**
           * @description Whether its provider showed it, or somebody pasted it.
           * @enum {string}
           */
          origin: "provider" | "import";
        }
      | {
          format: components["schemas"]["Format"];
          /**
           * @description Its document is not as documented.
           * @constant
           */
          ok: false;
          /** @description Why; empty if the list has too many issues to show all. */
          issues: components["schemas"]["Issue"][];
          /** @description How many issues were left out. */
          more?: number;
          /** @description The link's id, if it can be read. */
          id?: string;
          /** @description What can be used of it: enough to close it. */
          link?: components["schemas"]["UsableLink"];
          /** @description What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept. */
          attention?: ("paid_after_end" | "child_conflict")[];
        };
    PaymentLink: PaymentLink;
    Note: Note;
    UsableLink: UsableLink;
    Issue: Issue;
    /** @description A provider whose links could not be listed; `next` goes on where it stopped. */
    Unavailable: {
      format: components["schemas"]["Format"];
      problem: components["schemas"]["Problem"];
    };
    /** @description What went wrong, by RFC 9457. */
    Problem: {
      /**
       * Format: uri
       * @description A name, the same on every server: `urn:paylink:problem:` and the code.
       */
      type: string;
      /** @description The code, for people. */
      title: string;
      /** @description The HTTP status. */
      status: number;
      /** @description All messages, one behind the other. */
      detail: string;
      /** @description Stable; of several issues the first one's. */
      code: components["schemas"]["IssueCode"];
      /** @description Everything that is wrong, worst first. */
      issues: components["schemas"]["Issue"][];
      /** @description How many issues were left out: at most 100 are told. */
      more?: number;
      /**
       * Format: uri-reference
       * @description Where this server has a page on it.
       */
      help: string;
    };
    IssueCode: IssueCode;
    /**
     * Connect: a request to create a payment link
     * @description a request to create a payment link; three member names are cut off in every copy of the page, so other members are passed through. Not expressed by this schema: an object must not have duplicate members, a string that is read must not have an unpaired surrogate escape, and values must not be nested more than 128 levels deep
     */
    ConnectCreate: {
      /** @description the merchant's description for the payer */
      description?: string | null;
      /** @description the invoice to be paid; exactly one of `orderId` and `invoiceId` is given */
      invoiceId?: string | null;
      /** @description the merchant's own key-value pairs */
      metadata?: Record<string, never> | null;
      /** @description the order to be paid; exactly one of `orderId` and `invoiceId` is given */
      orderId?: string | null;
      /** @description a saved payment method to prefill */
      paymentProfileId?: string | null;
      /** @description whether to save the payment method; default false */
      savePaymentProfile?: boolean | null;
    } & (
      | {
          orderId: unknown;
        }
      | {
          invoiceId: unknown;
        }
    );
    /** @description A link that was made. */
    MadeLink: {
      /**
       * @description It was made: by this call, or by an earlier one with the same key.
       * @constant
       */
      outcome: "done";
      link: components["schemas"]["UsableLink"];
      /** @description What is odd about its document. */
      notes: components["schemas"]["Note"][];
      /** @description What is not as documented in the link that the provider shows; the outcome does not depend on it. */
      linkIssues?: components["schemas"]["Issue"][];
      /**
       * @description The sandbox answered in the provider's place: it is test data.
       * @constant
       */
      played?: true;
      /**
       * @description Details are missing: they were too long to be kept for repeats.
       * @constant
       */
      shortened?: true;
    };
    /** @description Why a link was not made, or is not known to be. */
    CreateProblem: {
      /**
       * Format: uri
       * @description A name, the same on every server: `urn:paylink:problem:` and the code.
       */
      type: string;
      /** @description The code, for people. */
      title: string;
      /** @description The HTTP status. */
      status: number;
      /** @description All messages, one behind the other. */
      detail: string;
      /** @description Stable; of several issues the first one's. */
      code: components["schemas"]["IssueCode"];
      /** @description Everything that is wrong, worst first. */
      issues: components["schemas"]["Issue"][];
      /** @description How many issues were left out: at most 100 are told. */
      more?: number;
      /**
       * Format: uri-reference
       * @description Where this server has a page on it.
       */
      help: string;
      /**
       * @description What became of it: `not_sent` never left for the provider, `unclear` is not known.
       * @enum {string}
       */
      outcome?:
        | "not_sent"
        | "already_done"
        | "refused"
        | "conflict"
        | "not_found"
        | "reauthorise"
        | "retry"
        | "unclear";
      retry?: components["schemas"]["Retry"];
      error?: components["schemas"]["ProviderError"];
      /** @description The links of which one may have been made by the request. */
      holders?: {
        /** @description The link's id. */
        id: string;
        /**
         * @description Where it stands.
         * @enum {string}
         */
        status: "open" | "in_progress" | "completed" | "expired" | "cancelled" | "unknown";
        amount?: components["schemas"]["Money"];
      }[];
      /**
       * @description The sandbox answered in the provider's place: it is test data.
       * @constant
       */
      played?: true;
    };
    /** @description What to do next. */
    Retry: {
      /**
       * @description `stop`: the answer is final. `new_key`: this key is spoilt. `read_first`: look what became of the link before anything else.
       * @enum {string}
       */
      advice: "stop" | "same_request" | "new_key" | "read_first";
      /** @description Milliseconds to wait before. */
      afterMs?: number;
    };
    ProviderError: ProviderError;
    Money: Money;
    /**
     * Txn: a request to create a payment link
     * @description a request to create a payment link; other members are passed through. Not expressed by this schema: an object must not have duplicate members, a string that is read must not have an unpaired surrogate escape, and values must not be nested more than 128 levels deep
     */
    TxnCreate: {
      /** @description the payment link to create */
      data: components["schemas"]["TxnNew"];
    };
    /** @description the resource of the payment link to create */
    TxnNew: {
      /** @description the attributes of the payment link */
      attributes: components["schemas"]["TxnRequested"];
      /**
       * @description only payment_links, in snake case
       * @enum {string}
       */
      type: "payment_links";
    };
    /** @description the attributes of the payment link to create */
    TxnRequested: {
      /** @description account credited (invoice) or debited (payout) */
      accountCurrency?: components["schemas"]["TxnCurrency"] | null;
      /** @description amount shown to the end user */
      amount: components["schemas"]["Amount"];
      /** @description currency shown to the end user */
      currency: components["schemas"]["TxnCurrency"];
      /** @description when the link expires; in snake case; there is no default */
      expires_at: components["schemas"]["Instant"];
      /** @description limits the coins offered */
      payCurrencies?: components["schemas"]["TxnCurrency"][] | null;
      /** @description limits the payment methods */
      paymentMethods?: string[] | null;
      /**
       * @description Invoice or Payout
       * @enum {string}
       */
      paymentType: "Invoice" | "Payout";
      /** @description the merchant's own id, unique per payment */
      reference?: string | null;
      /** @description only applicable to Invoices; on a payout it is noted */
      successRedirectUrl?: string | null;
      /** @description only applicable to Invoices; on a payout it is noted */
      unsuccessRedirectUrl?: string | null;
    };
    /** @description a currency's code, fiat or crypto, in any case */
    TxnCurrency: string;
    /** @description an exact decimal of zero or more, without leading zeros */
    Amount: string;
    /**
     * Stripe: a request to create a Checkout Session, as JSON
     * @description a request to create a Checkout Session; other parameters are passed through. Not expressed by this schema: an object must not have duplicate members, a string that is read must not have an unpaired surrogate escape, and values must not be nested more than 128 levels deep; `line_items` is required in the modes `payment` and `subscription`
     */
    StripeCreate: {
      /** @description If set, a link back to this URL is shown. */
      cancel_url?: string | null;
      /** @description A unique string to reference the Checkout Session. */
      client_reference_id?: string | null;
      /** @description When the session expires: from 30 minutes to 24 hours after its creation. */
      expires_at?: components["schemas"]["StripeEpochOrText"] | null;
      /** @description A list of items the customer is purchasing. */
      line_items?: components["schemas"]["StripeItem"][];
      /** @description Set of key-value pairs that you can attach to an object. */
      metadata?: Record<string, never> | null;
      /**
       * @description The mode of the Checkout Session.
       * @enum {string}
       */
      mode: "payment" | "setup" | "subscription";
      /** @description The payment method types that this session can accept. */
      payment_method_types?: string[] | null;
      /** @description The URL to which the customer is sent when payment or setup is complete. */
      success_url?: string | null;
    };
    /** @description whole seconds since 1970-01-01T00:00:00Z, up to the year 9999. Not expressed by this schema: the number is written with digits only */
    StripeEpochOrText: number | string;
    /** @description an item; other parameters are passed through */
    StripeItem: {
      /** @description The ID of a price. */
      price?: string | null;
      /** @description Data used to generate a new price. */
      price_data?: components["schemas"]["StripePrice"];
      /** @description The quantity of the item. */
      quantity?: components["schemas"]["StripeUnitsOrText"] | null;
    } & (
      | {
          price: unknown;
        }
      | {
          price_data: unknown;
        }
    );
    /** @description a price that is made for the session; other parameters are passed through */
    StripePrice: {
      /** @description Three-letter ISO currency code. */
      currency: components["schemas"]["StripeCurrency"];
      /** @description A non-negative integer: how much to charge, in the smallest unit. */
      unit_amount?: components["schemas"]["StripeUnitsOrText"] | null;
    };
    /** @description a currency's code, fiat or crypto, in any case */
    StripeCurrency: string;
    /** @description a whole number of the currency's smallest unit, of any size. Not expressed by this schema: the number is written with digits only */
    StripeUnitsOrText: number | string;
    /**
     * Razorpay: a request to create a payment link
     * @description a request to create a payment link; other members are passed through. Not expressed by this schema: an object must not have duplicate members, a string that is read must not have an unpaired surrogate escape, and values must not be nested more than 128 levels deep; `callback_method` is required with `callback_url`; `notes` has at most 15 pairs
     */
    RazorpayCreate: {
      /** @description Amount to be paid, in the smallest unit of the currency. */
      amount: components["schemas"]["RazorpayMinorUnits"];
      /** @description Must be get, if callback_url is passed. */
      callback_method?: "get" | null;
      /** @description Where customers are redirected to after the payment. */
      callback_url?: string | null;
      /** @description A three-letter ISO code; the default is that of the account's country. */
      currency?: components["schemas"]["RazorpayCurrency"] | null;
      /** @description A brief description, at most 2048 characters. */
      description?: string | null;
      /** @description When the link will expire; at most six months after its creation. */
      expire_by?: components["schemas"]["RazorpayEpoch"] | null;
      /** @description At most 15 key-value pairs. */
      notes?: unknown[] | Record<string, never> | null;
      /** @description Reference number; unique for each link, at most 40 characters. */
      reference_id?: string | null;
    };
    /** @description a whole number of the currency's smallest unit, of any size. Not expressed by this schema: the number is written with digits only */
    RazorpayMinorUnits: number;
    /** @description a currency's code, fiat or crypto, in any case */
    RazorpayCurrency: string;
    /** @description whole seconds since 1970-01-01T00:00:00Z, up to the year 9999. Not expressed by this schema: the number is written with digits only */
    RazorpayEpoch: number;
    /** @description A link, and what may be done with it. */
    ShownLink:
      | {
          link: components["schemas"]["UsableLink"];
          /** @description What is odd about its document. */
          notes: components["schemas"]["Note"][];
          /** @description What is not as documented in the link that the provider shows; the outcome does not depend on it. */
          linkIssues?: components["schemas"]["Issue"][];
          /** @description Of `cancel`, `expire` and `close`, in this order. */
          decisions: components["schemas"]["Decision"][];
          /** @description What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept. */
          attention?: ("paid_after_end" | "child_conflict")[];
          /** @description The provider's own document, as it came. */
          document: Record<string, never>;
          /**
           * @description It was asked for now.
           * @constant
           */
          source: "provider";
          /**
           * @description The sandbox answered in the provider's place: it is test data.
           * @constant
           */
          played?: true;
          /** @description When that was. */
          seenAt: components["schemas"]["Instant"];
        }
      | {
          link: components["schemas"]["UsableLink"];
          /** @description What is odd about its document. */
          notes: components["schemas"]["Note"][];
          /** @description What is not as documented in the link that the provider shows; the outcome does not depend on it. */
          linkIssues?: components["schemas"]["Issue"][];
          /** @description Of `cancel`, `expire` and `close`, in this order. */
          decisions: components["schemas"]["Decision"][];
          /** @description What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept. */
          attention?: ("paid_after_end" | "child_conflict")[];
          /** @description The document that it was read from, as it came. */
          document?: Record<string, never>;
          /**
           * @description Whether its provider showed it, or somebody pasted it.
           * @enum {string}
           */
          source: "kept" | "import";
          /**
           * @description The sandbox answered in the provider's place: it is test data.
           * @constant
           */
          played?: true;
          /** @description When it was seen. */
          seenAt: components["schemas"]["Instant"];
          /** @description Why it cannot be shown as it is now. */
          unavailable: components["schemas"]["Problem"];
        };
    Decision: Decision;
    /** @description A link that is closed. */
    ClosedLink: {
      /**
       * @description `done`: by this call, or by an earlier one with the same key. `already_done`: it was closed before.
       * @enum {string}
       */
      outcome: "done" | "already_done";
      link: components["schemas"]["UsableLink"];
      /** @description What is odd about its document. */
      notes: components["schemas"]["Note"][];
      /** @description What is not as documented in the link that the provider shows; the outcome does not depend on it. */
      linkIssues?: components["schemas"]["Issue"][];
      /** @description What was decided before it was closed; missing where its provider did not show the link. */
      decision?: components["schemas"]["Decision"];
      /**
       * @description It rests on an ending that its provider showed before: it does not show the link now.
       * @constant
       */
      source?: "kept";
      /**
       * @description The sandbox answered in the provider's place: it is test data.
       * @constant
       */
      played?: true;
      /**
       * @description Details are missing: they were too long to be kept for repeats.
       * @constant
       */
      shortened?: true;
    };
    /** @description Why a link was not closed, or is not known to be. */
    CloseProblem: {
      /**
       * Format: uri
       * @description A name, the same on every server: `urn:paylink:problem:` and the code.
       */
      type: string;
      /** @description The code, for people. */
      title: string;
      /** @description The HTTP status. */
      status: number;
      /** @description All messages, one behind the other. */
      detail: string;
      /** @description Stable; of several issues the first one's. */
      code: components["schemas"]["IssueCode"];
      /** @description Everything that is wrong, worst first. */
      issues: components["schemas"]["Issue"][];
      /** @description How many issues were left out: at most 100 are told. */
      more?: number;
      /**
       * Format: uri-reference
       * @description Where this server has a page on it.
       */
      help: string;
      /**
       * @description What became of it: `not_sent` never left for the provider, `unclear` is not known.
       * @enum {string}
       */
      outcome?:
        | "not_sent"
        | "already_done"
        | "refused"
        | "conflict"
        | "not_found"
        | "reauthorise"
        | "retry"
        | "unclear";
      retry?: components["schemas"]["Retry"];
      error?: components["schemas"]["ProviderError"];
      /**
       * @description The sandbox answered in the provider's place: it is test data.
       * @constant
       */
      played?: true;
      /** @description What was decided, if the link could be read. */
      decision?: components["schemas"]["Decision"];
      /** @description The link as it was read, if it was refused. */
      link?: components["schemas"]["UsableLink"];
      /** @description What is not as documented in the link that the provider shows; the outcome does not depend on it. */
      linkIssues?: components["schemas"]["Issue"][];
      /**
       * @description It rests on an ending that its provider showed before: it does not show the link now.
       * @constant
       */
      source?: "kept";
      /**
       * @description Details are missing: they were too long to be kept for repeats.
       * @constant
       */
      shortened?: true;
    };
    ConnectLink: ProviderDocument;
    ConnectList: ProviderDocument;
    TxnLink: ProviderDocument;
    TxnList: ProviderDocument;
    StripeLink: ProviderDocument;
    StripeList: ProviderDocument;
    RazorpayLink: ProviderDocument;
    RazorpayList: ProviderDocument;
    /** @description Documents that were pasted, read and decided. */
    Imported: {
      /** @description In the order of the document. */
      links: components["schemas"]["ImportedLink"][];
      /** @description What is odd about the list. */
      notes: components["schemas"]["Note"][];
      /**
       * @description A caller pasted it; no provider showed it.
       * @constant
       */
      source: "import";
      /**
       * @description Nobody has verified it. It decides nothing.
       * @constant
       */
      verified: false;
    };
    /** @description A pasted link. */
    ImportedLink:
      | {
          /**
           * @description It can be read.
           * @constant
           */
          ok: true;
          value: components["schemas"]["PaymentLink"];
          /** @description What is odd about it. */
          notes: components["schemas"]["Note"][];
          /** @description How many notes were left out. */
          more?: number;
          /** @description Of `cancel`, `expire` and `close`, in this order. */
          decisions: components["schemas"]["Decision"][];
          /**
           * @description How it stands to what was known of it.
           * @enum {string}
           */
          standing?: "advance" | "same" | "stale" | "conflict" | "keep";
          /**
           * @description Why.
           * @enum {string}
           */
          why?:
            | "first_seen"
            | "identical"
            | "moved_on"
            | "moved_before"
            | "child_ended"
            | "child_had_ended"
            | "changed_later"
            | "changed_earlier"
            | "seen_later"
            | "seen_earlier"
            | "order_unknown"
            | "ended_otherwise"
            | "child_ended_otherwise"
            | "time_contradicts"
            | "created_otherwise";
          /** @description The provider's word for the status, as it is known from now on. */
          known?: string;
          /**
           * @description Whether that is what its provider showed, or what was pasted.
           * @enum {string}
           */
          origin?: "provider" | "import";
        }
      | {
          /**
           * @description Its document is not as documented.
           * @constant
           */
          ok: false;
          /** @description Why; empty if the list has too many issues to show all. */
          issues: components["schemas"]["Issue"][];
          /** @description How many issues were left out. */
          more?: number;
          /** @description The link's id, if it can be read. */
          id?: string;
          /** @description What can be used of it: enough to close it. */
          link?: components["schemas"]["UsableLink"];
        };
    /** @description The links to be closed. */
    JobRequest: {
      /** @description Each link once. */
      links: {
        format: components["schemas"]["Format"];
        /** @description The link's id. */
        id: string;
      }[];
    };
    /** @description A job. Nothing is closed until it is run. */
    Job: {
      /**
       * Format: uuid
       * @description The job's id.
       */
      id: string;
      /** @description When it was made. */
      madeAt: components["schemas"]["Instant"];
      /** @description The name of whoever made it. */
      who: string;
      /** @description How many links it has. */
      links: number;
    };
    /** @description A job and what became of its links, a page at a time. */
    JobState: {
      /**
       * Format: uuid
       * @description The job's id.
       */
      id: string;
      /** @description When it was made. */
      madeAt: components["schemas"]["Instant"];
      /** @description The name of whoever made it. */
      who: string;
      /** @description How many links it has. */
      links: number;
      /** @description How many links have which outcome; `waiting` are those that nobody has tried yet. */
      counts: {
        [key: string]: number;
      };
      /** @description Its links, in the order in which they were named. */
      items: components["schemas"]["JobItem"][];
      /** @description What to ask for as `after`; missing behind the last. */
      next?: number;
    };
    /** @description A link of a job. */
    JobItem: {
      /** @description Its place in the job, from 0. */
      n: number;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      id: string;
      result?: components["schemas"]["JobResult"];
    };
    /** @description What became of a link of a job. */
    JobResult: {
      /** @description Whether it stays; what is not final is tried again when the job is run again. */
      final: boolean;
      /** @description The HTTP status that the close of this one link has. */
      status: number;
      /**
       * @description What became of it.
       * @enum {string}
       */
      outcome:
        | "already_done"
        | "not_sent"
        | "done"
        | "already_done"
        | "refused"
        | "conflict"
        | "not_found"
        | "reauthorise"
        | "retry"
        | "unclear";
      /** @description Of the problem, if there is one. */
      code?: components["schemas"]["IssueCode"];
      /** @description Of the problem. */
      message?: string;
      /** @description The provider's word for the link's status, if it is known. */
      rawStatus?: string;
      /**
       * @description It rests on an ending that its provider showed before: it does not show the link now.
       * @constant
       */
      source?: "kept";
      /** @description When that was. */
      at: components["schemas"]["Instant"];
    };
    /** @description One line of a run. */
    JobLine:
      | {
          /** @description Its place in the job, from 0. */
          n: number;
          format: components["schemas"]["Format"];
          /** @description The link's id. */
          id: string;
          /** @description Whether it stays; what is not final is tried again when the job is run again. */
          final: boolean;
          /** @description The HTTP status that the close of this one link has. */
          status: number;
          /**
           * @description What became of it.
           * @enum {string}
           */
          outcome:
            | "already_done"
            | "not_sent"
            | "done"
            | "already_done"
            | "refused"
            | "conflict"
            | "not_found"
            | "reauthorise"
            | "retry"
            | "unclear";
          /** @description Of the problem, if there is one. */
          code?: components["schemas"]["IssueCode"];
          /** @description Of the problem. */
          message?: string;
          /** @description The provider's word for the link's status, if it is known. */
          rawStatus?: string;
          /**
           * @description It rests on an ending that its provider showed before: it does not show the link now.
           * @constant
           */
          source?: "kept";
          /** @description When that was. */
          at: components["schemas"]["Instant"];
          /**
           * @description It was done in an earlier run, and nothing was sent now.
           * @constant
           */
          before?: true;
        }
      | {
          /**
           * Format: uuid
           * @description The job's id.
           */
          job: string;
          /**
           * @description There is nothing behind this line.
           * @constant
           */
          finished: true;
          /** @description How many links have which outcome; `waiting` are those that nobody has tried yet. */
          counts: {
            [key: string]: number;
          };
        }
      | {
          /**
           * @description There is nothing behind this line.
           * @constant
           */
          interrupted: true;
        };
    /** @description A page of the journal. */
    Events: {
      /** @description In the order that was asked for. */
      events: components["schemas"]["Entry"][];
      /**
       * Format: uuid
       * @description What to ask for as `after`; missing behind the last.
       */
      next?: string;
    };
    /** @description What happened, when, at whose hands, and by whose rule. */
    Entry:
      | components["schemas"]["CloseDecidedEntry"]
      | components["schemas"]["CloseAnsweredEntry"]
      | components["schemas"]["CreatePlannedEntry"]
      | components["schemas"]["CreateAnsweredEntry"]
      | components["schemas"]["LinkChangedEntry"]
      | components["schemas"]["ChildChangedEntry"]
      | components["schemas"]["PaidAfterEndEntry"]
      | components["schemas"]["LinkConflictEntry"]
      | components["schemas"]["LinkImportedEntry"]
      | components["schemas"]["DeliveryEntry"]
      | components["schemas"]["DeliveryDiffersEntry"]
      | components["schemas"]["DeliveryJoinedEntry"]
      | components["schemas"]["JobMadeEntry"];
    /** @description A link was to be closed, and this was decided. */
    CloseDecidedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "close_decided";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description What was asked.
         * @enum {string}
         */
        action: "cancel" | "expire" | "close";
        /**
         * @description The call that would do it.
         * @enum {string}
         */
        call: "cancel" | "expire";
        /**
         * @description What was decided.
         * @enum {string}
         */
        verdict: "allowed" | "already_done" | "refused" | "uncertain";
        /** @description Whether the call was made. */
        canTry: boolean;
        /**
         * @description Where the link would stand afterwards.
         * @enum {string}
         */
        next?: "open" | "in_progress" | "completed" | "expired" | "cancelled" | "unknown";
        /** @description Every reason. */
        reasons: (
          | "action_not_offered"
          | "event_not_offered"
          | "terminal_status"
          | "already_in_status"
          | "wrong_status"
          | "status_unknown"
          | "expired_by_clock"
          | "expiry_unreadable"
          | "partly_paid"
          | "not_yet"
          | "no_expiry"
        )[];
        /** @description What was to be known before. */
        warnings: (
          | "money_arrived"
          | "money_sent"
          | "payment_in_progress"
          | "child_lives_on"
          | "approval_pending"
        )[];
        /**
         * @description What it rests on, where the provider did not show the link: `kept`, an ending that it showed before; `unseen`, nothing, so the provider was asked.
         * @enum {string}
         */
        origin?: "kept" | "unseen";
        /** @description The provider's word for the status in what was pasted of the link; it decides nothing. */
        imported?: string;
        /**
         * @description Whether the rule is written down.
         * @enum {string}
         */
        basis: "documented" | "assumed";
        /** @description That rule. */
        source: components["schemas"]["Quote"];
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    Quote: Quote;
    /** @description The provider answered the call that closes a link, or did not. */
    CloseAnsweredEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "close_answered";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description What the answer meant; `not_sent`: nothing left.
         * @enum {string}
         */
        outcome:
          | "not_sent"
          | "done"
          | "already_done"
          | "refused"
          | "conflict"
          | "not_found"
          | "reauthorise"
          | "retry"
          | "unclear";
        /** @description The HTTP status that the provider answered. */
        status?: number;
        /** @description The provider's code. */
        code?: string;
        /**
         * @description The answer did not say; the link did, when it was read again.
         * @constant
         */
        foundByReading?: true;
        /**
         * @description Whether the rule is written down.
         * @enum {string}
         */
        basis: "documented" | "assumed";
        /** @description That rule. */
        source: components["schemas"]["Quote"];
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A link is about to be made. */
    CreatePlannedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "create_planned";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description The merchant's own id for the payment. */
        reference?: string;
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description The provider answered the call that makes a link, or did not. */
    CreateAnsweredEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "create_answered";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link?: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description What the answer meant; `not_sent`: nothing left.
         * @enum {string}
         */
        outcome:
          | "not_sent"
          | "done"
          | "already_done"
          | "refused"
          | "conflict"
          | "not_found"
          | "reauthorise"
          | "retry"
          | "unclear";
        /** @description The HTTP status that the provider answered. */
        status?: number;
        /** @description The provider's code. */
        code?: string;
        /**
         * @description The answer did not say; the link did, when it was read again.
         * @constant
         */
        foundByReading?: true;
        /**
         * @description Whether the rule is written down.
         * @enum {string}
         */
        basis?: "documented" | "assumed";
        /** @description That rule. */
        source?: components["schemas"]["Quote"];
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A link was seen to have moved on. */
    LinkChangedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "link_changed";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description How what was seen stands to what was known.
         * @enum {string}
         */
        verdict: "advance" | "same" | "stale" | "conflict" | "keep";
        /**
         * @description Why.
         * @enum {string}
         */
        why:
          | "first_seen"
          | "identical"
          | "moved_on"
          | "moved_before"
          | "child_ended"
          | "child_had_ended"
          | "changed_later"
          | "changed_earlier"
          | "seen_later"
          | "seen_earlier"
          | "order_unknown"
          | "ended_otherwise"
          | "child_ended_otherwise"
          | "time_contradicts"
          | "created_otherwise";
        /** @description The provider's word for the status before. */
        from?: string;
        /** @description The provider's word for the status from now on. */
        to: string;
        /**
         * @description A caller pasted it; no provider showed it.
         * @constant
         */
        origin?: "import";
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description The invoice or payout of a link was seen for the first time, or to have moved on. */
    ChildChangedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "child_changed";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description How what was seen stands to what was known.
         * @enum {string}
         */
        verdict: "advance" | "same" | "stale" | "conflict" | "keep";
        /**
         * @description Why.
         * @enum {string}
         */
        why:
          | "first_seen"
          | "identical"
          | "moved_on"
          | "moved_before"
          | "child_ended"
          | "child_had_ended"
          | "changed_later"
          | "changed_earlier"
          | "seen_later"
          | "seen_earlier"
          | "order_unknown"
          | "ended_otherwise"
          | "child_ended_otherwise"
          | "time_contradicts"
          | "created_otherwise";
        /**
         * @description A caller pasted it; no provider showed it.
         * @constant
         */
        origin?: "import";
        /**
         * @description Which of the two.
         * @enum {string}
         */
        type: "invoice" | "payout";
        /** @description Its id. */
        id: string;
        /** @description Where it stood before; missing where it was not known. */
        from?: {
          /** @description The provider's word for its status. */
          rawStatus: string;
          /** @description How much came, of an invoice. */
          statusContext?: string;
          /** @description When it came, of an invoice. */
          paymentStatus?: string;
        };
        /** @description Where it stands. */
        to: {
          /** @description The provider's word for its status. */
          rawStatus: string;
          /** @description How much came, of an invoice. */
          statusContext?: string;
          /** @description When it came, of an invoice. */
          paymentStatus?: string;
        };
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A link had ended unpaid, and its payment was made afterwards: somebody should look at it. */
    PaidAfterEndEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "paid_after_end";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description The provider's word for the link's status. */
        rawStatus: string;
        /** @description What was paid. */
        child?: {
          /**
           * @description Which of the two.
           * @enum {string}
           */
          type: "invoice" | "payout";
          /** @description Its id. */
          id: string;
          /** @description The provider's word for its status. */
          rawStatus: string;
          /** @description How much came, of an invoice. */
          statusContext?: string;
          /** @description When it came, of an invoice. */
          paymentStatus?: string;
        };
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A link was seen to be what it cannot be, or its payment to have ended in two ways: somebody should look at it. */
    LinkConflictEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "link_conflict";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * @description How what was seen stands to what was known.
         * @enum {string}
         */
        verdict: "advance" | "same" | "stale" | "conflict" | "keep";
        /**
         * @description Why.
         * @enum {string}
         */
        why:
          | "first_seen"
          | "identical"
          | "moved_on"
          | "moved_before"
          | "child_ended"
          | "child_had_ended"
          | "changed_later"
          | "changed_earlier"
          | "seen_later"
          | "seen_earlier"
          | "order_unknown"
          | "ended_otherwise"
          | "child_ended_otherwise"
          | "time_contradicts"
          | "created_otherwise";
        /** @description The provider's word for the status before. */
        from?: string;
        /** @description The provider's word for the status from now on. */
        to: string;
        /**
         * @description A caller pasted it; no provider showed it.
         * @constant
         */
        origin?: "import";
        /** @description The provider's word for the status that contradicts it. */
        observed: string;
        /** @description Its invoice or payout, where that is what ended in two ways: `from` is known, `to` contradicts it. */
        child?: {
          /**
           * @description Which of the two.
           * @enum {string}
           */
          type: "invoice" | "payout";
          /** @description Its id. */
          id: string;
          /** @description Where it stood before; missing where it was not known. */
          from?: {
            /** @description The provider's word for its status. */
            rawStatus: string;
            /** @description How much came, of an invoice. */
            statusContext?: string;
            /** @description When it came, of an invoice. */
            paymentStatus?: string;
          };
          /** @description Where it stands. */
          to: {
            /** @description The provider's word for its status. */
            rawStatus: string;
            /** @description How much came, of an invoice. */
            statusContext?: string;
            /** @description When it came, of an invoice. */
            paymentStatus?: string;
          };
        };
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description Somebody pasted documents. */
    LinkImportedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "link_imported";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description How many were read. */
        read: number;
        /** @description How many were not. */
        refused: number;
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A provider delivered something. */
    DeliveryEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "delivery";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link?: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description The delivery's own id, the same on every redelivery. */
        event: string;
        /** @description The provider's name for the kind of event. */
        kind?: string;
        /** @description When it happened, or when it was sent, as the provider has it. */
        at: components["schemas"]["Instant"];
        /** @description Whether a signature was checked. */
        verified: boolean;
        /** @description Why its body could not be read. */
        issues?: {
          code: components["schemas"]["IssueCode"];
          /** @description Where it is, as a JSON Pointer. */
          pointer: string;
        }[];
        /** @description The invoice or payout that it is about. */
        child?: {
          /**
           * @description Which of the two.
           * @enum {string}
           */
          type: "invoice" | "payout";
          /** @description Its id. */
          id: string;
          /** @description The provider's word for its status. */
          rawStatus: string;
        };
        /**
         * @description How the link that it shows stands to what was known.
         * @enum {string}
         */
        verdict?: "advance" | "same" | "stale" | "conflict" | "keep";
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description A provider delivered something else with an id that was taken before; nothing was done with it. */
    DeliveryDiffersEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "delivery_differs";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link?: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description The delivery's own id, the same on every redelivery. */
        event: string;
        /** @description The provider's name for the kind of event. */
        kind?: string;
        /** @description When it happened, or when it was sent, as the provider has it. */
        at: components["schemas"]["Instant"];
        /** @description Whether a signature was checked. */
        verified: boolean;
        /** @description Why its body could not be read. */
        issues?: {
          code: components["schemas"]["IssueCode"];
          /** @description Where it is, as a JSON Pointer. */
          pointer: string;
        }[];
        /** @description The invoice or payout that it is about. */
        child?: {
          /**
           * @description Which of the two.
           * @enum {string}
           */
          type: "invoice" | "payout";
          /** @description Its id. */
          id: string;
          /** @description The provider's word for its status. */
          rawStatus: string;
        };
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description What was delivered before its link was known now belongs to a link. */
    DeliveryJoinedEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "delivery_joined";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      format: components["schemas"]["Format"];
      /** @description The link's id. */
      link: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /** @description The delivery's own id, the same on every redelivery. */
        event: string;
        /** @description The provider's name for the kind of event. */
        kind?: string;
        /** @description When it happened, or when it was sent, as the provider has it. */
        at: components["schemas"]["Instant"];
        /** @description Whether a signature was checked. */
        verified: boolean;
        /** @description Why its body could not be read. */
        issues?: {
          code: components["schemas"]["IssueCode"];
          /** @description Where it is, as a JSON Pointer. */
          pointer: string;
        }[];
        /** @description The invoice or payout that it is about. */
        child?: {
          /**
           * @description Which of the two.
           * @enum {string}
           */
          type: "invoice" | "payout";
          /** @description Its id. */
          id: string;
          /** @description The provider's word for its status. */
          rawStatus: string;
        };
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description Somebody named links to be closed. */
    JobMadeEntry: {
      /**
       * Format: uuid
       * @description Sorts by when it was written.
       */
      id: string;
      /** @description When it was written. */
      at: components["schemas"]["Instant"];
      /**
       * @description What kind of entry it is. (enum property replaced by openapi-typescript)
       * @enum {string}
       */
      type: "job_made";
      /** @description The caller's name; or the provider's, for what it delivered. */
      who: string;
      /** @description The `x-request-id` of the request that it was written for. */
      requestId?: string;
      /** @description What was decided, answered or seen. */
      detail: {
        /**
         * Format: uuid
         * @description The job's id.
         */
        job: string;
        /** @description How many links. */
        links: number;
        /**
         * @description Its longest texts are cut: they were too long to be kept.
         * @constant
         */
        shortened?: true;
      };
    };
    /** @description The caller. */
    Me: {
      /** @description Who the access token was given to. */
      name: string;
      /** @description What the caller may do. */
      scopes: ("read" | "create" | "close" | "sandbox")[];
      /** @description Of a signed-in browser. */
      session?: {
        /** @description When the browser has to sign in again. */
        expiresAt: components["schemas"]["Instant"];
      };
    };
  };
  responses: {
    /**
     * @description - `credential_missing`: the header `{header}` is missing
     *     - `credential_refused`: unknown credential
     */
    Problem401: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /**
     * @description - `origin_refused`: requests from this origin are not allowed
     *     - `scope_missing`: this credential may not {action}
     */
    Problem403: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `rate_limited`: too many requests: at most {limit} in {seconds} seconds */
    Problem429: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `internal_error`: internal error; it has been logged */
    Problem500: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `store_unavailable`: the store is not available; nothing was done */
    Problem503: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `link_not_found`: no payment link with this id */
    CreateProblem404: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /**
     * @description - `idempotency_key_locked`: the first request with this idempotency key is still running
     *     - `reference_held`: the reference is used by {found}, and it is not certain that this request created it
     *     - `upstream_refused`: the provider refused and answered {answer}
     *     - `upstream_conflict`: the link does not have the status that this call needs: the provider answered {answer}
     */
    CreateProblem409: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /** @description - `json_too_large`: larger than {limit} bytes */
    CreateProblem413: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /**
     * @description - `upstream_failed`: the provider gave no usable answer: {answer}
     *     - `upstream_unreadable`: the provider answered success, but without a readable link
     *     - `upstream_other_link`: the provider answered success, but shows another link
     *     - `upstream_unreachable`: the provider could not be reached
     *     - `upstream_contradicts`: the provider's answer contradicts its link, which is {status}
     */
    CreateProblem502: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /**
     * @description - `store_unavailable`: the store is not available; nothing was done
     *     - `upstream_paused`: calls to the provider are paused after repeated failures
     *     - `upstream_busy`: the provider asks to try again later: it answered {answer}
     *     - `upstream_accepted`: the provider has accepted the request but not completed it yet
     *     - `outcome_not_kept`: the request was sent, but its outcome could not be stored
     */
    CreateProblem503: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /** @description - `upstream_late`: the provider did not answer in time */
    CreateProblem504: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /** @description - `idempotency_key_mismatch`: this idempotency key was used for another request */
    Problem422: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /**
     * @description - `idempotency_key_missing`: the header `{header}` is missing
     *     - `idempotency_key_malformed`: expected {expected} in the header `{header}`, found {found}
     *     - `idempotency_key_too_long`: expected at most {limit} characters in the header `{header}`, found {length}
     *     - `json_syntax`: not JSON: expected {expected} at byte {offset}
     *     - `json_not_utf8`: not UTF-8 at byte {offset}
     *     - `json_too_deep`: nested deeper than {limit} at byte {offset}
     *     - `member_duplicate`: duplicate member
     *     - `type_mismatch`: expected {expected}, found {found}
     *     - `member_missing`: the member `{member}` is missing
     *     - `member_null`: expected {expected}, found null
     *     - `resource_type`: expected the resource type {expected}, found {found}
     *     - `exactly_one`: expected exactly one of {expected}, found {found}
     *     - `word_unknown`: expected {expected}, found {found}
     *     - `text_half_character`: expected text, found an unpaired surrogate escape
     *     - `text_empty`: expected {expected}, found an empty string
     *     - `instant_malformed`: expected {expected}, found {found}
     *     - `amount_malformed`: expected {expected}, found {found}
     *     - `currency_malformed`: expected {expected}, found {found}
     *     - `url_malformed`: expected {expected}
     *     - `url_credentials`: expected a URL without user name and password
     */
    CreateProblem400: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["CreateProblem"];
      };
    };
    /**
     * @description - `upstream_failed`: the provider gave no usable answer: {answer}
     *     - `upstream_unreadable`: the provider answered success, but without a readable link
     *     - `upstream_other_link`: the provider answered success, but shows another link
     *     - `upstream_unreachable`: the provider could not be reached
     */
    Problem502: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `upstream_late`: the provider did not answer in time */
    Problem504: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `json_too_large`: larger than {limit} bytes */
    Problem413: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description - `idempotency_key_locked`: the first request with this idempotency key is still running */
    Problem409: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /**
     * @description - `parameter_unknown`: unknown parameter `{parameter}`
     *     - `parameter_malformed`: expected {expected} in the parameter `{parameter}`, found {found}
     *     - `parameter_duplicate`: the parameter `{parameter}` is given twice
     */
    Problem400: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        RateLimit: components["headers"]["RateLimit"];
        "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: {
    /** @description Only links with one of these statuses. */
    Statuses: ("open" | "in_progress" | "completed" | "expired" | "cancelled" | "unknown")[];
    /** @description Only links that were made then or later. */
    CreatedFrom: components["schemas"]["Instant"];
    /** @description Only links that were made then or earlier. */
    CreatedTo: components["schemas"]["Instant"];
    /** @description Which links of a provider come first, where its list can be asked for that. With the oldest first a link that is made meanwhile shifts no page: none comes twice, none is left out. */
    LinkOrder: "oldest_first" | "newest_first";
    /** @description Where the list goes on. The other parameters have to be the same. */
    Cursor: string;
    /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
    Prefer: string;
    /** @description Whose document it is; without it its shape decides. */
    ImportFormat: components["schemas"]["Format"];
    /** @description Only links behind this place: the `next` of the page before. */
    AfterItem: number;
    /** @description How many links a page has at most. */
    ItemLimit: number;
    /** @description Only what stands behind this event: the `next` of the page before. */
    After: string;
    /** @description Which events come first. */
    Order: "oldest_first" | "newest_first";
  };
  requestBodies: never;
  headers: {
    /** @description The id that the request came with, or one made here; log and journal have it. */
    RequestId: string;
    /** @description How much the caller has left, and for how many seconds. */
    RateLimit: string;
    /** @description How much a caller has in how many seconds. */
    RateLimitPolicy: string;
    /** @description Which credential is asked for; a browser that opens a page is asked for another. */
    WwwAuthenticate: string;
    /** @description Seconds to wait before the same call is made again. */
    RetryAfter: number;
    /** @description Where what was made can be read. */
    Location: string;
    /** @description For how long the call would have waited, if it asked for that: `wait=30`. */
    PreferenceApplied: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listLinks: {
    parameters: {
      query?: {
        /** @description Only this provider's. */
        format?: components["schemas"]["Format"];
        /** @description Only links with one of these statuses. */
        status?: components["parameters"]["Statuses"];
        /** @description Only links with which this may be tried now; `close` is whichever way the provider has. */
        can?: "cancel" | "expire" | "close";
        /** @description Only links with exactly this reference of the merchant's. */
        reference?: string;
        /** @description Only links that were made then or later. */
        createdFrom?: components["parameters"]["CreatedFrom"];
        /** @description Only links that were made then or earlier. */
        createdTo?: components["parameters"]["CreatedTo"];
        /** @description Which links of a provider come first, where its list can be asked for that. With the oldest first a link that is made meanwhile shifts no page: none comes twice, none is left out. */
        order?: components["parameters"]["LinkOrder"];
        /** @description `providers` are asked now; `kept` is what was last seen of each link, and asks nobody. */
        source?: "providers" | "kept";
        /** @description How many links of each provider a page has at most; of what is kept, how many altogether. */
        limit?: number;
        /** @description Where the list goes on. The other parameters have to be the same. */
        cursor?: components["parameters"]["Cursor"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LinkList"];
        };
      };
      /**
       * @description - `parameter_unknown`: unknown parameter `{parameter}`
       *     - `parameter_malformed`: expected {expected} in the parameter `{parameter}`, found {found}
       *     - `parameter_duplicate`: the parameter `{parameter}` is given twice
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createConnectLink: {
    parameters: {
      query?: never;
      header: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). */
        "Idempotency-Key": string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The provider's own request. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConnectCreate"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          Location: components["headers"]["Location"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeLink"];
        };
      };
      /**
       * @description - `idempotency_key_missing`: the header `{header}` is missing
       *     - `idempotency_key_malformed`: expected {expected} in the header `{header}`, found {found}
       *     - `idempotency_key_too_long`: expected at most {limit} characters in the header `{header}`, found {length}
       *     - `json_syntax`: not JSON: expected {expected} at byte {offset}
       *     - `json_not_utf8`: not UTF-8 at byte {offset}
       *     - `json_too_deep`: nested deeper than {limit} at byte {offset}
       *     - `member_duplicate`: duplicate member
       *     - `type_mismatch`: expected {expected}, found {found}
       *     - `member_missing`: the member `{member}` is missing
       *     - `member_null`: expected {expected}, found null
       *     - `resource_type`: expected the resource type {expected}, found {found}
       *     - `exactly_one`: expected exactly one of {expected}, found {found}
       *     - `word_unknown`: expected {expected}, found {found}
       *     - `text_half_character`: expected text, found an unpaired surrogate escape
       *     - `text_empty`: expected {expected}, found an empty string
       *     - `instant_malformed`: expected {expected}, found {found}
       *     - `amount_malformed`: expected {expected}, found {found}
       *     - `currency_malformed`: expected {expected}, found {found}
       *     - `url_malformed`: expected {expected}
       *     - `url_credentials`: expected a URL without user name and password
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CreateProblem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["CreateProblem404"];
      409: components["responses"]["CreateProblem409"];
      413: components["responses"]["CreateProblem413"];
      /** @description - `idempotency_key_mismatch`: this idempotency key was used for another request */
      422: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      502: components["responses"]["CreateProblem502"];
      503: components["responses"]["CreateProblem503"];
      504: components["responses"]["CreateProblem504"];
    };
  };
  createTxnLink: {
    parameters: {
      query?: never;
      header: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). */
        "Idempotency-Key": string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The provider's own request. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["TxnCreate"];
        "application/vnd.api+json": components["schemas"]["TxnCreate"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          Location: components["headers"]["Location"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeLink"];
        };
      };
      /**
       * @description - `idempotency_key_missing`: the header `{header}` is missing
       *     - `idempotency_key_malformed`: expected {expected} in the header `{header}`, found {found}
       *     - `idempotency_key_too_long`: expected at most {limit} characters in the header `{header}`, found {length}
       *     - `json_syntax`: not JSON: expected {expected} at byte {offset}
       *     - `json_not_utf8`: not UTF-8 at byte {offset}
       *     - `json_too_deep`: nested deeper than {limit} at byte {offset}
       *     - `member_duplicate`: duplicate member
       *     - `type_mismatch`: expected {expected}, found {found}
       *     - `member_missing`: the member `{member}` is missing
       *     - `member_null`: expected {expected}, found null
       *     - `resource_type`: expected the resource type {expected}, found {found}
       *     - `exactly_one`: expected exactly one of {expected}, found {found}
       *     - `word_unknown`: expected {expected}, found {found}
       *     - `text_half_character`: expected text, found an unpaired surrogate escape
       *     - `text_empty`: expected {expected}, found an empty string
       *     - `instant_malformed`: expected {expected}, found {found}
       *     - `amount_malformed`: expected {expected}, found {found}
       *     - `currency_malformed`: expected {expected}, found {found}
       *     - `url_malformed`: expected {expected}
       *     - `url_credentials`: expected a URL without user name and password
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CreateProblem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["CreateProblem404"];
      409: components["responses"]["CreateProblem409"];
      413: components["responses"]["CreateProblem413"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      502: components["responses"]["CreateProblem502"];
      503: components["responses"]["CreateProblem503"];
      504: components["responses"]["CreateProblem504"];
    };
  };
  createStripeLink: {
    parameters: {
      query?: never;
      header: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). */
        "Idempotency-Key": string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The provider's own request. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["StripeCreate"];
        "application/x-www-form-urlencoded": components["schemas"]["StripeCreate"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          Location: components["headers"]["Location"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeLink"];
        };
      };
      400: components["responses"]["CreateProblem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["CreateProblem404"];
      409: components["responses"]["CreateProblem409"];
      413: components["responses"]["CreateProblem413"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      502: components["responses"]["CreateProblem502"];
      503: components["responses"]["CreateProblem503"];
      504: components["responses"]["CreateProblem504"];
    };
  };
  createRazorpayLink: {
    parameters: {
      query?: never;
      header: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). */
        "Idempotency-Key": string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The provider's own request. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["RazorpayCreate"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          Location: components["headers"]["Location"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MadeLink"];
        };
      };
      400: components["responses"]["CreateProblem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      404: components["responses"]["CreateProblem404"];
      409: components["responses"]["CreateProblem409"];
      413: components["responses"]["CreateProblem413"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      502: components["responses"]["CreateProblem502"];
      503: components["responses"]["CreateProblem503"];
      504: components["responses"]["CreateProblem504"];
    };
  };
  readLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Whose link it is. */
        format: components["schemas"]["Format"];
        /** @description The provider's id of the link. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The link. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ShownLink"];
        };
      };
      /** @description - `id_not_addressable`: an id with {found} cannot be used in a path; check the id */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      /** @description - `link_not_found`: no payment link with this id */
      404: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      502: components["responses"]["Problem502"];
      /**
       * @description - `store_unavailable`: the store is not available; nothing was done
       *     - `upstream_paused`: calls to the provider are paused after repeated failures
       */
      503: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      504: components["responses"]["Problem504"];
    };
  };
  closeLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). Without one a repeat is another call. */
        "Idempotency-Key"?: string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: string;
      };
      path: {
        /** @description Whose link it is. */
        format: components["schemas"]["Format"];
        /** @description The provider's id of the link. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is closed. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClosedLink"];
        };
      };
      /**
       * @description - `idempotency_key_malformed`: expected {expected} in the header `{header}`, found {found}
       *     - `idempotency_key_too_long`: expected at most {limit} characters in the header `{header}`, found {length}
       *     - `id_not_addressable`: an id with {found} cannot be used in a path; check the id
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      /** @description - `link_not_found`: no payment link with this id */
      404: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CloseProblem"];
        };
      };
      /**
       * @description - `idempotency_key_locked`: the first request with this idempotency key is still running
       *     - `transition_refused`: cannot {action} this payment link: {why}
       *     - `close_running`: another call is closing this payment link at the moment
       *     - `upstream_refused`: the provider refused and answered {answer}
       *     - `upstream_conflict`: the link does not have the status that this call needs: the provider answered {answer}
       */
      409: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CloseProblem"];
        };
      };
      413: components["responses"]["Problem413"];
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      /**
       * @description - `upstream_failed`: the provider gave no usable answer: {answer}
       *     - `upstream_unreadable`: the provider answered success, but without a readable link
       *     - `upstream_other_link`: the provider answered success, but shows another link
       *     - `upstream_unreachable`: the provider could not be reached
       *     - `upstream_contradicts`: the provider's answer contradicts its link, which is {status}
       */
      502: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CloseProblem"];
        };
      };
      /**
       * @description - `store_unavailable`: the store is not available; nothing was done
       *     - `upstream_paused`: calls to the provider are paused after repeated failures
       *     - `upstream_busy`: the provider asks to try again later: it answered {answer}
       *     - `upstream_accepted`: the provider has accepted the request but not completed it yet
       *     - `outcome_not_kept`: the request was sent, but its outcome could not be stored
       */
      503: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CloseProblem"];
        };
      };
      /** @description - `upstream_late`: the provider did not answer in time */
      504: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["CloseProblem"];
        };
      };
    };
  };
  importLinks: {
    parameters: {
      query?: {
        /** @description Whose document it is; without it its shape decides. */
        format?: components["parameters"]["ImportFormat"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A provider's own document, up to 8 MiB. Whose it is, its members say together; a document that no provider's members are in, or several providers', is refused unless `format` says it. */
    requestBody: {
      content: {
        "application/json":
          | components["schemas"]["ConnectLink"]
          | components["schemas"]["ConnectList"]
          | components["schemas"]["TxnLink"]
          | components["schemas"]["TxnList"]
          | components["schemas"]["StripeLink"]
          | components["schemas"]["StripeList"]
          | components["schemas"]["RazorpayLink"]
          | components["schemas"]["RazorpayList"];
        "application/vnd.api+json":
          | components["schemas"]["ConnectLink"]
          | components["schemas"]["ConnectList"]
          | components["schemas"]["TxnLink"]
          | components["schemas"]["TxnList"]
          | components["schemas"]["StripeLink"]
          | components["schemas"]["StripeList"]
          | components["schemas"]["RazorpayLink"]
          | components["schemas"]["RazorpayList"];
      };
    };
    responses: {
      /** @description What was read. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Imported"];
        };
      };
      /**
       * @description - `parameter_unknown`: unknown parameter `{parameter}`
       *     - `parameter_malformed`: expected {expected} in the parameter `{parameter}`, found {found}
       *     - `parameter_duplicate`: the parameter `{parameter}` is given twice
       *     - `json_syntax`: not JSON: expected {expected} at byte {offset}
       *     - `json_not_utf8`: not UTF-8 at byte {offset}
       *     - `json_too_deep`: nested deeper than {limit} at byte {offset}
       *     - `member_duplicate`: duplicate member
       *     - `type_mismatch`: expected {expected}, found {found}
       *     - `member_missing`: the member `{member}` is missing
       *     - `format_unknown`: not a payment link of a known format: expected {expected}
       *     - `format_ambiguous`: the document matches more than one format: {found}
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      413: components["responses"]["Problem413"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  createJob: {
    parameters: {
      query?: never;
      header?: {
        /** @description A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941). Without one a repeat is another call. */
        "Idempotency-Key"?: string;
        /** @description What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over. */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    /** @description The links. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["JobRequest"];
      };
    };
    responses: {
      /** @description It was made. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          Location: components["headers"]["Location"];
          "Preference-Applied": components["headers"]["PreferenceApplied"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      /**
       * @description - `idempotency_key_malformed`: expected {expected} in the header `{header}`, found {found}
       *     - `idempotency_key_too_long`: expected at most {limit} characters in the header `{header}`, found {length}
       *     - `json_syntax`: not JSON: expected {expected} at byte {offset}
       *     - `json_not_utf8`: not UTF-8 at byte {offset}
       *     - `json_too_deep`: nested deeper than {limit} at byte {offset}
       *     - `member_duplicate`: duplicate member
       *     - `type_mismatch`: expected {expected}, found {found}
       *     - `member_missing`: the member `{member}` is missing
       *     - `member_unexpected`: the member `{member}` is not allowed here
       */
      400: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      409: components["responses"]["Problem409"];
      /**
       * @description - `json_too_large`: larger than {limit} bytes
       *     - `too_many_items`: at most {limit} in one request, found {found}
       */
      413: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      422: components["responses"]["Problem422"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readJob: {
    parameters: {
      query?: {
        /** @description Only links behind this place: the `next` of the page before. */
        after?: components["parameters"]["AfterItem"];
        /** @description How many links a page has at most. */
        limit?: components["parameters"]["ItemLimit"];
      };
      header?: never;
      path: {
        /** @description The job's id. */
        job: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The job. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobState"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      /** @description - `job_not_found`: no job with this id */
      404: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  runJob: {
    parameters: {
      query?: {
        /** @description How many links are closed at a time. */
        concurrency?: number;
      };
      header?: never;
      path: {
        /** @description The job's id. */
        job: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Line by line. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/x-ndjson": string;
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      /** @description - `job_not_found`: no job with this id */
      404: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description Only what stands behind this event: the `next` of the page before. */
        after?: components["parameters"]["After"];
        /** @description How many events a page has at most. */
        limit?: number;
        /** @description Which events come first. */
        order?: components["parameters"]["Order"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Events"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  listLinkEvents: {
    parameters: {
      query?: {
        /** @description Only what stands behind this event: the `next` of the page before. */
        after?: components["parameters"]["After"];
        /** @description How many events a page has at most. */
        limit?: number;
        /** @description Which events come first. */
        order?: "oldest_first" | "newest_first";
      };
      header?: never;
      path: {
        /** @description Whose link it is. */
        format: components["schemas"]["Format"];
        /** @description An id of the link, also one that no call can have. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Events"];
        };
      };
      400: components["responses"]["Problem400"];
      401: components["responses"]["Problem401"];
      403: components["responses"]["Problem403"];
      /** @description - `link_not_found`: no payment link with this id */
      404: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
  readMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      401: components["responses"]["Problem401"];
      /** @description - `origin_refused`: requests from this origin are not allowed */
      403: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          RateLimit: components["headers"]["RateLimit"];
          "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["Problem429"];
      500: components["responses"]["Problem500"];
      503: components["responses"]["Problem503"];
    };
  };
}
