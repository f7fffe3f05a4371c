// One close: its preview, its outcome, in every language.

import { wordsOf } from "./locale.js";

export const closeWords = wordsOf({
  en: {
    ask_cancel: "Cancel this payment link?",
    ask_expire: "Expire this payment link?",
    do_cancel: "Cancel link",
    do_expire: "Expire link",
    try_cancel: "Try to cancel link",
    try_expire: "Try to expire link",
    keep: "Keep link",
    leave: "Done",
    retry: "Try again",
    sending: "Sending…",
    sendingNow: "Sending the request",
    nothingSent: "Nothing was sent",
    onlyProvider: "Only the provider can tell",
    notNow: "This cannot be done now",
    beforeYouGoOn: "Before you go on",
    final: "This cannot be undone.",
    mayNot:
      "You are signed in as {name}, which may not close payment links. Ask the person who gave you access.",
    restsOn: "What this rests on",
    documented: "Documented",
    assumed: "Assumed",
    preview: "Preview",
    now: "Now",
    becomes: "becomes",
    afterwards: "Afterwards",
    request: "The request to {provider}",
    byTheEdge: "added by the edge",
    noBody: "No body",
    oneKey: "It carries an idempotency key: sent again after a lost answer, it counts once.",
    noKey:
      "The provider takes no idempotency key here: after a lost answer, the link is read before it is sent again.",
    expires: "expires {date}",
    changed: "This has changed since you opened it. Nothing was sent.",
    closed: "The link is closed",
    doneWords: "Done: the link is now {status}.",
    alreadyWords: "Nothing was left to do: the link was already {status}.",
    lostWords: "The answer was lost, but the link was read again: it is now {status}.",
    unclear: "It is unclear whether the link was closed.",
    unclearTitle: "We could not confirm it",
    readAgain: "The link was read again: it is {status} (`{word}`).",
    notReadAgain:
      "The link could not be read again. As last seen at {time} it was {status} (`{word}`).",
    asImported:
      "The link could not be read. As imported at {time}, and not confirmed, it was {status} (`{word}`).",
    keptWords:
      "{provider} does not show the link now. As last seen at {time}, it had already ended: {status}.",
    checkAgain: "Check again",
    checking: "Reading the link…",
    askedAt: "A close was requested at {time}, and no answer says whether it was done.",
    askedInBulk:
      "A bulk close requested this at {time}, and no answer says whether it was done. Resume the bulk close to ask again.",
    money_arrived: "Money has arrived",
    money_sent: "Money has gone out",
    refused: "This request did not close the link.",
    refusedTitle: "That did not work",
    sameKey: "Trying again is safe: it cannot happen twice.",
    checkKey: "Checking again asks for the same close. This is safe: it cannot happen twice.",
  },
  de: {
    ask_cancel: "Diesen Zahlungslink stornieren?",
    ask_expire: "Diesen Zahlungslink ablaufen lassen?",
    do_cancel: "Link stornieren",
    do_expire: "Link ablaufen lassen",
    try_cancel: "Stornieren versuchen",
    try_expire: "Ablaufen lassen versuchen",
    keep: "Link behalten",
    leave: "Fertig",
    retry: "Erneut versuchen",
    sending: "Wird gesendet …",
    sendingNow: "Die Anfrage wird gesendet",
    nothingSent: "Es wurde nichts gesendet",
    onlyProvider: "Das weiß nur der Anbieter",
    notNow: "Das ist jetzt nicht möglich",
    beforeYouGoOn: "Bevor Sie fortfahren",
    final: "Das lässt sich nicht rückgängig machen.",
    mayNot:
      "Sie sind als {name} angemeldet und dürfen keine Zahlungslinks schließen. Wenden Sie sich an die Person, die Ihnen den Zugang gegeben hat.",
    restsOn: "Worauf das beruht",
    documented: "Dokumentiert",
    assumed: "Angenommen",
    preview: "Vorschau",
    now: "Jetzt",
    becomes: "wird zu",
    afterwards: "Danach",
    request: "Die Anfrage an {provider}",
    byTheEdge: "ergänzt der Edge",
    noBody: "Kein Body",
    oneKey:
      "Sie trägt einen Idempotenzschlüssel: Geht die Antwort verloren und wird sie erneut gesendet, zählt sie nur einmal.",
    noKey:
      "Der Anbieter nimmt hier keinen Idempotenzschlüssel: Geht die Antwort verloren, wird der Link gelesen, bevor erneut gesendet wird.",
    expires: "läuft ab: {date}",
    changed: "Seit dem Öffnen hat sich etwas geändert. Es wurde nichts gesendet.",
    closed: "Der Link ist geschlossen",
    doneWords: "Erledigt: Der Link ist jetzt {status}.",
    alreadyWords: "Es war nichts mehr zu tun: Der Link war bereits {status}.",
    lostWords:
      "Die Antwort ging verloren, doch der Link wurde erneut gelesen: Er ist jetzt {status}.",
    unclear: "Es ist unklar, ob der Link geschlossen wurde.",
    unclearTitle: "Nicht bestätigt",
    readAgain: "Der Link wurde erneut gelesen: Er ist {status} (`{word}`).",
    notReadAgain: "Der Link konnte nicht erneut gelesen werden. Stand {time}: {status} (`{word}`).",
    asImported:
      "Der Link konnte nicht gelesen werden. Laut Import von {time}, unbestätigt: {status} (`{word}`).",
    keptWords:
      "{provider} zeigt den Link jetzt nicht. Stand {time}: Er war bereits beendet ({status}).",
    checkAgain: "Erneut prüfen",
    checking: "Link wird gelesen …",
    askedAt: "Um {time} wurde das Schließen angefordert; keine Antwort sagt, ob es geschehen ist.",
    askedInBulk:
      "Ein Sammelschließen hat dies um {time} angefordert; keine Antwort sagt, ob es geschehen ist. Setzen Sie das Sammelschließen fort, um erneut anzufragen.",
    money_arrived: "Geld ist eingegangen",
    money_sent: "Geld ist hinausgegangen",
    refused: "Diese Anfrage hat den Link nicht geschlossen.",
    refusedTitle: "Das hat nicht geklappt",
    sameKey: "Ein neuer Versuch ist sicher: Es kann nicht zweimal geschehen.",
    checkKey:
      "Erneutes Prüfen fordert dasselbe Schließen an. Das ist sicher: Es kann nicht zweimal geschehen.",
  },
  sv: {
    ask_cancel: "Annullera betalningslänken?",
    ask_expire: "Låta betalningslänken löpa ut?",
    do_cancel: "Annullera länken",
    do_expire: "Låt länken löpa ut",
    try_cancel: "Försök annullera",
    try_expire: "Försök låta löpa ut",
    keep: "Behåll länken",
    leave: "Klar",
    retry: "Försök igen",
    sending: "Skickar …",
    sendingNow: "Anropet skickas",
    nothingSent: "Inget skickades",
    onlyProvider: "Bara leverantören vet",
    notNow: "Det går inte nu",
    beforeYouGoOn: "Innan du går vidare",
    final: "Det går inte att ångra.",
    mayNot:
      "Du är inloggad som {name} och får inte stänga betalningslänkar. Fråga den som gav dig åtkomst.",
    restsOn: "Vad detta bygger på",
    documented: "Dokumenterat",
    assumed: "Antaget",
    preview: "Förhandsvisning",
    now: "Nu",
    becomes: "blir",
    afterwards: "Efteråt",
    request: "Anropet till {provider}",
    byTheEdge: "läggs till av edge-tjänsten",
    noBody: "Ingen body",
    oneKey:
      "Det har en idempotensnyckel: skickas det igen efter ett förlorat svar räknas det en gång.",
    noKey:
      "Leverantören tar ingen idempotensnyckel här: efter ett förlorat svar läses länken innan det skickas igen.",
    expires: "löper ut {date}",
    changed: "Något har ändrats sedan du öppnade den. Inget skickades.",
    closed: "Länken är stängd",
    doneWords: "Klart: länken är nu {status}.",
    alreadyWords: "Inget återstod att göra: länken var redan {status}.",
    lostWords: "Svaret gick förlorat, men länken lästes igen: den är nu {status}.",
    unclear: "Det är oklart om länken stängdes.",
    unclearTitle: "Det gick inte att bekräfta",
    readAgain: "Länken lästes igen: den är {status} (`{word}`).",
    notReadAgain: "Länken gick inte att läsa igen. Senast sedd {time}: {status} (`{word}`).",
    asImported:
      "Länken gick inte att läsa. Enligt importen {time}, obekräftad: {status} (`{word}`).",
    keptWords:
      "{provider} visar inte länken nu. När den senast sågs {time} hade den redan avslutats: {status}.",
    checkAgain: "Kontrollera igen",
    checking: "Länken läses …",
    askedAt: "Stängningen begärdes {time}, och inget svar säger om den gjordes.",
    askedInBulk:
      "En massstängning begärde detta {time}, och inget svar säger om det gjordes. Fortsätt massstängningen för att fråga igen.",
    money_arrived: "Pengar har kommit in",
    money_sent: "Pengar har skickats",
    refused: "Anropet stängde inte länken.",
    refusedTitle: "Det gick inte",
    sameKey: "Att försöka igen är säkert: det kan inte göras två gånger.",
    checkKey:
      "Att kontrollera igen begär samma stängning. Det är säkert: den kan inte göras två gånger.",
  },
});

/**
 * What the button of a call says.
 * @param {"ask" | "do" | "try"} what
 * @param {string} call
 */
export const callWords = (what, call) =>
  closeWords(`${what}_${call === "cancel" ? call : "expire"}`);
