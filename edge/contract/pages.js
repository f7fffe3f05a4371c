// A page for each problem type: HTML for browsers, JSON for other clients. The message is the core's, the advice is
// from `help.js`.

/**
 * @import {Context} from "hono"
 * @import {Kind} from "./codes.js"
 */

import { accepts } from "hono/accepts";
import { html } from "hono/html";
import { codes } from "paylink";
import { json } from "../answers.js";
import { kindOf } from "./codes.js";

/** @param {Context} c */
export const allPages = (c) => {
  const kinds = codes().issueCode.map(kindOf);
  if (!wantsHtml(c)) return json({ problems: kinds }, { headers: VARIES });
  /** @param {Kind} kind */
  const row = ({ code, status, message }) => html`
        <tr>
          <td>${status}</td>
          <td><a href="/problems/${code}"><code>${code}</code></a></td>
          <td>${spans(message)}</td>
        </tr>`;
  return page(
    c,
    "Problems",
    html`<p>What the member <code>code</code> of a problem can say.</p>
      <table>
        <thead><tr><th>Status</th><th>Code</th><th>Message</th></tr></thead>
        <tbody>${kinds.map(row)}</tbody>
      </table>`,
  );
};

/** @param {Context} c @param {Kind} kind */
export const onePage = (c, kind) => {
  if (!wantsHtml(c)) return json(kind, { headers: VARIES });
  const { code, type, title, status, statuses, message, parameters, advice } = kind;
  const elsewhere = Object.entries(statuses).map(
    ([format, other]) => html` (${other} on the paths of <code>${format}</code>)`,
  );
  const names = parameters.map((name, at) => html`${at > 0 ? ", " : ""}<code>${name}</code>`);
  return page(
    c,
    capitalised(title),
    html`<p>${spans(advice)}</p>
      <table>
        <tbody>
          <tr><th scope="row">Code</th><td><code>${code}</code></td></tr>
          <tr><th scope="row">Type</th><td><code>${type}</code></td></tr>
          <tr><th scope="row">HTTP status</th><td>${status}${elsewhere}</td></tr>
          <tr><th scope="row">Message</th><td>${spans(message)}</td></tr>
          ${parameters.length > 0 ? html`<tr><th scope="row">Parameters</th><td>${names}</td></tr>` : ""}
        </tbody>
      </table>
      <p><a href="/problems">All problems</a></p>`,
  );
};

/** JSON, unless HTML is requested by name, as browsers do. @param {Context} c */
const wantsHtml = (c) =>
  accepts(c, {
    header: "Accept",
    supports: ["text/html", "application/json"],
    default: "application/json",
  }) === "text/html";

/** @param {Context} c @param {string} title @param {ReturnType<typeof html>} content */
const page = (c, title, content) =>
  c.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title} – paylink</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>
`,
    200,
    { ...VARIES, "cache-control": "no-store" },
  );

const VARIES = { vary: "accept" };

/** Text in backticks is code. @param {string} text */
const spans = (text) =>
  text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));

/** @param {string} text */
const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
