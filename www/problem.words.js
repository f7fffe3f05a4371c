// What goes wrong with a call, in every language.

import { wordsOf } from "./locale.js";

export const problemWords = wordsOf({
  en: {
    failed: "The call failed",
    signedOut: "You are signed out",
    signedOutText: "Sign in to go on.",
    signIn: "Sign in",
    forbidden: "Your access does not allow this",
    unreachable: "The edge cannot be reached",
    unreachableText: "No answer came from the edge. Check the connection, then try again.",
    notUnderstood: "The answer is not understood",
    notUnderstoodText:
      "The edge, or something before it, answered {status} with something that is not its API.",
    busy: "Too many requests",
    provider: "The provider did not answer as it should",
    again: "Try again",
  },
  de: {
    failed: "Der Aufruf ist fehlgeschlagen",
    signedOut: "Sie sind abgemeldet",
    signedOutText: "Melden Sie sich an, um fortzufahren.",
    signIn: "Anmelden",
    forbidden: "Ihr Zugang erlaubt das nicht",
    unreachable: "Der Edge ist nicht erreichbar",
    unreachableText:
      "Der Edge hat nicht geantwortet. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    notUnderstood: "Die Antwort ist unverständlich",
    notUnderstoodText:
      "Der Edge oder etwas davor hat mit {status} geantwortet, aber nicht mit seiner API.",
    busy: "Zu viele Anfragen",
    provider: "Der Anbieter hat nicht wie erwartet geantwortet",
    again: "Erneut versuchen",
  },
  sv: {
    failed: "Anropet misslyckades",
    signedOut: "Du är utloggad",
    signedOutText: "Logga in för att fortsätta.",
    signIn: "Logga in",
    forbidden: "Din åtkomst tillåter inte detta",
    unreachable: "Edge-tjänsten går inte att nå",
    unreachableText: "Inget svar kom från edge-tjänsten. Kontrollera anslutningen och försök igen.",
    notUnderstood: "Svaret går inte att förstå",
    notUnderstoodText:
      "Edge-tjänsten, eller något framför den, svarade {status} med något som inte är dess API.",
    busy: "För många anrop",
    provider: "Leverantören svarade inte som den skulle",
    again: "Försök igen",
  },
});
