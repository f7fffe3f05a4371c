// Texts of a provider in which each character must be visible: two ids that differ in an invisible character, or a status
// with changed direction, must not look like another one.

/** Spaces other than the plain one, controls, format and bidi characters, and characters without a glyph. */
const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Layout characters of a text with several lines. */
const LAYOUT = /^[\t\n\r]$/;

/** Escaped like in the core's messages: `\u{202e}`. @param {string} char */
const escapeOf = (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** For an id, a status word or an address. @param {string} text */
export const escaped = (text) => text.replace(UNSEEN, escapeOf);

/** For a document, which has lines. @param {string} text */
export const escapedLines = (text) =>
  text.replace(UNSEEN, (char) => (LAYOUT.test(char) ? char : escapeOf(char)));

/**
 * A document's text in pieces: unchanged text, and each escaped character separately.
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

/** Whether it is invisible. @param {string} text */
export const looksEmpty = (text) => text.replace(UNSEEN, "").trim() === "";

/** Isolate characters within it would end, or outlast, the surrounding ones. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * For a label or a text that is read out, which cannot have elements: isolates a provider's text, so that the rest of the
 * sentence keeps its direction.
 * @param {string} text
 */
export const isolated = (text) => `\u2068${text.replace(ISOLATES, escapeOf)}\u2069`;
