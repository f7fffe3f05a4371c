// Payment links: the model, what is read of a document or a list, and requests to create one.

import type {
  ChildStatus,
  Created,
  FormatId,
  FormatWords,
  Kind,
  PayloadKind,
  Sameness,
  Status,
} from "../unions.js";
import type { ListingRequest } from "./calls.js";
import type { Accepted, Refused } from "./findings.js";
import type { Rfc3339 } from "./inputs.js";

/** One payment link of any provider. */
export interface PaymentLink {
  /** The provider's format. */
  format: FormatId;
  /** Opaque; at most providers a UUID, but no document promises that. */
  id: string;
  /** The normalised status; `unknown` for a word that the provider does not document. */
  status: Status;
  /** The provider's word for the status. */
  rawStatus: string;
  /**
   * The page to send to the payer; http or https, without credentials. Some providers give none after the link has ended.
   */
  url?: string;
  /** The merchant's description for the payer. */
  description?: string;
  /** The merchant's reference for the payment. */
  reference?: string;
  /** The amount that the end user sees; `connect` links have none. */
  amount?: Money;
  /** How much of it has been paid, if the document says so. */
  amountPaid?: Money;
  /**
   * The provider's word for the status of the payment, where it differs from the link's: a completed link may be unpaid.
   */
  paymentStatus?: string;
  /** The account credited or debited, by its currency, in upper case. */
  accountCurrency?: string;
  /** The network chosen by the end user; missing until then. */
  network?: Network;
  /** The direction of the payment. */
  kind?: Kind;
  /** The provider's word for the kind. */
  rawKind?: string;
  /** The payment that the link points to. */
  payment?: {
    /** The provider's resource type: `payment`, `invoices`, `payouts`. */
    type: string;
    /** Opaque. */
    id: string;
  };
  /** That payment's state, if the document includes it. */
  child?: Child;
  /** When the link expires. */
  expiresAt?: Rfc3339;
  /** When it was completed. */
  completedAt?: Rfc3339;
  /** When it was created; missing if the document does not say so. */
  createdAt?: Rfc3339;
  /** When it was last changed. */
  updatedAt?: Rfc3339;
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** The provider's word for the state of an approval; its words are not documented. */
  approvalStatus?: string;
  /** The merchant's key-value pairs; numbers are JavaScript numbers, so digits can be lost. */
  metadata?: Record<string, unknown>;
  /** JSON Pointers of the members that the model does not have. */
  unmapped: string[];
}

/**
 * A link of a document that may be invalid: what could not be read is missing. A {@link PaymentLink} is one
 * with everything that its provider documents.
 */
export interface UsableLink extends PaymentLink {
  /** The link has an expiry that cannot be read; decisions are `uncertain` with `expiry_unreadable`. */
  expiryUnreadable?: true;
}

/** What {@link decide} needs of a link; a {@link PaymentLink} or {@link UsableLink} is one. The status is derived from `rawStatus`. */
export interface LinkState {
  /** The provider's format. */
  format: FormatId;
  /** The link's id; only {@link planClose} needs it. */
  id?: string;
  /** The provider's word for the status. */
  rawStatus: string;
  /** When the link expires; RFC 3339 with any offset. */
  expiresAt?: Rfc3339 | null | undefined;
  /** The link has an expiry that cannot be read. */
  expiryUnreadable?: boolean | undefined;
  /** The provider's word for the state of an approval. */
  approvalStatus?: string | null | undefined;
  /** The invoice or payout that was created by the link. */
  child?:
    | {
        /** Opaque; not used. */
        id?: string;
        /** Which of the two. */
        type: Kind;
        /** The provider's word for the child's status. */
        rawStatus: string;
      }
    | null
    | undefined;
}

/** An exact decimal and its currency. */
export interface Money {
  /** Decimal digits as the provider wrote them, without leading zeros; not negative, never a float. */
  value: string;
  /** ISO 4217 code or coin, 2 to 12 letters and digits, in upper case. */
  currency: string;
}

/** The network that the end user has chosen. */
export interface Network {
  /** In lower case: `trx:usdt`. */
  code: string;
  /** `Tron (TRC20)` */
  name?: string;
}

/** Where the hosted page redirects the end user. */
export interface Redirects {
  /** After a successful payment; http or https. */
  success?: string;
  /** After the payment expired, was cancelled or was rejected; http or https. */
  unsuccess?: string;
}

/** The invoice or payout that was created by a link: `type` distinguishes the two. */
export type Child = (Invoice | Payout) & ChildState;

