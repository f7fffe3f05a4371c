// The frame of every page: skip link, name, navigation, language, session.

import { h, hidden } from "./dom.js";
import { LOCALE_NAMES, LOCALES, locale, speak } from "./locale.js";
import { problemWords } from "./problem.words.js";
import { hasSession, isSignedOut, nameOfMe, onSession, signInAddress, whoAmI } from "./session.js";
import { shellWords as words } from "./shell.words.js";

const PAGES = /** @type {const} */ ([
  ["links", "/"],
  ["inspector", "/inspector/"],
  ["rules", "/rules/"],
]);

/** A page of the dashboard. @typedef {typeof PAGES[number][0]} PageName */

/**
 * Fills the page's `<header>`; its content is in `<main id="main" tabindex="-1">`.
 * @param {{current: PageName, actions?: readonly HTMLElement[]}} page `actions`: what the page itself
 *   has to put there
 */
export function shell({ current, actions = [] }) {
  const header = document.querySelector("header");
  if (!header) throw new Error("the page has no <header>");
  header.className = "top";
  const badge = h("p", { class: "badge", attrs: { hidden: true } });
  const account = h("div", { class: "account" });
  header.replaceChildren(
    h(
      "div",
      { class: "top-inner" },
      h("a", { class: "skip", attrs: { href: "#main" } }, words("skip")),
      h("a", { class: "wordmark", attrs: { href: "/" } }, logo(), h("span", null, "paylink")),
      badge,
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
      account,
    ),
  );
  onSession(() => account.replaceChildren(...accountOf()));
  void whoAmI();
  return {
    /**
     * States that the visible links are test data.
     * @param {string[]} providers that the sandbox plays
     * @param {boolean} all whether there are no others
     */
    tellPlayed(providers, all) {
      const named = providers.join(", ");
      badge.hidden = providers.length === 0;
      badge.title = words("testDataText");
      badge.replaceChildren(
        all ? words("testData") : words("testDataOf", { providers: named }),
        hidden(` (${words("testDataText")})`),
      );
    },
  };
}

/** The caller with the sign-out button, or the link to sign in. @returns {Node[]} */
function accountOf() {
  if (isSignedOut()) {
    const href = signInAddress();
    return [h("a", { class: "sign", attrs: { href } }, problemWords("signIn"))];
  }
  const name = nameOfMe();
  if (name === "") return [];
  const title = words("signedInAs", { name });
  return [
    h("bdi", { class: "me", attrs: { title } }, name),
    // A form and not a call, so that the edge redirects to the sign-in page.
    ...(hasSession() ? [signOut(title)] : []),
  ];
}

/** @param {string} title */
const signOut = (title) =>
  h(
    "form",
    { attrs: { method: "post", action: "/sign-out" } },
    h("button", { class: "sign", attrs: { type: "submit", title } }, words("signOut")),
  );

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
