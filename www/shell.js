// What stands around every page: the way to the content, the name, the pages, the language.

import { h } from "./dom.js";
import { LOCALE_NAMES, LOCALES, locale, speak } from "./locale.js";
import { shellWords as words } from "./shell.words.js";

const PAGES = /** @type {const} */ ([
  ["links", "/"],
  ["inspector", "/inspector/"],
  ["rules", "/rules/"],
]);

/** A page of ours. @typedef {typeof PAGES[number][0]} PageName */

/**
 * Fills the page's `<header>`; its content is its `<main id="main" tabindex="-1">`.
 * @param {{current: PageName, actions?: readonly HTMLElement[]}} page `actions`: what the page itself
 *   has to put there
 */
export function shell({ current, actions = [] }) {
  const header = document.querySelector("header");
  if (!header) throw new Error("the page has no <header>");
  header.className = "top";
  header.replaceChildren(
    h(
      "div",
      { class: "top-inner" },
      h("a", { class: "skip", attrs: { href: "#main" } }, words("skip")),
      h("a", { class: "wordmark", attrs: { href: "/" } }, logo(), h("span", null, "paylink")),
      h(
        "nav",
        { class: "pages", attrs: { "aria-label": words("pages") } },
        ...PAGES.map(([name, href]) =>
          h(
            "a",
            { attrs: { href, "aria-current": name === current ? "page" : null } },
            words(name),
          ),
        ),
      ),
      h("div", { class: "top-actions" }, ...actions, languages()),
    ),
  );
}

const logo = () => h("img", { attrs: { src: "/favicon.svg", alt: "", width: 24, height: 24 } });

function languages() {
  const select = h(
    "select",
    { class: "language", attrs: { "aria-label": words("language"), autocomplete: "off" } },
    ...LOCALES.map((each) =>
      h(
        "option",
        { attrs: { value: each, lang: each, selected: each === locale } },
        LOCALE_NAMES[each],
      ),
    ),
  );
  select.addEventListener("change", () => {
    const next = LOCALES.find((each) => each === select.value);
    if (next) speak(next);
  });
  return select;
}