/** The members that every child has. */
export interface ChildState {
  /** Opaque. */
  id: string;
  /** The normalised status. */
  status: ChildStatus;
  /** The provider's word for the status. */
  rawStatus: string;
  /** Whether the status cannot change any more; an expired invoice can still be paid late. */
  final: boolean;
}

/** An incoming payment; versions of the provider's documents differ, so every member may be missing. */
export interface Invoice {
  /** Incoming payment. */
  type: "invoice";
  /** The amount that the end user was asked for. */
  billed?: Money;
  /** The amount that the end user pays, in the currency they chose. */
  charged?: Money;
  /** The amount that is credited. */
  target?: Money;
  /** Billed against charged, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Charged against target, in its currency. */
  chargedTargetRate?: Money;
  /** How much was paid: `unpaid`, `full`, `underpaid`, `overpaid`, or another word as the provider spells it. */
  statusContext?: string;
  /** Whether it was paid in time: `expecting`, `on_time`, `late`, or another word as the provider spells it. */
  paymentStatus?: string;
  /** The merchant's reference. */
  reference?: string;
  /** The network it is paid over. */
  network?: Network;
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** The page to send to the payer; http or https. */
  url?: string;
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** When the locked rate ends; a late payment may still arrive. */
  expiresAt?: Rfc3339;
  /** When it was created. */
  createdAt?: Rfc3339;
}

/** An outgoing payment; every member may be missing. */
export interface Payout {
  /** Outgoing payment. */
  type: "payout";
  /** The amount that the receiver is shown. */
  amount?: Money;
  /** The amount that the account is charged. */
  charged?: Money;
  /** The amount that is sent, in the currency of the network. */
  pay?: Money;
  /** Amount against pay, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Pay against charged, in its currency. */
  payChargeRate?: Money;
  /** All fees, in the currency of the amount. */
  displayFee?: Money;
  /** The network's fee. */
  networkFee?: Money;
  /** The provider's fee. */
  payoutFee?: Money;
  /** Whether the merchant pays the network's fee. */
  absorbNetworkFee?: boolean;
  /** Whether the merchant pays the provider's fee. */
  absorbPayoutFee?: boolean;
  /** The receiver's address, in the network's notation. */
  address?: string;
  /** The network it is sent over. */
  network?: Network;
  /** The payment method, in the provider's word. */
  paymentMethod?: string;
  /** The receiver at Binance; empty or missing for all other payment methods. */
  receiverBinanceId?: string;
  /** The provider's word for Binance's answer. */
  binanceStatus?: string;
  /** The provider's word for the state of an approval; its words are not documented. */
  approvalStatus?: string;
  /** The id of the transaction on the network; missing until it is sent. */
  txid?: string;
  /** The merchant's reference. */
  reference?: string;
  /** When the locked rate ends. */
  expiresAt?: Rfc3339;
  /** When it was created. */
  createdAt?: Rfc3339;
}

/** The call that closes a link at a provider. */
export type CloseCall = FormatWords[FormatId]["close"];

/** Options of {@link read}. */
export interface ReadOptions {
  /** The expected format; default: detected from the document's shape. */
  format?: FormatId | undefined;
  /** Limits of the input. */
  limits?:
    | {
        /** The largest document, in bytes; default 8 MiB. */
        maxBytes?: number | undefined;
      }
    | undefined;
}

/**
 * A valid link with its notes, or all issues and what can be used of the link: `ok` distinguishes the two. To
 * act on a link whether it is valid or not, use `answer.ok ? answer.value : answer.link`.
 */
export type LinkAnswer = Accepted<PaymentLink> | RefusedLink;

/** All errors of an invalid document of a link, and what can be used of it. */
export interface RefusedLink extends Refused {
  /** The link's id, if it can be read. */
  id?: string;
  /**
   * What can be used all the same; missing only if the id or the status cannot be read, or the document is
   * ambiguous. Enough to decide about the link and to close it: {@link decide}, {@link planClose},
   * {@link reconcile} and {@link transition} take it.
   */
  link?: UsableLink;
  /** Only in a list that is read with {@link ListReadOptions.sources}: see {@link ListedLink.source}. */
  source?: string;
}

/** Options of {@link readList}. */
export interface ListReadOptions extends ReadOptions {
  /** The listing of the plan. It is needed for `nextCursor` where pages are numbered. */
  listing?: ListingRequest | undefined;
  /**
   * {@link LinkList.walk} of the page before; none for the first page. It detects a list without an end,
   * because a cursor leads back or the provider ignores the page number: such a list ends with the note
   * `list_repeats`.
   */
  walk?: string | null | undefined;
  /** Whether to give each link's document, {@link ListedLink.source}; default false. */
  sources?: boolean | undefined;
}

