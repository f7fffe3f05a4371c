// Saved views: predefined ones, and the user's own, stored by this browser.

import { queryOf } from "./choice.js";

/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {{name: string, query: string}} View */

/** Each is a query of the page's address. */
export const BUILT_IN = /** @type {const} */ ([
  ["all", ""],
  ["open", "show=open"],
  ["today", "show=open&within=today"],
  ["look", "show=look"],
  ["closed", "show=closed"],
]);

const KEPT = "paylink.views";
const MOST = 20;

/** @returns {View[]} */
export function ownViews() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((view) => typeof view?.name === "string" && typeof view.query === "string")
      : [];
  } catch {
    // A browser may forbid storage, and another program may have written there.
    return [];
  }
}

/** @param {View[]} views @returns {boolean} whether they are kept */
function keep(views) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(views.slice(-MOST)));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name @param {Choice} choice */
export const saveView = (name, choice) =>
  keep([...ownViews().filter((view) => view.name !== name), { name, query: queryOf(choice) }]);

/** @param {string} name */
export const forgetView = (name) => keep(ownViews().filter((view) => view.name !== name));
