// What goes wrong with a call, in every language.

import { wordsOf } from "./locale.js";

export const problemWords = wordsOf({
  en: {
    failed: "The call failed",
    session: "Your session is missing or has ended",
    sessionText:
      "Reload the page to begin a new one. If that does not help, ask whoever runs this edge.",
    unreachable: "The edge cannot be reached",
    unreachableText: "No answer came from the edge. Check the connection, then try again.",
    notUnderstood: "The answer is not understood",
    notUnderstoodText:
      "The edge, or something before it, answered {status} with something that is not its API.",
    busy: "Too many requests",
    provider: "The provider did not answer as it should",
    reload: "Reload the page",
    again: "Try again",
  },
  de: {
    failed: "Der Aufruf ist fehlgeschlagen",
    session: "Ihre Sitzung fehlt oder ist abgelaufen",
    sessionText:
      "Laden Sie die Seite neu, um eine neue Sitzung zu beginnen. Hilft das nicht, wenden Sie sich an den Betreiber dieses Edge.",
    unreachable: "Der Edge ist nicht erreichbar",
    unreachableText:
      "Der Edge hat nicht geantwortet. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    notUnderstood: "Die Antwort ist unverständlich",
    notUnderstoodText:
      "Der Edge oder etwas davor hat mit {status} geantwortet, aber nicht mit seiner API.",
    busy: "Zu viele Anfragen",
    provider: "Der Anbieter hat nicht wie erwartet geantwortet",
    reload: "Seite neu laden",
    again: "Erneut versuchen",
  },
  sv: {
    failed: "Anropet misslyckades",
    session: "Din session saknas eller har gått ut",
    sessionText:
      "Läs in sidan på nytt för att börja en ny session. Hjälper inte det, fråga den som driver denna edge.",
    unreachable: "Edge-tjänsten går inte att nå",
    unreachableText: "Inget svar kom från edge-tjänsten. Kontrollera anslutningen och försök igen.",
    notUnderstood: "Svaret går inte att förstå",
    notUnderstoodText:
      "Edge-tjänsten, eller något framför den, svarade {status} med något som inte är dess API.",
    busy: "För många anrop",
    provider: "Leverantören svarade inte som den skulle",
    reload: "Läs in sidan på nytt",
    again: "Försök igen",
  },
});
