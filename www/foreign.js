// Texts that come from a provider, where it matters that each character is seen: two ids that differ only in
// an invisible character, or a status that is turned around, must not look like another one.

/** Spaces other than the plain one, controls, format and bidi characters, and what has no glyph. */
const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What a text over several lines is laid out with. */
const LAYOUT = /^[\t\n\r]$/;

/** Written as the core's messages write it: `\u{202e}`. @param {string} char */
const escapeOf = (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Of an id, a status word or an address. @param {string} text */
export const escaped = (text) => text.replace(UNSEEN, escapeOf);

/** Of a document, which has lines. @param {string} text */
export const escapedLines = (text) =>
  text.replace(UNSEEN, (char) => (LAYOUT.test(char) ? char : escapeOf(char)));

/**
 * A document's text in pieces: what is shown as it is, and each character that is escaped, by itself.
 * @param {string} text
 * @returns {{text: string, shown: string}[]} `text` is the source of what is `shown`
 */
export function pieces(text) {
  const found = [];
  let from = 0;
  for (const { 0: char, index } of text.matchAll(UNSEEN)) {
    if (LAYOUT.test(char)) continue;
    if (index > from) found.push({ text: text.slice(from, index), shown: text.slice(from, index) });
    found.push({ text: char, shown: escapeOf(char) });
    from = index + char.length;
  }
  if (from < text.length || from === 0)
    found.push({ text: text.slice(from), shown: text.slice(from) });
  return found;
}

/** Whether nobody would see it. @param {string} text */
export const looksEmpty = (text) => text.replace(UNSEEN, "").trim() === "";

/** Isolates of its own would end, or outlast, the ones around it. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * Within a sentence of ours that is a label or is read out, and cannot have elements: whichever direction
 * it has, the rest of the sentence keeps its own.
 * @param {string} text
 */
export const isolated = (text) => `\u2068${text.replace(ISOLATES, escapeOf)}\u2069`;
