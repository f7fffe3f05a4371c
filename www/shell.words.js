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
    testData: "Test data",
    testDataOf: "Test data: {providers}",
    testDataText: "played by the sandbox: no customer sees these links and no money moves",
    signedInAs: "Signed in as {name}",
    signOut: "Sign out",
  },
  de: {
    links: "Links",
    inspector: "Inspektor",
    rules: "Regeln",
    pages: "Seiten",
    language: "Sprache",
    skip: "Zum Inhalt springen",
    testData: "Testdaten",
    testDataOf: "Testdaten: {providers}",
    testDataText: "von der Sandbox gespielt: Kein Kunde sieht diese Links, und kein Geld fließt",
    signedInAs: "Angemeldet als {name}",
    signOut: "Abmelden",
  },
  sv: {
    links: "Länkar",
    inspector: "Granskare",
    rules: "Regler",
    pages: "Sidor",
    language: "Språk",
    skip: "Hoppa till innehållet",
    testData: "Testdata",
    testDataOf: "Testdata: {providers}",
    testDataText: "spelas av sandlådan: ingen kund ser länkarna och inga pengar flyttas",
    signedInAs: "Inloggad som {name}",
    signOut: "Logga ut",
  },
});
