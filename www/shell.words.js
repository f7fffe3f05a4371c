// What stands around every page, in every language.

import { wordsOf } from "./locale.js";

export const shellWords = wordsOf({
  en: {
    links: "Links",
    inspector: "Inspector",
    rules: "Rules",
    pages: "Pages",
    language: "Language",
    skip: "Skip to the content",
  },
  de: {
    links: "Links",
    inspector: "Inspektor",
    rules: "Regeln",
    pages: "Seiten",
    language: "Sprache",
    skip: "Zum Inhalt springen",
  },
  sv: {
    links: "Länkar",
    inspector: "Granskare",
    rules: "Regler",
    pages: "Sidor",
    language: "Språk",
    skip: "Hoppa till innehållet",
  },
});
