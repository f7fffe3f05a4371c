// The toolbar: views, search, filters. The choice is stored in the page's address.

import { choiceOf, EVERYTHING, fitting, GROUPS, queryOf, WITHIN } from "./choice.js";
import { byId, h, hidden } from "./dom.js";
import { icon } from "./icons.js";
import { linksWords as words } from "./links.words.js";
import { numberWords } from "./locale.js";
import { providers, statuses } from "./rules.js";
import { BUILT_IN, forgetView, ownViews, saveView } from "./views.js";
import { statusWord } from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./choice.js").Choice} Choice */

const VIEW_WORDS = /** @type {const} */ ({
  all: "viewAll",
  open: "viewOpen",
  today: "viewToday",
  look: "viewLook",
  closed: "viewClosed",
});
const GROUP_WORDS = /** @type {const} */ ({
  "": "anyVerdict",
  open: "viewOpen",
  look: "viewLook",
  closed: "viewClosed",
});

/** @typedef {ReturnType<typeof toolbarOf>} Toolbar */

/** @param {(choice: Choice) => void} changed */
export function toolbarOf(changed) {
  let choice = choiceOf(location.search);
  const search = h("input", {
    attrs: {
      id: "search",
      type: "search",
      placeholder: words("searchHint"),
      "aria-label": words("search"),
      autocomplete: "off",
      spellcheck: "false",
    },
  });
  const show = chooser(
    words("verdict"),
    GROUPS.map((group) => [group, words(GROUP_WORDS[group])]),
  );
  const status = chooser(words("status"), [
    ["", words("anyStatus")],
    ...statuses().map((each) => /** @type {[string, string]} */ ([each, statusWord(each)])),
  ]);
  const provider = chooser(words("provider"), [
    ["", words("allProviders")],
    ...providers().map(({ id, name }) => /** @type {[string, string]} */ ([id, name])),
  ]);
  const within = chooser(
    words("left"),
    WITHIN.map((each) => [each, words(each || "anyTime")]),
  );
  const clear = press(words("clear"), "plain", () =>
    set({ ...EVERYTHING, sort: choice.sort, down: choice.down }),
  );
  const views = h("div", {
    class: "views",
    attrs: { role: "group", "aria-label": words("views") },
  });
  /** @type {Map<string, HTMLElement>} */
  const counts = new Map();
  let counted = { of: /** @type {Entry[]} */ ([]), many: /** @type {number[]} */ ([]) };

  const form = byId("toolbar", HTMLFormElement);
  form.append(
    views,
    h(
      "div",
      { class: "filters" },
      h("div", { class: "search" }, search, h("kbd", { attrs: { "aria-hidden": "true" } }, "/")),
      show,
      status,
      provider,
      within,
      clear,
    ),
  );
  const read = () =>
    set(
      choiceOf(
        queryOf({
          ...choice,
          q: search.value,
          show: /** @type {Choice["show"]} */ (show.value),
          status: status.value,
          provider: provider.value,
          within: /** @type {Choice["within"]} */ (within.value),
        }),
      ),
    );
  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLElement && !event.target.closest(".view-name")) read();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  write();
  drawViews();

  function write() {
    if (search.value.trim() !== choice.q) search.value = choice.q;
    show.value = choice.show;
    status.value = choice.status;
    provider.value = choice.provider;
    within.value = choice.within;
    for (const select of [show, status, provider, within]) {
      select.classList.toggle("chosen", select.value !== "");
    }
    clear.hidden = queryOf({ ...choice, sort: "urgency", down: false }) === "";
  }

  /** @param {Choice} next */
  function set(next) {
    choice = next;
    write();
    drawViews();
    const url = new URL(location.href);
    const kept = ["lang", "link"].map((name) => [name, url.searchParams.get(name)]);
    url.search = queryOf(choice);
    for (const [name, value] of kept) if (name && value) url.searchParams.set(name, value);
    history.replaceState(null, "", url);
    changed(choice);
  }

  function drawViews() {
    const query = queryOf(choice);
    const focused =
      document.activeElement instanceof HTMLElement && views.contains(document.activeElement)
        ? document.activeElement.dataset.view
        : undefined;
    const own = ownViews();
    const known = [...BUILT_IN.map(([, each]) => each), ...own.map((view) => view.query)];
    views.replaceChildren(
      ...BUILT_IN.map(([name, each]) => view(words(VIEW_WORDS[name]), each, query, countOf(each))),
      ...own.map(({ name, query: each }) =>
        h("span", { class: "own-view" }, view(name, each, query), forget(name)),
      ),
      ...(known.some((each) => each === query) ? [] : [saver()]),
    );
    const again = [...views.querySelectorAll("button")].find(
      (button) => focused !== undefined && button.dataset.view === focused,
    );
    again?.focus();
  }

  /** @param {string} query */
  function countOf(query) {
    const count = counts.get(query) ?? h("span", { class: "count" });
    counts.set(query, count);
    return count;
  }

  /** @param {string} name @param {string} to @param {string} query @param {HTMLElement} [count] */
  function view(name, to, query, count) {
    return h(
      "button",
      {
        class: "view",
        attrs: { type: "button", "aria-pressed": String(to === query), "data-view": to },
        on: { click: () => set(choiceOf(to)) },
      },
      name,
      ...(count ? [" ", count] : []),
    );
  }

  /** @param {string} name */
  function forget(name) {
    const leave = () => {
      forgetView(name);
      drawViews();
      search.focus();
    };
    const attrs = { type: "button" };
    const label = hidden(words("forgetView", { name }));
    return h("button", { class: "tiny", attrs, on: { click: leave } }, icon("cross"), label);
  }

  function saver() {
    const label = words("viewName");
    const name = h("input", {
      attrs: {
        type: "text",
        "aria-label": label,
        placeholder: label,
        maxlength: 40,
        autocomplete: "off",
      },
    });
    const keep = () => {
      if (name.value.trim() === "") return name.focus();
      saveView(name.value.trim(), choice);
      drawViews();
      search.focus();
    };
    const start = press(words("saveView"), "plain", () => {
      start.replaceWith(
        h(
          "span",
          { class: "view-name" },
          name,
          press(words("save"), "small", keep),
          press(words("cancel"), "plain", drawViews),
        ),
      );
      name.focus();
    });
    name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") keep();
      if (event.key === "Escape") drawViews();
    });
    return start;
  }

  return {
    choice: () => choice,
    set,
    clear: () => {
      set({ ...EVERYTHING, sort: choice.sort, down: choice.down });
      search.focus();
    },
    focus() {
      search.focus();
      search.select();
    },
    /** Counts the links of each view; again only after changes of the list. @param {Entry[]} entries @param {number} now */
    count(entries, now) {
      if (entries === counted.of) return counted.many;
      const tests = BUILT_IN.map(([, query]) => ({
        query,
        fits: fitting(choiceOf(query), now),
        many: 0,
      }));
      for (const entry of entries) for (const test of tests) if (test.fits(entry)) test.many += 1;
      for (const { query, many } of tests) countOf(query).textContent = numberWords(many);
      counted = { of: entries, many: tests.map(({ many }) => many) };
      return counted.many;
    },
  };
}

/** @param {string} label @param {(readonly [string, string])[]} options */
const chooser = (label, options) =>
  h(
    "select",
    { attrs: { "aria-label": label, autocomplete: "off" } },
    ...options.map(([value, text]) => h("option", { attrs: { value } }, text)),
  );

/** @param {string} label @param {string} kind @param {() => void} act */
const press = (label, kind, act) =>
  h("button", { class: `button ${kind}`, attrs: { type: "button" }, on: { click: act } }, label);
