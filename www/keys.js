// The keyboard shortcuts of the list.

/**
 * @typedef {{to: number} | {inside: 1 | -1} | {does: "open" | "select" | "range" | "all"}} Move
 */

/**
 * @param {KeyboardEvent} event
 * @param {{at: number, count: number, screen: number}} list
 * @returns {Move | null}
 */
export function keyMove({ key, ctrlKey, metaKey, altKey, shiftKey }, { at, count, screen }) {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key === "a" ? { does: "all" } : null;
  switch (key) {
    case "ArrowDown":
      return { to: at + 1 };
    case "ArrowUp":
      return { to: at - 1 };
    case "PageDown":
      return { to: at + screen };
    case "PageUp":
      return { to: at - screen };
    case "Home":
      return { to: 0 };
    case "End":
      return { to: count - 1 };
    case "ArrowRight":
      return { inside: 1 };
    case "ArrowLeft":
      return { inside: -1 };
    case "Enter":
      return { does: "open" };
    case " ":
      return { does: shiftKey ? "range" : "select" };
    default:
      return null;
  }
}