/** A list as a provider sends it. */
export interface LinkList {
  /** One answer for each link: an invalid link does not affect the others. */
  links: (ListedLink | RefusedLink | RefusedUnlisted)[];
  /**
   * The cursor of the next page; missing on the last. Where pages are numbered and the document does not
   * say, a full page is assumed to have a next one, which may be empty.
   */
  nextCursor?: string;
  /**
   * A digest of the pages so far, for {@link ListReadOptions.walk} of the next page; set if `nextCursor`
   * is. About 70 characters, for any number of pages.
   */
  walk?: string;
}

/** A link of a list. */
export interface ListedLink extends Accepted<PaymentLink> {
  /**
   * The text of the link as a document of its own, with its child, byte for byte as the provider sent it.
   * Set if `sources` is true.
   */
  source?: string;
}

/**
 * An invalid link whose issues are omitted: the findings of all links of a list take at most about
 * 192 KiB. {@link read} of this link alone gives its issues.
 */
export interface RefusedUnlisted {
  /** The link is invalid. */
  ok: false;
  /** Omitted. */
  issues: [];
  /** The number of issues. */
  more: number;
  /** The link's id, if it can be read. */
  id?: string;
  /** What can be used of it, as in {@link RefusedLink}. */
  link?: UsableLink;
  /** As in {@link RefusedLink}. */
  source?: string;
}

/**
 * A request to create a payment link, checked by the provider's documented rules. Which members a provider has, and
 * which it requires, is in its JSON Schema: `schema("connect-create")`.
 */
export interface CreateRequest {
  /** The provider's format. */
  format: FormatId;
  /** The order to be paid. */
  orderId?: string;
  /** The invoice to be paid. */
  invoiceId?: string;
  /** A saved payment method to use. */
  paymentProfileId?: string;
  /** Whether to save the payment method. */
  savePaymentProfile?: boolean;
  /** The merchant's description for the payer. */
  description?: string;
  /** The merchant's key-value pairs; numbers are JavaScript numbers, so digits can be lost. */
  metadata?: Record<string, unknown>;
  /** The amount that the end user sees. */
  amount?: Money;
  /** The account to credit or debit, by its currency, in upper case. */
  accountCurrency?: string;
  /** The merchant's reference for the payment. */
  reference?: string;
  /** The direction of the payment. */
  kind?: Exclude<Kind, "unknown">;
  /** When the link expires. */
  expiresAt?: Rfc3339;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** JSON Pointers of members that are passed through unchecked. */
  unmapped: string[];
}

/** The result of {@link findMade}. */
export type Made =
  | {
      /** The request created one of the links. */
      verdict: "made";
      /** Its index among the links, from 0. */
      index: number;
    }
  | {
      /** No link has the reference. */
      verdict: "nothing";
    }
  | {
      /** It cannot be determined whether the request created one of the links. */
      verdict: "unclear";
      /** The links with the reference. */
      holders: {
        /** The link's index, from 0. */
        index: number;
        /** Whether the link matches the request. */
        verdict: Sameness;
        /** The members of the model that differ. */
        differs: string[];
        /**
         * When the link was created, relative to the first attempt. `close`, `moment_before`: before it, but
         * within the possible difference of the clocks.
         */
        created: Created;
      }[];
    };

/** The result of {@link findLinkOf}. */
export type LinkOf =
  | {
      /** `shown`: the link includes the payment. `fits`: no link includes it, and only this one matches. */
      verdict: "shown" | "fits";
      /** Its index among the links, from 0. */
      index: number;
    }
  | {
      /** `nothing`: no link matches. `unclear`: several match. */
      verdict: "nothing" | "unclear";
    };

/** What a payload is: see {@link classify}. */
export interface Classification {
  /** What it is. */
  kind: PayloadKind;
  /** The provider, if it is a provider's payload. */
  format?: FormatId;
  /** Of a webhook: the provider's word for the event, shortened; for Txn the resource type, such as `invoices`. */
  event?: string;
  /**
   * Of `broken_json`: what the readable part seems to be; of `json_lines`: what the first document is. `format` and `event`
   * are then about that.
   */
  seems?: PayloadKind;
  /** Of `broken_json`: it ends too early, so a part of it was probably lost. */
  cutOff?: true;
  /** Of `picture`: its media type. */
  mediaType?: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/svg+xml";
}

/** A value in a JSON text: see {@link valueAt}. */
export interface ValueAt {
  /** JSON Pointer (RFC 6901). */
  pointer: string;
  /** Its UTF-8 bytes, the end exclusive. */
  range: [start: number, end: number];
}
