import { consentBases, type ConsentBasis } from '../../domain/contact/consent.ts';
import { remember } from '../../domain/text/remember.ts';
import { plain } from './headers.ts';

const setOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/[,\n]/)
      .map(wordIn)
      .filter((word) => word !== ''),
  );

/** A clear yes, in the languages of the field table and as software writes it. */
const yes =
  setOf(`yes, y, true, t, 1, x, on, ok, ja, j, wahr, oui, o, vrai, si, sí, s, verdadero, vero, sim, verdadeiro, waar, tak, prawda, sann, sandt, jes, checked, active, aktiv, ✓, ✔, ☑,
  opted in, opted-in, opt-in, opt in, optin, optedin, subscribed, subscriber, accepted, agreed, granted, given, consented, consent given, allowed, permitted, angemeldet, abonniert, eingewilligt, zugestimmt, erteilt,
  einwilligung erteilt, abonné, abonnée, inscrit, inscrite, accepté, accordé, suscrito, suscrita, aceptado, otorgado, iscritto, iscritta, accettato, concesso, ingeschreven, akkoord, toegestaan, gegeven, inscrito, aceito, aceite,
  zapisany, wyrażona, prenumererar, godkänd, tilmeldt, samtykke givet, explicit, express, marketing contact`);

/** A clear no. */
const no = setOf(
  `no, n, false, f, 0, 0.0, [], off, nein, nee, non, nej, nei, ne, não, nao, nie, faux, falso, falsch, falsk, fałsz, onwaar, keine, kein, never, not, ☐, ✗, ✘, unchecked`,
);

/** A no to email, expressed as a consent that ended or was never given. */
const refused =
  setOf(`withdrawn, revoked, unsubscribed, unsubscribe, opted out, opted-out, opt-out, opt out, optout, optedout, declined, denied, refused, rejected, objected, cancelled, canceled, removed, suppressed, blocked, blocklisted, blacklisted, complained, bounced, cleaned,
  not opted in, not subscribed, not given, no consent, not consented, expired, inactive, do not contact, do not email, non-marketing contact, archived, abgemeldet, abbestellt, widerrufen, zurückgezogen, abgelehnt, nicht erteilt, keine einwilligung, nicht abonniert,
  gesperrt, nicht zulassen, nicht erlaubt, do not allow, do not send, not allowed, désinscrit, désinscrite, désabonné, désabonnée, refusé, retiré, non inscrit, non abonné, révoqué, dado de baja, baja, cancelado, revocado, rechazado, retirado, no suscrito, disiscritto, disiscritta, cancellato, revocato, rifiutato, negato, non iscritto, ritirato,
  uitgeschreven, afgemeld, ingetrokken, geweigerd, niet ingeschreven, descadastrado, cancelada, revogado, recusado, não inscrito, retirada, wypisany, wycofana, odmowa, cofnięta, avregistrerad, avanmäld, återkallat, nekad, afmeldt, frameldt, trukket tilbage, afvist, avmeldt`);

/** A clear no in a column of opt-outs: "no", or a program's word for a person who gets emails. */
const notOut =
  setOf(`subscribed, subscriber, opted in, opted-in, opt-in, opt in, optin, active, aktiv, not opted out, not unsubscribed, no opt out, no opt-out, kein opt-out, nicht abgemeldet, nicht gesperrt, abonniert, angemeldet, keine sperre,
  abonné, abonnée, inscrit, inscrite, suscrito, suscrita, iscritto, iscritta, ingeschreven, niet uitgeschreven, niet afgemeld, inscrito, zapisany, prenumererar, tilmeldt, marketing contact, allowed, permitted, erlaubt, allow, ok to email, ok to contact`);

/** Text without letters and digits is compared as it is: "-" is not a word, and "✗" is one. */
function wordIn(text: string): string {
  return plain(text) || text.trim();
}

/** A column of answers repeats a few words many times. */
const shortWordOf = remember(wordIn, 1_000);

/** Characters; a longer text is not an answer, whatever its first word. */
const LONGEST_WORD = 1_000;
const wordOf = (text: string): string => (text.length > LONGEST_WORD ? 'a long text' : shortWordOf(text));

/** Whether a cell says yes or no; undefined for anything else. */
export function yesOrNo(text: string): boolean | undefined {
  const word = wordOf(text);
  if (yes.has(word)) return true;
  return no.has(word) || refused.has(word) ? false : undefined;
}

/** Whether a cell of an opt-out column means an opt-out: anything except an empty cell and a clear no does. */
export function saysOut(text: string): boolean {
  if (text === '') return false;
  const word = wordOf(text);
  return !(no.has(word) || notOut.has(word));
}

