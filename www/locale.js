// The language of the page: from the address (`?lang=de`), the stored choice, or the browser. Each part of the page has its
// own words in every language; the core's messages are translated by its catalogues.

/** @typedef {"en" | "de" | "sv"} Locale */

/** @type {readonly Locale[]} */
export const LOCALES = ["en", "de", "sv"];

/** The name of each language in that language. @type {Record<Locale, string>} */
export const LOCALE_NAMES = { en: "English", de: "Deutsch", sv: "Svenska" };

const REMEMBERED = "paylink.locale";

/** @type {Locale} */
export const locale = chosen();
document.documentElement.lang = locale;

function chosen() {
  const wanted = [new URL(location.href).searchParams.get("lang"), remembered()];
  for (const tag of [...wanted, ...navigator.languages]) {
    const language = tag?.split("-")[0];
    const known = LOCALES.find((each) => each === language);
    if (known) return known;
  }
  return "en";
}

/** A browser may forbid storage. */
function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** Reloads the page in another language, which is stored. @param {Locale} next */
export function speak(next) {
  try {
    localStorage.setItem(REMEMBERED, next);
  } catch {
    // Then it is only in the address.
  }
  const url = new URL(location.href);
  url.searchParams.set("lang", next);
  location.assign(url);
}

/**
 * A text, or one for each plural form of its `{count}`; `{names}` are parameters.
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}} Text
 */

const plural = new Intl.PluralRules(locale);
const number = new Intl.NumberFormat(locale);

/** @param {number} value */
export const numberWords = (value) => number.format(value);

/**
 * A function that gives a text by name, with the known names.
 * @template {string} W
 * @typedef {((name: W, params?: Record<string, string | number>) => string)
 *   & {knows: (name: string) => name is W}} Words
 */

/** A text for each word of a closed set. @template {string} W @typedef {(name: W) => string} Labels */

/**
 * Texts in every language; gives those of the page's language.
 * @template {Record<string, Text>} W
 * @param {{en: W} & Record<Exclude<Locale, "en">, Record<keyof W, Text>>} words
 * @returns {Words<Extract<keyof W, string>>}
 */
export function wordsOf(words) {
  const own = words[locale];
  /** @param {keyof W} name @param {Record<string, string | number>} [params] */
  const say = (name, params = {}) => {
    const text = own[name];
    const form =
      typeof text === "string" ? text : (text[plural.select(Number(params.count))] ?? text.other);
    return form.replaceAll(/\{(\w+)\}/g, (all, key) => {
      const value = params[key];
      if (value === undefined) return all;
      return typeof value === "number" ? numberWords(value) : value;
    });
  };
  return Object.assign(say, {
    /** @param {string} name @returns {name is Extract<keyof W, string>} */
    knows: (name) => Object.hasOwn(own, name),
  });
}

/**
 * The label of each word of a closed set. An unknown word, of a newer edge or core, has a fallback.
 * @template {string} W
 * @param {Words<W>} words by `@satisfies {Labels<…>}` they have a label for each, or the compiler names the one that lacks it
 * @param {(word: string) => string} [otherwise] default as it came
 * @returns {(word: string) => string}
 */
export const labelled =
  (words, otherwise = (word) => word) =>
  (word) =>
    words.knows(word) ? words(word) : otherwise(word);

/** @typedef {typeof import("paylink").translate} Translate */

/** @type {import("paylink").Catalogue | undefined} */
let catalogue;
/** @type {Translate} */
let translate;

/**
 * Loads the core's messages in the page's language; without them they stay English.
 * @param {Translate} translates of the page's core: pages have different modules of it
 */
export async function loadCatalogue(translates) {
  translate = translates;
  if (locale === "en" || catalogue) return;
  const answer = await fetch(`/paylink/messages/${locale}.json`);
  if (answer.ok) catalogue = await answer.json();
}

/**
 * Issues, notes, reasons and warnings of the core in the page's language.
 * @template {{code: import("paylink").MessageCode, message: string, params: Record<string, string>}} T
 * @param {readonly T[]} findings
 * @returns {T[]}
 */
export function inWords(findings) {
  if (!catalogue) return [...findings];
  try {
    return translate(findings, catalogue);
  } catch {
    // A code that this page's core does not know, from a newer edge, is shown unchanged.
    return findings.length === 1 ? [...findings] : findings.flatMap((each) => inWords([each]));
  }
}
