// What to show: by words, by provider, by what can be done. The choice is kept in the page's address.

import { byId, h } from "./dom.js";
import { groupOf } from "./links.js";
import { providerName, providers } from "./rules.js";

/** @typedef {import("./links.js").Entry} Entry */

const GROUPS = /** @type {const} */ ([
  ["", "All"],
  ["open", "Can be closed"],
  ["look", "Needs a look"],
  ["closed", "Closed or refused"],
]);

export class Toolbar {
  #search = byId("search", HTMLInputElement);
  #provider = byId("provider", HTMLSelectElement);
  /** @type {Map<string, {input: HTMLInputElement, count: HTMLElement}>} */
  #groups = new Map();
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    const asked = new URLSearchParams(location.search);
    for (const [value, label] of GROUPS) {
      const attrs = { type: "radio", name: "show", value, autocomplete: "off" };
      const input = h("input", { attrs });
      const count = h("span", { class: "count" });
      input.checked = (asked.get("show") ?? "") === value;
      this.#groups.set(value, { input, count });
      byId("segments", HTMLFieldSetElement).append(h("label", null, input, label, " ", count));
    }
    if (this.#group === undefined) this.#check("");
    this.#search.value = asked.get("q") ?? "";
    for (const { id, name } of providers()) {
      this.#provider.append(h("option", { attrs: { value: id } }, name));
    }
    this.#provider.value = asked.get("provider") ?? "";
    if (this.#provider.selectedIndex < 0) this.#provider.value = "";

    const form = byId("toolbar", HTMLFormElement);
    form.addEventListener("input", () => this.#note());
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  get filtered() {
    return this.#search.value.trim() !== "" || this.#provider.value !== "" || Boolean(this.#group);
  }

  clear() {
    this.#search.value = "";
    this.#provider.value = "";
    this.#check("");
    this.#note();
    this.#search.focus();
  }

  /** @param {Entry} entry */
  matches(entry) {
    return this.#found(entry) && (this.#group === "" || groupOf(entry) === this.#group);
  }

  /** Counts what each choice would show. @param {Entry[]} entries */
  count(entries) {
    const found = entries.filter((entry) => this.#found(entry)).map(groupOf);
    for (const [value, { count }] of this.#groups) {
      const many = value === "" ? found.length : found.filter((group) => group === value).length;
      count.textContent = String(many);
    }
  }

  get #group() {
    return [...this.#groups].find(([, { input }]) => input.checked)?.[0];
  }

  /** @param {string} value */
  #check(value) {
    for (const [name, { input }] of this.#groups) input.checked = name === value;
  }

  /** @param {Entry} entry */
  #found({ link, format, issues }) {
    if (this.#provider.value !== "" && this.#provider.value !== format) return false;
    const words = this.#search.value.trim().toLowerCase().split(/\s+/);
    const texts = link
      ? [link.description, link.reference, link.id, link.rawStatus, link.amount?.value]
      : issues.map(({ message }) => message);
    const text = [...texts, providerName(format)].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  }

  #note() {
    const url = new URL(location.href);
    /** @type {[string, string][]} */
    const chosen = [
      ["q", this.#search.value.trim()],
      ["provider", this.#provider.value],
      ["show", this.#group ?? ""],
    ];
    for (const [name, value] of chosen) {
      if (value === "") url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    history.replaceState(null, "", url);
    this.#changed();
  }
}
