/** Lines that mail programs add; the writer did not type them. */
const programs = [
  /^(sent|get|download|holen sie sich|laden sie|obtenez|obtener|obtén|descarga|ottieni|scarica|obter|obtenha|ontvang|download|hämta|hent|pobierz|erhalten sie)\b.{0,40}\b(outlook|yahoo|gmail|proton ?mail|spark|airmail)\b/iu,
  /^(sent|written) (from|via|with|using|by)\b/iu,
  /^(von|mit) (mein\w*|der|dem|unterwegs)\b.{0,60}\b(gesendet|geschickt|verschickt)\b/iu,
  /^(diese (nachricht|mail|e-?mail) wurde )?(von|mit|über)\b.{0,80}\bgesendet\b/iu,
  /^gesendet (von|mit|über|mithilfe)\b/iu,
  /^(envoyé|envoyée|expédié) (de|depuis|à partir|avec)\b/iu,
  /^(enviado|mandado|enviada) (desde|de|do|da|con|com|a partir|mediante)\b/iu,
  /^(inviato|inviata|spedito) (da|dal|con|tramite)\b/iu,
  /^(verstuurd|verzonden) (vanaf|van|met|via|vanuit)\b/iu,
  /^(skickat|sendt|sendte) (från|fra|med)\b/iu,
  /^(lähetetty|wysłane|wysłano|odesláno|odoslané|elküldve|trimis|poslano)\b.{0,60}(iphone|ipad|android|samsung|outlook|telefon)/iu,
  /^(отправлено|надіслано|изпратено) (с|из|з|от) /iu,
  /^.{0,30}(iphone|ipad|android|samsung|galaxy|outlook).{0,20}(から送信|傳送|发送|發送|에서 보냄|gönderildi)/iu,
  /^(从|從|我的).{0,30}(发送|發送|傳送)/u,
  /^(envíado|trimis de pe|sent from) /iu,
  /^(virenfrei|virus-?free|sans virus|libre de virus|privo di virus|virusvrij)\b/iu,
  /^outlook (for|für|pour|para|per|voor) (ios|android)\b/iu,
];

/** Whether a mail program has added a line ("Sent from my iPhone"). */
export function isProgramFooter(line: string): boolean {
  const text = line.trim();
  return text.length > 0 && text.length <= 160 && programs.some((footer) => footer.test(text));
}

const disclaimer =
  /\b(confidential(ity)?( notice)?|privileged|intended (only |solely )?(for|recipient)|disclaimer|vertraulich|rechtlich geschützt|confidentiel(le)?s?|confidencial(es)?|confidencialidad|riservat[aeio]|vertrouwelijk|sigilos[ao])\b/iu;
const aboutMail =
  /^[*\s]*(this|the (information|content)|diese|die (information|in dieser)|der inhalt|ce|cet|cette|les informations|este|esta|la información|questo|questa|le informazioni|il presente|dit|deze|a informação|confidential|disclaimer|privileged|hinweis|avis|aviso|avviso|caution|warning|achtung|attention|external)\b/iu;

/** Whether a paragraph is a legal notice. */
export function isDisclaimer(paragraph: string): boolean {
  const start = paragraph.slice(0, 400);
  return (
    (aboutMail.test(start) && disclaimer.test(start)) ||
    /\b(originated from outside|p(lease|ensez).{0,30}(before printing|avant d'imprimer))\b/iu.test(start)
  );
}

const closings =
  /^(?:(?:with |many |our |my )?(?:(?:kind|best|warm|warmest|kindest|sincere) )?(?:regards|wishes)|all the best|yours(?: (?:sincerely|truly|faithfully))?|sincerely(?: yours)?|respectfully|(?:mit |viele |beste |liebe |schöne |herzliche |freundliche |sonnige )+(?:freundlichen |besten |lieben |herzlichen )?grüße?n?|mit (?:freundlichem|bestem) gruß|freundlichen? gr(?:üße|uss|uß)|hochachtungsvoll|mfg|lg|vg|bg|(?:bien |très )?cordialement(?: vôtre)?|(?:meilleures|sincères|bien amicales|cordiales) salutations|salutations(?: distinguées)?|bien à (?:vous|toi)|sentiments distingués|(?:un )?(?:cordial(?:es)?|atentos?) saludos?|saludos(?: cordiales)?|un saludo|atentamente|(?:cordiali|distinti) saluti|saluti|cordialmente|un cordiale saluto|met (?:vriendelijke|hartelijke) groet(?:en)?|vriendelijke groet(?:en)?|mvg|groet(?:en|jes)?|atenciosamente|com os melhores cumprimentos|(?:melhores )?cumprimentos|med vänlig hälsning|med venlig hilsen|(?:z )?poważaniem|s pozdravem)(?![\p{L}\p{N}])/iu;

const thanks =
  /^(?:(?:many )?thanks(?: (?:so much|a lot|in advance|and (?:kind|best) regards))?|thank you(?: (?:so much|in advance|and (?:kind|best) regards))?|cheers|best|danke(?: und .{0,30}| schön)?|vielen dank(?: und .{0,30})?|besten dank|merci(?: (?:d'avance|beaucoup))?|(?:muchas )?gracias|grazie(?: mille)?|bedankt|(?:muito )?obrigad[oa])[\s,.!-]*$/iu;

/** Whether a line is a closing, before a signature. It contains nothing else but a name, a place or another closing. */
export function isClosing(line: string): boolean {
  const text = line.trim();
  const closing = text.length <= 100 ? closings.exec(text)?.[0] : undefined;
  if (closing === undefined) return false;
  const rest = text.slice(closing.length).replace(/^[\s,.!-]+/, '');
  return rest === '' || looksLikeName(rest) || /^(?:[/|]|aus \p{Lu}|from \p{Lu})/u.test(rest);
}

/** Whether a line of thanks may be a closing; the next line decides. */
export const isThanks = (line: string): boolean => line.length <= 60 && thanks.test(line.trim());

const name =
  /^(?:(?:dr|prof|mr|mrs|ms|herr|frau|ing|dipl)\.?[ -]*){0,4}\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:van|von|de|der|den|la|le|di|da|dos|del|du)|\p{Lu}[\p{L}\p{M}'’.-]*)){0,4}[,.]?$/iu;
const capitals = /^\P{Ll}*\p{Lu}/u;

/** Whether a line may be a person's name: one to five capitalised words, not a sentence. */
export function looksLikeName(line: string): boolean {
  const text = line.trim();
  return (
    text.length <= 60 &&
    capitals.test(text) &&
    name.test(text) &&
    text.split(' ').every((word) => /^(\p{Lu}|van|von|de|der|den|la|le|di|da|dos|del|du)/u.test(word))
  );
}
