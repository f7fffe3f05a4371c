// SVG elements from data, like `h` for HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number | undefined>} attrs
 * @param {...(SVGElement | string)} children
 */
export function s(tag, attrs, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs))
    if (value !== undefined) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
