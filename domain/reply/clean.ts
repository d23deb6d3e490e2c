/** The names of the Latin 1 entities, in the order of their characters, from 160 on. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const entities = new Map<string, string>([
  ...latin1.split(' ').map((name, n) => [name, String.fromCodePoint(160 + n)] as const),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”' }),
  ...Object.entries({ bdquo: '„', sbquo: '‚', ndash: '–', mdash: '—', hellip: '…', bull: '•', euro: '€', zwj: '', zwnj: '' }),
  ...Object.entries({ ensp: ' ', emsp: ' ', thinsp: ' ', lrm: '', rlm: '', oelig: 'œ', OElig: 'Œ', scaron: 'š', Scaron: 'Š' }),
]);

/** Decodes the entities that remain in a text that a mail program made from HTML. Unknown ones stay. */
const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (code === undefined) return entities.get(name) ?? whole;
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '';
  });

// Zero-width and direction marks, soft hyphens, and controls other than tab and line feed.
// oxlint-disable-next-line no-control-regex -- the pattern looks for control characters
const invisible = /\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\0-\x08\x0b-\x1f\x7f]/g;

/** The visible text: entities decoded, invisible characters removed, white space and line ends unified. */
export const visibleText = (text: string): string =>
  decodeEntities(text)
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(invisible, '')
    .replaceAll(/[^\S\n]/g, ' ');

const spellings: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′´`ʼʹ＇]/g, "'"],
  [/[“”„‟«»″＂]/g, '"'],
  [/[‐‑‒–—―−﹘﹣－]/g, '-'],
  [/…/g, '...'],
  [/[^\S\n]+/g, ' '],
];

/** The spelling in which phrases are compared: NFKC, lower case, one apostrophe, one quotation mark, one dash. */
const plainText = (text: string): string =>
  spellings
    .reduce((so, [kind, one]) => so.replaceAll(kind, one), text)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC');

/** That spelling without accents and strokes, which writers of some languages omit: "borreme" is "bórreme". */
export const foldedText = (text: string): string =>
  plainText(text)
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .normalize('NFC');
