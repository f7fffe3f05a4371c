// The layout of a lifecycle: layers from left to right, by the distance of a status from the start. Every event has its own
// position, so that labels do not overlap.

/** @import {LifecycleRow, Status} from "paylink" */

/** @typedef {LifecycleRow & {to: Status}} Step */

/**
 * @typedef {object} Slot
 * @property {number} size how high it is
 * @property {number} y its middle
 * @property {Status} [status] a node, or a point that an edge goes through
 *
 * @typedef {{status: Status, x: number, y: number}} Node
 * @typedef {{step: Step, points: [number, number][], label: [number, number]}} Edge
 * @typedef {{nodes: Node[], edges: Edge[], width: number, height: number}} Layout
 */

export const NODE = { width: 148, height: 58 };
const LABEL = 34;
const LANE = 26;
const GAP = 16;
const LEVEL = 36;
/** The distance between two layers of statuses. */
const STRIDE = 330;
const SWEEPS = 6;

/** The possible transitions: the other rows are impossible ones. @param {readonly LifecycleRow[]} rows */
export const stepsOf = (rows) =>
  /** @type {Step[]} */ (rows.filter((row) => row.to !== undefined && row.offer === "allowed"));

/** @param {readonly LifecycleRow[]} rows @returns {Layout} */
export function layout(rows) {
  const steps = stepsOf(rows);
  const statuses = [...new Set(rows.flatMap(({ from, to }) => (to ? [from, to] : [from])))];
  const depth = depths(statuses, steps);
  const last = Math.max(...depth.values());
  // Statuses are in the even columns, labels of events in the odd ones.
  /** @type {Slot[][]} */
  const columns = Array.from({ length: 2 * last + 1 }, () => []);
  /** @type {Map<Status, Slot>} */
  const nodes = new Map();
  /** @type {Map<Slot, Slot[]>} */
  const beside = new Map();

  /** @param {number} column @param {Slot} slot */
  const put = (column, slot) => {
    columns[column]?.push(slot);
    return slot;
  };
  for (const status of statuses) {
    const column = 2 * (depth.get(status) ?? 0);
    nodes.set(status, put(column, { size: NODE.height, y: 0, status }));
  }
  const routes = steps.map((step) => {
    const from = depth.get(step.from) ?? 0;
    const to = depth.get(step.to) ?? 0;
    const ends = [nodes.get(step.from), nodes.get(step.to)];
    const between = [];
    for (let column = 2 * from + 1; column < 2 * to; column += 1)
      between.push(put(column, { size: column === 2 * from + 1 ? LABEL : LANE, y: 0 }));
    const way = /** @type {Slot[]} */ ([ends[0], ...between, ends[1]]);
    way.forEach((slot, index) => {
      const near = [way[index - 1], way[index + 1]].filter((each) => each !== undefined);
      beside.set(slot, [...(beside.get(slot) ?? []), ...near]);
    });
    return { step, from, between };
  });

  for (const column of columns) stack(column);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const order = sweep % 2 === 0 ? columns : columns.toReversed();
    for (const column of order) {
      const pull = new Map(column.map((slot) => [slot, middle(beside.get(slot), slot.y)]));
      column.sort((one, other) => (pull.get(one) ?? 0) - (pull.get(other) ?? 0));
      stack(column);
    }
  }

  const top = Math.min(...columns.flat().map(({ y, size }) => y - size / 2)) - 12;
  const bottom = Math.max(...columns.flat().map(({ y, size }) => y + size / 2)) + 12;
  const xOf = (/** @type {number} */ column) => (column * STRIDE) / 2 + NODE.width / 2 + 12;
  const ports = portsOf(routes, nodes, top);
  return {
    nodes: [...nodes].map(([status, { y }]) => ({
      status,
      x: xOf(2 * (depth.get(status) ?? 0)),
      y: y - top,
    })),
    edges: routes.map(({ step, from, between }, index) => {
      const start = xOf(2 * from) + NODE.width / 2;
      const end = xOf(2 * (depth.get(step.to) ?? 0)) - NODE.width / 2;
      /** @type {[number, number][]} */
      const through = between.map((slot, n) => [xOf(2 * from + 1 + n), slot.y - top]);
      const label = /** @type {[number, number]} */ (through[0]);
      // The label is on a horizontal piece of the edge.
      through.splice(0, 1, [label[0] - LEVEL, label[1]], [label[0] + LEVEL, label[1]]);
      const [leaves, arrives] = /** @type {[number, number]} */ (ports[index]);
      return {
        step,
        points: [[start, leaves], ...through, [end, arrives]],
        label,
      };
    }),
    width: xOf(2 * last) + NODE.width / 2 + 12,
    height: bottom - top,
  };
}

/**
 * The distance of a status from the start, by the longest path; an unreachable status is at the start too. The number of
 * rounds is limited to the number of statuses, because of cycles.
 * @param {readonly Status[]} statuses @param {readonly Step[]} steps
 */
function depths(statuses, steps) {
  const depth = new Map(statuses.map((status) => [status, 0]));
  for (let round = 0; round < statuses.length; round += 1)
    for (const { from, to } of steps)
      depth.set(
        to,
        Math.max(depth.get(to) ?? 0, Math.min((depth.get(from) ?? 0) + 1, statuses.length)),
      );
  return depth;
}

/** Vertically stacked around a common middle. @param {Slot[]} column */
function stack(column) {
  const height = column.reduce((sum, { size }) => sum + size + GAP, -GAP);
  let y = -height / 2;
  for (const slot of column) {
    slot.y = y + slot.size / 2;
    y += slot.size + GAP;
  }
}

/** @param {Slot[] | undefined} slots @param {number} otherwise */
const middle = (slots, otherwise) =>
  slots && slots.length > 0 ? slots.reduce((sum, { y }) => sum + y, 0) / slots.length : otherwise;

/**
 * The start and the end of an edge: spread over the side of a node, in the order of the edges.
 * @param {{step: Step, between: Slot[]}[]} routes
 * @param {Map<Status, Slot>} nodes
 * @param {number} top
 * @returns {[number, number][]}
 */
function portsOf(routes, nodes, top) {
  /** @type {[number, number][]} */
  const ports = routes.map(() => [0, 0]);
  for (const [side, name] of /** @type {const} */ ([
    [0, "from"],
    [1, "to"],
  ])) {
    for (const [status, node] of nodes) {
      const mine = routes.flatMap((route, index) =>
        route.step[name] === status
          ? [{ index, y: route.between.at(side === 0 ? 0 : -1)?.y ?? 0 }]
          : [],
      );
      mine.sort((one, other) => one.y - other.y);
      const room = NODE.height - 20;
      mine.forEach(({ index }, place) => {
        const part = mine.length === 1 ? 0.5 : place / (mine.length - 1);
        const port = ports[index];
        if (port) port[side] = node.y - top + (part - 0.5) * room;
      });
    }
  }
  return ports;
}