/** Characters; a longer text is about something else. */
const LONGEST_REMARK = 200;

/** How people and software say in other columns (status, stage, tags, notes) that a person wants no emails. */
const remark = new RegExp(
  `unsubscribed?(?![\\w-]|\\s+(?:link|page))|opted[ _-]?out|opt[ _-]out|\\bdo[ _-]?not[ _-]?(?:contact|e-?mail|mail|market|disturb|send|allow)|\\bdon['’]?t (?:contact|e-?mail|mail|market)|
  \\b(?:hard|soft)?[ _-]?bounced|hard[ _-]bounce|spam complaint|marked as spam|\\bcomplained|blacklisted|block ?listed|\\bsuppressed|not mailable|no consent|no contact\\b|consent (?:withdrawn|revoked)|never[ _]subscribed|no more e?-?mails?|no longer (?:wants|wishes)|
  abgemeldet|abbestellt|ausgetragen|einwilligung widerrufen|gesperrt|nicht (?:mehr )?(?:kontaktieren|anschreiben|mailen)|keine? (?:werbung|e-?mails?|newsletter|kontakt)|désinscrit|désabonné|ne (?:pas|plus) (?:contacter|envoyer|écrire|mailer)|liste noire|
  dado de baja|dada de baja|no contactar|no enviar|lista negra|disiscritt|non contattare|non inviare|uitgeschreven|afgemeld|niet (?:meer )?(?:mailen|contact|benaderen)|geen (?:mail|e-mail|contact|reclame)|descadastrad|n[ãa]o (?:contac?tar|enviar)|
  wypisan|nie (?:kontaktowa|wysyła)|avregistrerad|avanmäld|avprenumerera|kontakta inte|ingen reklam|afmeldt|frameldt|kontakt ikke|avmeldt`.replaceAll(
    /\n\s*/g,
    '',
  ),
  'iu',
);

/** Whether a cell of a column that is not about consent says that the person wants no email. */
export const meansNo = (text: string): boolean => text.length <= LONGEST_REMARK && text.length > 6 && remark.test(text);

const bases: readonly (readonly [ConsentBasis, ReadonlySet<string>])[] = [
  [
    'doubleOptIn',
    setOf(
      'double opt-in, double opt in, doi, confirmed opt-in, confirmed opt in, double-opt-in, doppeltes opt-in, double optin, doble opt-in, doppio opt-in, dubbele opt-in, duplo opt-in',
    ),
  ],
  [
    'optIn',
    setOf(
      'opt-in, single opt-in, single opt in, soi, explicit consent, express consent, freely given consent from contact, consent, einwilligung, consentement, consentimiento, consenso, toestemming, consentimento, zgoda, samtycke, samtykke, einwilligung (art. 6 abs. 1 a), art. 6 abs. 1 lit. a dsgvo, consentement explicite',
    ),
  ],
  [
    'customer',
    setOf(
      'existing customer, performance of a contract, contract, bestandskunde, kunde, vertrag, vertragserfüllung, client, client existant, contrat, cliente, contrato, contratto, klant, overeenkomst, klient, umowa, kund, avtal, kontrakt',
    ),
  ],
  [
    'inquiry',
    setOf('enquiry, inquiry, anfrage, demande, solicitud, richiesta, aanvraag, pedido, zapytanie, förfrågan, forespørgsel'),
  ],
  [
    'legitimateInterest',
    setOf(
      'legitimate interest, legitimate interests, legitimate interest – prospect/lead, legitimate interest - prospect/lead, legitimate interest – existing customer, legitimate interest - existing customer, legitimate interest – other, legitimate interest - other, implied consent, berechtigtes interesse, intérêt légitime, interés legítimo, interesse legittimo, legittimo interesse, gerechtvaardigd belang, interesse legítimo, prawnie uzasadniony interes, berättigat intresse, legitim interesse',
    ),
  ],
];

/** What a cell about consent says: a basis, yes or no to email, or "unknown"; undefined for anything else. */
export type ConsentWord = ConsentBasis | 'none' | 'yes' | 'no';

export function consentWord(text: string): ConsentWord | undefined {
  const word = wordOf(text);
  if (word === 'none' || word === 'unknown' || word === 'unbekannt') return 'none';
  const basis =
    (Object.keys(consentBases) as ConsentBasis[]).find((key) => plain(key) === word) ??
    bases.find(([, names]) => names.has(word))?.[0];
  if (basis) return basis;
  const answer = yesOrNo(text);
  return answer === undefined ? undefined : answer ? 'yes' : 'no';
}
