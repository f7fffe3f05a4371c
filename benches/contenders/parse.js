// `JSON.parse` alone: the minimal work for any document in JavaScript.

import { inTurn } from "./tasks.js";
import { touchedRaw } from "./touch.js";

/** @import {Contender} from "./tasks.js" */

const decoder = new TextDecoder("utf-8", { fatal: true });

/** From bytes. The result is dropped before the next one. @type {Contender} */
export const ofBytes = {
  screen: ({ bytes }) => ({ work: () => JSON.parse(decoder.decode(bytes)).length }),
  list({ format, bytes }) {
    const touch = touchedRaw(format);
    return { work: () => touch(JSON.parse(decoder.decode(bytes))) };
  },
  one: ({ documents }) => inTurn(documents, (it) => JSON.parse(decoder.decode(it))),
};

/** From text that is already decoded. @type {Contender} */
export const ofText = {
  screen({ bytes }) {
    const text = decoder.decode(bytes);
    return { work: () => JSON.parse(text).length };
  },
  list({ format, bytes }) {
    const touch = touchedRaw(format);
    const text = decoder.decode(bytes);
    return { work: () => touch(JSON.parse(text)) };
  },
  one({ documents }) {
    const texts = documents.map((it) => decoder.decode(it));
    return inTurn(texts, (it) => JSON.parse(it));
  },
};
