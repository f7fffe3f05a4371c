// Elements from data. Text is only ever set as text, so no value of a provider can become markup, an attribute's name or a
// script.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @typedef {object} Props
 * @property {string} [class]
 * @property {Record<string, string | number | boolean | null | undefined>} [attrs] `true` sets an
 *   empty attribute; `false`, `null` and `undefined` leave it out.
 * @property {Record<string, (event: Event) => void>} [on]
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  if (props?.class) element.className = props.class;
  for (const [name, value] of Object.entries(props?.attrs ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [type, listener] of Object.entries(props?.on ?? {})) {
    element.addEventListener(type, listener);
  }
  element.append(...present(children));
  return element;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
export const present = (children) =>
  /** @type {(Node | string)[]} */ (children.filter((child) => child || child === ""));

/**
 * The element with this id; it is part of the page's HTML.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}

/** Text for screen readers only. @param {string} text */
export const hidden = (text) => h("span", { class: "visually-hidden" }, text);

/**
 * A message of the core: with a capital at the start, and text in backticks as code.
 * @param {string} message
 * @returns {Node[]}
 */
export function prose(message) {
  const sentence = message.slice(0, 1).toUpperCase() + message.slice(1);
  return sentence
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? h("code", null, part) : document.createTextNode(part),
    );
}

/**
 * Only a web address becomes a link; other values stay text.
 * @param {string} address
 * @param {Props} props
 * @param {...Child} children
 * @returns {HTMLAnchorElement | null}
 */
export function outward(address, props, ...children) {
  const url = URL.parse?.(address) ?? (URL.canParse(address) ? new URL(address) : null);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  const attrs = { ...props.attrs, href: url.href, rel: "noreferrer noopener", target: "_blank" };
  return h("a", { ...props, attrs }, ...children);
}
