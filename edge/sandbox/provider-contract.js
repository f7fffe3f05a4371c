// The contract between the sandbox and the folder of a provider, `providers/<id>/`: its documents, its initial links,
// and the webhooks it sends. The rules of a provider (which calls, statuses, refusals, pages) are the core's.

/**
 * @import {CreateRequest, IssueLike, LinkEvent, LinkState} from "paylink"
 * @import {Bytes} from "./random.js"
 * @import {Child, Link} from "./shelf.js"
 */

/**
 * What a provider's folder exports. Times are epoch milliseconds.
 * @template {Link} L
 * @typedef {object} Wire
 * @property {string} key the accepted credential, as an operator configures it: `user:password` for HTTP Basic. It is
 *   public, and valid nowhere else
 * @property {(at: string) => string} example a command that closes one of the initial links, with the sandbox at the
 *   base URL `at`; printed at the start of a server, without indentation
 * @property {(at: number, bytes: Bytes, count: number) => L[]} seeds the initial links with fixed ids, one of each
 *   kind, and `count` additional ones that depend on `bytes` only
 * @property {(request: CreateRequest, made: {at: number, bytes: Bytes, body: string}) => L} create a new link; the core
 *   has checked the request. `body`: its text, for members that the core passes through
 * @property {number} [made] the HTTP status of a created link; default 201
 * @property {(link: L) => LinkState & {id: string}} held the input of the core's decisions
 * @property {(link: L, change: Change) => Told[]} moved applies an event that the core permits: it sets the status, and
 *   the members that depend on it. Gives the webhooks to send
 * @property {(link: L) => object} document the body of a successful answer about one link
 * @property {(links: L[], page: Page) => object} list the body of a page of links
 * @property {Sender} webhooks
 * @property {(link: L, issues: readonly IssueLike[]) => Response | undefined} [refusedClose] the answer to a close that
 *   the core refuses with these issues; default the core's error body in the provider's format
 * @property {(link: L) => readonly string[]} [networks] the networks that a payer can choose from now; default none
 * @property {Children<any>} [children] if a link creates a resource with statuses of its own, `link.child`
 */

/**
 * @typedef {object} Change
 * @property {LinkEvent} event
 * @property {string} status the provider's word after the event
 * @property {number} at
 * @property {Bytes} bytes
 * @property {string} [network] chosen by the payer, one of {@link Wire} `networks`
 */

/**
 * @typedef {object} Page
 * @property {boolean} hasMore
 * @property {{cursor: string, url: string}} [next] the next page if there is one: its cursor, by the core's word for
 *   this provider's pages, and the absolute URL with it
 */

/**
 * The content of a webhook.
 * @typedef {object} Told
 * @property {{type: string, id: string, status: string}} about for the list of deliveries
 * @property {(messageId: string) => object} body
 */

/**
 * How webhooks are sent. Signatures are the core's to describe; without one, a delivery has the credential in its header.
 * @typedef {object} Sender
 * @property {(bytes: Bytes) => string} messageId a new id, the same for every attempt of a delivery
 * @property {readonly number[]} [retryAfterMs] the delay after each failure; default `RETRY_AFTER_MS` of `webhooks.js`
 */

/**
 * @template {Child} C
 * @typedef {object} Children
 * @property {(child: C) => object} document as its own read call has it
 * @property {(child: C) => readonly string[]} statuses every status of its type
 * @property {(child: C) => readonly string[]} next the possible next statuses; none if its status is final
 * @property {(child: C) => {at: number, from: readonly string[], to: string}[]} times the changes by time alone: at that
 *   time, from one of these statuses
 * @property {(child: C, change: {status: string, at: number, statusContext?: string}) => Told[]} move
 *   applies one of the next statuses. Gives the webhooks to send
 * @property {(child: C) => readonly string[]} [statusContexts] the values of `statusContext` that a move to
 *   `completed` may have; default none
 */

export {};
