// Records in memory: for one process, and gone with it.

/** @returns {import("../repeats.js").Store & {size: () => number}} */
export function memoryStore({ limit = 100_000 } = {}) {
  /** @type {Map<string, string>} */
  const slots = new Map();
  return {
    get: async (slot) => JSON.parse(slots.get(slot) ?? "null"),
    replace: async (slot, held, next) => {
      if ((slots.get(slot) ?? "null") !== JSON.stringify(held)) return false;
      slots.delete(slot);
      if (next !== null) slots.set(slot, JSON.stringify(next));
      // A map keeps the order of insertion: what goes first has been there longest.
      for (const oldest of slots.keys()) {
        if (slots.size <= limit) break;
        slots.delete(oldest);
      }
      return true;
    },
    size: () => slots.size,
  };
}
