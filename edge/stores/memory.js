// Records in memory: for one process, and gone with it.

/** @returns {import("../repeats.js").Store & {size: () => number}} */
export function memoryStore({ limit = 100_000 } = {}) {
  /** @type {Map<string, import("../repeats.js").Held>} */
  const slots = new Map();
  let version = 0;
  return {
    get: async (slot) => slots.get(slot) ?? null,
    replace: async (slot, held, next) => {
      if ((slots.get(slot)?.version ?? 0) !== (held?.version ?? 0)) return false;
      slots.delete(slot);
      if (next !== null) {
        version += 1;
        slots.set(slot, { version, record: next });
      }
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
