import { fieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { fieldNames, kindOf, namesOf, type LeadField } from './fields.ts';
import { own } from '../../domain/text/own.ts';

/** The name of a column without case, accents, spaces and punctuation. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[łßæøđ]/g, (letter) => own(foldedLetters, letter) ?? letter)
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

const foldedLetters: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', æ: 'ae', ø: 'o', đ: 'd' };

const words = (text: string): string[] =>
  text
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{N}\p{M}’']+/u)
    .map(plain)
    .filter((word) => word !== '');

/** The field that a column's name means, and the position of that name in the table. Of several columns, the earliest position counts first. */
export interface NamedField {
  readonly field: LeadField;
  readonly rank: number;
}

const known = new Map<string, NamedField>();
for (const field of fieldNames)
  for (const [rank, name] of namesOf(field).entries()) if (!known.has(plain(name))) known.set(plain(name), { field, rank });

/** Prefixes that say whose value it is, not what it is. */
const prefixes =
  /^(?:your|contact|lead|person|prospect|customer|primary|main|work|business|current|kontakt|ihre?|votre|tu|su|your) (?=\S)/;
/** Suffixes that are remarks for the person who fills it in. */
const remarks = /(?:(?<!\s)\s+)?(?:\((?!type|date|datum|opt)[^()]*\)|\[[^[\]]*\]|(?<!\*)\*+|(?<!:):+|(?<!\?)\?+)\s*$/i;

/** Characters; a longer text is not a column name. */
const LONGEST_NAME = 500;

/**
 * The field that a column's name says; undefined when it is none of the names in the table.
 * @param ofApp the fields of the app, whose names count before those of the table
 */
export function fieldOf(header: string, ofApp: LeadFields = {}): NamedField | undefined {
  if (header.length > LONGEST_NAME) return undefined;
  const bare = header.trim().replace(remarks, '');
  const parts = /[/|]/.test(bare) ? bare.split(/(?:(?<!\s)\s+)?[/|]\s*/) : [];
  const spaced = bare.toLowerCase().replaceAll(/[_\s]+/g, ' ');
  const names = [header, bare, spaced.replace(prefixes, ''), ...parts].map(plain);
  const found = names.map((name) => known.get(name)).find((one) => one !== undefined);
  // A column about whether somebody may be contacted is never a field of the app, whatever the app calls it.
  const mayBeOfApp = !suggestsConsent(header) && (!found || /text|phone/.test(kindOf(found.field)));
  return (mayBeOfApp ? fieldOfApp(names, ofApp) : undefined) ?? (found && isOurs(header) ? undefined : found);
}

function fieldOfApp(names: readonly string[], ofApp: LeadFields): NamedField | undefined {
  const found = Object.entries(ofApp).find(([name, { label, headers = [] }]) =>
    [name, fieldKey(name), label, ...headers].some((one) => names.includes(plain(one))),
  );
  return found && { field: fieldKey(found[0]), rank: 0 };
}

/** Words for our own people, or for people other than the lead. */
const others = new Set(
  `owner owners besitzer inhaber eigentumer betreuer betreuerin zustandig zustandiger bearbeiter sachbearbeiter verantwortlicher berater assigned assignee rep reps sdr ae bdr
  csm salesperson vertriebler vertreter manager managers supervisor assistant referrer referred parent inviter sender recipient creator created modified updated
  proprietaire responsable commercial gestionnaire propietario comercial proprietario responsabile eigenaar verantwoordelijke beheerder wlasciciel opiekun agare ejer ansvarig ansvarlig
  spouse emergency`.split(/\s+/),
);

/** Whether a column is about a person other than the lead: an owner, a rep, a referrer. */
export const isOurs = (header: string): boolean => words(header).some((word) => others.has(word));

const addressWords = new Set('email emails mail courriel correo posta epost mejl emailadresse emailadres mailadresse'.split(' '));
const notAnAddress = new Set(
  `opt optin optout out status state owner bounce bounced unsubscribe unsubscribed type verified verification valid invalid sent opened opens clicked clicks count date time domain permission consent
  source catchall confidence do not no last first subject template campaign frequency format language label topic topics subscription marketing hash md5 score send`.split(
    /\s+/,
  ),
);

/** Whether a column's name contains a word for an address, and no word that changes its meaning. */
export function namesAnAddress(header: string): boolean {
  if (isOurs(header)) return false;
  const all = words(header);
  return (
    all.some((word, n) => addressWords.has(word) || (word === 'e' && /^(?:mail|post)/.test(all[n + 1] ?? ''))) &&
    !all.some((word) => notAnAddress.has(word))
  );
}

/** Stems that suggest consent anywhere in a name, and others that do so only at its beginning. */
const anywhere = new RegExp(
  `unsub|optedout|optedin|optout|optinpending|emailopt|consent|einwillig|zustimm|widerruf|widerspr|abgemeld|abbestell|desinscri|desabonn|suscri|subscri|disiscri|afgemeld|uitgeschr|
  toestemming|descadastr|newsletter|permission|suppress|blacklist|blocklist|donot|kontaktsperre|werbesperr|werbeeinw|werbeerlaub|prenumer|samtyck|samtykk|optedou|mailable|mailab|marketingcontact|spamcompl|blacklist|bounce|
  nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|infolettre|austrag|ausgetrag|deaktiviert|werbeverbot|mailsperr|kontaktverbot|robinson|bloctel|opposizion|leiratkoz|hozzajarul|dezabon|odhlas|souhlas|nezasil|markkinointilup|abonelik|iletiizn|
  отпис|рассыл|соглас|непис|διαγραφ|συγκαταθ|配信|退订|退訂|订阅|訂閱|同意|수신`.replaceAll(/\s+/g, ''),
);
const atTheBeginning = new RegExp(
  `(?:^| )(?:opt ?(?:in|out|s in|s out)|opted|double opt|optin|optout|gdpr|dsgvo|rgpd|rodo|lgpd|ccpa|do not|don t|dont|marketing (?:status|pref)|accepts|robinson|(?:no|not|never|must not) (?:(?:to|be) )*(?:e ?)?(?:mail|contact|market|interest|disturb)|stop|dnd(?: |$)|opt(?: |$)|exclu(?:d|sion|s? |s?$)|esclus|remov|spam|can spam|casl|pecr|tcpa|object(?:ion|ed| to)|right to|erasure|forget|deceased|legal hold|invalid|quarantin|(?:e ?mails? )?zulass|(?:dis)?allow|undeliver|bounc|deactiv|unmail|suspend|
  data processing|privacy|datenschutz|
  gesperrt|sperr|losch|loesch|darf|mochte|moechte|nicht (?:mehr )?(?:anschreib|kontakt|mailen)|rechtsgrund|abmeld|abonn|keine? (?:werbung|mail|e mail|kontakt|anruf)|inscri|ingeschr|iscri|ne (?:pas|plus|souhaite)|refus|oppos|liste noire|baja|dado de baja|cancelad|cancelaci|bloquead|no (?:molestar|desea)|acepta|autoris|autoriz|(?:e ?mail|communication|contact|marketing|mailing|kommunikations|kontakt) ?(?:preference|praferenz)|nao (?:perturb|quer)|aceit|non desidera|accett|mag |bel me niet|ontvang|lista negra|cancellat|lista nera|non (?:inviare|contatt|chiam)|no (?:enviar|contactar|llamar)|
  afmeld|uitschrijf|inschrijf|niet (?:mailen|bellen|contact|benader)|geen (?:mail|e mail|contact|reclame|marketing)|cancelou|nao (?:enviar|contact|contat|ligar)|wypis|zgod|nie wysyl|brak zgod|rezygnac|sprzeciw|avregist|avanmal|avmeld|afmeldt|frameld|tilmeld|inga? (?:reklam|mejl)|ingen (?:reklam|mark)|ej utskick|vill ej|avbojt|skicka inte|reklamsparr|reserver|onsker ikke|ma ikke|kieltan|
  legal basis|lawful|base leg|base jur|base giur|bounced|complain|blocked|contactable|emailable|dnc|dnm|dne)`.replaceAll(
    /\n\s*/g,
    '',
  ),
);

/** Whether a column's name suggests consent or opt-out, in any language of the table. */
export const suggestsConsent = (header: string): boolean =>
  anywhere.test(plain(header)) || atTheBeginning.test(words(header).join(' '));

const mailWords =
  /^(?:e?mails?|e?mailed|e?mailings?|contact(?:ed|able|s)?|marketing|newsletters?|advertising|promo(?:tion(?:s|al)?)?|offers|updates|informed|communications?|werbung|kontakt(?:aufnahme|iert)?|gemaild|publicidad|comunicaciones|comunicac(?:oes|ao)|correos?|publicite|envois?|envios|invii|utskick|reklame?|markedsforing|zgody?|active?|aktiv|inaktiv|inactive|actif|activo|attivo|actief|ativo|mailen|anschreiben|courriels?|emailing)$/;
const mailDeeds = new Set(
  'sent open opened opens click clicked clicks replied reply verified verification catchall free webmail owner primary main personal work business demoed confidence valid deliverable exists found created id type zip code count number phone budget qualified qualification automation tool crm is'.split(
    ' ',
  ),
);

/** Whether a column's name is about email or contact, but not about past emails. Its yes-or-no cells may be a consent. */
export function isAboutMail(header: string): boolean {
  const all = words(header).flatMap((word, n, every) => (word === 'e' && /^mails?$/.test(every[n + 1] ?? '') ? [] : [word]));
  return all.some((word) => mailWords.test(word)) && !all.some((word) => mailDeeds.has(word)) && !isOurs(header);
}

/** Whether a column's name says that it holds a consent basis. An unknown basis then rejects the row, without asking about the column. */
export const namesABasis = (header: string): boolean =>
  /basis|basele|basejur|basegiu|rechtsgr|podstawa|rattsliggrund|retsgrund/.test(plain(header));

/** Columns of exports that only comment on the consent in another column. */
const details = new Set(
  `optin_ip, opt-in ip, confirm_ip, consent ip, consent text, consent source, consent version, consent url, consent notes, consent method, opt-in source, legal basis source, privacy policy version,
  unsub_reason_other, unsub_campaign_id, subscription source, gdpr notes, einwilligungstext, einwilligung quelle, preferred contact method, fax opt out, fax opt-out, hasoptedoutoffax, has opted out of fax, do not fax,
  last unsubscribe campaign, marketing contact status source name, marketing contact status source type, marketing contact until next update, opt-in confirmation email`
    .split(',')
    .map(plain),
);

/** Whether a column makes no difference to whether a lead may get emails or calls. */
export const isConsentDetail = (header: string): boolean => details.has(plain(header));
